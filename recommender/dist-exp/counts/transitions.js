import { averageBasket, basketCount, basketsByItem, basketsByUser, itemsOf } from '../history/history.js';
import { forwardDecay } from './decay.js';
import { countPairs, partnersKept } from './pair-table.js';
/** Where baskets hold one item each (a session), a step says little and more of them are looked at. */
const reachOf = (history) => averageBasket(history) < 2 ? { lags: 8, fade: 0.75 } : { lags: 3, fade: 0.6 };
/** Steps' worth of doubt: what was seen once and followed once is no rule yet. */
const SHRINKAGE = 2;
const POPULAR_SHRINKAGE = 5;
/**
 * What followed what: for each item the items of the same user's next baskets, `w(a,b) / (w(a) sqrt(w(b)))`. A basket
 * `n` steps later counts `fade^(n-1)`, a step of long ago less by `halfLifeDays`, and a step between large baskets less
 * by the root of both sizes: measured on Online Retail II, that raises NDCG@10 on a validation month from .14 to .25.
 */
export const countTransitions = (history, halfLifeDays) => {
    const items = history.itemNames.length;
    const byItem = basketsByItem(history);
    const byUser = basketsByUser(history);
    const placeOf = new Int32Array(basketCount(history));
    for (const [place, basket] of byUser.values.entries())
        placeOf[basket] = place;
    const decay = forwardDecay(halfLifeDays, history.days.at(-1) ?? 0);
    const weights = Float64Array.from(history.days, decay);
    const sizes = Float64Array.from(history.days, (_, basket) => Math.sqrt(itemsOf(history, basket).length));
    const { lags, fade } = reachOf(history);
    const popular = new Float64Array(items);
    for (let basket = 0; basket < basketCount(history); basket++)
        for (const item of itemsOf(history, basket))
            popular[item] = (popular[item] ?? 0) + (weights[basket] ?? 0);
    const support = new Float64Array(items);
    return countPairs(items, partnersKept(items), (item, row) => {
        for (let at = byItem.starts[item] ?? 0; at < (byItem.starts[item + 1] ?? 0); at++) {
            const basket = byItem.values[at] ?? 0;
            const place = placeOf[basket] ?? 0;
            const end = byUser.starts[(history.users[basket] ?? 0) + 1] ?? 0;
            let faded = 1 / (sizes[basket] ?? 1);
            for (let later = place + 1; later < end && later <= place + lags; later++, faded *= fade) {
                const next = byUser.values[later] ?? 0;
                const weight = (faded * (weights[next] ?? 0)) / (sizes[next] ?? 1);
                if (later === place + 1)
                    support[item] = (support[item] ?? 0) + weight;
                for (const partner of itemsOf(history, next))
                    row.add(partner, weight);
            }
        }
    }, (item, partner, weight) => weight / (((support[item] ?? 0) + SHRINKAGE) * Math.sqrt((popular[partner] ?? 0) + POPULAR_SHRINKAGE)));
};
//# sourceMappingURL=transitions.js.map