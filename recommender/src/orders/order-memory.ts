import type { OrderEvent, Recorded } from '@storefold/contracts';
import { IntList } from './int-list.js';
import type { SkuTable } from './sku-table.js';

/** An order as the recommender knows it: which products, when, and where the log says so. */
export type RememberedOrder = {
  /** Position of its `OrderPlaced` in the log. */
  readonly position: bigint;
  /** When it was placed in the shop, in milliseconds since 1970. */
  readonly placedAt: number;
  /** The numbers of its products, each once, ascending. */
  readonly basket: Int32Array;
};

/** What an event did to the remembered orders: the generators fold these, in log order. */
export type OrderChange = {
  readonly kind: 'placed' | 'withdrawn' | 'forgotten';
  readonly order: RememberedOrder;
};

/** What generators may ask of the remembered orders. */
export type Orders = {
  /** Visits the orders that hold a product, oldest in the log first; withdrawn ones are left out. */
  readonly eachHolding: (sku: number, visit: (order: RememberedOrder) => void) => void;
  /** The newest positions of orders that hold all of the products, newest first. */
  readonly newestHolding: (skus: readonly number[], most: number) => readonly bigint[];
};

type Slot = RememberedOrder & { readonly orderId: string; withdrawn: boolean };

/**
 * The newest orders of the log, by order and by product. Both directions are kept, four bytes a line each, so that any
 * count of "bought together" is exact and can name its events, and a cancelled order can be taken back exactly.
 *
 * Memory is bounded: past `mostLines` lines by half, the oldest orders are forgotten until `mostLines` are left. What is forgotten depends
 * on the events alone, never on how they were batched.
 */
export class OrderMemory implements Orders {
  readonly #skus: SkuTable;
  readonly #mostLines: number;
  readonly #ordinals = new Map<string, number>();
  readonly #postings: IntList[] = [];
  #slots: Slot[] = [];
  /** The ordinal of the first slot: ordinals count up for ever, slots move when old ones are forgotten. */
  #first = 0;
  #lines = 0;

  /** @param mostLines how many order lines are kept. @default mostLines 2 million: twice the two years of the sample */
  constructor(skus: SkuTable, mostLines = 2_000_000) {
    this.#skus = skus;
    this.#mostLines = mostLines;
  }

  get lines(): number {
    return this.#lines;
  }

  /** Folds one event. An order that is known already, or was forgotten before it was cancelled, changes nothing. */
  apply(event: Recorded<OrderEvent>): readonly OrderChange[] {
    if (event.type === 'OrderPlaced') return this.#place(event);
    if (event.type === 'OrderCancelled') return this.#withdraw(event.data.orderId);
    return [];
  }

  eachHolding(sku: number, visit: (order: RememberedOrder) => void): void {
    for (const ordinal of this.#postings[sku]?.view() ?? []) {
      const slot = this.#slots[ordinal - this.#first];
      if (slot && !slot.withdrawn) visit(slot);
    }
  }

  newestHolding(skus: readonly number[], most: number): readonly bigint[] {
    const lists = skus.map((sku) => this.#postings[sku]?.view() ?? new Int32Array());
    const [shortest, ...others] = lists.sort((a, b) => a.length - b.length);
    const found: bigint[] = [];
    for (let at = (shortest?.length ?? 0) - 1; at >= 0 && found.length < most; at--) {
      const ordinal = shortest?.[at] ?? -1;
      const slot = this.#slots[ordinal - this.#first];
      if (slot && !slot.withdrawn && others.every((list) => holds(list, ordinal))) found.push(slot.position);
    }
    return found;
  }

  #place({ data, position, metadata }: Recorded<Extract<OrderEvent, { type: 'OrderPlaced' }>>): readonly OrderChange[] {
    if (this.#ordinals.has(data.orderId)) return [];
    const basket = Int32Array.from(new Set(data.lines.map((line) => this.#skus.numberFor(line.sku)))).sort();
    const order: Slot = {
      orderId: data.orderId,
      position,
      placedAt: Date.parse(metadata.occurredAt),
      basket,
      withdrawn: false,
    };
    const ordinal = this.#first + this.#slots.push(order) - 1;
    this.#ordinals.set(data.orderId, ordinal);
    while (this.#postings.length < this.#skus.size) this.#postings.push(new IntList());
    for (const sku of basket) this.#postings[sku]?.push(ordinal);
    this.#lines += basket.length;
    return [{ kind: 'placed', order }, ...this.#forget()];
  }

  #withdraw(orderId: string): readonly OrderChange[] {
    const order = this.#slots[(this.#ordinals.get(orderId) ?? -1) - this.#first];
    if (!order || order.withdrawn) return [];
    order.withdrawn = true;
    return [{ kind: 'withdrawn', order }];
  }

  #forget(): readonly OrderChange[] {
    // Half as much again may gather first, so that the cost of moving everything is spread over many orders.
    if (this.#lines <= this.#mostLines * 1.5) return [];
    const changes: OrderChange[] = [];
    let count = 0;
    for (; this.#lines > this.#mostLines && count < this.#slots.length - 1; count++) {
      const order = this.#slots[count];
      if (!order) break;
      this.#lines -= order.basket.length;
      this.#ordinals.delete(order.orderId);
      if (!order.withdrawn) changes.push({ kind: 'forgotten', order });
    }
    this.#slots = this.#slots.slice(count);
    this.#first += count;
    for (const posting of this.#postings) posting.dropBelow(this.#first);
    return changes;
  }
}

/** Whether an ascending list holds a value. */
const holds = (list: Int32Array, value: number): boolean => {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return list[low] === value;
};
