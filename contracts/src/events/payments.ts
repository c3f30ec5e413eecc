import { z } from 'zod';
import { defineEvent } from '../event-registry.js';
import { country, entityId, sku } from '../ids.js';
import { currencyCode, minorAmount } from '../money.js';
import { recordedText } from '../text.js';
import { orderCharge } from './orders.js';

const positiveMinor = z.int().min(1);
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
    /** The order had been cancelled, so that its sales were taken back already; logs before this field never say so. */
    ofCancelled: z.literal(true).optional(),
    amountMinor: positiveMinor,
    currency: currencyCode,
    reason: recordedText(1, 200),
    ...parties,
  }),
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
