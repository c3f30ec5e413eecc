import type { Recorded } from '@storefold/contracts';
import type { SkuTable } from '../orders/sku-table.js';

/** What is known of someone who buys: numbers and products, never who they are. */
export type CustomerProfile = {
  readonly orders: number;
  readonly lastOrderAt: string;
  /** What they bought, newest first, each product once; at most `MOST_PRODUCTS`. */
  readonly bought: readonly number[];
};

/** The two kinds of buyer: a customer whom we know, and a shopper known by a session only. */
export type Buyer = { readonly kind: 'customer' | 'shopper'; readonly id: string };

const MOST_PRODUCTS = 200;

const keyOf = ({ kind, id }: Buyer): string => `${kind}:${id}`;

/**
 * Profiles of buyers, folded from their orders. A cancelled order stays in its buyer's profile: they wanted it. Who is
 * erased is forgotten.
 * Bounded: past `most` buyers, the one whose last order is furthest back in the log is forgotten.
 */
export class CustomerProfiles {
  readonly #skus: SkuTable;
  readonly #most: number;
  /** Ordered by last order: a map keeps the order of insertion, and a buyer who orders again is inserted again. */
  readonly #profiles = new Map<string, CustomerProfile>();

  /** @default most 100,000 buyers */
  constructor(skus: SkuTable, most = 100_000) {
    this.#skus = skus;
    this.#most = most;
  }

  apply(event: Recorded): void {
    if (event.type === 'CustomerErased') {
      for (const kind of ['customer', 'shopper'] as const)
        this.#profiles.delete(keyOf({ kind, id: event.data.customerId }));
      return;
    }
    if (event.type !== 'OrderPlaced') return;
    const { customerId, shopperId, lines } = event.data;
    const bought = [...new Set(lines.map((line) => this.#skus.numberFor(line.sku)))];
    if (customerId !== null) this.#remember({ kind: 'customer', id: customerId }, bought, event.metadata.occurredAt);
    if (shopperId !== undefined) this.#remember({ kind: 'shopper', id: shopperId }, bought, event.metadata.occurredAt);
  }

  profileOf(buyer: Buyer): CustomerProfile | undefined {
    return this.#profiles.get(keyOf(buyer));
  }

  #remember(buyer: Buyer, bought: readonly number[], at: string): void {
    const key = keyOf(buyer);
    const known = this.#profiles.get(key);
    this.#profiles.delete(key);
    this.#profiles.set(key, {
      orders: (known?.orders ?? 0) + 1,
      lastOrderAt: known && known.lastOrderAt > at ? known.lastOrderAt : at,
      bought: [...new Set([...bought, ...(known?.bought ?? [])])].slice(0, MOST_PRODUCTS),
    });
    if (this.#profiles.size <= this.#most) return;
    const oldest = this.#profiles.keys().next();
    if (oldest.done !== true) this.#profiles.delete(oldest.value);
  }
}
