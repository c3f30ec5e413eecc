import { mostMinor, streamName, type Delivery, type OrderLine, type PaymentChoice } from '@storefold/contracts';
import { deriveId, seal, type KeyStore } from '@storefold/platform';
import { eventIdOf } from '../streams/decide-batch.js';
import type { CommandContext, KeyReused, Outcome, Refused } from '../streams/command-context.js';
import type { Timers } from '../timers/timers.js';
import { customerKeyId, type CustomerHandlers } from '../customers/customer-handlers.js';
import type { Catalogue } from './catalogue.js';
import type { OrderRefusal } from './order-decider.js';
import type { OrderHandlers } from './order-handlers.js';
import { orderNumberOf } from './order-number.js';
import type { OrderState } from './order-state.js';

/** What a shopper asks for. Prices are ours to say. */
export type CheckoutRequest = {
  readonly shopperId: string;
  /** Where they are signed in: the order is theirs, and sealed under their key. */
  readonly customerId?: string | undefined;
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
  /** Where it goes; `addressId` names one of the customer's own instead. */
  readonly country?: string | undefined;
  readonly delivery?: Delivery | undefined;
  readonly addressId?: string | undefined;
  /** Absent: it is paid later, without a gateway. */
  readonly payment?: PaymentChoice | undefined;
  /** What the shopper was shown; another total is refused. */
  readonly expectedTotalMinor?: number | undefined;
};
export type CheckoutRefusal =
  | OrderRefusal
  | 'product-not-found'
  | 'product-discontinued'
  | 'price-changed'
  | 'currency-differs'
  | 'address-not-found'
  | 'customer-not-found'
  | 'customer-erased'
  | 'cards-not-taken';
export type CheckoutOutcome = Outcome<OrderState, CheckoutRefusal | KeyReused>;

export type CheckoutRules = {
  /** An order that is not confirmed by then is cancelled. */
  readonly confirmWithinMs: number;
  /** Whether a payment gateway is set up. */
  readonly takesCards: boolean;
};

type Place = { readonly country: string; readonly delivery?: Delivery };
type Priced = { readonly lines: readonly OrderLine[]; readonly currency: string };

/** Turns what a shopper asks into an order: prices from our own record of the catalogue, the delivery sealed. */
export class Checkout {
  readonly #orders: OrderHandlers;
  readonly #catalogue: Catalogue;
  readonly #keys: KeyStore;

  readonly #customers: CustomerHandlers;
  readonly #timers: Timers;
  readonly #rules: CheckoutRules;

  constructor(
    orders: OrderHandlers,
    keys: KeyStore,
    timers: Timers,
    catalogue: Catalogue,
    customers: CustomerHandlers,
    rules: CheckoutRules,
  ) {
    this.#customers = customers;
    this.#timers = timers;
    this.#rules = rules;
    this.#orders = orders;
    this.#keys = keys;
    this.#catalogue = catalogue;
  }

  /** Places the order; its id follows from the command's, so a repeat finds the order that stands. */
  readonly place = async (request: CheckoutRequest, context: CommandContext): Promise<CheckoutOutcome> => {
    const { payment } = request;
    if (payment !== undefined && !this.#rules.takesCards)
      return { kind: 'refused', code: 'cards-not-taken', facts: {} };
    const orderId = deriveId('order', context.commandId);
    const standing = (await this.#orders.order(orderId)).state;
    // A repeat gets the first outcome, whatever happened to prices since.
    const priced = standing.status === 'none' ? await this.#price(request) : standing.order;
    if ('code' in priced) return priced;
    const customerId = request.customerId ?? null;
    const place = standing.status === 'none' ? await this.#place(request) : { country: standing.order.country };
    if ('code' in place) return place;
    const announced = standing.status === 'none' ? await this.#announced(orderId, request, context) : undefined;
    if (announced) return announced;
    const { delivery } = place;
    return this.#orders.placeOrder(
      {
        ...{ orderId, orderNumber: orderNumberOf(orderId), shopperId: request.shopperId, customerId },
        ...{ country: place.country, currency: priced.currency, lines: priced.lines, charges: [] },
        ...(delivery
          ? {
              delivery: await this.#sealed(orderId, request.customerId, delivery, context.commandId),
              confirmBy: await this.#timed(orderId, context),
              ...(payment === undefined ? {} : { payment }),
            }
          : {}),
      },
      context,
    );
  };

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

  /** The timer stands before the order does: one without an order is looked at once, an order without one might never end. */
  async #timed(orderId: string, context: CommandContext): Promise<string> {
    const dueAt = new Date(Date.parse(context.occurredAt) + this.#rules.confirmWithinMs).toISOString();
    await this.#timers.set(
      { timerId: deriveId('confirm-by', orderId), orderId, dueAt },
      { ...context, bodyHash: undefined },
    );
    return dueAt;
  }

  async #price(request: CheckoutRequest): Promise<Priced | Refused<CheckoutRefusal>> {
    const products = await Promise.all(request.lines.map(({ sku }) => this.#catalogue.product(sku)));
    const lines: OrderLine[] = [];
    let currency: string | undefined;
    for (const [index, { sku, quantity }] of request.lines.entries()) {
      const product = products[index];
      if (product?.kind !== 'product') return { kind: 'refused', code: 'product-not-found', facts: { sku } };
      if (product.discontinued) return { kind: 'refused', code: 'product-discontinued', facts: { sku } };
      currency ??= product.currency;
      if (product.currency !== currency)
        return {
          kind: 'refused',
          code: 'currency-differs',
          facts: { sku, expected: currency, given: product.currency },
        };
      const amountMinor = quantity * product.priceMinor;
      // Also where a product was priced before prices had a bound: what follows adds up exact amounts only.
      if (amountMinor > mostMinor)
        return { kind: 'refused', code: 'amount-too-large', facts: { sku, totalMinor: amountMinor, mostMinor } };
      lines.push({
        lineId: (index + 1).toString(),
        ...{ sku, title: product.title, quantity, unitPriceMinor: product.priceMinor, amountMinor },
      });
    }
    if (currency === undefined) return { kind: 'refused', code: 'order-empty', facts: {} };
    const totalMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0);
    const { expectedTotalMinor } = request;
    if (expectedTotalMinor !== undefined && expectedTotalMinor !== totalMinor)
      return { kind: 'refused', code: 'price-changed', facts: { expectedTotalMinor, totalMinor, currency } };
    return { lines, currency };
  }

  async #sealed(orderId: string, customerId: string | undefined, delivery: Delivery, commandId: string) {
    const streamId = streamName('order', orderId);
    const keyId = customerId === undefined ? `order-${orderId}` : customerKeyId(customerId);
    const key = await this.#keys.ensureDataKey(keyId);
    const eventId = eventIdOf(commandId, streamId, 0);
    return seal(key, { streamId, type: 'OrderPlaced', field: 'delivery', keyId, eventId }, delivery);
  }
}
