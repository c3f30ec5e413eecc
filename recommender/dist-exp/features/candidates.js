import { topItems } from './top.js';
/** How many of its best each generator proposes. */
const proposes = { transitions: 150, next: 80, together: 80, neighbours: 120, ease: 120, alike: 40 };
const POPULAR = 100;
const SEASONAL = 60;
/** What does not depend on whom one looks at: the popular products of several spans, in order of number. */
export const alwaysCandidates = ({ facts }) => {
    const items = [
        ...topItems(facts.week, POPULAR),
        ...topItems(facts.month, POPULAR),
        ...topItems(facts.quarter, POPULAR / 2),
        ...topItems(facts.ever, POPULAR / 2),
        ...topItems(facts.lastYear, SEASONAL),
    ];
    return [...new Set(items)].sort((a, b) => a - b);
};
/** The products worth ranking for one context, each once, in order of number. */
export const candidatesFor = ({ held, scores }, always) => {
    const items = new Set(always);
    for (const { item } of held)
        items.add(item);
    for (const name of ['transitions', 'next', 'together', 'neighbours', 'ease', 'alike'])
        for (const item of topItems(scores[name], proposes[name]))
            items.add(item);
    return Int32Array.from(items).sort();
};
//# sourceMappingURL=candidates.js.map