import { basketWeight } from './basket-weight.js';
import { countNeighbours, NeighbourCache } from './neighbours.js';
/**
 * What was bought in the same orders. Only the weight of each product is kept as a running sum; pairs are counted when
 * asked, from the seed's own orders: exact, without a table of pairs that would need pruning.
 */
export class BoughtTogether {
    #supports = [];
    #neighbours;
    constructor(orders, skus) {
        this.#neighbours = new NeighbourCache((seed) => countNeighbours(seed, orders, skus));
    }
    apply({ kind, order }) {
        const sign = kind === 'placed' ? 1 : -1;
        const weight = sign * basketWeight(order.basket.length);
        for (const sku of order.basket) {
            const support = (this.#supports[sku] ??= { orders: 0, weight: 0 });
            support.orders += sign;
            // Sums of fractions drift when they are taken back: no order left means no weight left.
            support.weight = support.orders === 0 ? 0 : support.weight + weight;
        }
        this.#neighbours.outdate(order.basket);
    }
    candidates({ seeds, enough, eligible }) {
        return seeds.flatMap((seed) => this.#candidatesOf(seed, enough, eligible));
    }
    #candidatesOf(seed, enough, eligible) {
        const { skus, times, weights } = this.#neighbours.of(seed.sku);
        const weightOfSeed = this.#supports[seed.sku]?.weight ?? 0;
        const candidates = [];
        for (let at = 0; at < skus.length && candidates.length < enough; at++) {
            const sku = skus[at];
            if (sku === undefined || !eligible(sku))
                continue;
            candidates.push({
                sku,
                evidence: {
                    kind: 'together',
                    seed,
                    times: times[at] ?? 0,
                    weightTogether: weights[at] ?? 0,
                    weightOfSeed,
                    weightOfCandidate: this.#supports[sku]?.weight ?? 0,
                },
            });
        }
        return candidates;
    }
}
//# sourceMappingURL=bought-together.js.map