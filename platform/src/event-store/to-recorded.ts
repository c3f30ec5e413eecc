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

/** Only for whoever has something to complain of: to write it takes as long as to read an event. */
const placeOf = ({ id, revision, streamId, position }: StoredEvent): string =>
  `event ${id} (${revision.toString()}@${streamId}, position ${position?.commit.toString() ?? 'unknown'})`;

/**
 * Reads a stored event as an event of the shop, in its newest shape.
 *
 * @throws UnreadableEvent naming event, stream and position when its type, version, data or metadata is not ours
 */
export const toRecorded = (stored: StoredEvent): Recorded => {
  if (stored.position === undefined)
    throw new UnreadableEvent(
      stored.type,
      `${placeOf(stored)} came without a position; EventStoreDB 22.6 or newer is needed`,
    );
  const metadata = eventMetadata.safeParse(stored.metadata);
  if (!metadata.success)
    throw new UnreadableEvent(
      stored.type,
      `${placeOf(stored)} has metadata that is not ours: ${metadata.error.message}`,
    );
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
    if (error instanceof UnreadableEvent)
      throw new UnreadableEvent(stored.type, `${placeOf(stored)}: ${error.message}`);
    throw error;
  }
};
