export const basketCount = (history) => history.users.length;
/** The products of one basket; a view, not a copy. */
export const itemsOf = (history, basket) => history.items.subarray(history.starts[basket] ?? 0, history.starts[basket + 1] ?? 0);
export const listOf = ({ starts, values }, owner) => values.subarray(starts[owner] ?? 0, starts[owner + 1] ?? 0);
/** Sorts pairs into lists by owner; within a list the order of the pairs stays. */
const collect = (owners, count, ownerOf, valueOf) => {
    const starts = new Int32Array(owners + 1);
    for (let at = 0; at < count; at++) {
        const owner = ownerOf(at) + 1;
        starts[owner] = (starts[owner] ?? 0) + 1;
    }
    for (let owner = 1; owner <= owners; owner++)
        starts[owner] = (starts[owner] ?? 0) + (starts[owner - 1] ?? 0);
    const next = starts.slice();
    const values = new Int32Array(count);
    for (let at = 0; at < count; at++) {
        const owner = ownerOf(at);
        const place = next[owner] ?? 0;
        values[place] = valueOf(at);
        next[owner] = place + 1;
    }
    return { starts, values };
};
/** Baskets of each user, oldest first. */
export const basketsByUser = (history) => collect(history.userNames.length, basketCount(history), (basket) => history.users[basket] ?? 0, (basket) => basket);
/** Baskets of each item, oldest first. */
export const basketsByItem = (history) => {
    const basketOf = new Int32Array(history.items.length);
    for (let basket = 0; basket < basketCount(history); basket++)
        basketOf.fill(basket, history.starts[basket] ?? 0, history.starts[basket + 1] ?? 0);
    return collect(history.itemNames.length, history.items.length, (at) => history.items[at] ?? 0, (at) => basketOf[at] ?? 0);
};
/** The same history with some baskets only; names and numbers of users and items stay. */
export const selectBaskets = (history, keep) => {
    const kept = [];
    let size = 0;
    for (let basket = 0; basket < basketCount(history); basket++) {
        if (!keep(basket))
            continue;
        kept.push(basket);
        size += itemsOf(history, basket).length;
    }
    const items = new Int32Array(size);
    const starts = new Int32Array(kept.length + 1);
    let at = 0;
    for (const [index, basket] of kept.entries()) {
        const some = itemsOf(history, basket);
        items.set(some, at);
        at += some.length;
        starts[index + 1] = at;
    }
    return {
        ...history,
        users: Int32Array.from(kept, (basket) => history.users[basket] ?? 0),
        days: Float64Array.from(kept, (basket) => history.days[basket] ?? 0),
        starts,
        items,
    };
};
/** Items per basket on average; 0 for an empty history. */
export const averageBasket = (history) => basketCount(history) === 0 ? 0 : history.items.length / basketCount(history);
//# sourceMappingURL=history.js.map