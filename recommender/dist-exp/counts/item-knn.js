import { countPairs, partnersKept } from './pair-table.js';
import { tasteOf } from './taste.js';
const SHRINKAGE = 2;
/**
 * Item-kNN: the cosine between two items over users (Sarwar et al., WWW 2001), of decayed weights, shrunk where both
 * are rare.
 */
export const countItemNeighbours = (history, halfLifeDays) => {
    const items = history.itemNames.length;
    const taste = tasteOf(history, halfLifeDays);
    const norms = new Float64Array(items);
    const counts = new Int32Array(items + 1);
    for (const [at, item] of taste.items.entries()) {
        norms[item] = (norms[item] ?? 0) + (taste.weights[at] ?? 0) ** 2;
        counts[item + 1] = (counts[item + 1] ?? 0) + 1;
    }
    for (let item = 1; item <= items; item++)
        counts[item] = (counts[item] ?? 0) + (counts[item - 1] ?? 0);
    const next = counts.slice();
    const holders = new Int32Array(taste.items.length);
    const held = new Float32Array(taste.items.length);
    for (let user = 0; user < history.userNames.length; user++)
        for (let at = taste.starts[user] ?? 0; at < (taste.starts[user + 1] ?? 0); at++) {
            const item = taste.items[at] ?? 0;
            const place = next[item] ?? 0;
            holders[place] = user;
            held[place] = taste.weights[at] ?? 0;
            next[item] = place + 1;
        }
    return countPairs(items, partnersKept(items), (item, row) => {
        for (let at = counts[item] ?? 0; at < (counts[item + 1] ?? 0); at++) {
            const user = holders[at] ?? 0;
            const weight = held[at] ?? 0;
            for (let other = taste.starts[user] ?? 0; other < (taste.starts[user + 1] ?? 0); other++) {
                const partner = taste.items[other] ?? 0;
                if (partner !== item)
                    row.add(partner, weight * (taste.weights[other] ?? 0));
            }
        }
    }, (item, partner, weight) => weight / (Math.sqrt((norms[item] ?? 0) * (norms[partner] ?? 0)) + SHRINKAGE));
};
//# sourceMappingURL=item-knn.js.map