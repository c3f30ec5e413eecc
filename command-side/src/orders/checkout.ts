import { streamName, type Delivery, type PaymentChoice } from '@storefold/contracts';
import { deriveId, seal, type KeyStore } from '@storefold/platform';
import { eventIdOf } from '../streams/decide-batch.js';
import type { CommandContext, KeyReused, Outcome, Refused } from '../streams/command-context.js';
import type { Timers } from '../timers/timers.js';
import type { DiscountHandlers } from '../pricing/discount-handlers.js';
import type { Quote, QuoteRefusal, QuoteRequest, Quotes } from '../pricing/quotes.js';
import { customerKeyId, type CustomerHandlers } from '../customers/customer-handlers.js';
import { normalEmail } from '../customers/customer-secrets.js';
import type { OrderRefusal } from './order-decider.js';
import type { OrderHandlers } from './order-handlers.js';
import { orderNumberOf } from './order-number.js';
import type { OrderState } from './order-state.js';

/** What a shopper asks for. */
export type CheckoutRequest = Omit<QuoteRequest, 'country'> & {
  readonly shopperId: string;
  /** Where they are signed in: the order is theirs, and sealed under their key. */
  readonly customerId?: string | undefined;
  /** Where it goes; `addressId` names one of the customer's own instead. */
  readonly country?: string | undefined;
  readonly delivery?: Delivery | undefined;
  readonly addressId?: string | undefined;
  /** Absent: it is paid later, without a gateway. */
  readonly payment?: PaymentChoice | undefined;
  /** What the shopper was shown; another total is refused. */
  readonly expectedTotalMinor?: number | undefined;
  /** The currency that they were shown it in: a cart may have been turned to another since. */
  readonly expectedCurrency?: string | undefined;
};
export type CheckoutRefusal =
  | OrderRefusal
  | QuoteRefusal
  | 'price-changed'
  | 'address-not-found'
  | 'customer-not-found'
  | 'customer-erased'
  | 'cards-not-taken';
export type CheckoutOutcome = Outcome<OrderState, CheckoutRefusal | KeyReused>;

export type CheckoutRules = {
  readonly discounts: DiscountHandlers;
  /** A keyed hash of an e-mail address: by it a code knows that it is the same customer, and nobody who. */
  readonly customerKeyOf: (email: string) => string;
  /** An order that is not confirmed by then is cancelled. */
  readonly confirmWithinMs: number;
  /** Whether a payment gateway is set up. */
  readonly takesCards: boolean;
};

type Place = { readonly country: string; readonly delivery: Delivery };

/** Turns what a shopper asks into an order: quoted anew, its discounts redeemed, the delivery sealed. */
export class Checkout {
  readonly #orders: OrderHandlers;
  readonly #keys: KeyStore;
  readonly #timers: Timers;
  readonly #quotes: Quotes;
  readonly #customers: CustomerHandlers;
  readonly #rules: CheckoutRules;

  constructor(
    orders: OrderHandlers,
    keys: KeyStore,
    timers: Timers,
    quotes: Quotes,
    customers: CustomerHandlers,
    rules: CheckoutRules,
  ) {
    this.#customers = customers;
    this.#orders = orders;
    this.#keys = keys;
    this.#timers = timers;
    this.#quotes = quotes;
    this.#rules = rules;
  }

  /** Places the order; its id follows from the command's, so a repeat finds the order that stands. */
  readonly place = async (request: CheckoutRequest, context: CommandContext): Promise<CheckoutOutcome> => {
    if (request.payment !== undefined && !this.#rules.takesCards)
      return { kind: 'refused', code: 'cards-not-taken', facts: {} };
    const orderId = deriveId('order', context.commandId);
    const { state } = await this.#orders.order(orderId);
    // A repeat gets the first outcome, whatever happened to prices and codes since.
    if (state.status !== 'none') return this.#orders.placeOrder(state.order, context);
    const place = await this.#place(request);
    if ('code' in place) return place;
    const quote = await this.#quotes.quote({ ...request, country: place.country }, context.occurredAt, orderId);
    if ('code' in quote) return quote;
    const { totalMinor, currency } = quote;
    const { expectedTotalMinor = totalMinor, expectedCurrency = currency } = request;
    if (expectedTotalMinor !== totalMinor || expectedCurrency !== currency) {
      const facts = { expectedTotalMinor, expectedCurrency, totalMinor, currency };
      return { kind: 'refused', code: 'price-changed', facts };
    }
    return this.#placeQuoted(orderId, request, { place, quote }, context);
  };

  async #placeQuoted(
    orderId: string,
    request: CheckoutRequest,
    { place, quote }: { readonly place: Place; readonly quote: Quote },
    context: CommandContext,
  ): Promise<CheckoutOutcome> {
    const { shopperId, customerId, discountCodes = [], payment } = request;
    const { lines, charges, currency, tax } = quote;
    const unannounced = await this.#announced(orderId, request, context);
    if (unannounced) return unannounced;
    const [delivery, confirmBy] = await Promise.all([
      this.#sealed(orderId, customerId, place.delivery, context.commandId),
      this.#timed(orderId, discountCodes, context),
    ]);
    const refused = await this.#redeem(orderId, { discountCodes, email: place.delivery.email }, quote, context);
    if (refused) return refused;
    const outcome = await this.#orders.placeOrder(
      {
        ...{ orderId, orderNumber: orderNumberOf(orderId), shopperId, customerId: customerId ?? null },
        ...{ country: place.country, currency, lines, charges, discountCodes, delivery, confirmBy },
        ...(tax === undefined ? {} : { tax }),
        // What costs nothing needs no card.
        ...(payment === undefined || quote.totalMinor === 0 ? {} : { payment }),
      },
      context,
    );
    if (outcome.kind === 'refused') await this.#giveBack(orderId, discountCodes, context);
    return outcome;
  }

  /** Where it goes: as given, or to an address of the customer's. */
  async #place({
    country,
    delivery,
    addressId,
    customerId,
  }: CheckoutRequest): Promise<Place | Refused<CheckoutRefusal>> {
    if (delivery && country !== undefined) return { delivery, country };
    const notFound = { kind: 'refused', code: 'address-not-found', facts: { addressId: addressId ?? null } } as const;
    if (customerId === undefined || addressId === undefined) return notFound;
    const customer = await this.#customers.customer(customerId);
    if (customer.kind !== 'active') return notFound;
    const [address, profile] = [
      await this.#customers.address(customer, addressId),
      await this.#customers.profile(customer),
    ];
    if (!address || !profile) return notFound;
    const { country: theirs, ...where } = address;
    return { country: theirs, delivery: { ...where, email: profile.email } };
  }

  /** It stands with the customer before it is placed: no order of theirs is ever unknown to their erasure. */
  async #announced(
    orderId: string,
    { customerId }: CheckoutRequest,
    context: CommandContext,
  ): Promise<Refused<CheckoutRefusal> | undefined> {
    if (customerId === undefined) return undefined;
    const outcome = await this.#customers.handle(
      { kind: 'order', customerId, orderId, at: context.occurredAt },
      { ...context, bodyHash: undefined },
    );
    if (outcome.kind === 'accepted') return undefined;
    return { kind: 'refused', code: 'customer-not-found', facts: { customerId } };
  }

  /**
   * The timer stands before the order does: one without an order is looked at once, an order without one might never end.
   * It names the codes, so that a place among their orders is given back though the order never came to stand.
   */
  async #timed(orderId: string, discountCodes: readonly string[], context: CommandContext): Promise<string> {
    const dueAt = new Date(Date.parse(context.occurredAt) + this.#rules.confirmWithinMs).toISOString();
    const timer = { timerId: deriveId('confirm-by', orderId), orderId, dueAt };
    await this.#timers.set(discountCodes.length === 0 ? timer : { ...timer, discountCodes: [...discountCodes] }, {
      ...context,
      bodyHash: undefined,
    });
    return dueAt;
  }

  /** Takes a place among the orders of each code; where one is refused, none is kept. */
  async #redeem(
    orderId: string,
    { discountCodes, email }: { readonly discountCodes: readonly string[]; readonly email: string },
    { linesMinor: goodsMinor, currency }: Quote,
    context: CommandContext,
  ): Promise<Refused<CheckoutRefusal | KeyReused> | undefined> {
    const customerKey = this.#rules.customerKeyOf(normalEmail(email));
    const about = { orderId, customerKey, goodsMinor, currency, now: context.occurredAt };
    for (const [index, code] of discountCodes.entries()) {
      const outcome = await this.#rules.discounts.redeem(
        { code, ...about },
        { ...context, commandId: deriveId('redeem', context.commandId, code), bodyHash: undefined },
      );
      if (outcome.kind === 'accepted') continue;
      await this.#giveBack(orderId, discountCodes.slice(0, index), context);
      return outcome;
    }
    return undefined;
  }

  /** Frees the places that were taken for nothing: what the order has that stands by now, under another request's hand, it keeps. */
  async #giveBack(orderId: string, codes: readonly string[], context: CommandContext): Promise<void> {
    const { state } = await this.#orders.order(orderId);
    const kept = state.status === 'none' ? [] : (state.order.discountCodes ?? []);
    for (const code of codes.filter((taken) => !kept.includes(taken)))
      await this.#rules.discounts.giveBack(
        { code, orderId },
        { ...context, commandId: deriveId('give-back', context.commandId, code), bodyHash: undefined },
      );
  }

  async #sealed(orderId: string, customerId: string | undefined, delivery: Delivery, commandId: string) {
    const streamId = streamName('order', orderId);
    const isGuest = customerId === undefined;
    const keyId = isGuest ? `order-${orderId}` : customerKeyId(customerId);
    const key = await (isGuest ? this.#keys.newDataKey(keyId) : this.#keys.ensureDataKey(keyId));
    const eventId = eventIdOf(commandId, streamId, 0);
    return seal(key, { streamId, type: 'OrderPlaced', field: 'delivery', keyId, eventId }, delivery);
  }
}
