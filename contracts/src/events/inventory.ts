import { z } from 'zod';
import { defineEvent } from '../event-registry.js';
import { entityId, instant, quantity, sku } from '../ids.js';
import { currencyCode, nonNegativeMinor } from '../money.js';
import { recordedText } from '../text.js';
import { taxCategory } from './terms.js';

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
    /** Absent: `standard`. */
    taxCategory: taxCategory.optional(),
  }),
);
export const productPriceChanged = defineEvent(
  'ProductPriceChanged',
  1,
  z.object({ sku, priceMinor: nonNegativeMinor, currency: currencyCode, changeId: entityId.optional() }),
);
/** What it costs in another currency than its own: beside that price, which stays. */
export const productPricedInCurrency = defineEvent(
  'ProductPricedInCurrency',
  1,
  z.object({ sku, changeId: entityId, priceMinor: nonNegativeMinor, currency: currencyCode }),
);
/** It is not sold in that currency any more. */
export const productPriceWithdrawn = defineEvent(
  'ProductPriceWithdrawn',
  1,
  z.object({ sku, changeId: entityId, currency: currencyCode }),
);
/**
 * A price that is to be asked from a moment on; when that has come, `ProductPriceChanged` (or `ProductPricedInCurrency`) says so
 * under the same `changeId`.
 */
export const priceChangeScheduled = defineEvent(
  'PriceChangeScheduled',
  1,
  z.object({ sku, changeId: entityId, priceMinor: nonNegativeMinor, currency: currencyCode, effectiveFrom: instant }),
);
/** What was scheduled will not happen. */
export const priceChangeWithdrawn = defineEvent('PriceChangeWithdrawn', 1, z.object({ sku, changeId: entityId }));
const sellingChange = z.object({ sku, changeId: entityId });
/** It is not sold any more; what is ordered already is delivered. */
export const productDiscontinued = defineEvent('ProductDiscontinued', 1, sellingChange);
/** It is sold again. */
export const productReinstated = defineEvent('ProductReinstated', 1, sellingChange);
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
/**
 * Held for an order; the order's id names the reservation. Until it is committed it ends at `expiresAt`; one without that
 * (from before there were ends) is held until it is shipped or released.
 */
export const stockReserved = defineEvent(
  'StockReserved',
  1,
  z.object({
    sku,
    orderId: entityId,
    quantity: heldQuantity,
    expiresAt: instant.optional(),
    /** It had waited: what came free was given to it by whatever freed it. */
    fromQueue: z.literal(true).optional(),
  }),
);
/** Everything that is free is held for orders which may yet fall through: this one waits its turn, until `expiresAt`. */
export const reservationQueued = defineEvent(
  'ReservationQueued',
  1,
  z.object({ sku, orderId: entityId, quantity: heldQuantity, expiresAt: instant }),
);
/** What it waited for was sold to others: it can no longer be met. */
export const reservationRefused = defineEvent(
  'ReservationRefused',
  1,
  z.object({ sku, orderId: entityId, quantity: heldQuantity, available: z.int() }),
);
/** Its time was over, held or waiting, and its order had not been confirmed. */
export const reservationExpired = defineEvent(
  'ReservationExpired',
  1,
  z.object({ sku, orderId: entityId, quantity: heldQuantity, waiting: z.boolean() }),
);
/** Nobody wants any more what it waited for. */
export const reservationWithdrawn = defineEvent(
  'ReservationWithdrawn',
  1,
  z.object({ sku, orderId: entityId, quantity: heldQuantity }),
);
/** Its order is sure: what is held no longer expires. */
export const stockCommitted = defineEvent(
  'StockCommitted',
  1,
  z.object({ sku, orderId: entityId, quantity: heldQuantity }),
);
export const stockReleased = defineEvent(
  'StockReleased',
  1,
  z.object({
    sku,
    orderId: entityId,
    quantity: heldQuantity,
    /** Only these pieces were let go of, and the rest of the hold stays. Absent: all of it. */
    movementId: entityId.optional(),
  }),
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
/** Came back, or was found, in a state that cannot be sold. `quantity` left the shelf for good. */
export const stockWrittenOff = defineEvent(
  'StockWrittenOff',
  1,
  z.object({ ...movement, quantity, reason: recordedText(1, 200), orderId: entityId.optional() }),
);
/** From how few free pieces on somebody wants to know; 0 asks for nothing. */
export const lowStockThresholdSet = defineEvent(
  'LowStockThresholdSet',
  1,
  z.object({ sku, threshold: z.int().min(0).max(1_000_000), changeId: entityId }),
);
/** Fell to the threshold or below it; said once, until `StockRecovered`. */
export const stockRanLow = defineEvent(
  'StockRanLow',
  1,
  z.object({ sku, available: z.int(), threshold: z.int().min(0) }),
);
export const stockRecovered = defineEvent(
  'StockRecovered',
  1,
  z.object({ sku, available: z.int(), threshold: z.int().min(0) }),
);
