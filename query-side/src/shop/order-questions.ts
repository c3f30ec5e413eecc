import {
  collections,
  satisfies,
  streamName,
  type OrderDocument,
  type PaymentDocument,
  type Principal,
  type Sealed,
} from '@storefold/contracts';
import { unseal, type KeyStore, type Refusal, type Shop } from '@storefold/platform';
import type { Db, Filter } from 'mongodb';
import { z } from 'zod';
import { readCursor, writeCursor } from '../freshness/cursor.js';

type StoredOrder = OrderDocument & { _id: string };
type StoredPayment = PaymentDocument & { _id: string };
export type PaymentAnswer = Omit<PaymentDocument, 'events'> & { readonly outstandingMinor: number };
/** What is shown of who an order goes to: the parts, or that nobody can know any more. */
export type ShownDelivery =
  { readonly state: 'shown'; readonly delivery: unknown } | { readonly state: 'none' } | { readonly state: 'erased' };
export type OrderSummary = Pick<
  OrderDocument,
  'orderId' | 'orderNumber' | 'status' | 'placedAt' | 'country' | 'currency' | 'totalMinor' | 'origin'
> & { readonly items: number };

/** Who asks, and which order they have a link to. */
export type OrderViewer = { readonly principal: Principal; readonly hasLinkTo: (orderId: string) => boolean };

/** TrackOrder and PaymentStatus, for one viewer. */
export class OrderQuestions {
  readonly #db: Db;
  readonly #shop: Shop;
  readonly #keys: KeyStore;
  readonly #viewer: OrderViewer;

  constructor(db: Db, shop: Shop, keys: KeyStore, viewer: OrderViewer) {
    this.#db = db;
    this.#shop = shop;
    this.#keys = keys;
    this.#viewer = viewer;
  }

  /** An order that the viewer may see, with its delivery opened and its money; undefined for any other, existing or not. */
  async track(orderId: string): Promise<object | undefined> {
    const order = await this.#mine(orderId);
    if (!order) return undefined;
    const { _id, delivery, cancelWords, returns, ...rest } = order;
    return {
      ...withoutPosition(rest),
      delivery: await this.#open(_id, delivery),
      cancelWords: await this.#openWords(_id, 'OrderCancelled', cancelWords),
      returns: await Promise.all(returns.map((each) => this.#openReturn(_id, each))),
      payment: (await this.paymentOf(_id)) ?? null,
    };
  }

  async payment(orderId: string): Promise<PaymentAnswer | undefined> {
    return (await this.#mine(orderId)) ? this.paymentOf(orderId) : undefined;
  }

  /** The viewer's own orders, newest first. */
  own(cursor: string | undefined, limit: number) {
    const { principal } = this.#viewer;
    return this.#page('own orders', { shopperId: principal.kind === 'shopper' ? principal.id : '' }, cursor, limit);
  }

  /** Every order, newest first, for the desk. */
  all(status: OrderDocument['status'] | undefined, cursor: string | undefined, limit: number) {
    return this.#page(`orders ${status ?? 'of all'}`, status === undefined ? {} : { status }, cursor, limit);
  }

  async paymentOf(orderId: string): Promise<PaymentAnswer | undefined> {
    const payment = await this.#db.collection<StoredPayment>(collections.payments).findOne({ _id: orderId });
    if (!payment) return undefined;
    const { _id, events, ...rest } = payment;
    return {
      ...withoutPosition(rest),
      outstandingMinor: rest.cancelled ? 0 : Math.max(0, rest.dueMinor - rest.receivedMinor - rest.authorisedMinor),
    };
  }

  /** Whether there is such an order, and it is the viewer's own or they work at the desk. */
  async maySee(orderId: string): Promise<boolean> {
    return (await this.#mine(orderId)) !== undefined;
  }

  async #mine(orderId: string): Promise<StoredOrder | undefined> {
    const order = await this.#orders().findOne({ _id: orderId });
    if (!order) return undefined;
    const { principal, hasLinkTo } = this.#viewer;
    const own = principal.kind === 'shopper' && order.shopperId === principal.id;
    return own || satisfies(principal, ['clerk']) || hasLinkTo(orderId) ? order : undefined;
  }

  async #page(
    list: string,
    filter: Filter<StoredOrder>,
    cursor: string | undefined,
    limit: number,
  ): Promise<{ readonly items: readonly OrderSummary[]; readonly nextCursor: string | null } | Refusal> {
    const from = readCursor(this.#shop, list, z.tuple([z.string(), z.string()]), cursor);
    if ('refused' in from) return from;
    const beyond: Filter<StoredOrder> = from.at
      ? { $or: [{ placedAt: { $lt: from.at[0] } }, { placedAt: from.at[0], _id: { $gt: from.at[1] } }] }
      : {};
    const found = await this.#orders()
      .find({ ...filter, ...beyond })
      .sort({ placedAt: -1, _id: 1 })
      .limit(limit + 1)
      .toArray();
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map(summary),
      nextCursor: found.length > limit && last ? writeCursor(this.#shop, list, [last.placedAt, last._id]) : null,
    };
  }

  async #open(orderId: string, delivery: Sealed | null): Promise<ShownDelivery> {
    if (!delivery) return { state: 'none' };
    const key = await this.#keys.dataKey(delivery.keyId);
    if (!key) return { state: 'erased' };
    return {
      state: 'shown',
      delivery: unseal(key, delivery, {
        streamId: streamName('order', orderId),
        type: 'OrderPlaced',
        field: 'delivery',
      }),
    };
  }

  async #openReturn(orderId: string, { words, declineWords, lessWords, ...rest }: OrderDocument['returns'][number]) {
    return {
      ...rest,
      words: await this.#openWords(orderId, 'ReturnRequested', words),
      declineWords: await this.#openWords(orderId, 'ReturnDeclined', declineWords),
      lessWords: await this.#openWords(orderId, 'ReturnInspected', lessWords),
    };
  }

  /** What somebody said of it; null where nothing was, or where nobody can know any more. */
  async #openWords(orderId: string, type: string, words: Sealed | null): Promise<unknown> {
    const key = words && (await this.#keys.dataKey(words.keyId));
    return words && key ? unseal(key, words, { streamId: streamName('order', orderId), type, field: 'words' }) : null;
  }

  #orders() {
    return this.#db.collection<StoredOrder>(collections.orders);
  }
}

const summary = ({
  orderId,
  orderNumber,
  status,
  placedAt,
  country,
  currency,
  totalMinor,
  origin,
  lines,
}: OrderDocument): OrderSummary => ({
  ...{ orderId, orderNumber, status, placedAt, country, currency, totalMinor, origin },
  items: lines.reduce((sum, line) => sum + line.quantity, 0),
});

/** `_position` is the projector's business. */
const withoutPosition = <Document extends object>(document: Document): Document => {
  const { _position, ...rest }: Document & { _position?: unknown } = document;
  // Rest of a generic type is a type of its own to the compiler; only a field that Document does not name was left out.
  return rest as unknown as Document;
};
