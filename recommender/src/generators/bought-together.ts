import type { OrderChange, Orders } from '../orders/order-memory.js';
import type { SkuTable } from '../orders/sku-table.js';
import type { Candidate, CandidateRequest, Generator, Seed } from './generator.js';
import { strongest } from './strongest.js';

const WHOLE_BASKET = 21;

/**
 * How much one order says about any two of its products: 1 up to 21 products, then less in proportion, so that no
 * order gives one product more than 20 neighbours' worth. Wholesale orders of 1,000 products exist, and say little.
 *
 * @param products distinct products of the order
 */
export const basketWeight = (products: number): number => Math.min(1, (WHOLE_BASKET - 1) / Math.max(1, products - 1));

/**
 * What was bought in the same orders. Only the weight of each product is kept as a running sum; pairs are counted when
 * asked, from the seed's own orders: exact, without a table of pairs that would need pruning.
 */
export class BoughtTogether implements Generator {
  readonly #orders: Orders;
  readonly #skus: SkuTable;
  #weights = new Float64Array(1024);
  #counts = new Int32Array(1024);

  constructor(orders: Orders, skus: SkuTable) {
    this.#orders = orders;
    this.#skus = skus;
  }

  apply({ kind, order }: OrderChange): void {
    const sign = kind === 'placed' ? 1 : -1;
    const weight = sign * basketWeight(order.basket.length);
    for (const sku of order.basket) {
      if (sku >= this.#weights.length) this.#grow(sku);
      this.#counts[sku] = (this.#counts[sku] ?? 0) + sign;
      // Sums of fractions drift when they are taken back: no order left means no weight left.
      this.#weights[sku] = this.#counts[sku] === 0 ? 0 : (this.#weights[sku] ?? 0) + weight;
    }
  }

  candidates({ seeds, enough, eligible }: CandidateRequest): readonly Candidate[] {
    return seeds.flatMap((seed) => this.#neighboursOf(seed, enough, eligible));
  }

  #neighboursOf(seed: Seed, enough: number, eligible: (sku: number) => boolean): readonly Candidate[] {
    const times = new Int32Array(this.#skus.size);
    const weights = new Float64Array(this.#skus.size);
    const seen: number[] = [];
    for (const { basket } of this.#orders.holding(seed.sku)) {
      const weight = basketWeight(basket.length);
      for (const sku of basket) {
        if (times[sku] === 0) seen.push(sku);
        times[sku] = (times[sku] ?? 0) + 1;
        weights[sku] = (weights[sku] ?? 0) + weight;
      }
    }
    const weightOf = (sku: number) => (sku !== seed.sku && eligible(sku) ? (weights[sku] ?? 0) : 0);
    return strongest(seen, enough, weightOf).map(({ item, weight }) => ({
      sku: item,
      evidence: {
        kind: 'together',
        seed,
        times: times[item] ?? 0,
        weightTogether: weight,
        weightOfSeed: this.#weights[seed.sku] ?? 0,
        weightOfCandidate: this.#weights[item] ?? 0,
      },
    }));
  }

  #grow(sku: number): void {
    const size = Math.max(sku + 1, this.#weights.length * 2);
    const weights = new Float64Array(size);
    weights.set(this.#weights);
    this.#weights = weights;
    const counts = new Int32Array(size);
    counts.set(this.#counts);
    this.#counts = counts;
  }
}
