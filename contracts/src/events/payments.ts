import { z } from 'zod';
import { defineEvent } from '../event-registry.js';
import { country, entityId, instant, sku } from '../ids.js';
import { currencyCode, minorAmount } from '../money.js';
import { sealed } from '../personal.js';
import { recordedText } from '../text.js';
import { orderCharge } from './orders.js';

const positiveMinor = z.int().min(1);
/** A name that the payment gateway gave. */
const gatewayId = z.string().min(1).max(200);
const parties = { customerId: entityId.nullable(), country };

/** How money reached us without a gateway. */
export const offlineMethod = z.enum(['bank-transfer', 'cash', 'cheque', 'card-terminal', 'on-account']);
export type OfflineMethod = z.infer<typeof offlineMethod>;

export const paymentReceived = defineEvent(
  'PaymentReceived',
  1,
  z.object({
    paymentId: entityId,
    orderId: entityId,
    receiptId: entityId,
    method: offlineMethod,
    amountMinor: positiveMinor,
    currency: currencyCode,
    ...parties,
  }),
);
export const paymentRefunded = defineEvent(
  'PaymentRefunded',
  1,
  z.object({
    paymentId: entityId,
    orderId: entityId,
    refundId: entityId,
    returnId: entityId.optional(),
    /** The lines taken out of the order that it pays back. */
    cancellationId: entityId.optional(),
    /** The order, or these lines of it, had been cancelled, so that its sales were taken back already; logs before this field never say so. */
    ofCancelled: z.literal(true).optional(),
    amountMinor: positiveMinor,
    currency: currencyCode,
    reason: recordedText(1, 200),
    /** Why, in a clerk's own words: a text, sealed under the order's key. */
    words: sealed.optional(),
    ...parties,
    /** The gateway's own name of it, where the money went back through one. */
    gatewayRefundId: gatewayId.optional(),
    /** The refund that a bank did not take, and that this one stands in for. */
    insteadOf: entityId.optional(),
  }),
);

const ofAttempt = { paymentId: entityId, orderId: entityId, attemptId: entityId };
const amount = { amountMinor: positiveMinor, currency: currencyCode };

/** Said before the gateway is asked, so that an outcome which never reached us can be looked up. */
export const cardPaymentStarted = defineEvent(
  'CardPaymentStarted',
  1,
  z.object({ ...ofAttempt, paymentMethodId: gatewayId, startedAt: instant, ...amount, ...parties }),
);
/** The shopper has to approve it at their bank, at `url`. */
export const paymentActionRequired = defineEvent(
  'PaymentActionRequired',
  1,
  z.object({ ...ofAttempt, intentId: gatewayId, url: z.url().max(2_000) }),
);
export const paymentDeclined = defineEvent(
  'PaymentDeclined',
  1,
  z.object({
    ...ofAttempt,
    intentId: gatewayId.optional(),
    /** The gateway's codes, such as `card_declined` and `insufficient_funds`. */
    code: recordedText(1, 100),
    declineCode: recordedText(1, 100).optional(),
  }),
);
/** The money is promised, and not yet taken. */
export const paymentAuthorised = defineEvent(
  'PaymentAuthorised',
  1,
  z.object({ ...ofAttempt, intentId: gatewayId, ...amount, expiresAt: instant.optional(), ...parties }),
);
/** The money is ours: a promise is taken once. */
export const paymentCaptured = defineEvent(
  'PaymentCaptured',
  1,
  z.object({ ...ofAttempt, intentId: gatewayId, ...amount, ...parties }),
);
/** Let go of before it was taken. */
export const authorisationVoided = defineEvent(
  'AuthorisationVoided',
  1,
  z.object({ ...ofAttempt, intentId: gatewayId }),
);
/** The promise ran out before it was taken: the order has to be paid anew. */
export const authorisationExpired = defineEvent(
  'AuthorisationExpired',
  1,
  z.object({ ...ofAttempt, intentId: gatewayId }),
);
const ofRefund = { paymentId: entityId, orderId: entityId, refundId: entityId, intentId: gatewayId };
/** Said before the gateway is asked to give money back. */
export const refundStarted = defineEvent(
  'RefundStarted',
  1,
  z.object({
    ...ofRefund,
    returnId: entityId.optional(),
    cancellationId: entityId.optional(),
    ofCancelled: z.literal(true).optional(),
    /** The refund that a bank did not take, and that is tried again by this one. */
    insteadOf: entityId.optional(),
    ...amount,
    reason: recordedText(1, 200),
    words: sealed.optional(),
  }),
);
/** The bank did not take it; where it had been counted as refunded, `wasRefunded` says that this takes it back. */
export const refundFailed = defineEvent(
  'RefundFailed',
  1,
  z.object({
    ...ofRefund,
    code: recordedText(1, 100),
    wasRefunded: z.boolean(),
    /**
     * The money is owed until another refund stands in for this one, and nothing else may be given back of it. Absent in logs
     * from before failed refunds were tried again.
     */
    owed: z.literal(true).optional(),
    returnId: entityId.optional(),
    cancellationId: entityId.optional(),
    ofCancelled: z.literal(true).optional(),
    ...amount,
    ...parties,
  }),
);
const ofDispute = { paymentId: entityId, orderId: entityId, disputeId: gatewayId, intentId: gatewayId, ...amount };
/** The bank took the money back on its customer's word, until the dispute is decided. */
export const disputeOpened = defineEvent(
  'DisputeOpened',
  1,
  z.object({ ...ofDispute, reason: recordedText(1, 100), answerBy: instant.optional() }),
);
export const disputeClosed = defineEvent(
  'DisputeClosed',
  1,
  z.object({ ...ofDispute, outcome: z.enum(['won', 'lost']) }),
);

/** Money given back that belongs to no order we know. Amounts are what was given back: positive. */
export const creditIssued = defineEvent(
  'CreditIssued',
  1,
  z.object({
    creditId: entityId,
    ...parties,
    currency: currencyCode,
    lines: z
      .array(
        z.object({
          sku,
          title: recordedText(0, 200),
          quantity: z.int().min(1).max(1_000_000),
          amountMinor: minorAmount,
        }),
      )
      .max(5_000),
    charges: z.array(orderCharge).max(5_000),
    totalMinor: minorAmount,
    reason: recordedText(1, 200),
  }),
);
/** A correction of the books, such as a bad debt: neither sale nor refund. */
export const accountAdjusted = defineEvent(
  'AccountAdjusted',
  1,
  z.object({
    adjustmentId: entityId,
    ...parties,
    currency: currencyCode,
    amountMinor: minorAmount,
    description: recordedText(1, 200),
  }),
);
