/// <reference lib="es2024.string" />
import { MongoBulkWriteError, type AnyBulkWriteOperation, type Collection, type Db } from 'mongodb';
import type { Recorded } from '@storefold/contracts';
import type { AnyView } from './view.js';

/** A document as it is stored: what the view made, its id and the position of the last event folded into it. */
export type Stored = { _id: string; _position: bigint };
/** What is known of a stored document; undefined where there is none. */
type Known = Stored | undefined;

/** Names the moments at which a crash must change nothing; specs stop the writer there. */
export type Step = 'loaded' | 'written';
export type AtStep = (view: string, step: Step) => Promise<void> | void;

const ATTEMPTS = 8;
const NAMED = 3;
const LOAD_AT_ONCE = 2_000;

/**
 * Folds batches of events into one view's documents, each event exactly once whatever is repeated or runs beside it: an
 * event at or below a document's `_position` is skipped for that document, and a document is written only where its
 * `_position` is still the one that was loaded. Where it is not, somebody else wrote: load again, fold again.
 */
export class ViewWriter {
  readonly #view: AnyView;
  readonly #collection: Collection<Stored>;
  readonly #remembered = new Map<string, Stored>();
  readonly #room: number;
  readonly #atStep: AtStep;

  /** @param room documents remembered from their last write, so that the next batch need not load them; a stale one fails its compare-and-set and is loaded */
  constructor(db: Db, view: AnyView, options: { readonly room?: number; readonly atStep?: AtStep } = {}) {
    this.#view = view;
    this.#collection = db.collection<Stored>(view.collection);
    this.#room = options.room ?? 10_000;
    this.#atStep = options.atStep ?? (() => undefined);
  }

  /**
   * Folds a batch in log order.
   *
   * @returns number of documents written
   * @throws Error when other writers keep changing the same documents, or the store fails
   */
  async fold(events: readonly Recorded[]): Promise<number> {
    const byKey = new Map<string, Recorded[]>();
    for (const event of events) {
      for (const name of this.#view.keys(event)) {
        // A store of UTF-8 keeps half a surrogate pair as U+FFFD: names that it takes for one are one document.
        const key = name.toWellFormed();
        const known = byKey.get(key);
        if (known) known.push(event);
        else byKey.set(key, [event]);
      }
    }
    if (byKey.size === 0) return 0;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const documents = await this.#load([...byKey.keys()]);
      await this.#atStep(this.#view.name, 'loaded');
      const changes = this.#foldInMemory(byKey, documents);
      const settled = await this.#write(changes);
      await this.#atStep(this.#view.name, 'written');
      if (settled) return changes.length;
      for (const key of byKey.keys()) this.#remembered.delete(key);
    }
    throw new Error(
      `another writer keeps changing the documents of ${this.#view.name} (${await this.#contested(byKey)}); does a second projector run without a lease?`,
    );
  }

  /** Names documents, a few of them, that do not stand as this writer would have written them. */
  async #contested(byKey: ReadonlyMap<string, readonly Recorded[]>): Promise<string> {
    const keys = this.#foldInMemory(byKey, await this.#load([...byKey.keys()])).map(({ after }) => after._id);
    if (keys.length === 0) return 'which stand as they should by now';
    const named = keys.slice(0, NAMED).map((key) => JSON.stringify(key));
    return [...named, ...(keys.length > NAMED ? [`${(keys.length - NAMED).toString()} more`] : [])].join(', ');
  }

  /** Forgets everything remembered: the collection was changed by somebody else. */
  forget(): void {
    this.#remembered.clear();
  }

  async #load(keys: readonly string[]): Promise<ReadonlyMap<string, Stored>> {
    const documents = new Map<string, Stored>();
    const missing: string[] = [];
    for (const key of keys) {
      const known = this.#remembered.get(key);
      if (known) documents.set(key, known);
      else missing.push(key);
    }
    for (let from = 0; from < missing.length; from += LOAD_AT_ONCE) {
      const some = missing.slice(from, from + LOAD_AT_ONCE);
      for await (const document of this.#collection.find({ _id: { $in: some } })) documents.set(document._id, document);
    }
    return documents;
  }

  #foldInMemory(
    byKey: ReadonlyMap<string, readonly Recorded[]>,
    documents: ReadonlyMap<string, Stored>,
  ): readonly { readonly before: Known; readonly after: Stored }[] {
    const changes: { before: Known; after: Stored }[] = [];
    for (const [key, events] of byKey) {
      const before = documents.get(key);
      let current: object | undefined = before ? contents(before) : undefined;
      let position = before?._position ?? -1n;
      for (const event of events) {
        if (event.position <= position) continue;
        current = this.#view.project(current, event, key);
        position = event.position;
      }
      if (current !== undefined && position !== (before?._position ?? -1n))
        changes.push({ before, after: { ...current, _id: key, _position: position } });
    }
    return changes;
  }

  /** @returns whether every document was still as it had been loaded */
  async #write(changes: readonly { readonly before: Known; readonly after: Stored }[]): Promise<boolean> {
    if (changes.length === 0) return true;
    const operations = changes.map(({ before, after }): AnyBulkWriteOperation<Stored> => {
      if (!before) return { insertOne: { document: after } };
      const { _id, ...replacement } = after;
      return { replaceOne: { filter: { _id, _position: before._position }, replacement } };
    });
    try {
      const result = await this.#collection.bulkWrite(operations, { ordered: false });
      if (result.matchedCount + result.insertedCount !== changes.length) return false;
    } catch (error) {
      // 11000: somebody inserted the document that we found absent.
      if (error instanceof MongoBulkWriteError && [error.writeErrors].flat().every((failed) => failed.code === 11000))
        return false;
      throw error;
    }
    for (const { after } of changes) this.#remember(after);
    return true;
  }

  #remember(document: Stored): void {
    this.#remembered.delete(document._id);
    this.#remembered.set(document._id, document);
    if (this.#remembered.size <= this.#room) return;
    const oldest = this.#remembered.keys().next();
    if (!oldest.done) this.#remembered.delete(oldest.value);
  }
}

const contents = (stored: Stored): object => {
  const { _id, _position, ...document } = stored;
  return document;
};
