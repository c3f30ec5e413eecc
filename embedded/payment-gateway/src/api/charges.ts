import type { Charge, PaymentIntent, PaymentMethod } from '../objects.js';
import type { Desk } from './books.js';
import type { Behaviour } from './cards.js';

/** An authorisation that is not captured by then is let go of. */
export const AUTHORISED_FOR_S = 7 * 24 * 60 * 60;

type Outcome = Charge['outcome'];

const approved: Outcome = {
  ...{ network_status: 'approved_by_network', reason: null, risk_level: 'normal' },
  ...{ seller_message: 'Payment complete.', type: 'authorized' },
};
const refused = (reason: string | null): Outcome => ({
  ...{ network_status: 'declined_by_network', reason, risk_level: 'normal' },
  ...{ seller_message: 'The bank did not return any further details with this decline.', type: 'issuer_declined' },
});

/** What the bank answers when it is asked for the money: a charge that is promised, taken, or failed. */
export const chargeOf = (
  desk: Desk,
  intent: PaymentIntent,
  method: PaymentMethod,
  options: { readonly behaviour: Behaviour; readonly authenticated: boolean },
): Charge => {
  const { decline } = options.behaviour;
  const { card } = method;
  const captures = decline === undefined && intent.capture_method !== 'manual';
  return {
    id: desk.newId('ch_'),
    object: 'charge',
    amount: intent.amount,
    amount_captured: captures ? intent.amount : 0,
    amount_refunded: 0,
    ...{ application: null, application_fee: null, application_fee_amount: null, balance_transaction: null },
    billing_details: method.billing_details,
    calculated_statement_descriptor: intent.statement_descriptor,
    captured: captures,
    created: desk.now,
    currency: intent.currency,
    customer: null,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: decline ? refused(decline.declineCode ?? decline.code) : approved,
    paid: decline === undefined,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: {
      card: {
        ...{ brand: card.brand, country: card.country, exp_month: card.exp_month, exp_year: card.exp_year },
        ...(decline === undefined && !captures ? { capture_before: desk.now + AUTHORISED_FOR_S } : {}),
        ...{ fingerprint: card.fingerprint, funding: card.funding, last4: card.last4, network: card.brand },
        three_d_secure: options.authenticated ? { result: 'authenticated' } : null,
      },
      type: 'card',
    },
    ...{ receipt_email: intent.receipt_email, receipt_number: null, receipt_url: null },
    refunded: false,
    ...{ review: null, shipping: null, source: null, source_transfer: null },
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: decline ? 'failed' : 'succeeded',
    ...{ transfer_data: null, transfer_group: null },
  };
};

/** What a bank's customer says of money that was taken follows a moment later. */
export const followCapture = (desk: Desk, charge: Charge): void => {
  if (desk.books.behaviourOf(charge.payment_method).dispute)
    desk.books.schedule({ at: desk.now + 1, what: 'dispute', id: charge.id });
};
