import { z } from 'zod';
import { defineEvent } from '../event-registry.js';
import { country, entityId, quantity, sku } from '../ids.js';
import { currencyCode, nonNegativeMinor } from '../money.js';
import { sealed } from '../personal.js';
import { recordedText } from '../text.js';

// A return that was asked for, from the wish to what was found in the parcel. They stand in the order's own stream: what may
// come back is decided by what was sent. What somebody hands over at the desk is `ItemsReturned`, without any of this.

/** Why a shopper sends something back. */
export const returnReason = z.enum([
  'changed-mind',
  'does-not-fit',
  'not-as-described',
  'wrong-item',
  'damaged',
  'faulty',
  'arrived-late',
  'other',
]);
export type ReturnReason = z.infer<typeof returnReason>;

/** Why a piece that came back cannot be sold again. */
export const writeOffReason = z.enum(['damaged', 'used', 'incomplete', 'faulty']);
export type WriteOffReason = z.infer<typeof writeOffReason>;

const ofReturn = { orderId: entityId, returnId: entityId };
const pieces = z.array(z.object({ lineId: entityId, sku, quantity })).max(5_000);

export const returnRequested = defineEvent(
  'ReturnRequested',
  1,
  z.object({
    ...ofReturn,
    reason: returnReason,
    /** Why, in the shopper's own words: a text, sealed under the order's or the customer's key. */
    words: sealed.optional(),
    lines: pieces,
  }),
);
/** It may be sent. */
export const returnApproved = defineEvent('ReturnApproved', 1, z.object(ofReturn));
export const returnDeclined = defineEvent(
  'ReturnDeclined',
  1,
  z.object({
    ...ofReturn,
    /** Why, in a clerk's own words, which the shopper is told: a text, sealed. */
    words: sealed.optional(),
  }),
);
/** The shopper keeps it after all. */
export const returnWithdrawn = defineEvent('ReturnWithdrawn', 1, z.object(ofReturn));
/** The parcel is here. Pieces that were announced and are not in it are with the shopper still. */
export const returnReceived = defineEvent(
  'ReturnReceived',
  1,
  z.object({ ...ofReturn, receiptId: entityId, lines: pieces }),
);
const nonNegativePieces = z.int().min(0).max(1_000_000);
/**
 * What was found in the parcel, and what is given back for it. Of each line `quantity` pieces came, `sellable` of which go back
 * on the shelf and `writtenOff` do not. `worthMinor` is what was paid for the pieces, `amountMinor` what is given back for them:
 * never more. The event's own `amountMinor` is all of it, with the delivery's price where that is given back, too.
 */
export const returnInspected = defineEvent(
  'ReturnInspected',
  1,
  z.object({
    ...ofReturn,
    inspectionId: entityId,
    customerId: entityId.nullable(),
    country,
    currency: currencyCode,
    lines: z
      .array(
        z.object({
          ...{ lineId: entityId, sku, quantity, sellable: nonNegativePieces, writtenOff: nonNegativePieces },
          writeOffReason: writeOffReason.optional(),
          ...{ worthMinor: nonNegativeMinor, amountMinor: nonNegativeMinor },
        }),
      )
      .max(5_000),
    /** What was paid for the delivery, where all of the order came back and the shop gives that back. */
    deliveryMinor: nonNegativeMinor.optional(),
    amountMinor: nonNegativeMinor,
    /** Why less than its worth is given back, in the shop's words; in a clerk's own: `words`. */
    lessBecause: recordedText(1, 200).optional(),
    words: sealed.optional(),
  }),
);
