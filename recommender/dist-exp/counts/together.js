import { averageBasket, basketCount, basketsByItem, basketsByUser, itemsOf } from '../history/history.js';
import { basketWeight } from '../generators/basket-weight.js';
import { forwardDecay } from './decay.js';
import { countPairs, partnersKept } from './pair-table.js';
const SHRINKAGE = 3;
/** Steps to either side that still are one visit, where baskets hold single items. */
const NEARBY = 4;
const SAME_VISIT_DAYS = 1;
/**
 * What was taken together: the cosine of the baskets of two items, shrunk where both are rare. Where baskets hold
 * single items, the steps of one visit (four to either side, within a day) stand for the basket.
 */
export const countTogether = (history, halfLifeDays) => {
    const items = history.itemNames.length;
    const byItem = basketsByItem(history);
    const byUser = basketsByUser(history);
    const single = averageBasket(history) < 1.5;
    const placeOf = new Int32Array(single ? basketCount(history) : 0);
    if (single)
        for (const [place, basket] of byUser.values.entries())
            placeOf[basket] = place;
    const decay = forwardDecay(halfLifeDays, history.days.at(-1) ?? 0);
    const support = new Float64Array(items);
    for (let basket = 0; basket < basketCount(history); basket++) {
        const some = itemsOf(history, basket);
        const weight = decay(history.days[basket] ?? 0) * basketWeight(some.length);
        for (const item of some)
            support[item] = (support[item] ?? 0) + weight;
    }
    return countPairs(items, partnersKept(items), (item, row) => {
        for (let at = byItem.starts[item] ?? 0; at < (byItem.starts[item + 1] ?? 0); at++) {
            const basket = byItem.values[at] ?? 0;
            const day = history.days[basket] ?? 0;
            const own = itemsOf(history, basket);
            const weight = decay(day) * basketWeight(own.length);
            for (const partner of own)
                if (partner !== item)
                    row.add(partner, weight);
            if (!single)
                continue;
            const user = history.users[basket] ?? 0;
            const place = placeOf[basket] ?? 0;
            const from = Math.max(byUser.starts[user] ?? 0, place - NEARBY);
            const to = Math.min((byUser.starts[user + 1] ?? 0) - 1, place + NEARBY);
            for (let near = from; near <= to; near++) {
                const other = byUser.values[near] ?? 0;
                if (near === place || Math.abs((history.days[other] ?? 0) - day) > SAME_VISIT_DAYS)
                    continue;
                for (const partner of itemsOf(history, other))
                    if (partner !== item)
                        row.add(partner, weight / Math.abs(near - place));
            }
        }
    }, (item, partner, weight) => weight / (Math.sqrt((support[item] ?? 0) * (support[partner] ?? 0)) + SHRINKAGE));
};
//# sourceMappingURL=together.js.map