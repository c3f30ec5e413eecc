import { strongest } from './strongest.js';
const DAY_MS = 86_400_000;
const HALF_LIFE_DAYS = 28;
/** Any moment would do: it only sets the scale. In the middle of what a double can hold around our times. */
const LANDMARK = Date.UTC(2020, 0, 1);
/** 2^1000 is near the end of doubles; 28-day halves reach it 76 years from the landmark. */
const MOST_HALVES = 1_000;
/**
 * How much an order of some moment counts: twice as much as one 28 days before. Only relations between weights mean
 * anything, so nothing ages and nothing is swept: newer orders simply weigh more.
 * Forward decay, after Cormode, Shkapenyuk, Srivastava and Xu: "Forward Decay", ICDE 2009.
 *
 * @param placedAt milliseconds since 1970
 */
export const recencyWeight = (placedAt) => {
    const halves = (placedAt - LANDMARK) / (HALF_LIFE_DAYS * DAY_MS);
    return 2 ** Math.max(-MOST_HALVES, Math.min(MOST_HALVES, halves));
};
/** What was ordered often of late, each order counted once per product, by when it happened in the shop. */
export class Popular {
    #tallies = [];
    apply({ kind, order }) {
        const sign = kind === 'placed' ? 1 : -1;
        const weight = sign * recencyWeight(order.placedAt);
        for (const sku of order.basket) {
            const tally = (this.#tallies[sku] ??= { orders: 0, weight: 0 });
            tally.orders += sign;
            // A difference of weights far apart leaves a residue: no order left means no weight left.
            tally.weight = tally.orders === 0 ? 0 : Math.max(0, tally.weight + weight);
        }
    }
    candidates({ enough, eligible }) {
        const weightOf = (sku) => this.#tallies[sku]?.weight ?? 0;
        const most = strongest(this.#tallies.keys(), 1, weightOf)[0]?.weight ?? 1;
        return strongest(this.#tallies.keys(), enough, (sku) => (eligible(sku) ? weightOf(sku) : 0)).map(({ item, weight }) => ({
            sku: item,
            evidence: { kind: 'popular', times: this.#tallies[item]?.orders ?? 0, share: weight / most },
        }));
    }
}
//# sourceMappingURL=popular.js.map