import type { Recorded } from '@storefold/contracts';
import type { SkuTable } from '../orders/sku-table.js';

/** What is known of a product apart from who buys it: what a ranker may learn from, and what may be shown. */
export type ProductProfile = {
  readonly sku: string;
  readonly title: string;
  readonly priceMinor: number;
  /** The narrowest of `categoryPath`. */
  readonly category: string | null;
  /** From the widest to the narrowest. */
  readonly categoryPath: readonly string[];
  /** When it was first defined in the shop, ISO 8601. */
  readonly definedAt: string;
  /** Of the event that defined it first. */
  readonly definedBy: bigint;
};

/** The products of the shop, folded from their own events. A SKU that only stands in orders has no profile. */
export class ProductProfiles {
  readonly #skus: SkuTable;
  readonly #profiles: (ProductProfile | undefined)[] = [];
  /** Numbers in the order in which the shop defined them. */
  readonly #inOrder: number[] = [];

  constructor(skus: SkuTable) {
    this.#skus = skus;
  }

  get count(): number {
    return this.#inOrder.length;
  }

  /** The numbers of all products, in the order in which the shop defined them. */
  get inOrder(): readonly number[] {
    return this.#inOrder;
  }

  apply(event: Recorded): void {
    if (event.type === 'ProductDefined') {
      const { sku, title, priceMinor, category = null } = event.data;
      const number = this.#skus.numberFor(sku);
      const known = this.#profiles[number];
      if (!known) this.#inOrder.push(number);
      const definedAt = known?.definedAt ?? event.metadata.occurredAt;
      const definedBy = known?.definedBy ?? event.position;
      const categoryPath = category === null ? [] : [category];
      this.#profiles[number] = { sku, title, priceMinor, category, categoryPath, definedAt, definedBy };
    }
    if (event.type === 'ProductDescribed') {
      const { sku, title, categoryPath } = event.data;
      const number = this.#skus.numberFor(sku);
      const known = this.#profiles[number];
      if (known) this.#profiles[number] = { ...known, title, categoryPath, category: categoryPath.at(-1) ?? null };
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
