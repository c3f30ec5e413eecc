import type { ReadPosition } from '@eventstore/db-client';
import { BACKWARDS, END, FORWARDS, START, StreamNotFoundError, type EventStoreDBClient } from '@eventstore/db-client';
import { eventMetadata, parseStreamName, positionToken, type EventMetadata } from '@storefold/contracts';
import type { Shop, StoredEvent } from '@storefold/platform';

export type Direction = 'forwards' | 'backwards';

/** An event as an auditor sees it: as it was stored, personal fields sealed. */
export type LoggedEvent = {
  readonly eventId: string;
  readonly streamId: string;
  readonly type: string;
  readonly revision: string;
  readonly position: string;
  readonly recordedAt: string;
  readonly occurredAt: string | null;
  readonly metadata: unknown;
  readonly data: unknown;
};

export type Entry = StoredEvent & { readonly position: { readonly commit: bigint } };

export const metadataOf = (entry: StoredEvent): EventMetadata | undefined =>
  eventMetadata.safeParse(entry.metadata).data;

export const toLogged = (shop: Shop, entry: Entry): LoggedEvent => ({
  eventId: entry.id,
  streamId: entry.streamId,
  type: entry.type,
  revision: entry.revision.toString(),
  position: positionToken({ logId: shop.logId, position: entry.position.commit }),
  recordedAt: entry.created.toISOString(),
  occurredAt: metadataOf(entry)?.occurredAt ?? null,
  metadata: entry.metadata,
  data: entry.data instanceof Uint8Array ? Buffer.from(entry.data).toString('base64') : entry.data,
});

/** Whether an event is of the shop, not of the store itself. */
export const isOurs = (entry: StoredEvent): boolean => parseStreamName(entry.streamId) !== undefined;

const direct = (direction: Direction) => (direction === 'forwards' ? FORWARDS : BACKWARDS);

/**
 * Reads at most `count` events of `$all`. The client's reads are always read to their end: one that is left early keeps
 * its connection from closing.
 *
 * @param from position to begin at: inclusive forwards, exclusive backwards
 */
export const readLog = async (
  client: EventStoreDBClient,
  direction: Direction,
  from: bigint | undefined,
  count: number,
): Promise<readonly Entry[]> => {
  const fromPosition: ReadPosition =
    from === undefined ? (direction === 'forwards' ? START : END) : { commit: from, prepare: from };
  const entries: Entry[] = [];
  for await (const { event } of client.readAll({ direction: direct(direction), fromPosition, maxCount: count }))
    if (event) entries.push(event);
  return entries;
};

/** Reads at most `count` events of one stream from a revision on, that one included; none where there is no such stream. */
export const readStreamEntries = async (
  client: EventStoreDBClient,
  stream: string,
  direction: Direction = 'forwards',
  from?: bigint,
  count = Number.MAX_SAFE_INTEGER,
): Promise<readonly Entry[]> => {
  const entries: Entry[] = [];
  try {
    const fromRevision = from ?? (direction === 'forwards' ? START : END);
    for await (const { event } of client.readStream(stream, {
      direction: direct(direction),
      fromRevision,
      maxCount: count,
    })) {
      if (event?.position) entries.push({ ...event, position: event.position });
    }
  } catch (error) {
    if (!(error instanceof StreamNotFoundError)) throw error;
  }
  return entries;
};
