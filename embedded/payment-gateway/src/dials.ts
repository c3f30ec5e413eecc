import { z } from 'zod';

const count = z.int().min(0).max(1_000_000);

/** What goes wrong next, for tests. Each count goes down by one as it happens. */
export const dialSettings = z.strictObject({
  /** Every request waits so long before it is looked at. */
  latencyMs: z.int().min(0).max(60_000).default(0),
  /** Requests that are answered 500, and have done nothing. */
  failBefore: count.default(0),
  /** Requests that are carried out, and their answer is lost: the connection breaks. */
  dropAfter: count.default(0),
  /** Requests whose connection breaks before they are looked at. */
  dropBefore: count.default(0),
  /** Each webhook is sent so many times. */
  webhookCopies: z.int().min(1).max(10).default(1),
  /** Webhooks that are held back until so many wait, and sent the last first. */
  webhookReorder: z.int().min(1).max(100).default(1),
  /** Webhooks whose first sending is left out: they come when they are tried again. */
  webhookDrop: count.default(0),
  /** The gateway's clock is so far ahead: authorisations run out, keys are forgotten. */
  clockAheadMs: z
    .int()
    .min(0)
    .max(10 * 365 * 24 * 3_600_000)
    .default(0),
});
export type Dials = z.infer<typeof dialSettings>;
