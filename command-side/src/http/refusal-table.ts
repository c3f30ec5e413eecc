import { mostMinor } from '@storefold/contracts';
import type { ActivityRefusal } from '../activity/activity-handlers.js';
import type { AdjustmentRefusal } from '../payments/adjustment-decider.js';
import type { CartRefusal } from '../carts/cart-decider.js';
import type { CheckoutRefusal } from '../orders/checkout.js';
import type { CreditRefusal } from '../payments/credit-decider.js';
import type { CustomerRefusal } from '../customers/customer-decider.js';
import type { Facts } from '../decider.js';
import type { KeyReused } from '../streams/command-context.js';
import type { OrderRefusal } from '../orders/order-decider.js';
import type { PaymentRefusal } from '../payments/payment-decider.js';
import type { FamilyRefusal } from '../inventory/family-decider.js';
import type { QuoteRefusal } from '../pricing/quotes.js';
import type { ProductRefusal } from '../inventory/product-decider.js';
import { tellingOfPrices } from './refusals-of-prices.js';
import { tellingOfReturns } from './refusals-of-returns.js';
import type { StaffAnswerRefusal } from '../access/staff-handlers.js';
import type { StockRefusal } from '../inventory/stock-decider.js';
import type { Telling } from './telling.js';

/** Every reason for which a command is refused. */
export type RefusalCode =
  | ProductRefusal
  | FamilyRefusal
  | QuoteRefusal
  | CartRefusal
  | StockRefusal
  | OrderRefusal
  | CheckoutRefusal
  | PaymentRefusal
  | CreditRefusal
  | AdjustmentRefusal
  | StaffAnswerRefusal
  | CustomerRefusal
  | ActivityRefusal
  | 'consent-of-customer'
  | KeyReused;

/** How each refusal is told over HTTP: its status, and what was wrong and what would be right. */
const table: Readonly<Record<RefusalCode, Telling>> = {
  ...tellingOfPrices,
  'product-exists': {
    status: 409,
    say: (fact) =>
      `A product ${fact('sku')} exists already with other details. Choose another SKU, or change its price.`,
  },
  'product-not-found': { status: 404, say: (fact) => `There is no product ${fact('sku')}.` },
  'product-discontinued': { status: 409, say: (fact) => `The product ${fact('sku')} is not sold any more.` },
  'activity-time-off': {
    status: 422,
    say: (fact) =>
      `Activity ${fact('id')} is said to be of ${fact('at')}, and now it is ${fact('now')}: tell what happened within a day, by a clock that is right.`,
  },
  'consent-of-customer': {
    status: 409,
    say: () => 'You have an account: say there what you agree to (PUT /customers/me/consent).',
  },
  'product-in-another-family': {
    status: 409,
    say: (fact) => `${fact('sku')} is a variant of ${fact('familyId')} already; take it out there first.`,
  },
  'family-exists': {
    status: 409,
    say: (fact) => `A family ${fact('familyId')} exists already with another title or other options.`,
  },
  'family-not-found': { status: 404, say: (fact) => `There is no family ${fact('familyId')}; define it first.` },
  'family-full': { status: 422, say: (fact) => `A family has ${fact('most')} variants at most.` },
  'option-missing': { status: 422, say: (fact) => `Say which ${fact('option')} it is.` },
  'option-unknown': {
    status: 422,
    say: (fact) => `There is nothing to choose that is called ${fact('option')}; there is: ${fact('known')}.`,
  },
  'option-value-unknown': {
    status: 422,
    say: (fact) => `${fact('value')} is no ${fact('option')} of this family; there is: ${fact('known')}.`,
  },
  'variant-taken': { status: 409, say: (fact) => `${fact('sku')} is that variant already.` },
  'variant-exists': {
    status: 409,
    say: (fact) => `${fact('sku')} is another variant of this family already; take it out first.`,
  },
  'currency-differs': {
    status: 422,
    say: (fact) => `The amount is in ${fact('given')}; it must be in ${fact('expected')}.`,
  },
  'cart-changed': {
    status: 409,
    say: (fact) => `${fact('sku')} came into the cart meanwhile; try again.`,
  },
  'not-sold-in-currency': {
    status: 422,
    say: (fact) => `${fact('sku')} has no price in ${fact('currency')}; choose another currency, or leave it out.`,
  },
  'own-price-stays': {
    status: 422,
    say: (fact) => `${fact('currency')} is the product’s own currency: its price can be changed, not withdrawn.`,
  },
  'delivery-not-in-currency': {
    status: 422,
    say: (fact) => `No delivery to ${fact('country')} is priced in ${fact('currency')}; choose another currency.`,
  },
  'delivery-method-missing': {
    status: 422,
    say: (fact) => `Say how the order is to reach ${fact('country')}: ${fact('known')}.`,
  },
  'delivery-method-unknown': {
    status: 422,
    say: (fact) => `There is no way of delivery that is called ${fact('deliveryMethod')}.`,
  },
  'country-not-served': {
    status: 422,
    say: (fact) => `We do not deliver to ${fact('country')} that way; choose another way, or another address.`,
  },
  'discount-exists': { status: 409, say: (fact) => `There is a code ${fact('code')} already, with other terms.` },
  'discount-unknown': { status: 422, say: (fact) => `There is no discount code ${fact('code')}.` },
  'discount-not-begun': { status: 422, say: (fact) => `The code ${fact('code')} is good from ${fact('from')} on.` },
  'discount-ended': { status: 422, say: (fact) => `The code ${fact('code')} is not good any more.` },
  'discount-minimum': {
    status: 422,
    say: (fact) =>
      `The code ${fact('code')} is for goods of ${fact('minimumMinor')} or more (minor units of ${fact('currency')}); ${fact('missingMinor')} are missing.`,
  },
  'discount-used-up': {
    status: 409,
    say: (fact) => `The code ${fact('code')} was for ${fact('limit')} orders, and all are placed.`,
  },
  'discount-used-by-you': {
    status: 409,
    say: (fact) =>
      `The code ${fact('code')} is for ${fact('limitEach')} of each customer’s orders, and you have had it.`,
  },
  'not-enough-stock': {
    status: 409,
    say: (fact) => `${fact('wanted')} of ${fact('sku')} are wanted, ${fact('available')} are available.`,
  },
  'too-many-waiting': {
    status: 503,
    say: (fact) => `${fact('waiting')} orders wait for ${fact('sku')} already; try again in a few minutes.`,
  },
  'reservation-too-late': {
    status: 409,
    say: (fact) => `Order ${fact('orderId')} had until ${fact('expiresAt')} to be confirmed; place it again.`,
  },
  'reservation-not-held': {
    status: 409,
    say: (fact) => `Nothing of ${fact('sku')} is held any more for order ${fact('orderId')}; place it again.`,
  },
  'stock-below-reserved': {
    status: 409,
    say: (fact) =>
      `${fact('counted')} of ${fact('sku')} were counted, but ${fact('reserved')} are held for orders. Cancel orders first.`,
  },
  'stock-too-large': { status: 422, say: (fact) => `No more than ${fact('most')} of ${fact('sku')} can be on hand.` },
  'nothing-to-adjust': { status: 422, say: () => 'An adjustment of 0 changes nothing; give another amount.' },
  'cart-line-too-large': {
    status: 422,
    say: (fact) => `${fact('wanted')} of ${fact('sku')} would be in the cart; no more than ${fact('most')} can be.`,
  },
  'cart-full': {
    status: 422,
    say: (fact) => `A cart holds ${fact('most')} different things at most; order these first.`,
  },
  'item-not-in-cart': { status: 404, say: (fact) => `There is no ${fact('sku')} in the cart; add it first.` },
  'order-empty': { status: 422, say: () => 'An order needs at least one line.' },
  'amount-too-large': {
    status: 422,
    say: () => `The sum is more than ${mostMinor.toString()} (minor units), which is our most; order less at a time.`,
  },
  'nothing-to-cancel': { status: 422, say: () => 'Name at least one line that is to be cancelled.' },
  'more-than-unsent': {
    status: 409,
    say: (fact) =>
      `${fact('wanted')} pieces of line ${fact('lineId')} are to be cancelled, but ${fact('left')} are not sent yet.`,
  },
  'nothing-would-be-left': {
    status: 409,
    say: (fact) => `That is all that is left of order ${fact('orderId')}; cancel the whole order instead.`,
  },
  'cancellation-not-found': {
    status: 404,
    say: (fact) => `Order ${fact('orderId')} has no cancellation ${fact('cancellationId')}.`,
  },
  'refund-exceeds-cancelled': {
    status: 409,
    say: (fact) =>
      `${fact('amountMinor')} (minor units) is more than what was paid for the cancelled lines and is still to be given back: ${fact('refundableMinor')}.`,
  },
  'too-many-of-one': {
    status: 422,
    say: (fact) => `${fact('wanted')} of ${fact('sku')} are in one order; no more than ${fact('most')} can be.`,
  },
  'order-not-found': { status: 404, say: (fact) => `There is no order ${fact('orderId')}.` },
  'order-cancelled': { status: 409, say: (fact) => `Order ${fact('orderId')} was cancelled.` },
  'order-confirmed': { status: 409, say: (fact) => `Order ${fact('orderId')} was confirmed meanwhile.` },
  'order-already-shipped': {
    status: 409,
    say: (fact) => `Order ${fact('orderId')} has left the shop; it can be returned, not cancelled.`,
  },
  'order-not-confirmed': {
    status: 409,
    say: (fact) => `Order ${fact('orderId')} waits for its stock; it can be shipped once it is confirmed.`,
  },
  'order-line-not-found': {
    status: 422,
    say: (fact) => `Order ${fact('orderId')} has no line ${fact('lineId')}.`,
  },
  'order-line-twice': { status: 422, say: (fact) => `Line ${fact('lineId')} is named twice; name it once.` },
  'nothing-to-ship': { status: 409, say: (fact) => `Nothing of order ${fact('orderId')} is left to ship.` },
  'shipment-not-found': {
    status: 404,
    say: (fact) => `Order ${fact('orderId')} has no shipment ${fact('shipmentId')}.`,
  },
  'more-than-ordered': {
    status: 409,
    say: (fact) => `${fact('wanted')} of line ${fact('lineId')} are to be shipped, ${fact('left')} are left.`,
  },
  'nothing-to-return': { status: 422, say: () => 'A return needs at least one line.' },
  'more-than-shipped': {
    status: 409,
    say: (fact) => `${fact('wanted')} of line ${fact('lineId')} are to come back, ${fact('returnable')} are out.`,
  },
  'more-than-paid-for': {
    status: 409,
    say: (fact) => `Line ${fact('lineId')} has ${fact('leftMinor')} (minor units) left to give back.`,
  },
  'price-changed': {
    status: 409,
    say: (fact) =>
      `The order comes to ${fact('totalMinor')} ${fact('currency')} (minor units), not ${fact('expectedTotalMinor')} ${fact('expectedCurrency')}: a price changed. Show the new total and ask again.`,
  },
  'payment-exceeds-due': {
    status: 409,
    say: (fact) => `${fact('dueMinor')} (minor units) are due for order ${fact('orderId')}; take no more than that.`,
  },
  'payment-not-found': { status: 404, say: (fact) => `Nothing was paid for order ${fact('orderId')}.` },
  'cards-not-taken': { status: 409, say: () => 'This shop takes no cards at the moment; choose another way to pay.' },
  'payment-differs': {
    status: 409,
    say: (fact) =>
      `The gateway has ${fact('seenMinor')} ${fact('seenCurrency')} (minor units) for order ${fact('orderId')}, where ${fact('amountMinor')} ${fact('currency')} were asked for. Look at the gateway's own books.`,
  },
  'payment-under-way': {
    status: 409,
    say: (fact) => `A card is being asked for order ${fact('orderId')} already; wait for its answer.`,
  },
  'nothing-due': { status: 409, say: (fact) => `Nothing is due any more for order ${fact('orderId')}.` },
  'refund-exceeds-received': {
    status: 409,
    say: (fact) => `${fact('refundableMinor')} (minor units) can be given back for order ${fact('orderId')}.`,
  },
  'refund-exceeds-return': {
    status: 409,
    say: (fact) =>
      `${fact('refundableMinor')} (minor units) are left to give back for return ${fact('returnId')}; give back no more for it, or name no return.`,
  },
  ...tellingOfReturns,
  'refund-not-found': {
    status: 404,
    say: (fact) => `Order ${fact('orderId')} has no refund ${fact('refundId')} by card.`,
  },
  'refund-not-owed': {
    status: 409,
    say: (fact) =>
      `Nothing is owed of refund ${fact('refundId')}: it is ${fact('status')}, or another stands in for it already.`,
  },
  'payment-disputed': {
    status: 409,
    say: (fact) =>
      `The payment of order ${fact('orderId')} is or was disputed: its bank may have taken the money back. Look there before anything more is given back.`,
  },
  'credit-empty': { status: 422, say: () => 'A credit needs at least one line or charge.' },
  'login-taken': { status: 409, say: (fact) => `The login ${fact('login')} is taken; choose another.` },
  'staff-not-found': { status: 404, say: (fact) => `There is no member of staff ${fact('staffId')}.` },
  'password-changed-since': {
    status: 409,
    say: (fact) => `${fact('login')} got a newer password since; reset it again, with another Idempotency-Key.`,
  },
  'customer-not-found': { status: 404, say: (fact) => `There is no customer ${fact('customerId')}.` },
  'customer-erased': { status: 409, say: () => 'This account was erased; register again.' },
  'customer-has-open-orders': {
    status: 409,
    say: (fact) => `Order ${fact('orderId')} is to be sent still. Wait for it or cancel it, then ask again.`,
  },
  'link-not-valid': {
    status: 422,
    say: () => 'This link was used, has expired or is not complete. Ask for another one.',
  },
  'address-not-found': { status: 404, say: (fact) => `You have no address ${fact('addressId')}.` },
  'too-many-addresses': { status: 422, say: (fact) => `${fact('most')} addresses can be kept; remove one first.` },
  'idempotency-key-reused': {
    status: 422,
    say: () => 'This Idempotency-Key came before with another body. Repeat that body, or choose another key.',
  },
};

/** Status and sentence of a refusal. */
export const tellRefusal = (code: RefusalCode, facts: Facts): { readonly status: number; readonly detail: string } => {
  const { status, say } = table[code];
  return { status, detail: say((name) => String(facts[name] ?? 'unknown')) };
};
