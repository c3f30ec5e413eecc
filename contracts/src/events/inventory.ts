import { z } from 'zod';
import { defineEvent } from '../event-registry.js';
import { entityId, quantity, sku } from '../ids.js';
import { currencyCode, nonNegativeMinor } from '../money.js';
import { recordedText } from '../text.js';

const movement = { sku, movementId: entityId };
/** A balance may be judged wrong by a later count, but its events are whole numbers always. */
const signedQuantity = z.int().min(-1_000_000).max(1_000_000);

export const productDefined = defineEvent(
  'ProductDefined',
  1,
  z.object({
    sku,
    title: recordedText(1, 200),
    priceMinor: nonNegativeMinor,
    currency: currencyCode,
    category: recordedText(1, 60).optional(),
  }),
);
export const productPriceChanged = defineEvent(
  'ProductPriceChanged',
  1,
  z.object({ sku, priceMinor: nonNegativeMinor, currency: currencyCode, changeId: entityId.optional() }),
);
export const stockReceived = defineEvent(
  'StockReceived',
  1,
  z.object({ ...movement, quantity, note: recordedText(0, 200).optional() }),
);
/** Somebody counted the shelf: `counted` is what lay there, `difference` what that changed. */
export const stockCounted = defineEvent(
  'StockCounted',
  1,
  z.object({ ...movement, counted: z.int().min(0).max(1_000_000_000), difference: z.int() }),
);
export const stockAdjusted = defineEvent(
  'StockAdjusted',
  1,
  z.object({ ...movement, quantity: signedQuantity, reason: recordedText(0, 200) }),
);
/**
 * Pieces of one thing that an order holds: the sum of its lines, so more than one line may be. Orders of today are bounded
 * by `mostPieces`; older ones were not, and have to be held like any other.
 */
const heldQuantity = z.int().min(1);
/** Held for an order; the order's id names the reservation. */
export const stockReserved = defineEvent(
  'StockReserved',
  1,
  z.object({ sku, orderId: entityId, quantity: heldQuantity }),
);
export const stockReleased = defineEvent(
  'StockReleased',
  1,
  z.object({ sku, orderId: entityId, quantity: heldQuantity }),
);
/** Left the shop for an order; `fromReservation` pieces of it had been held. */
export const stockShipped = defineEvent(
  'StockShipped',
  1,
  z.object({ ...movement, orderId: entityId, quantity, fromReservation: z.int().min(0) }),
);
/** Came back: for an order where we know which, else by the reference of the credit. */
export const stockReturned = defineEvent(
  'StockReturned',
  1,
  z.object({ ...movement, quantity, orderId: entityId.optional(), creditId: entityId.optional() }),
);
