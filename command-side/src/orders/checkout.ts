import { streamName, type Delivery, type PaymentChoice } from '@storefold/contracts';
import { deriveId, seal, type KeyStore } from '@storefold/platform';
import { eventIdOf } from '../streams/decide-batch.js';
import type { CommandContext, KeyReused, Outcome, Refused } from '../streams/command-context.js';
import type { Timers } from '../timers/timers.js';
import type { DiscountHandlers } from '../pricing/discount-handlers.js';
import type { Quote, QuoteRefusal, QuoteRequest, Quotes } from '../pricing/quotes.js';
import type { OrderRefusal } from './order-decider.js';
import type { OrderHandlers } from './order-handlers.js';
import { orderNumberOf } from './order-number.js';
import type { OrderState } from './order-state.js';

/** What a shopper asks for. */
export type CheckoutRequest = QuoteRequest & {
  readonly shopperId: string;
  readonly delivery: Delivery;
  /** Absent: it is paid later, without a gateway. */
  readonly payment?: PaymentChoice | undefined;
  /** What the shopper was shown; another total is refused. */
  readonly expectedTotalMinor?: number | undefined;
};
export type CheckoutRefusal = OrderRefusal | QuoteRefusal | 'price-changed' | 'cards-not-taken';
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

/** Turns what a shopper asks into an order: quoted anew, its discounts redeemed, the delivery sealed. */
export class Checkout {
  readonly #orders: OrderHandlers;
  readonly #keys: KeyStore;
  readonly #timers: Timers;
  readonly #quotes: Quotes;
  readonly #rules: CheckoutRules;

  constructor(orders: OrderHandlers, keys: KeyStore, timers: Timers, quotes: Quotes, rules: CheckoutRules) {
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
    const quote = await this.#quotes.quote(request, context.occurredAt);
    if ('code' in quote) return quote;
    const { totalMinor, currency } = quote;
    const { expectedTotalMinor } = request;
    if (expectedTotalMinor !== undefined && expectedTotalMinor !== totalMinor)
      return { kind: 'refused', code: 'price-changed', facts: { expectedTotalMinor, totalMinor, currency } };
    return this.#placeQuoted(orderId, request, quote, context);
  };

  async #placeQuoted(
    orderId: string,
    request: CheckoutRequest,
    quote: Quote,
    context: CommandContext,
  ): Promise<CheckoutOutcome> {
    const { shopperId, country, discountCodes = [], payment } = request;
    const { lines, charges, currency, tax } = quote;
    const delivery = await this.#sealed(orderId, request.delivery, context.commandId);
    const confirmBy = await this.#timed(orderId, discountCodes, context);
    const refused = await this.#redeem(orderId, request, quote, context);
    if (refused) return refused;
    const outcome = await this.#orders.placeOrder(
      {
        ...{ orderId, orderNumber: orderNumberOf(orderId), shopperId, customerId: null },
        ...{ country, currency, lines, charges, discountCodes, delivery, confirmBy },
        ...(tax === undefined ? {} : { tax }),
        // What costs nothing needs no card.
        ...(payment === undefined || quote.totalMinor === 0 ? {} : { payment }),
      },
      context,
    );
    if (outcome.kind === 'refused') await this.#giveBack(orderId, discountCodes, context);
    return outcome;
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
    { discountCodes = [], delivery: { email } }: CheckoutRequest,
    { linesMinor: goodsMinor, currency }: Quote,
    context: CommandContext,
  ): Promise<Refused<CheckoutRefusal | KeyReused> | undefined> {
    const customerKey = this.#rules.customerKeyOf(email.normalize('NFKC').trim().toLowerCase());
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

  async #giveBack(orderId: string, codes: readonly string[], context: CommandContext): Promise<void> {
    for (const code of codes)
      await this.#rules.discounts.giveBack(
        { code, orderId },
        { ...context, commandId: deriveId('give-back', context.commandId, code), bodyHash: undefined },
      );
  }

  async #sealed(orderId: string, delivery: Delivery, commandId: string) {
    const streamId = streamName('order', orderId);
    const keyId = `order-${orderId}`;
    const key = await this.#keys.ensureDataKey(keyId);
    const eventId = eventIdOf(commandId, streamId, 0);
    return seal(key, { streamId, type: 'OrderPlaced', field: 'delivery', keyId, eventId }, delivery);
  }
}
