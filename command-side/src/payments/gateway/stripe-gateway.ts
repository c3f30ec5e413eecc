import Stripe from 'stripe';
import type { DisputeSeen, IntentSeen, RefundSeen } from '../card-sightings.js';
import { GatewayAway, NotGenuine, type CardGateway, type GatewayRefusal, type Signal } from './card-gateway.js';

export type StripeGatewayOptions = {
  /** `https://api.stripe.com`, or the embedded gateway. */
  readonly url: string;
  readonly secretKey: string;
  readonly webhookSecret: string;
};

const TIMEOUT_MS = 20_000;
const RETRIES = 2;
const SECOND = 1_000;

const idOf = (reference: string | { readonly id: string } | null | undefined): string | undefined =>
  typeof reference === 'string' ? reference : reference?.id;

const timeOf = (seconds: number): string => new Date(seconds * SECOND).toISOString();
const secondsOf = (time: string): number => Math.floor(Date.parse(time) / SECOND);

const statusOf = (intent: Stripe.PaymentIntent): IntentSeen['status'] => {
  switch (intent.status) {
    case 'requires_action':
      return 'action-required';
    case 'requires_payment_method':
      return intent.last_payment_error === null ? 'unfinished' : 'declined';
    case 'requires_capture':
      return 'authorised';
    case 'succeeded':
      return 'captured';
    case 'canceled':
      return 'cancelled';
    default:
      return 'unfinished';
  }
};

const urlOf = ({ next_action }: Stripe.PaymentIntent): string | undefined =>
  next_action?.redirect_to_url?.url ?? undefined;

/** A payment in our words; undefined where it is none of ours. */
const seen = (intent: Stripe.PaymentIntent): IntentSeen | undefined => {
  const { order_id: orderId, attempt_id: attemptId } = intent.metadata;
  if (orderId === undefined || attemptId === undefined) return undefined;
  const charge = typeof intent.latest_charge === 'string' ? null : intent.latest_charge;
  const before = charge?.payment_method_details?.card?.capture_before;
  const error = intent.last_payment_error;
  return {
    ...{ intentId: intent.id, orderId, attemptId, status: statusOf(intent) },
    ...{ amountMinor: intent.amount, currency: intent.currency.toUpperCase(), capturedMinor: intent.amount_received },
    url: urlOf(intent),
    code: error?.code,
    declineCode: error?.decline_code,
    expiresAt: before === undefined ? undefined : timeOf(before),
    hasExpired: intent.cancellation_reason === 'automatic' || intent.cancellation_reason === 'expired',
  };
};

const ours = (intent: Stripe.PaymentIntent): IntentSeen => {
  const found = seen(intent);
  if (!found) throw new GatewayAway(`the gateway answered with a payment that is not ours: ${intent.id}`);
  return found;
};

const refundSeen = (refund: Stripe.Refund): RefundSeen | undefined => {
  const { refund_id: refundId, order_id: orderId } = refund.metadata ?? {};
  if (refundId === undefined || orderId === undefined) return undefined;
  const status =
    refund.status === 'succeeded'
      ? 'done'
      : refund.status === 'failed' || refund.status === 'canceled'
        ? 'failed'
        : 'pending';
  return { gatewayRefundId: refund.id, refundId, orderId, status, code: refund.failure_reason };
};

const aboutOf = (type: string): Signal['about'] => {
  if (type.startsWith('payment_intent.')) return 'intent';
  if (type.startsWith('refund.')) return 'refund';
  if (type.startsWith('charge.dispute.')) return 'dispute';
  return 'nothing-of-ours';
};

const claimsOf = (event: Stripe.Event): Signal['claims'] => {
  if (event.type !== 'payment_intent.amount_capturable_updated' && event.type !== 'payment_intent.succeeded')
    return undefined;
  // A webhook is what somebody sent: what the type promises may be missing.
  const { metadata } = event.data.object as { readonly metadata?: Stripe.Metadata };
  const [orderId, attemptId] = [metadata?.['order_id'], metadata?.['attempt_id']];
  if (orderId === undefined || attemptId === undefined) return undefined;
  return { orderId, attemptId, status: event.type === 'payment_intent.succeeded' ? 'captured' : 'authorised' };
};

const isMissing = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing';

/** Errors that say something about the payment; every other one says that the gateway cannot be asked now. */
const refusalOf = (error: unknown): GatewayRefusal | undefined => {
  if (error instanceof Stripe.errors.StripeCardError || error instanceof Stripe.errors.StripeInvalidRequestError)
    return { refused: true, code: error.code ?? error.type, declineCode: error.decline_code };
  return undefined;
};

const away = (error: unknown): GatewayAway =>
  new GatewayAway(`the payment gateway did not answer: ${error instanceof Error ? error.message : String(error)}`, {
    cause: error,
  });

const insist = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work();
  } catch (error) {
    throw error instanceof GatewayAway ? error : away(error);
  }
};

const withCharge = { expand: ['latest_charge'] };

/**
 * Stripe, or what speaks its API, through the official client. Every request that changes something carries a key of ours, so
 * that it is done once however often it is sent.
 */
export const stripeGateway = ({ url, secretKey, webhookSecret }: StripeGatewayOptions): CardGateway => {
  const { protocol, hostname, port } = new URL(url);
  const stripe = new Stripe(secretKey, {
    host: hostname,
    protocol: protocol === 'http:' ? 'http' : 'https',
    ...(port === '' ? {} : { port: Number(port) }),
    ...{ telemetry: false, timeout: TIMEOUT_MS, maxNetworkRetries: RETRIES },
  });

  const retrieve = async (intentId: string): Promise<IntentSeen | undefined> => {
    try {
      return seen(await stripe.paymentIntents.retrieve(intentId, withCharge));
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  };
  const standing = async (intentId: string): Promise<IntentSeen> => {
    const found = await retrieve(intentId);
    if (!found) throw new GatewayAway(`the gateway knows no payment ${intentId}`);
    return found;
  };
  /** What was asked, or what stands where that is not possible. */
  const attempt = (intentId: string, work: () => Promise<Stripe.PaymentIntent>): Promise<IntentSeen> =>
    insist(async () => {
      try {
        return ours(await work());
      } catch (error) {
        if (refusalOf(error)) return standing(intentId);
        throw error;
      }
    });
  const findRefund = async (intentId: string, refundId: string): Promise<RefundSeen | undefined> => {
    for await (const refund of stripe.refunds.list({ payment_intent: intentId, limit: 100 })) {
      const found = refundSeen(refund);
      if (found?.refundId === refundId) return found;
    }
    return undefined;
  };

  return {
    authorise: (request) =>
      insist(async () => {
        try {
          const intent = await stripe.paymentIntents.create(
            {
              amount: request.amountMinor,
              currency: request.currency.toLowerCase(),
              payment_method: request.paymentMethodId,
              allowed_payment_method_types: ['card'],
              capture_method: 'manual',
              confirm: true,
              return_url: request.returnUrl,
              metadata: { order_id: request.orderId, attempt_id: request.attemptId },
              ...withCharge,
            },
            { idempotencyKey: `authorise-${request.attemptId}` },
          );
          return ours(intent);
        } catch (error) {
          const refusal = refusalOf(error);
          if (!refusal) throw error;
          const declined = error instanceof Stripe.errors.StripeError ? error.payment_intent : undefined;
          return (declined && seen(declined)) ?? refusal;
        }
      }),
    intent: (intentId) => insist(() => retrieve(intentId)),
    findAttempt: (attemptId, since) =>
      insist(async () => {
        // Clocks differ: a little before is looked at, too.
        const created = { gte: secondsOf(since) - 300 };
        for await (const intent of stripe.paymentIntents.list({ created, limit: 100 }))
          if (intent.metadata['attempt_id'] === attemptId) return standing(intent.id);
        return undefined;
      }),
    capture: (intentId, amountMinor) =>
      attempt(intentId, () =>
        stripe.paymentIntents.capture(
          intentId,
          { amount_to_capture: amountMinor, ...withCharge },
          // Another sum is another question: the first that is carried out stands, and the second is told so.
          { idempotencyKey: `capture-${intentId}-${amountMinor.toString()}` },
        ),
      ),
    cancel: (intentId) =>
      attempt(intentId, () =>
        stripe.paymentIntents.cancel(intentId, withCharge, { idempotencyKey: `cancel-${intentId}` }),
      ),
    refund: ({ orderId, refundId, intentId, amountMinor }, mayStand) =>
      insist(async () => {
        const stands = mayStand ? await findRefund(intentId, refundId) : undefined;
        if (stands) return stands;
        try {
          const made = await stripe.refunds.create(
            {
              ...{ payment_intent: intentId, amount: amountMinor },
              metadata: { order_id: orderId, refund_id: refundId },
            },
            { idempotencyKey: `refund-${refundId}` },
          );
          const found = refundSeen(made);
          if (found) return found;
        } catch (error) {
          const refusal = refusalOf(error);
          if (!refusal) throw error;
          return { gatewayRefundId: 'none', refundId, orderId, status: 'failed', code: refusal.code };
        }
        throw new GatewayAway(`the gateway answered with a refund that is not ours`);
      }),
    refundOf: (gatewayRefundId) =>
      insist(async () => {
        try {
          return refundSeen(await stripe.refunds.retrieve(gatewayRefundId));
        } catch (error) {
          if (isMissing(error)) return undefined;
          throw error;
        }
      }),
    dispute: (disputeId) =>
      insist(async () => {
        const dispute = await stripe.disputes.retrieve(disputeId).catch((error: unknown) => {
          if (isMissing(error)) return undefined;
          throw error;
        });
        const intentId = idOf(dispute?.payment_intent);
        const intent = intentId === undefined ? undefined : await retrieve(intentId);
        return dispute && intent ? disputeSeen(dispute, intent) : undefined;
      }),
    readWebhook: (body, signature) => {
      try {
        const event = stripe.webhooks.constructEvent(body, signature, webhookSecret);
        const { object } = event.data;
        const id = 'id' in object && typeof object.id === 'string' ? object.id : '';
        return { eventId: event.id, type: event.type, about: aboutOf(event.type), id, claims: claimsOf(event) };
      } catch (error) {
        throw new NotGenuine(error instanceof Error ? error.message : String(error));
      }
    },
    async *intentsBetween(from, to) {
      const created = { gte: secondsOf(from), lt: secondsOf(to) };
      try {
        for await (const intent of stripe.paymentIntents.list({ created, limit: 100 })) {
          const found = seen(intent);
          if (found) yield found;
        }
      } catch (error) {
        throw away(error);
      }
    },
  };
};

const disputeStatusOf = ({ status }: Stripe.Dispute): DisputeSeen['status'] => {
  if (status === 'won') return 'won';
  if (status === 'lost') return 'lost';
  // An inquiry that was closed took nothing.
  return status === 'warning_closed' ? 'won' : 'open';
};

const disputeSeen = (dispute: Stripe.Dispute, { orderId, intentId }: IntentSeen): DisputeSeen => ({
  ...{ disputeId: dispute.id, orderId, intentId, amountMinor: dispute.amount, reason: dispute.reason },
  currency: dispute.currency.toUpperCase(),
  status: disputeStatusOf(dispute),
  answerBy: dispute.evidence_details.due_by === null ? undefined : timeOf(dispute.evidence_details.due_by),
});
