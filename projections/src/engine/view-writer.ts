import { MongoBulkWriteError, MongoServerError, type AnyBulkWriteOperation, type Collection, type Db } from 'mongodb';
import { DocumentRoom, ROOM, type Room } from './document-room.js';
import { aboutOf, positionOf, Quarantine, type Offered } from './quarantine.js';
import {
  durable,
  Folded,
  isOurs,
  lineageCollection,
  NOT_OURS,
  storedChunk,
  type Stored,
  type StoredChunk,
} from './stored.js';
import { touchedBy } from './touched.js';
import type { AnyView } from './view.js';

/** Names the moments at which a crash must change nothing; specs stop the writer there. */
export type Step = 'loaded' | 'chunked' | 'written';
export type AtStep = (view: string, step: Step) => Promise<void> | void;

/** Somebody else writes the same documents, outside of any lease: a person has to look who. */
export class AnotherWriter extends Error {
  override readonly name = 'AnotherWriter';
}

const ATTEMPTS = 8;
const NAMED = 3;
const LOAD_AT_ONCE = 2_000;

export type ViewWriterOptions = {
  /** Where the documents lie. @default the view's own collection */
  readonly collection?: string;
  /** For documents remembered from their last write, so that the next batch need not load them (a stale one fails its compare-and-set and is loaded), and for those at hand. */
  readonly room?: Room;
  /** Which documents are this writer's, where several share the view. @default all */
  readonly owns?: (key: string) => boolean;
  /** Whether somebody decided that a document goes without an event. @default none does */
  readonly isSkipped?: (key: string, offered: Offered) => boolean;
  /** Where events are set aside that a document cannot take. @default one of the view's own name */
  readonly quarantine?: Quarantine;
  readonly atStep?: AtStep;
};

/** What a batch has for each document. */
type ByKey = ReadonlyMap<string, readonly Offered[]>;

/**
 * Folds batches of events into one view's documents, each event exactly once whatever is repeated or runs beside it: an
 * event at or below a document's `_position` is skipped for that document, and a document is written only where its
 * `_position` is still the one that was loaded. Where it is not, somebody else wrote: load again, fold again.
 */
export class ViewWriter {
  readonly #view: AnyView;
  readonly #collection: Collection<Stored>;
  readonly #chunks: Collection<StoredChunk>;
  readonly #quarantine: Quarantine;
  readonly #room: DocumentRoom;
  readonly #owns: (key: string) => boolean;
  readonly #atStep: AtStep;
  readonly #isSkipped: (key: string, offered: Offered) => boolean;

  constructor(db: Db, view: AnyView, options: ViewWriterOptions = {}) {
    this.#view = view;
    const name = options.collection ?? view.collection;
    this.#collection = db.collection<Stored>(name, durable);
    this.#chunks = db.collection<StoredChunk>(lineageCollection(name), durable);
    this.#quarantine = options.quarantine ?? new Quarantine(db, { id: view.name, view: view.name });
    this.#room = new DocumentRoom(options.room ?? ROOM);
    this.#owns = options.owns ?? (() => true);
    this.#atStep = options.atStep ?? (() => undefined);
    this.#isSkipped = options.isSkipped ?? (() => false);
  }

  /**
   * Folds a batch in log order. What a document cannot take is set aside, with all that follows it.
   *
   * @returns number of documents written
   * @throws AnotherWriter when other writers keep changing the same documents; what the driver throws where the store fails
   */
  async fold(batch: readonly Offered[]): Promise<number> {
    const touched = [...this.#byKey(batch)];
    // What concerns no document is set aside all the same.
    if (touched.length === 0) await this.#quarantine.flush();
    let written = 0;
    for (let from = 0; from < touched.length;) {
      const some = touched.slice(from, from + this.#room.atOnce);
      from += some.length;
      written += await this.#foldTogether(new Map(some));
    }
    return written;
  }

  /** @returns number of documents written */
  async #foldTogether(byKey: ByKey): Promise<number> {
    // From where on a document takes nothing more of this batch.
    const stops = new Map<string, bigint>();
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const documents = await this.#load([...byKey.keys()]);
      await this.#atStep(this.#view.name, 'loaded');
      const changes = this.#foldInMemory(byKey, documents, stops);
      await this.#quarantine.flush();
      const settled = await this.#write(changes);
      await this.#atStep(this.#view.name, 'written');
      if (settled) return changes.length;
      for (const key of byKey.keys()) this.#room.forget(key);
    }
    throw new AnotherWriter(
      `another writer keeps changing the documents of ${this.#view.name} (${await this.#contested(byKey, stops)}); does a second projector run without a lease?`,
    );
  }

  #byKey(batch: readonly Offered[]): ByKey {
    const byKey = new Map<string, Offered[]>();
    for (const offered of batch) {
      const touched = touchedBy(this.#view, offered);
      if ('keys' in touched && touched.keys.length === 0) continue;
      const { streamId, position } = aboutOf(offered);
      const stream = { kind: 'stream', name: streamId } as const;
      if ('untold' in touched) {
        const reason = 'event' in offered ? touched.untold : offered.why;
        this.#quarantine.begin(stream, offered, reason);
        continue;
      }
      const keys = touched.keys.filter((key) => this.#owns(key) && !this.#isSkipped(key, offered));
      if (keys.length === 0) continue;
      if (this.#quarantine.holds(stream, position)) {
        this.#quarantine.add(stream, offered);
        continue;
      }
      for (const key of keys) {
        const held = { kind: 'document', name: key } as const;
        if (this.#quarantine.holds(held, position)) {
          this.#quarantine.add(held, offered);
          continue;
        }
        const known = byKey.get(key);
        if (known) known.push(offered);
        else byKey.set(key, [offered]);
      }
    }
    return byKey;
  }

  /** Names documents, a few of them, that do not stand as this writer would have written them. */
  async #contested(byKey: ByKey, stops: Map<string, bigint>): Promise<string> {
    const keys = this.#foldInMemory(byKey, await this.#load([...byKey.keys()]), stops).map((folded) => folded.key);
    if (keys.length === 0) return 'which stand as they should by now';
    const named = keys.slice(0, NAMED).map((key) => JSON.stringify(key));
    return [...named, ...(keys.length > NAMED ? [`${(keys.length - NAMED).toString()} more`] : [])].join(', ');
  }

  /** A document as it stands, its tombstone included. */
  async stored(key: string): Promise<Stored | undefined> {
    return (await this.#collection.findOne({ _id: key })) ?? undefined;
  }

  /**
   * Puts a document in the place of what stood when it was folded; one that nothing makes is taken away.
   *
   * @throws AnotherWriter where somebody else has written it since
   */
  async put(folded: Folded, stood: Stored | undefined): Promise<void> {
    this.#room.forget(folded.key);
    await this.#writeChunks([folded]);
    const filter = { _id: folded.key, _position: stood?._position ?? -1n };
    if (folded.position < 0n) await this.#collection.deleteOne(filter);
    else if (!(await this.#putOne(filter, folded.after(), stood)))
      throw new AnotherWriter(`another writer changed ${folded.key} of ${this.#view.name} meanwhile; try again`);
  }

  /** @returns whether what stood was still there to be replaced, or nothing was in the way */
  async #putOne(filter: Pick<Stored, '_id' | '_position'>, after: Stored, stood: Stored | undefined): Promise<boolean> {
    const { _id, ...replacement } = after;
    if (stood) return (await this.#collection.replaceOne(filter, replacement)).matchedCount > 0;
    try {
      await this.#collection.insertOne(after);
      return true;
    } catch (error) {
      if (error instanceof MongoServerError && error.code === 11_000) return false;
      throw error;
    }
  }

  async #load(keys: readonly string[]): Promise<ReadonlyMap<string, Stored>> {
    const documents = new Map<string, Stored>();
    const missing: string[] = [];
    for (const key of keys) {
      const known = this.#room.get(key);
      if (known) documents.set(key, known);
      else missing.push(key);
    }
    for (let from = 0; from < missing.length; from += LOAD_AT_ONCE) {
      const some = missing.slice(from, from + LOAD_AT_ONCE);
      for await (const document of this.#collection.find({ _id: { $in: some } })) {
        this.#room.measure(document);
        documents.set(document._id, document);
      }
    }
    return documents;
  }

  #foldInMemory(byKey: ByKey, documents: ReadonlyMap<string, Stored>, stops: Map<string, bigint>): readonly Folded[] {
    const changes: Folded[] = [];
    for (const [key, batch] of byKey) {
      const before = documents.get(key);
      const folded = before && !isOurs(before) ? undefined : new Folded(key, before);
      for (const [index, offered] of batch.entries()) {
        const position = positionOf(offered);
        if (folded && position <= folded.position) continue;
        if (position >= (stops.get(key) ?? position + 1n)) break;
        const why = folded ? foldInto(folded, this.#view, key, offered) : NOT_OURS;
        if (why === undefined) continue;
        stops.set(key, position);
        const held = { kind: 'document', name: key } as const;
        this.#quarantine.begin(held, offered, why);
        for (const later of batch.slice(index + 1)) this.#quarantine.add(held, later);
        break;
      }
      if (folded?.isChanged) changes.push(folded);
    }
    return changes;
  }

  /** @returns whether every document was still as it had been loaded */
  async #write(changes: readonly Folded[]): Promise<boolean> {
    if (changes.length === 0) return true;
    await this.#writeChunks(changes);
    const written = changes.map((folded) => folded.after());
    const operations = changes.map(({ before }, index): AnyBulkWriteOperation<Stored> => {
      const after = written[index] as Stored;
      if (!before) return { insertOne: { document: after } };
      const { _id, ...replacement } = after;
      return { replaceOne: { filter: { _id, _position: before._position }, replacement } };
    });
    try {
      const result = await this.#collection.bulkWrite(operations, { ordered: false });
      if (result.matchedCount + result.insertedCount !== changes.length) return false;
    } catch (error) {
      if (isThere(error)) return false;
      throw error;
    }
    for (const after of written) this.#room.keep(after);
    return true;
  }

  /** Before the documents that say so: a chunk that a crash leaves too early is written again, and the same. */
  async #writeChunks(changes: readonly Folded[]): Promise<void> {
    const chunks = changes.flatMap((folded) => folded.chunks().map(storedChunk));
    if (chunks.length === 0) return;
    await this.#chunks.bulkWrite(
      chunks.map((chunk) => ({ replaceOne: { filter: { _id: chunk._id }, replacement: chunk, upsert: true } })),
      { ordered: false },
    );
    await this.#atStep(this.#view.name, 'chunked');
  }
}

/**
 * Whether somebody inserted documents that we found absent, and nothing else went wrong. A bulk write that failed as a whole
 * lists no errors of its operations: what it says is the store's, and not of a document.
 */
const isThere = (error: unknown): boolean => {
  if (!(error instanceof MongoBulkWriteError)) return false;
  const failed = [error.writeErrors].flat();
  return failed.length > 0 && failed.every(({ code }) => code === 11_000);
};

/** @returns why the document cannot take it; undefined when it did */
export const foldInto = (folded: Folded, view: AnyView, key: string, offered: Offered): string | undefined => {
  if (!('event' in offered)) return offered.why;
  try {
    folded.take(offered.event.position, view.project(folded.document, offered.event, key));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};
