import type { Recorded, ShopEvent } from '@storefold/contracts';
import fc from 'fast-check';
import {
  accountAdjusted,
  creditIssued,
  itemsReturned,
  itemsShipped,
  orderCancelled,
  orderConfirmed,
  orderPlaced,
  paymentReceived,
  paymentRefunded,
  postage,
  priceChanged,
  productDefined,
  staffAdded,
  type EventOf,
} from './events.js';
import { returnInspected, returnOnItsWay } from './return-events.js';
import { authorised, captured, cardStarted, refundFailed, refundStarted, voided } from './card-events.js';
import { History } from './history.js';
import { creditNoteIssued, invoiceIssued } from './invoice-events.js';
import {
  stockAdjusted,
  stockCounted,
  stockReceived,
  stockReleased,
  stockReserved,
  stockReturned,
  stockShipped,
} from './stock-events.js';

const skus = ['MUG', 'CUP', 'POT'] as const;

/** Something that may happen; what becomes of it depends on what happened before. */
const intent = fc.record({
  what: fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom('shelve', 'count', 'price', 'variant', 'tell') },
    { weight: 2, arbitrary: fc.constantFrom('order', 'book') },
    { weight: 5, arbitrary: fc.constantFrom('confirm', 'ship', 'pay', 'card', 'refund', 'back', 'cancel') },
  ),
  sku: fc.constantFrom(...skus),
  more: fc.constantFrom(...skus),
  which: fc.nat(50),
  quantity: fc.integer({ min: 1, max: 9 }),
  minor: fc.integer({ min: 1, max: 99_999 }),
  minutes: fc.integer({ min: -3_000, max: 9_000 }),
  who: fc.constantFrom(
    { customerId: null, country: 'United Kingdom' },
    { customerId: '13085', country: 'EIRE' },
    { customerId: '12346', country: 'EIRE' },
  ),
});
export type Intent = typeof intent extends fc.Arbitrary<infer Value> ? Value : never;

type Order = {
  readonly placed: EventOf<'OrderPlaced'>;
  stage: 'placed' | 'confirmed' | 'shipped' | 'cancelled';
  received: number;
  refunded: number;
  returned: boolean;
};

/** A shop that keeps its own rules: nothing leaves that was not ordered, nothing is paid back that was not paid. */
class Shop {
  readonly #orders: Order[] = [];
  #names = 0;
  #invoices = 0;
  #creditNotes = 0;

  /** What the intent comes to; nothing where it cannot be done. */
  does({ what, sku, more, which, quantity, minor, who }: Intent): readonly ShopEvent[] {
    const id = `n${(++this.#names).toString()}`;
    if (what === 'shelve') return [stockReceived(sku, quantity)];
    if (what === 'count')
      return which % 2 ? [stockCounted(sku, quantity, quantity - 5)] : [stockAdjusted(sku, -quantity)];
    if (what === 'price') return [priceChanged(sku, minor)];
    if (what === 'tell')
      return [
        {
          type: 'ProductDescribed',
          data: {
            ...{ sku, changeId: id, title: `${sku} ${minor.toString()}`, description: `Told ${minor.toString()}.` },
            ...{ categoryPath: ['Kitchen', more], attributes: [], pictures: [] },
          },
        },
      ];
    if (what === 'variant') {
      const data = { familyId: 'things', changeId: id, sku };
      return which % 3
        ? [{ type: 'VariantAdded', data: { ...data, values: [{ option: 'size', value: more }] } }]
        : [{ type: 'VariantRemoved', data }];
    }
    if (what === 'book')
      return which % 2
        ? [accountAdjusted(id, minor - 50_000, who)]
        : [creditIssued(id, [[sku, quantity, minor]], which, who), stockReturned(sku, quantity)];
    if (what === 'order') {
      const charges = which % 2 ? [postage(minor)] : [];
      const bought = [[sku, quantity, minor], ...(which % 3 ? ([[more, 1, minor + 1]] as const) : [])] as const;
      const placed = orderPlaced(id, bought, { ...who, charges });
      this.#orders.unshift({ placed, stage: 'placed', received: 0, refunded: 0, returned: false });
      // Some shops invoice as they are ordered from: a view takes invoices as they come.
      return [placed, invoiceIssued(id, ++this.#invoices, who)];
    }
    // The newest orders are those to which things happen.
    const order = this.#orders[which % Math.min(4, Math.max(1, this.#orders.length))];
    return order ? this.#moves(order, what, id, minor) : [];
  }

  #moves(order: Order, what: string, id: string, minor: number): readonly ShopEvent[] {
    const { orderId, lines, totalMinor, customerId, country } = order.placed.data;
    const who = { customerId, country };
    const moves = lines.map(({ lineId, sku, quantity }) => [lineId, sku, quantity] as const);
    if (what === 'confirm' && order.stage === 'placed') {
      order.stage = 'confirmed';
      return [...lines.map(({ sku, quantity }) => stockReserved(sku, orderId, quantity)), orderConfirmed(orderId)];
    }
    if (what === 'ship' && order.stage === 'confirmed') {
      order.stage = 'shipped';
      const left = lines.map(({ sku, quantity }) => stockShipped(sku, orderId, quantity, quantity));
      return [itemsShipped(orderId, moves, true), ...left];
    }
    if (what === 'cancel' && (order.stage === 'placed' || order.stage === 'confirmed')) {
      const held = order.stage === 'confirmed' ? lines : [];
      order.stage = 'cancelled';
      return [orderCancelled(order.placed), ...held.map(({ sku, quantity }) => stockReleased(sku, orderId, quantity))];
    }
    if (what === 'back' && order.stage === 'shipped' && !order.returned) {
      order.returned = true;
      const worth = lines.map(({ amountMinor }) => amountMinor);
      if (minor % 2 === 0)
        return [
          ...returnOnItsWay(orderId, id, moves),
          returnInspected(
            orderId,
            id,
            moves,
            worth.map((each, index) => [moves[index]?.[2] ?? 0, each]),
            who,
          ),
          ...lines.map((line) => stockReturned(line.sku, line.quantity)),
        ];
      return [
        itemsReturned(orderId, moves, worth, who),
        creditNoteIssued(orderId, ++this.#creditNotes, who),
        ...lines.map((line) => stockReturned(line.sku, line.quantity)),
      ];
    }
    const due = totalMinor - order.received;
    if (what === 'pay' && due > 0) {
      const amount = Math.min(due, minor);
      order.received += amount;
      return [paymentReceived(orderId, id, amount)];
    }
    if (what === 'card' && due > 0) {
      const card = [cardStarted(orderId, id, due), authorised(orderId, id, due)];
      // Some are let go of again.
      if (minor % 3 === 0) return [...card, voided(orderId, id)];
      order.received += due;
      return [...card, captured(orderId, id, due)];
    }
    const held = order.received - order.refunded;
    if (what === 'refund' && held > 0) {
      const amount = Math.min(held, minor);
      order.refunded += amount;
      const ofCancelled: { ofCancelled?: true } = order.stage === 'cancelled' ? { ofCancelled: true } : {};
      if (minor % 2 === 0) return [paymentRefunded(orderId, id, amount, { ...who, ...ofCancelled })];
      const back = [
        refundStarted(orderId, id, amount),
        paymentRefunded(orderId, id, amount, { ...who, ...ofCancelled }),
      ];
      if (minor % 3 > 0) return back;
      order.refunded -= amount;
      return [...back, refundFailed(orderId, id, amount, true, ofCancelled.ofCancelled)];
    }
    return [];
  }
}

/** Some months of a small shop's trade, as it may have been; things happen up to two days out of order, as imports do. */
export const randomHistory: fc.Arbitrary<readonly Recorded[]> = fc
  .array(intent, { minLength: 1, maxLength: 80, size: 'max' })
  .map((intents) => {
    const shop = new Shop();
    const history = new History().happens(
      ...skus.map((sku) => productDefined(sku, `A ${sku.toLowerCase()}`, 450)),
      staffAdded('ann'),
      { type: 'FamilyDefined', data: { familyId: 'things', title: 'Things', options: [] } },
    );
    let now = Date.UTC(2011, 2, 7);
    intents.forEach((next, index) => {
      now += next.minutes * 60_000;
      history.when({
        occurredAt: new Date(now).toISOString(),
        recordedAt: new Date(Date.UTC(2026, 0, 1) + index * 600_000).toISOString(),
        correlationId: `c${next.which.toString()}`,
        origin: next.which % 2 ? 'live' : 'import',
      });
      history.happens(...shop.does(next));
    });
    return history.events;
  });
