import { z } from 'zod';
import { defineEvent } from '../event-registry.js';
import { entityId } from '../ids.js';
import { recordedText } from '../text.js';

/** The name of a process: `stock-keeping`. */
export const processName = z
  .string()
  .regex(/^[a-z]{1,30}(-[a-z]{1,30}){0,3}$/, 'expected the name of a process, such as stock-keeping');

/** Somebody decided that a process does nothing about an event that it could not deal with, and says why. */
export const parkedEventSkipped = defineEvent(
  'ParkedEventSkipped',
  1,
  z.object({ process: processName, eventId: entityId, reason: recordedText(1, 500) }),
);

/** Somebody decided that a view leaves out an event that it could not take, and says why: for one document, or for a stream's. */
export const viewEventSkipped = defineEvent(
  'ViewEventSkipped',
  1,
  z.object({
    view: z.string().regex(/^[a-zA-Z]{1,40}$/, 'expected the name of a view, such as orders'),
    heldAs: z.enum(['document', 'stream']),
    heldName: recordedText(1, 500),
    eventId: entityId,
    reason: recordedText(1, 500),
  }),
);
