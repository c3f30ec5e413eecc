import { z } from 'zod';
import { instant } from './ids.js';

/** Who gave the command. */
export const actor = z.object({
  kind: z.enum(['shopper', 'staff', 'process', 'import', 'system']),
  id: z.string().min(1).max(100),
});
export type Actor = z.infer<typeof actor>;

/** `live` happened here and now; `import` states history, and processes leave it alone. */
export const origin = z.enum(['live', 'import']);
export type Origin = z.infer<typeof origin>;

/**
 * What every event carries beside its data. Stored for ever: fields may be added as optional ones, never changed.
 * `$correlationId` and `$causationId` are named as EventStoreDB's own projections expect them.
 */
export const eventMetadata = z.object({
  $correlationId: z.string().min(1).max(200),
  $causationId: z.string().min(1).max(200),
  /** Names the command; a repeat of it carries the same one. */
  commandId: z.string().min(1).max(200),
  /** Hash of the command's body: the same command id with another body is a mistake of the caller. */
  bodyHash: z.string().max(100).optional(),
  actor,
  /** When it happened in the shop; when it was recorded is the store's to say. */
  occurredAt: instant,
  origin,
  /** Version of the event's data, see the registry. */
  schemaVersion: z.int().min(1),
  /** W3C trace context. */
  traceparent: z.string().max(100).optional(),
});
export type EventMetadata = z.infer<typeof eventMetadata>;
