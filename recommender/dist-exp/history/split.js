import { basketCount, basketsByUser, itemsOf, listOf, selectBaskets } from './history.js';
const caseOf = (history, user, own, next, now) => ({
    user,
    context: {
        baskets: Array.from(own, (basket) => ({ items: itemsOf(history, basket), day: history.days[basket] ?? 0 })),
        now,
    },
    targets: Int32Array.from(new Set([...next].flatMap((basket) => [...itemsOf(history, basket)]))),
});
/** Cases at even distances, at most so many; the same ones each time. */
export const thinned = (values, most) => values.length <= most
    ? values
    : Array.from({ length: most }, (_, at) => values[Math.floor((at * values.length) / most)]).flatMap((value) => value === undefined ? [] : [value]);
/** What happened before `from` is counted; what each user took in [from, to) is foretold. Days since 1970. */
export const windowTask = (history, from, to) => {
    const byUser = basketsByUser(history);
    const cases = [];
    for (let user = 0; user < history.userNames.length; user++) {
        const own = listOf(byUser, user);
        const before = own.filter((basket) => (history.days[basket] ?? 0) < from);
        const within = own.filter((basket) => (history.days[basket] ?? 0) >= from && (history.days[basket] ?? 0) < to);
        if (within.length > 0)
            cases.push(caseOf(history, user, before, within, from));
    }
    return { counted: selectBaskets(history, (basket) => (history.days[basket] ?? 0) < from), now: from, cases };
};
/** What happened before `from` is counted; the last step of each user in [from, to) is foretold from all steps before it. */
export const tailTask = (history, from, to) => {
    const byUser = basketsByUser(history);
    const cases = [];
    for (let user = 0; user < history.userNames.length; user++) {
        const own = listOf(byUser, user).filter((basket) => (history.days[basket] ?? 0) < to);
        const day = history.days[own.at(-1) ?? 0] ?? 0;
        if (own.length >= 2 && day >= from)
            cases.push(caseOf(history, user, own.slice(0, -1), own.slice(-1), day));
    }
    return { counted: selectBaskets(history, (basket) => (history.days[basket] ?? 0) < from), now: from, cases };
};
/** All but each user's newest `depth` steps are counted; the first of those is foretold. Users with too few only count. */
export const lastTask = (history, depth) => {
    const byUser = basketsByUser(history);
    const cases = [];
    const dropped = new Uint8Array(basketCount(history));
    for (let user = 0; user < history.userNames.length; user++) {
        const own = listOf(byUser, user);
        const kept = own.length - depth;
        for (const basket of own.subarray(Math.max(kept, Math.min(1, own.length))))
            dropped[basket] = 1;
        if (kept >= 1)
            cases.push(caseOf(history, user, own.slice(0, kept), own.slice(kept, kept + 1), 0));
    }
    return { counted: selectBaskets(history, (basket) => dropped[basket] === 0), now: 0, cases };
};
//# sourceMappingURL=split.js.map