import type { Charge, Refund } from '../objects.js';
import { invalid, missing } from './api-error.js';
import type { Desk } from './books.js';
import { mergedMetadata, type RefundCreation } from './parameters.js';

const WORKING_S = 3;

const chargeToRefund = (desk: Desk, { payment_intent, charge }: RefundCreation): Charge => {
  if (payment_intent === undefined && charge === undefined)
    throw invalid('One of the following params should be provided for this request: payment_intent or charge.');
  const intent = payment_intent === undefined ? undefined : desk.books.find('payment_intent', payment_intent);
  if (payment_intent !== undefined && !intent) throw missing('payment_intent', payment_intent, 'payment_intent');
  const id = charge ?? intent?.latest_charge ?? undefined;
  const found = id === undefined ? undefined : desk.books.find('charge', id);
  if (charge !== undefined && !found) throw missing('charge', charge, 'charge');
  if (!found?.captured)
    throw invalid(
      `This PaymentIntent (${payment_intent ?? found?.payment_intent ?? ''}) does not have a successful charge to refund.`,
      { code: 'payment_intent_unexpected_state', param: 'payment_intent' },
    );
  return found;
};

const money = (minor: number, currency: string): string => `${minor.toString()} ${currency}`;

/** Gives back what was taken, in all or in part: never more than was. */
export const createRefund = (desk: Desk, given: RefundCreation): Refund => {
  const charge = chargeToRefund(desk, given);
  const left = charge.amount_captured - charge.amount_refunded;
  if (left === 0) throw invalid(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' });
  if (charge.disputed)
    throw invalid(`Charge ${charge.id} has been charged back; cannot issue a refund.`, { code: 'charge_disputed' });
  const amount = given.amount ?? left;
  if (amount > left)
    throw invalid(
      `Refund amount (${money(amount, charge.currency)}) is greater than unrefunded amount on charge (${money(left, charge.currency)})`,
      { param: 'amount' },
    );
  const { refund: fate } = desk.books.behaviourOf(charge.payment_method);
  const refund: Refund = {
    id: desk.newId('re_'),
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: desk.now,
    currency: charge.currency,
    ...{ customer: null, customer_account: null },
    metadata: mergedMetadata({}, given.metadata),
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    ...(fate === 'pending' ? { pending_reason: 'processing' as const } : {}),
    reason: given.reason ?? null,
    ...{ receipt_number: null, source_transfer_reversal: null },
    status: fate === 'pending' ? 'pending' : 'succeeded',
    transfer_reversal: null,
  };
  desk.books.put(refund);
  desk.books.tell('refund.created', refund);
  giveBack(desk, charge, amount);
  if (fate === 'pending') desk.books.schedule({ at: desk.now + WORKING_S, what: 'settle-refund', id: refund.id });
  if (fate === 'fails') desk.books.schedule({ at: desk.now + WORKING_S, what: 'fail-refund', id: refund.id });
  return refund;
};

const giveBack = (desk: Desk, charge: Charge, amount: number): void => {
  const amount_refunded = charge.amount_refunded + amount;
  const given: Charge = { ...charge, amount_refunded, refunded: amount_refunded === charge.amount_captured };
  desk.books.put(given);
  if (amount > 0) desk.books.tell('charge.refunded', given);
};

/** A refund that was on its way has come. */
export const settleRefund = (desk: Desk, refund: Refund): void => {
  const { pending_reason: _, ...rest } = refund;
  const settled: Refund = { ...rest, status: 'succeeded' };
  desk.books.put(settled);
  desk.books.tell('refund.updated', settled);
  desk.books.tell('charge.refund.updated', settled);
};

/** A refund that the bank sent back: the money is ours again. */
export const failRefund = (desk: Desk, refund: Refund): void => {
  const failed: Refund = { ...refund, status: 'failed', failure_reason: 'expired_or_canceled_card' };
  desk.books.put(failed);
  const charge = desk.books.find('charge', refund.charge);
  if (charge) giveBack(desk, charge, -refund.amount);
  desk.books.tell('refund.updated', failed);
  desk.books.tell('refund.failed', failed);
  desk.books.tell('charge.refund.updated', failed);
};
