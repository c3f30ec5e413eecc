import { z } from 'zod';
import { defineEvent } from '../event-registry.js';
import { entityId } from '../ids.js';
import { recordedText } from '../text.js';

/** At most so many in one event: what is beyond stands in another. */
export const mostDifferences = 500;

/**
 * A payment of which the gateway's own list and our account say different things. Whose it is is told in the gateway's words, and not
 * at all (empty) where these can be no ids of ours.
 */
const difference = z.object({
  intentId: recordedText(1, 200),
  orderId: recordedText(0, 200),
  attemptId: recordedText(0, 200),
  kind: z.enum(['unknown-here', 'status-differs', 'amount-differs']),
  here: recordedText(0, 200),
  there: recordedText(0, 200),
});
export type PaymentDifference = z.infer<typeof difference>;

/** The books were compared with the gateway's, and somebody has to look at these. */
export const paymentDifferencesFound = defineEvent(
  'PaymentDifferencesFound',
  1,
  z.object({ comparisonId: entityId, differences: z.array(difference).min(1).max(mostDifferences) }),
);
/** They were compared again, and say the same of these now. */
export const paymentDifferencesSettled = defineEvent(
  'PaymentDifferencesSettled',
  1,
  z.object({ comparisonId: entityId, intentIds: z.array(recordedText(1, 200)).min(1).max(mostDifferences) }),
);
