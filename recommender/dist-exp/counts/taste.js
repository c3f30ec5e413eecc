import { basketsByUser, itemsOf, listOf } from '../history/history.js';
import { forwardDecay } from './decay.js';
/** Items of one user that count: a bot that views a million products must not make a million pairs squared. */
export const MOST_PER_USER = 300;
export const tasteOf = (history, halfLifeDays, mostPerUser = MOST_PER_USER) => {
    const decay = forwardDecay(halfLifeDays, history.days.at(-1) ?? 0);
    const byUser = basketsByUser(history);
    const users = history.userNames.length;
    const lastSeen = new Int32Array(history.itemNames.length).fill(-1);
    const starts = new Int32Array(users + 1);
    const items = [];
    const weights = [];
    for (let user = 0; user < users; user++) {
        const baskets = listOf(byUser, user);
        const begun = items.length;
        for (let at = baskets.length - 1; at >= 0 && items.length - begun < mostPerUser; at--) {
            const basket = baskets[at] ?? 0;
            const weight = decay(history.days[basket] ?? 0);
            for (const item of itemsOf(history, basket)) {
                if (lastSeen[item] === user || items.length - begun >= mostPerUser)
                    continue;
                lastSeen[item] = user;
                items.push(item);
                weights.push(weight);
            }
        }
        starts[user + 1] = items.length;
    }
    return { starts, items: Int32Array.from(items), weights: Float32Array.from(weights) };
};
//# sourceMappingURL=taste.js.map