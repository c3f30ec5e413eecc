import { z } from 'zod';
import { defineEvent } from '../event-registry.js';
import { country, entityId, instant, quantity, sku } from '../ids.js';
import { currencyCode, minorAmount, nonNegativeMinor } from '../money.js';
import { sealed } from '../personal.js';
import { recordedText } from '../text.js';

/**
 * The tax on an amount: `taxMinor` is in the amount where the order's prices include tax, and comes to it where they do not.
 * `taxRateBp` is the rate in hundredths of a percent: 2000 is 20 %. Absent: no rule of tax was asked.
 */
const taxed = { taxMinor: minorAmount.optional(), taxRateBp: z.int().min(0).max(10_000).optional() };

/**
 * One line of an order. `amountMinor` is what it costs before discounts, `payableMinor` what is paid for it in the end: less its
 * share of the order's discounts, with its tax. `unitPriceMinor` is rounded where a price has parts of a penny.
 */
export const orderLine = z.object({
  lineId: entityId,
  sku,
  title: recordedText(0, 200),
  quantity,
  unitPriceMinor: nonNegativeMinor,
  amountMinor: nonNegativeMinor,
  /** Its share of the order's discounts. Absent: none. */
  discountMinor: nonNegativeMinor.optional(),
  ...taxed,
  /** Absent: `amountMinor`. */
  payableMinor: nonNegativeMinor.optional(),
});
export type OrderLine = z.infer<typeof orderLine>;

/** What is paid for a line in the end: after discounts, with tax; minor units. */
export const payableMinorOf = (line: Pick<OrderLine, 'amountMinor' | 'payableMinor'>): number =>
  line.payableMinor ?? line.amountMinor;

/** What an order costs beside its goods: postage, bank charges, a discount (negative), tax that comes to the prices. */
export const orderCharge = z.object({
  code: recordedText(1, 40),
  description: recordedText(0, 200),
  quantity: z.int(),
  amountMinor: minorAmount,
  ...taxed,
});
export type OrderCharge = z.infer<typeof orderCharge>;

/** A card, as the gateway names it: a number of a card that is sent in its place is refused. */
export const paymentMethodId = z
  .string()
  .max(200)
  .regex(
    /^pm_[A-Za-z0-9_]+$/,
    'expected the id of a payment method, as the payment gateway gives it to the browser: pm_…',
  );

/**
 * How an order is to be paid. A card is known by the id that the gateway gave its payment method to the browser; no number
 * of a card ever reaches the shop.
 */
export const paymentChoice = z.object({ kind: z.literal('card'), paymentMethodId: z.string().min(1).max(200) });
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
    /** The codes that took something off. */
    discountCodes: z.array(recordedText(1, 40)).max(20).optional(),
    /** All its tax, and whether the prices include it. Absent: no rule of tax was asked. */
    tax: z.object({ taxMinor: minorAmount, pricesIncludeTax: z.boolean() }).optional(),
    /** A `Delivery`, sealed under the order's or the customer's key. */
    delivery: sealed.optional(),
    /** Absent: it is paid later and without a gateway, as all orders were before there was one. */
    payment: paymentChoice.optional(),
    /** An order that is not confirmed by then is cancelled. */
    confirmBy: instant.optional(),
  }),
);
/** Every line is held in stock and, where the order is paid by card, its money is promised. */
export const orderConfirmed = defineEvent('OrderConfirmed', 1, z.object({ orderId: entityId }));
const movedLine = z.object({ lineId: entityId, sku, quantity });
/** By whom a shipment goes, and how it is found there. */
export const tracking = z.object({
  carrier: recordedText(1, 60),
  number: recordedText(1, 80),
  url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
});
export type Tracking = z.infer<typeof tracking>;
export const itemsShipped = defineEvent(
  'ItemsShipped',
  1,
  z.object({
    orderId: entityId,
    shipmentId: entityId,
    lines: z.array(movedLine).max(5_000),
    /** Nothing is left to ship. */
    complete: z.boolean(),
    tracking: tracking.optional(),
    /** From when on its pieces may be sent back for so many days. Absent: from before there was such an end, or imported. */
    shippedAt: instant.optional(),
  }),
);
export const shipmentDelivered = defineEvent(
  'ShipmentDelivered',
  1,
  z.object({ orderId: entityId, shipmentId: entityId, deliveredAt: instant.optional() }),
);
/** Carries what was sold, so that sums of sales can take it back without a look-up. */
export const orderCancelled = defineEvent(
  'OrderCancelled',
  1,
  z.object({
    orderId: entityId,
    reason: recordedText(1, 200),
    /** What whoever cancelled it said, in their own words: a text, sealed under the order's key. */
    words: sealed.optional(),
    ...parties,
    ...totals,
    /** The codes whose places it gives back. */
    discountCodes: z.array(recordedText(1, 40)).max(20).optional(),
    lines: z.array(orderLine).max(5_000),
  }),
);
/**
 * Pieces that will never be sent, taken out of an order that goes on: what they were worth is not owed any more, charges stay
 * as they are. The whole of an order of which nothing was sent is cancelled by `OrderCancelled` alone.
 */
export const orderLinesCancelled = defineEvent(
  'OrderLinesCancelled',
  1,
  z.object({
    orderId: entityId,
    cancellationId: entityId,
    reason: recordedText(1, 200),
    /** Why, in their own words: a text, sealed under the order's key. */
    words: sealed.optional(),
    ...parties,
    currency: currencyCode,
    /** `amountMinor` is what the pieces were worth: their part of what was to be paid for the line. */
    lines: z.array(movedLine.extend({ amountMinor: nonNegativeMinor })).max(5_000),
    amountMinor: nonNegativeMinor,
    /** Nothing is left to ship. */
    complete: z.boolean().optional(),
  }),
);
export const itemsReturned = defineEvent(
  'ItemsReturned',
  1,
  z.object({
    orderId: entityId,
    returnId: entityId,
    reason: recordedText(1, 200),
    words: sealed.optional(),
    ...parties,
    currency: currencyCode,
    lines: z.array(movedLine.extend({ amountMinor: nonNegativeMinor })).max(5_000),
    amountMinor: nonNegativeMinor,
  }),
);
