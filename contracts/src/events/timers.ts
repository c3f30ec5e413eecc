import { z } from 'zod';
import { defineEvent } from '../event-registry.js';
import { entityId, instant, sku } from '../ids.js';

/** Something has to be looked at when a moment has come. It stands in the stream of that moment's minute. */
export const timerSet = defineEvent(
  'TimerSet',
  1,
  z.object({
    timerId: entityId,
    dueAt: instant,
    /** An order that has to be confirmed by then, or of which money is owed. */
    orderId: entityId.optional(),
    /** Codes of which it may hold a place, also where it never came to stand. */
    discountCodes: z.array(z.string().min(1).max(40)).max(20).optional(),
    /** Not the order is looked at but this refund of it, which the bank did not take: it is tried again. */
    refundId: entityId.optional(),
    /** A cart that may have been left alone by then. */
    cartId: entityId.optional(),
    /** A product whose price changes then. */
    sku: sku.optional(),
  }),
);
/** Every timer of the minutes up to this one was looked at. */
export const timersFired = defineEvent('TimersFired', 1, z.object({ through: instant }));
