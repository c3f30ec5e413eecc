import { START, type EventStoreDBClient } from '@eventstore/db-client';
import { streamPrefixes, type Recorded } from '@storefold/contracts';
import { toRecorded, type LogEntry } from '@storefold/platform';
import { MongoServerError, type Collection, type Db } from 'mongodb';
import { offer, Quarantine, type Offered } from '../engine/quarantine.js';
import { isSkipped } from '../engine/refold.js';
import { readSkips } from '../engine/skips.js';
import { lineageCollection } from '../engine/stored.js';
import type { AnyView } from '../engine/view.js';
import { ViewWriter } from '../engine/view-writer.js';
import { firstDifference, type Difference } from './compare.js';
import { originOf, type FieldOrigin } from './history.js';
import { inStep, type Pair, type Row } from './in-step.js';
import { dropShadow, lettersOf, ProofClaim, shadowOf } from './proof-claim.js';

/** A document that is not what its history makes. */
export type Fault = Difference & {
  readonly kind: 'differs' | 'missing' | 'not from history' | 'lineage';
  readonly key: string;
  /** The event that made the field what it should be; undefined where none did. */
  readonly origin: FieldOrigin | undefined;
  readonly repaired: boolean;
};
export type Verification = {
  readonly documents: number;
  readonly events: number;
  readonly faults: readonly Fault[];
  /** How many there were: a list of more than {@link MOST_TOLD} is cut. */
  readonly found: number;
  /** Documents that events never left alone for long enough: nothing is known of them. */
  readonly moving: number;
  /** How far the history was replayed. */
  readonly position: bigint;
};
export type VerifyOptions = {
  readonly db: Db;
  readonly client: EventStoreDBClient;
  readonly view: AnyView;
  /** Where the documents are that are to be proven. */
  readonly collection: string;
  readonly repair: boolean;
  readonly read?: (entry: LogEntry) => Recorded;
  /** Waits until the view has come up to a position. */
  readonly reached: (position: bigint) => Promise<void>;
  /** Told now and then: how many events were replayed, and up to where. */
  readonly onProgress?: (events: number, position: bigint) => void;
  readonly signal?: AbortSignal;
};

export const MOST_TOLD = 2_000;
const BATCH = 2_000;
/** Documents that move on while they are compared are looked at again so often. */
const ROUNDS = 6;

/**
 * Proves a view: folds the whole history into a shadow beside it and compares every document with it, byte for byte in
 * each field, the notes of its lineage and its snapshots among them. Reads both in the order of ids, so that memory does not grow with
 * their number. The view may go on meanwhile.
 *
 * @throws ProofUnderWay while the same documents are proven by another
 */
export const verify = async (options: VerifyOptions): Promise<Verification> => {
  const claim = await ProofClaim.take(options.db, shadowOf(options.collection));
  try {
    return await prove(options, claim);
  } finally {
    await claim.release();
  }
};

const prove = async (options: VerifyOptions, claim: ProofClaim): Promise<Verification> => {
  const shadow = await Shadow.make(options);
  try {
    await shadow.replay();
    let suspects: ReadonlySet<string> | undefined;
    let documents = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const wrong = new Set<string>();
      documents = await shadow.compare(suspects, (pair) => {
        wrong.add(pair.id);
        return Promise.resolve();
      });
      suspects = wrong;
      // What is wrong because it moved on is right once the shadow has moved on, too.
      if (wrong.size === 0 || !(await shadow.replay())) break;
    }
    // A shadow that another began to fold anew proves nothing, and nothing is mended from it.
    await claim.assertHeld();
    const faults: Fault[] = [];
    let [found, moving] = [0, 0];
    if (suspects && suspects.size > 0)
      await shadow.compare(suspects, async (pair) => {
        if (await shadow.isMoving(pair)) {
          moving++;
          return;
        }
        found++;
        const fault = await shadow.judge(pair);
        if (faults.length < MOST_TOLD) faults.push(fault);
      });
    for (const key of await shadow.lineageFaults()) {
      found++;
      const repaired = options.repair && (await shadow.mendLineage(key));
      const difference = { field: '_lineage', expected: 'as in the replay', found: 'otherwise' };
      if (faults.length < MOST_TOLD) faults.push({ kind: 'lineage', key, origin: undefined, repaired, ...difference });
    }
    await claim.assertHeld();
    return { documents, events: shadow.events, faults, found, moving, position: shadow.position };
  } finally {
    if (await claim.isHeld()) await shadow.drop();
  }
};

/** A replay of the history beside a view. */
class Shadow {
  readonly #options: VerifyOptions;
  readonly #name: string;
  readonly #writer: ViewWriter;
  events = 0;
  position = -1n;

  private constructor(options: VerifyOptions, name: string, writer: ViewWriter) {
    this.#options = options;
    this.#name = name;
    this.#writer = writer;
  }

  static async make(options: VerifyOptions): Promise<Shadow> {
    const { db, client, view, collection } = options;
    const name = shadowOf(collection);
    // What a proof that was killed left.
    await dropShadow(db, name);
    const skips = await readSkips(client, view.name);
    // Beside the shadow: what a proof sets aside is nobody's to answer.
    const quarantine = new Quarantine(db, { id: name, view: view.name }, undefined, lettersOf(name));
    const writer = new ViewWriter(db, view, {
      ...{ collection: name, quarantine, isSkipped: (key, offered) => isSkipped(skips, key, offered) },
    });
    return new Shadow(options, name, writer);
  }

  /** Folds what the log holds beyond what was folded. @returns whether there was any */
  async replay(): Promise<boolean> {
    const { client, read = toRecorded, onProgress, signal } = this.#options;
    const fromPosition = this.position < 0n ? START : { commit: this.position, prepare: this.position };
    let batch: Offered[] = [];
    const before = this.events;
    const fold = async () => {
      await this.#writer.fold(batch);
      this.events += batch.length;
      batch = [];
      onProgress?.(this.events, this.position);
    };
    // Read to its end, also when it is to stop: a read that is left early keeps the client from closing.
    for await (const { event } of client.readAll({ fromPosition })) {
      if (event?.position === undefined || event.position.commit <= this.position || signal?.aborted) continue;
      if (!streamPrefixes.some((prefix) => event.streamId.startsWith(prefix))) continue;
      this.position = event.position.commit;
      batch.push(offer({ ...event, position: event.position }, read));
      if (batch.length >= BATCH) await fold();
    }
    if (batch.length > 0) await fold();
    signal?.throwIfAborted();
    await this.#options.reached(this.position);
    return this.events > before;
  }

  /** @param only these ids; undefined compares all @returns how many documents there should be, tombstones apart */
  async compare(only: ReadonlySet<string> | undefined, differs: (pair: Pair) => Promise<void>): Promise<number> {
    const { db, collection } = this.#options;
    let documents = 0;
    for await (const pair of inStep(db.collection<Row>(this.#name), db.collection<Row>(collection), only)) {
      if (!pair.expected?.['_deleted']) documents++;
      if (firstDifference(pair.expected, pair.found)) await differs(pair);
    }
    return documents;
  }

  /** Whether a document was only ahead of the replay: a replay that begins afterwards comes up to where it was. */
  async isMoving({ found }: Pair): Promise<boolean> {
    const at: unknown = found?.['_position'];
    if (typeof at !== 'bigint' || at <= this.position) return false;
    await this.replay();
    return at <= this.position;
  }

  /** Says what is wrong, where it comes from, and mends it where that was asked. */
  async judge({ id, expected, found }: Pair): Promise<Fault> {
    const { db, client, view, read = toRecorded, repair } = this.#options;
    const difference = firstDifference(expected, found) ?? { field: '', expected, found };
    const kind = !found ? 'missing' : !expected ? 'not from history' : 'differs';
    const field = difference.field.startsWith('_') ? '' : difference.field;
    const of = { documents: { db, collection: this.#name }, log: { client, read }, view };
    const origin = expected ? await originOf(of, id, field) : undefined;
    const repaired = repair && (await this.#mend({ id, expected, found }));
    return { ...difference, kind, key: id, origin, repaired };
  }

  /** @returns whether it was still as it was found */
  async #mend({ id, expected, found }: Pair): Promise<boolean> {
    const { db, collection } = this.#options;
    const documents = db.collection<Row>(collection);
    const as = { _id: id, _position: (found?.['_position'] as unknown) ?? null };
    if (!expected) return (await documents.deleteOne(as)).deletedCount === 1;
    const { _id, ...replacement } = expected;
    if (found) return (await documents.replaceOne(as, replacement)).matchedCount === 1;
    try {
      await documents.insertOne({ _id, ...replacement });
      return true;
    } catch (error) {
      // Somebody made it meanwhile.
      if (error instanceof MongoServerError && error.code === 11000) return false;
      throw error;
    }
  }

  /** Keys of documents whose chunks are not as they should be, each once. */
  async lineageFaults(): Promise<ReadonlySet<string>> {
    const { db, collection } = this.#options;
    const wrong = new Set<string>();
    const chunks = [this.#name, collection].map((name) => db.collection<Row>(lineageCollection(name)));
    const [expected, found] = chunks as [Collection<Row>, Collection<Row>];
    for await (const pair of inStep(expected, found, undefined))
      // Those that the view made since have no part in this.
      if (pair.expected && firstDifference(pair.expected, pair.found)) wrong.add(String(pair.expected['key']));
    return wrong;
  }

  async mendLineage(key: string): Promise<boolean> {
    const { db, collection } = this.#options;
    const right = db.collection<Row>(lineageCollection(this.#name)).find({ key });
    for await (const { _id, ...chunk } of right)
      await db.collection<Row>(lineageCollection(collection)).replaceOne({ _id }, chunk, { upsert: true });
    return true;
  }

  drop(): Promise<void> {
    return dropShadow(this.#options.db, this.#name);
  }
}
