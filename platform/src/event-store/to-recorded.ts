import { eventMetadata, shopEvents, UnreadableEvent, type Recorded } from '@storefold/contracts';

/** What the client hands over for one event of a stream or of `$all`. */
export type StoredEvent = {
  readonly id: string;
  readonly streamId: string;
  readonly revision: bigint;
  readonly type: string;
  readonly created: Date;
  readonly data: unknown;
  readonly metadata: unknown;
  readonly position?: { readonly commit: bigint } | undefined;
};

/**
 * Reads a stored event as an event of the shop, in its newest shape.
 *
 * @throws UnreadableEvent naming event, stream and position when its type, version, data or metadata is not ours
 */
export const toRecorded = (stored: StoredEvent): Recorded => {
  const place = `event ${stored.id} (${stored.revision.toString()}@${stored.streamId}, position ${stored.position?.commit.toString() ?? 'unknown'})`;
  if (stored.position === undefined)
    throw new UnreadableEvent(stored.type, `${place} came without a position; EventStoreDB 22.6 or newer is needed`);
  const metadata = eventMetadata.safeParse(stored.metadata);
  if (!metadata.success)
    throw new UnreadableEvent(stored.type, `${place} has metadata that is not ours: ${metadata.error.message}`);
  try {
    const event = shopEvents.read(stored.type, metadata.data.schemaVersion, stored.data);
    return {
      ...event,
      eventId: stored.id,
      streamId: stored.streamId,
      revision: stored.revision,
      position: stored.position.commit,
      recordedAt: stored.created.toISOString(),
      metadata: metadata.data,
    };
  } catch (error) {
    if (error instanceof UnreadableEvent) throw new UnreadableEvent(stored.type, `${place}: ${error.message}`);
    throw error;
  }
};
