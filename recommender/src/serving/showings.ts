import type { Recorded } from '@storefold/contracts';
import type { SkuTable } from '../orders/sku-table.js';

/** The types of event that `Showings` folds. */
export const showingEventTypes = ['RecommendationsShown'];

/**
 * How often each product stood on a list that somebody saw. Only those are told who agreed to it: where nobody does, nothing is
 * known of showings at all, and `isTold` says so.
 */
export class Showings {
  readonly #skus: SkuTable;
  /** By number of the product. */
  readonly #times: number[] = [];
  #isTold = false;

  constructor(skus: SkuTable) {
    this.#skus = skus;
  }

  /** Whether any showing was ever told of. */
  get isTold(): boolean {
    return this.#isTold;
  }

  /** @param sku a product's number */
  of(sku: number): number {
    return this.#times[sku] ?? 0;
  }

  apply(event: Recorded): void {
    if (event.type !== 'RecommendationsShown') return;
    this.#isTold = true;
    for (const name of new Set(event.data.skus)) {
      const sku = this.#skus.numberFor(name);
      this.#times[sku] = this.of(sku) + 1;
    }
  }
}
