import { addEase, countEase } from '../counts/ease.js';
import { countItemNeighbours } from '../counts/item-knn.js';
import { addRow } from '../counts/pair-table.js';
/** Steck's usual strength for sets of this kind; the decayed one is tuned. */
const PLAIN_LAMBDA = 500;
const aged = (daysAgo, halfLifeDays) => halfLifeDays === Infinity ? 1 : 2 ** (-daysAgo / halfLifeDays);
const easeBaseline = (name, history, settings) => {
    const ease = countEase(history, settings);
    return {
        name,
        score: (held, scores) => {
            for (const { item, daysAgo } of held)
                addEase(ease, item, aged(daysAgo, settings.halfLifeDays), scores);
        },
    };
};
/** The baselines, counted on the same history and tuned on the same window as the model. */
export const baselinesOf = (history, snapshot) => {
    const { settings, neighbours, transitions } = snapshot;
    const plain = countItemNeighbours(history, Infinity);
    const { ease } = settings;
    return [
        { name: 'popularity', score: () => undefined },
        {
            name: 'personal frequency',
            score: (held, scores) => {
                for (const { item, usual } of held)
                    scores[item] = (scores[item] ?? 0) + usual;
            },
        },
        {
            name: 'item-kNN',
            score: (held, scores) => {
                for (const { item } of held)
                    addRow(plain, item, 1, scores);
            },
        },
        {
            name: 'item-kNN, decayed',
            score: (held, scores) => {
                for (const { item, daysAgo } of held)
                    addRow(neighbours, item, aged(daysAgo, settings.neighbours.halfLifeDays), scores);
            },
        },
        {
            name: 'transitions, decayed',
            score: (held, scores) => {
                for (const { item, stepsAgo } of held)
                    addRow(transitions, item, 2 ** (-stepsAgo / settings.transitions.contextSteps), scores);
            },
        },
        ...(ease === undefined
            ? []
            : [
                easeBaseline('EASE^R', history, { ...ease, halfLifeDays: Infinity, lambda: PLAIN_LAMBDA }),
                easeBaseline('EASE^R, decayed', history, ease),
            ]),
    ];
};
//# sourceMappingURL=baselines.js.map