import type { Recorded } from '@storefold/contracts';
import type { SkuTable } from '../orders/sku-table.js';

/** What is known of a product apart from who buys it: what a ranker may learn from, and what may be shown. */
export type ProductProfile = {
  readonly sku: string;
  readonly title: string;
  readonly priceMinor: number;
  readonly category: string | null;
  /** When it was first defined in the shop, ISO 8601. */
  readonly definedAt: string;
};

/** The products of the shop, folded from their own events. A SKU that only stands in orders has no profile. */
export class ProductProfiles {
  readonly #skus: SkuTable;
  readonly #profiles: (ProductProfile | undefined)[] = [];
  #count = 0;

  constructor(skus: SkuTable) {
    this.#skus = skus;
  }

  get count(): number {
    return this.#count;
  }

  apply(event: Recorded): void {
    if (event.type === 'ProductDefined') {
      const { sku, title, priceMinor, category = null } = event.data;
      const number = this.#skus.numberFor(sku);
      if (this.#profiles[number] === undefined) this.#count += 1;
      const definedAt = this.#profiles[number]?.definedAt ?? event.metadata.occurredAt;
      this.#profiles[number] = { sku, title, priceMinor, category, definedAt };
    }
    if (event.type === 'ProductPriceChanged') {
      const number = this.#skus.numberFor(event.data.sku);
      const known = this.#profiles[number];
      if (known) this.#profiles[number] = { ...known, priceMinor: event.data.priceMinor };
    }
  }

  profileOf(sku: number): ProductProfile | undefined {
    return this.#profiles[sku];
  }
}
