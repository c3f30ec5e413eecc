import { z } from 'zod';
import { defineEvent } from '../event-registry.js';
import { country, entityId, instant, quantity, sku } from '../ids.js';
import { currencyCode, minorAmount, nonNegativeMinor } from '../money.js';
import { sealed } from '../personal.js';
import { recordedText } from '../text.js';
import { offlineMethod } from '../offline-method.js';

/** One line of an order. `amountMinor` is what it costs; `unitPriceMinor` is rounded where a price has parts of a penny. */
export const orderLine = z.object({
  lineId: entityId,
  sku,
  title: recordedText(0, 200),
  quantity,
  unitPriceMinor: nonNegativeMinor,
  amountMinor: nonNegativeMinor,
  taxCategory: recordedText(1, 40).optional(),
});
export type OrderLine = z.infer<typeof orderLine>;

/** What an order costs beside its goods: postage, bank charges, a discount (negative). */
export const orderCharge = z.object({
  code: recordedText(1, 40),
  description: recordedText(0, 200),
  quantity: z.int(),
  amountMinor: minorAmount,
});
export type OrderCharge = z.infer<typeof orderCharge>;

/**
 * Tax that an order comes to under one rate. Where it is `included`, it is a part of the lines and charges; where not, a
 * charge with the code `tax` adds it. Rates are in hundredths of a percent: 2,000 is 20 %.
 */
export const orderTax = z.object({
  category: recordedText(1, 40),
  rateBasisPoints: z.int().min(0).max(100_000),
  included: z.boolean(),
  /** What the rate was applied to, without the tax. */
  netMinor: minorAmount,
  taxMinor: minorAmount,
});
export type OrderTax = z.infer<typeof orderTax>;

/**
 * How an order is to be paid. A card is known by the id that the gateway gave its payment method to the browser; no number
 * of a card ever reaches the shop.
 */
export const paymentChoice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('card'), paymentMethodId: z.string().min(1).max(200) }),
  z.object({ kind: z.literal('offline'), method: offlineMethod }),
]);
export type PaymentChoice = z.infer<typeof paymentChoice>;

/** Whose order it is: `customerId` where we know the customer, `shopperId` the session that placed it. */
const parties = { customerId: entityId.nullable(), country };
const totals = {
  linesMinor: nonNegativeMinor,
  chargesMinor: minorAmount,
  totalMinor: minorAmount,
  currency: currencyCode,
};

export const orderPlaced = defineEvent(
  'OrderPlaced',
  1,
  z.object({
    orderId: entityId,
    /** What people read out; the invoice number where it was imported. */
    orderNumber: recordedText(1, 40),
    shopperId: entityId.optional(),
    ...parties,
    ...totals,
    lines: z.array(orderLine).max(5_000),
    charges: z.array(orderCharge).max(5_000),
    /** A `Delivery`, sealed under the order's or the customer's key. */
    delivery: sealed.optional(),
    cartId: entityId.optional(),
    /** Absent: it is paid later and without a gateway, as all orders were before there was one. */
    payment: paymentChoice.optional(),
    deliveryMethod: recordedText(1, 60).optional(),
    /** Discount codes that were redeemed; each is a charge with the code `discount` and a negative amount, too. */
    discounts: z
      .array(z.object({ code: recordedText(1, 40), amountMinor: nonNegativeMinor }))
      .max(20)
      .optional(),
    taxes: z.array(orderTax).max(100).optional(),
    /** An order that is not confirmed by then is cancelled. */
    confirmBy: instant.optional(),
  }),
);
/** Every line is held in stock and, where the order is paid by card, the money is authorised. */
export const orderConfirmed = defineEvent('OrderConfirmed', 1, z.object({ orderId: entityId }));
const movedLine = z.object({ lineId: entityId, sku, quantity });
export const itemsShipped = defineEvent(
  'ItemsShipped',
  1,
  z.object({
    orderId: entityId,
    shipmentId: entityId,
    lines: z.array(movedLine).max(5_000),
    /** Nothing is left to ship. */
    complete: z.boolean(),
    tracking: z
      .object({ carrier: recordedText(1, 60), number: recordedText(1, 80), url: z.url().max(500).optional() })
      .optional(),
  }),
);
export const shipmentDelivered = defineEvent(
  'ShipmentDelivered',
  1,
  z.object({ orderId: entityId, shipmentId: entityId }),
);
/** Pieces that will never ship: what they cost, and what of the charges goes with them, is owed back or no longer due. */
export const orderLinesCancelled = defineEvent(
  'OrderLinesCancelled',
  1,
  z.object({
    orderId: entityId,
    cancellationId: entityId,
    reason: recordedText(1, 200),
    ...parties,
    currency: currencyCode,
    lines: z.array(movedLine.extend({ amountMinor: nonNegativeMinor })).max(5_000),
    /** Of the goods, of the charges (delivery, discount, tax), and both together. */
    linesMinor: nonNegativeMinor,
    chargesMinor: minorAmount,
    amountMinor: minorAmount,
    /** Nothing is left to ship. */
    complete: z.boolean(),
  }),
);
/** Carries what was sold, so that sums of sales can take it back without a look-up. */
export const orderCancelled = defineEvent(
  'OrderCancelled',
  1,
  z.object({
    orderId: entityId,
    reason: recordedText(1, 200),
    ...parties,
    ...totals,
    lines: z.array(orderLine).max(5_000),
  }),
);
export const itemsReturned = defineEvent(
  'ItemsReturned',
  1,
  z.object({
    orderId: entityId,
    returnId: entityId,
    reason: recordedText(1, 200),
    ...parties,
    currency: currencyCode,
    lines: z.array(movedLine.extend({ amountMinor: nonNegativeMinor })).max(5_000),
    amountMinor: nonNegativeMinor,
  }),
);
