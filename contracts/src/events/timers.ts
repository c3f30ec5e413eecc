import { z } from 'zod';
import { defineEvent } from '../event-registry.js';
import { entityId, instant } from '../ids.js';

/** Something has to be looked at when a moment has come. It stands in the stream of that moment's minute. */
export const timerSet = defineEvent(
  'TimerSet',
  1,
  z.object({
    timerId: entityId,
    dueAt: instant,
    /** An order that has to be confirmed by then. */
    orderId: entityId,
  }),
);
/** Every timer of the minutes up to this one was looked at. */
export const timersFired = defineEvent('TimersFired', 1, z.object({ through: instant }));
