import { basketWeight } from './basket-weight.js';
import { strongest } from './strongest.js';
const MOST_NEIGHBOURS = 250;
const MOST_KEPT = 2_000;
/** Counts the neighbours of a product from its own orders: exact, in time proportional to their lines. */
export const countNeighbours = (seed, orders, skus) => {
    const times = new Int32Array(skus.size);
    const weights = new Float64Array(skus.size);
    const seen = [];
    orders.eachBasketWith(seed, (basket) => {
        const weight = basketWeight(basket.length);
        for (const sku of basket) {
            if (times[sku] === 0)
                seen.push(sku);
            times[sku] = (times[sku] ?? 0) + 1;
            weights[sku] = (weights[sku] ?? 0) + weight;
        }
    });
    const best = strongest(seen, MOST_NEIGHBOURS, (sku) => (sku === seed ? 0 : (weights[sku] ?? 0)));
    return {
        skus: Int32Array.from(best, ({ item }) => item),
        times: Int32Array.from(best, ({ item }) => times[item] ?? 0),
        weights: Float64Array.from(best, ({ weight }) => weight),
    };
};
/**
 * Keeps what was counted until an order of that product comes or goes. Counts depend on the product's own orders
 * alone, so what is kept is always what counting again would give: a copy, never a second truth.
 */
export class NeighbourCache {
    #kept = new Map();
    #count;
    constructor(count) {
        this.#count = count;
    }
    of(seed) {
        const known = this.#kept.get(seed);
        if (known)
            return known;
        const counted = this.#count(seed);
        const oldest = this.#kept.keys().next();
        if (this.#kept.size >= MOST_KEPT && oldest.done !== true)
            this.#kept.delete(oldest.value);
        this.#kept.set(seed, counted);
        return counted;
    }
    outdate(skus) {
        if (this.#kept.size === 0)
            return;
        for (const sku of skus)
            this.#kept.delete(sku);
    }
}
//# sourceMappingURL=neighbours.js.map