import type { EventStoreDBClient } from '@eventstore/db-client';
import type { Recorded } from '@storefold/contracts';
import type { LogEntry } from '@storefold/platform';
import type { Db } from 'mongodb';
import { CHUNK, positionsOf, positionsOfTail } from './lineage.js';
import { offer, type Offered } from './quarantine.js';
import { lineageCollection, stepsOf, tailOf, type Stored, type StoredChunk } from './stored.js';

/** Where the documents are whose history is asked for. */
export type DocumentsOf = { readonly db: Db; readonly collection: string };
export type ReadLog = {
  readonly client: Pick<EventStoreDBClient, 'readAll'>;
  readonly read: (entry: LogEntry) => Recorded;
};

/** Reads of the log that are under way at a time, where events are read one by one. */
const AT_ONCE = 32;

/** Positions of the events that made a document, oldest first; none where there is no such document. */
export const lineageOf = async ({ db, collection }: DocumentsOf, key: string): Promise<readonly bigint[]> => {
  const stored = await db.collection<Stored>(collection).findOne({ _id: key });
  if (!stored) return [];
  const chunks = await db
    .collection<StoredChunk>(lineageCollection(collection))
    .find({ key, number: { $lt: Math.floor(stored._events / CHUNK) } })
    .sort({ from: 1 })
    .toArray();
  return [...chunks.flatMap((chunk) => positionsOf(chunk.to, stepsOf(chunk))), ...positionsOfTail(tailOf(stored))];
};

/** The newest document at or before a position that is kept, and the positions of the events after it up to there. */
export const lineageSince = async (
  { db, collection }: DocumentsOf,
  key: string,
  upTo: bigint,
): Promise<{ readonly from: object | undefined; readonly events: readonly bigint[] }> => {
  const stored = await db.collection<Stored>(collection).findOne({ _id: key });
  if (!stored) return { from: undefined, events: [] };
  const of = db.collection<StoredChunk>(lineageCollection(collection));
  const complete = { key, number: { $lt: Math.floor(stored._events / CHUNK) } };
  const newestFirst = of.find({ ...complete, from: { $lte: upTo } }).sort({ from: -1 });
  let from: object | undefined;
  const parts: (readonly bigint[])[] = [positionsOfTail(tailOf(stored))];
  for await (const chunk of newestFirst) {
    if (chunk.after !== undefined && chunk.to <= upTo) {
      from = chunk.after ?? undefined;
      break;
    }
    parts.unshift(positionsOf(chunk.to, stepsOf(chunk)));
  }
  return { from, events: parts.flat().filter((position) => position <= upTo) };
};

/** An event is looked for where none is: a note was edited by hand, or the log lost it. */
export class NoSuchEvent extends Error {
  override readonly name = 'NoSuchEvent';
}

/** The event at a position. @throws NoSuchEvent */
const eventAt = async ({ client, read }: ReadLog, position: bigint): Promise<Offered> => {
  let found: Offered | undefined;
  // Read to its end: a read that is left early keeps the client from closing.
  for await (const { event } of client.readAll({
    fromPosition: { commit: position, prepare: position },
    maxCount: 1,
  })) {
    if (!event) continue;
    const entry = { ...event, position: event.position };
    if (entry.position.commit !== position) continue;
    found = offer(entry, read);
  }
  if (!found) throw new NoSuchEvent(`the log holds no event at position ${position.toString()}`);
  return found;
};

export type Positions = Iterable<bigint> | AsyncIterable<bigint>;

/** The events at some positions, in their order; some at a time, however many there are. */
export async function* eventsAt(log: ReadLog, positions: Positions): AsyncGenerator<Offered> {
  const read = (some: readonly bigint[]) => Promise.all(some.map((position) => eventAt(log, position)));
  let some: bigint[] = [];
  for await (const position of positions) {
    some.push(position);
    if (some.length < AT_ONCE) continue;
    yield* await read(some);
    some = [];
  }
  yield* await read(some);
}
