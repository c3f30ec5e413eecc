import type { Recorded } from '@storefold/contracts';
import { MadeLog, orderOf } from './made-log.js';

const DAY_MS = 86_400_000;
const BEGAN = Date.UTC(2025, 0, 1);
const TASTES = 40;

/** A log made up of a shop with tastes: products in groups, customers who like one of them and come back. */
export class MadeShop {
  readonly products: number;
  readonly customers: number;
  readonly #log = new MadeLog(BEGAN);
  #state: number;

  /** @param seed decides everything: the same seed makes the same log */
  constructor({ products, customers, seed }: { products: number; customers: number; seed: number }) {
    this.products = products;
    this.customers = customers;
    this.#state = seed;
  }

  /** A number below `below`, by a linear congruential generator (Knuth, MMIX), which is good enough to spread orders. */
  whole(below: number): number {
    this.#state = Number((BigInt(this.#state) * 6364136223846793005n + 1442695040888963407n) & 0x1fffffffffffffn);
    return Math.floor((this.#state / 2 ** 53) * below);
  }

  /** Of a taste, with the first ones bought most. */
  skuFor(customer: number): string {
    const taste = this.whole(10) < 8 ? customer % TASTES : this.whole(TASTES);
    const perTaste = Math.floor(this.products / TASTES);
    const place = Math.floor((this.whole(1_000_000) / 1_000_000) ** 2 * perTaste);
    return `P-${(place * TASTES + taste).toString()}`;
  }

  defined(): readonly Recorded[] {
    const words = ['red', 'blue', 'tin', 'oak', 'mug', 'tray', 'jar', 'lamp', 'bag', 'clock', 'bowl', 'spoon'];
    return Array.from({ length: this.products }, (_, n) => {
      const sku = `P-${n.toString()}`;
      const title = [n, n * 7, n * 31].map((at) => words[at % words.length] ?? '').join(' ');
      return this.#log.add({ type: 'ProductDefined', data: { sku, title, priceMinor: 250, currency: 'GBP' } });
    }).concat(
      Array.from({ length: this.products }, (_, n) => {
        const data = { sku: `P-${n.toString()}`, movementId: `m${n.toString()}`, quantity: 1_000 };
        return this.#log.add({ type: 'StockReceived', data });
      }),
    );
  }

  /** Orders, spread over days of the shop. */
  ordered(many: number, days: number): readonly Recorded[] {
    return Array.from({ length: many }, () => {
      this.#log.at += (days * DAY_MS) / many;
      const customer = this.whole(this.customers);
      const skus = [...new Set(Array.from({ length: 2 + this.whole(10) }, () => this.skuFor(customer)))];
      return this.#log.add(orderOf(`o${this.#log.nextId}`, { customerId: `c${customer.toString()}` }, skus));
    });
  }

  /** What goes on in a shop: of 20 events 12 looks, 5 things laid into baskets, 2 reservations and an order. */
  lived(many: number): readonly Recorded[] {
    return Array.from({ length: many }, (_, n) => {
      const customer = this.whole(this.customers);
      const sku = this.skuFor(customer);
      const visitorId = `c${customer.toString()}`;
      const kind = n % 20;
      const id = this.#log.nextId;
      if (kind === 19) return this.ordered(1, 0.001)[0] ?? this.#viewed(visitorId, sku);
      if (kind > 16) return this.#log.add({ type: 'StockReserved', data: { sku, orderId: `o${id}`, quantity: 1 } });
      if (kind > 11)
        return this.#log.add({
          type: 'ItemAddedToCart',
          data: { cartId: visitorId, changeId: `x${id}`, sku, quantity: 1, currency: 'GBP' },
        });
      return this.#viewed(visitorId, sku);
    });
  }

  #viewed(visitorId: string, sku: string): Recorded {
    const seenAt = new Date(this.#log.at).toISOString();
    const data = { visitorId, activityId: `a${this.#log.nextId}`, seenAt, sku };
    return this.#log.add({ type: 'ProductViewed', data });
  }
}
