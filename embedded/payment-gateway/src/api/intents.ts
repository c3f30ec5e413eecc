import type { PaymentError, PaymentIntent, PaymentMethod } from '../objects.js';
import { cardError, invalid } from './api-error.js';
import type { Desk } from './books.js';
import { chargeOf, followCapture } from './charges.js';
import { mergedMetadata, type IntentConfirmation, type IntentCreation, type IntentUpdate } from './parameters.js';
import { paymentMethodFor } from './payment-methods.js';

/** The least that is worth a charge, in minor units, by Stripe's list; 50 where it names none. */
const LEAST: Readonly<Record<string, number>> = { gbp: 30, usd: 50, eur: 50, chf: 50, sek: 300, nok: 300, dkk: 250 };
const MOST = 99_999_999;

const checkAmount = (amount: number, currency: string): void => {
  const least = LEAST[currency] ?? 50;
  if (amount < least)
    throw invalid(`Amount must be at least ${least.toString()} ${currency}`, {
      code: 'amount_too_small',
      param: 'amount',
    });
  if (amount > MOST)
    throw invalid(`Amount must be no more than ${MOST.toString()} ${currency}`, {
      code: 'amount_too_large',
      param: 'amount',
    });
};

export const wrongState = (intent: PaymentIntent, what: string, allowed: readonly string[]) =>
  invalid(
    `This PaymentIntent could not be ${what} because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be ${what}: ${allowed.join(', ')}.`,
    { code: 'payment_intent_unexpected_state', payment_intent: intent },
  );

export const save = (desk: Desk, intent: PaymentIntent, event?: string): PaymentIntent => {
  desk.books.put(intent);
  if (event !== undefined) desk.books.tell(event, intent);
  return intent;
};

const fresh = (desk: Desk, given: IntentCreation, method: PaymentMethod | undefined): PaymentIntent => {
  const id = desk.newId('pi_');
  const automatic = given.automatic_payment_methods;
  return {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: given.allowed_payment_method_types ?? null,
    amount: given.amount,
    ...{ amount_capturable: 0, amount_received: 0, application: null, application_fee_amount: null },
    automatic_payment_methods: automatic
      ? { allow_redirects: automatic.allow_redirects ?? 'always', enabled: automatic.enabled }
      : null,
    ...{ canceled_at: null, cancellation_reason: null },
    capture_method: given.capture_method ?? 'automatic_async',
    client_secret: desk.newId(`${id}_secret_`),
    confirmation_method: given.confirmation_method ?? 'automatic',
    created: desk.now,
    currency: given.currency,
    ...{ customer: null, customer_account: null },
    description: given.description ?? null,
    excluded_payment_method_types: null,
    ...{ last_payment_error: null, latest_charge: null, livemode: false, managed_payments: null },
    metadata: mergedMetadata({}, given.metadata),
    ...{ next_action: null, on_behalf_of: null },
    payment_method: method?.id ?? null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types: ['card'],
    ...{ payment_record: null, processing: null },
    receipt_email: given.receipt_email === undefined || given.receipt_email === '' ? null : given.receipt_email,
    ...{ review: null, setup_future_usage: null, shipping: null, source: null },
    statement_descriptor: given.statement_descriptor ?? null,
    statement_descriptor_suffix: given.statement_descriptor_suffix ?? null,
    status: method ? 'requires_confirmation' : 'requires_payment_method',
    transfer_data: null,
    transfer_group: given.transfer_group ?? null,
  };
};

export const createIntent = (desk: Desk, given: IntentCreation): PaymentIntent => {
  checkAmount(given.amount, given.currency);
  if (given.allowed_payment_method_types && given.automatic_payment_methods?.enabled === true)
    throw invalid(
      'You may only specify one of these parameters: automatic_payment_methods, allowed_payment_method_types.',
    );
  if (given.return_url !== undefined && given.confirm !== true)
    throw invalid('You cannot pass return_url without confirm=true.', { param: 'return_url' });
  if (given.confirm === true && given.payment_method === undefined)
    throw invalid(
      'You cannot confirm this PaymentIntent because it is missing a payment method. Update the PaymentIntent with a payment method and then confirm it again.',
      { code: 'payment_intent_unexpected_state' },
    );
  const method = given.payment_method === undefined ? undefined : paymentMethodFor(desk, given.payment_method);
  const intent = save(desk, fresh(desk, given, method), 'payment_intent.created');
  return given.confirm === true && method ? attempt(desk, intent, method, given) : intent;
};

export const updateIntent = (desk: Desk, intent: PaymentIntent, given: IntentUpdate): PaymentIntent => {
  const { amount, currency, payment_method, metadata, description, receipt_email } = given;
  const touchesMoney = [amount, currency, payment_method].some((value) => value !== undefined);
  if (touchesMoney && !['requires_payment_method', 'requires_confirmation', 'requires_action'].includes(intent.status))
    throw wrongState(intent, 'updated', ['requires_payment_method', 'requires_confirmation', 'requires_action']);
  if (amount !== undefined || currency !== undefined) checkAmount(amount ?? intent.amount, currency ?? intent.currency);
  const method = payment_method === undefined ? undefined : paymentMethodFor(desk, payment_method);
  return save(desk, {
    ...intent,
    amount: amount ?? intent.amount,
    currency: currency ?? intent.currency,
    description: description ?? intent.description,
    receipt_email: receipt_email === undefined ? intent.receipt_email : receipt_email === '' ? null : receipt_email,
    metadata: mergedMetadata(intent.metadata, metadata),
    ...(method ? { payment_method: method.id, status: 'requires_confirmation' as const, next_action: null } : {}),
  });
};

const CONFIRMABLE: readonly string[] = ['requires_payment_method', 'requires_confirmation', 'requires_action'];

export const confirmIntent = (desk: Desk, intent: PaymentIntent, given: IntentConfirmation): PaymentIntent => {
  if (!CONFIRMABLE.includes(intent.status)) throw wrongState(intent, 'confirmed', CONFIRMABLE);
  const id = given.payment_method ?? intent.payment_method;
  if (id === null)
    throw invalid('You cannot confirm this PaymentIntent because it is missing a payment method.', {
      code: 'payment_intent_unexpected_state',
      payment_intent: intent,
    });
  const { capture_method = intent.capture_method } = given;
  return attempt(desk, { ...intent, capture_method }, paymentMethodFor(desk, id), given);
};

type Attempt = Pick<IntentConfirmation, 'return_url' | 'off_session' | 'error_on_requires_action'>;

/** Asks the bank, or the shopper first where their bank wants that. */
const attempt = (desk: Desk, intent: PaymentIntent, method: PaymentMethod, given: Attempt): PaymentIntent => {
  const confirmed: PaymentIntent = { ...intent, payment_method: method.id, next_action: null };
  if (desk.books.behaviourOf(method.id).authentication !== true) return charge(desk, confirmed, method, false);
  const impossible = given.off_session === true || given.error_on_requires_action === true;
  if (impossible)
    return fail(desk, confirmed, {
      ...{ type: 'card_error', code: 'authentication_required' },
      message: 'Your card was declined. This transaction requires authentication.',
      ...{ decline_code: 'authentication_required', payment_method: method },
    });
  const url = `${desk.url}/authenticate/${intent.id}?secret=${encodeURIComponent(intent.client_secret)}`;
  return save(
    desk,
    {
      ...confirmed,
      status: 'requires_action',
      last_payment_error: null,
      next_action:
        given.return_url === undefined
          ? { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: url } }
          : { type: 'redirect_to_url', redirect_to_url: { return_url: given.return_url, url } },
    },
    'payment_intent.requires_action',
  );
};

/** What the shopper told their bank. Twice the same is once. */
export const authenticated = (desk: Desk, intent: PaymentIntent, approves: boolean): PaymentIntent => {
  if (intent.status !== 'requires_action' || intent.payment_method === null) return intent;
  const method = paymentMethodFor(desk, intent.payment_method);
  const open: PaymentIntent = { ...intent, next_action: null };
  if (approves) {
    try {
      return charge(desk, open, method, true);
    } catch {
      // The bank declined: that stands in the intent, and is told where the shopper is sent back to.
      return desk.books.find('payment_intent', intent.id) ?? open;
    }
  }
  return save(
    desk,
    {
      ...open,
      status: 'requires_payment_method',
      payment_method: null,
      last_payment_error: {
        ...{ type: 'invalid_request_error', code: 'payment_intent_authentication_failure' },
        message:
          'The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.',
        payment_method: method,
      },
    },
    'payment_intent.payment_failed',
  );
};

const fail = (desk: Desk, intent: PaymentIntent, error: PaymentError): never => {
  const failed = save(
    desk,
    { ...intent, status: 'requires_payment_method', payment_method: null, last_payment_error: error },
    'payment_intent.payment_failed',
  );
  const { code, message, decline_code, charge: chargeId } = error;
  throw cardError(message, {
    code,
    ...(decline_code === undefined ? {} : { decline_code }),
    ...(chargeId === undefined ? {} : { charge: chargeId }),
    payment_intent: failed,
  });
};

const charge = (desk: Desk, intent: PaymentIntent, method: PaymentMethod, isAuthenticated: boolean): PaymentIntent => {
  const behaviour = desk.books.behaviourOf(method.id);
  const made = chargeOf(desk, intent, method, { behaviour, authenticated: isAuthenticated });
  desk.books.put(made);
  if (behaviour.decline) {
    desk.books.tell('charge.failed', made);
    const { code, declineCode, message } = behaviour.decline;
    return fail(
      desk,
      { ...intent, latest_charge: made.id },
      {
        ...{ type: 'card_error', code, message, charge: made.id, payment_method: method },
        ...(declineCode === undefined ? {} : { decline_code: declineCode }),
      },
    );
  }
  desk.books.tell('charge.succeeded', made);
  const promised: PaymentIntent = { ...intent, latest_charge: made.id, last_payment_error: null };
  if (intent.capture_method === 'manual') {
    const { capture_before } = made.payment_method_details.card;
    if (capture_before !== undefined) desk.books.schedule({ at: capture_before, what: 'expire', id: intent.id });
    return save(
      desk,
      { ...promised, status: 'requires_capture', amount_capturable: intent.amount },
      'payment_intent.amount_capturable_updated',
    );
  }
  followCapture(desk, made);
  return save(desk, { ...promised, status: 'succeeded', amount_received: intent.amount }, 'payment_intent.succeeded');
};
