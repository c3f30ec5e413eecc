import { mostMinor, type DeliveryMethod } from '@storefold/contracts';
import type { Catalogue } from '../orders/catalogue.js';
import type { Refused } from '../streams/command-context.js';
import { discountDecider, type DiscountRefusal } from './discount-decider.js';
import type { DiscountHandlers } from './discount-handlers.js';
import { priceOrder, type Discount, type GoodsLine, type PricedBasket } from './price-order.js';
import { soldAt } from './sold-in.js';
import { methodsTo, taxRuleOf, type TermsState } from './terms-decider.js';

/** What somebody would order. Prices are ours to say. */
export type QuoteRequest = {
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
  readonly country: string;
  /** In capital letters, each once. */
  readonly discountCodes?: readonly string[] | undefined;
  /** The code of a delivery method. */
  readonly deliveryMethod?: string | undefined;
  /** In which it is paid. Absent: in the shop's own. */
  readonly currency?: string | undefined;
};
export type Quote = PricedBasket & { readonly currency: string };
export type QuoteRefusal =
  | 'product-not-found'
  | 'product-discontinued'
  | 'currency-differs'
  | 'currency-not-offered'
  | 'not-sold-in-currency'
  | 'amount-too-large'
  | 'order-empty'
  | 'delivery-method-missing'
  | 'delivery-method-unknown'
  | 'country-not-served'
  | 'delivery-not-in-currency'
  | DiscountRefusal;

const refuse = (code: QuoteRefusal, facts: Refused<QuoteRefusal>['facts'] = {}): Refused<QuoteRefusal> => ({
  ...{ kind: 'refused', code, facts },
});

/** What an order would come to: prices from orders' own record of the catalogue, the shop's terms, and discount codes. */
export class Quotes {
  readonly #catalogue: Catalogue;
  readonly #discounts: DiscountHandlers;

  constructor(catalogue: Catalogue, discounts: DiscountHandlers) {
    this.#catalogue = catalogue;
    this.#discounts = discounts;
  }

  /**
   * The order as it would be at a moment. Whether a code is left for one more order, and for this customer, is decided where
   * it is redeemed; one that is used up is told here already.
   *
   * @param now ISO 8601
   * @param orderId the order that is about to be placed: a code of which it has its place already is refused to it no more
   */
  async quote(request: QuoteRequest, now: string, orderId = ''): Promise<Quote | Refused<QuoteRefusal>> {
    const terms = await this.#catalogue.terms();
    const goods = await this.#goods(request, terms);
    if ('code' in goods) return goods;
    const { lines, currency } = goods;
    const delivery = deliveryOf(terms, request, currency);
    if (delivery && 'facts' in delivery) return delivery;
    const goodsMinor = lines.reduce((sum, { quantity, unitPriceMinor }) => sum + quantity * unitPriceMinor, 0);
    const discounts = await this.#discountsOf(request.discountCodes ?? [], { orderId, goodsMinor, currency, now });
    if ('code' in discounts) return discounts;
    return { ...priceOrder({ lines, delivery, discounts, tax: taxRuleOf(terms, request.country) }), currency };
  }

  async #goods(
    { lines: wanted, currency: named }: QuoteRequest,
    { currencies }: TermsState,
  ): Promise<{ readonly lines: readonly GoodsLine[]; readonly currency: string } | Refused<QuoteRefusal>> {
    const products = await Promise.all(wanted.map(({ sku }) => this.#catalogue.product(sku)));
    const lines: GoodsLine[] = [];
    let currency = named;
    for (const [index, { sku, quantity }] of wanted.entries()) {
      const product = products[index];
      if (product?.kind !== 'product') return refuse('product-not-found', { sku });
      if (product.discontinued) return refuse('product-discontinued', { sku });
      currency ??= product.currency;
      const unitPriceMinor = soldAt(currency, { sku, product }, currencies);
      if (typeof unitPriceMinor !== 'number') return refuse(unitPriceMinor.refused, unitPriceMinor.facts);
      const { title, taxCategory } = product;
      // Also where a product was priced before prices had a bound: what follows adds up exact amounts only.
      if (quantity * unitPriceMinor > mostMinor)
        return refuse('amount-too-large', { sku, totalMinor: quantity * unitPriceMinor, mostMinor });
      lines.push({ lineId: (index + 1).toString(), sku, title, quantity, unitPriceMinor, taxCategory });
    }
    return currency === undefined || lines.length === 0 ? refuse('order-empty') : { lines, currency };
  }

  async #discountsOf(
    codes: readonly string[],
    about: {
      readonly orderId: string;
      readonly goodsMinor: number;
      readonly currency: string;
      readonly now: string;
    },
  ): Promise<readonly Discount[] | Refused<QuoteRefusal>> {
    const discounts: Discount[] = [];
    for (const code of codes) {
      const state = await this.#discounts.discount(code);
      // As one more order would be told, of a customer who never had it.
      const decision = discountDecider.decide({ kind: 'redeem', code, customerKey: '', ...about }, state);
      if (state.kind === 'unknown') return refuse('discount-unknown', { code });
      // An order that has its place already may be quoted again: it is refused nothing here that it holds.
      if ('refused' in decision) return refuse(decision.refused, decision.facts);
      discounts.push({ code, terms: state.terms });
    }
    return discounts;
  }
}

/** The way that was asked for; undefined in a shop that asks for none. */
const deliveryOf = (
  terms: TermsState,
  { country, deliveryMethod }: QuoteRequest,
  currency: string,
): DeliveryMethod | undefined | Refused<QuoteRefusal> => {
  if (terms.methods.length === 0)
    return deliveryMethod === undefined ? undefined : refuse('delivery-method-unknown', { deliveryMethod });
  const anyhow = methodsTo(terms, country);
  if (anyhow.length === 0) return refuse('country-not-served', { country });
  const served = methodsTo(terms, country, currency);
  if (served.length === 0) return refuse('delivery-not-in-currency', { country, currency });
  if (deliveryMethod === undefined)
    return refuse('delivery-method-missing', { country, known: served.map(({ code }) => code).join(', ') });
  const method = served.find(({ code }) => code === deliveryMethod);
  if (method) return method;
  if (anyhow.some(({ code }) => code === deliveryMethod))
    return refuse('delivery-not-in-currency', { country, currency });
  return terms.methods.some(({ code }) => code === deliveryMethod)
    ? refuse('country-not-served', { country, deliveryMethod })
    : refuse('delivery-method-unknown', { deliveryMethod });
};
