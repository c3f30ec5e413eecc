import type { CancellationReason, Charge, PaymentIntent } from '../objects.js';
import { invalid } from './api-error.js';
import type { Desk } from './books.js';
import { followCapture } from './charges.js';
import { save, wrongState } from './intents.js';
import { mergedMetadata, type IntentCapture } from './parameters.js';

const chargeUnder = (desk: Desk, intent: PaymentIntent): Charge => {
  const found = intent.latest_charge === null ? undefined : desk.books.find('charge', intent.latest_charge);
  if (!found) throw invalid('This PaymentIntent has no charge.', { code: 'payment_intent_unexpected_state' });
  return found;
};

/** Takes the money, once: all of it or a part, and what is not taken is let go of. */
export const captureIntent = (desk: Desk, intent: PaymentIntent, given: IntentCapture): PaymentIntent => {
  if (intent.status !== 'requires_capture') throw wrongState(intent, 'captured', ['requires_capture']);
  const amount = given.amount_to_capture ?? intent.amount_capturable;
  if (amount > intent.amount_capturable)
    throw invalid(
      `The amount_to_capture of ${amount.toString()} is greater than the amount that can be captured, ${intent.amount_capturable.toString()}.`,
      { code: 'amount_too_large', param: 'amount_to_capture', payment_intent: intent },
    );
  if (given.final_capture === false)
    throw invalid('This account cannot capture more than once.', {
      code: 'capture_unauthorized_payment',
      param: 'final_capture',
    });
  const taken: Charge = { ...chargeUnder(desk, intent), captured: true, amount_captured: amount };
  desk.books.put(taken);
  desk.books.tell('charge.captured', taken);
  followCapture(desk, taken);
  return save(
    desk,
    {
      ...intent,
      ...{ status: 'succeeded', amount_capturable: 0, amount_received: amount },
      metadata: mergedMetadata(intent.metadata, given.metadata),
    },
    'payment_intent.succeeded',
  );
};

const CANCELABLE: readonly string[] = [
  'requires_payment_method',
  'requires_capture',
  'requires_confirmation',
  'requires_action',
];

/** Lets go of what was promised. */
export const cancelIntent = (
  desk: Desk,
  intent: PaymentIntent,
  reason: CancellationReason | undefined,
): PaymentIntent => {
  if (!CANCELABLE.includes(intent.status)) throw wrongState(intent, 'canceled', CANCELABLE);
  if (intent.status === 'requires_capture') {
    const promised = chargeUnder(desk, intent);
    const released: Charge = { ...promised, refunded: true, amount_refunded: promised.amount };
    desk.books.put(released);
    desk.books.tell(reason === 'automatic' ? 'charge.expired' : 'charge.refunded', released);
  }
  return save(
    desk,
    {
      ...intent,
      ...{ status: 'canceled', amount_capturable: 0, next_action: null },
      ...{ canceled_at: desk.now, cancellation_reason: reason ?? null },
    },
    'payment_intent.canceled',
  );
};
