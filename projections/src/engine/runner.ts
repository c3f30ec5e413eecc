import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { collections, type CheckpointDocument, type Recorded } from '@storefold/contracts';
import { followLog, toRecorded, type LogEntry, type Logger, type Shop } from '@storefold/platform';
import type { Db, IndexSpecification } from 'mongodb';
import { Checkpoints } from './checkpoints.js';
import { ViewWriter, type AtStep } from './view-writer.js';
import type { AnyView } from './view.js';

export type RunnerOptions = {
  readonly client: EventStoreDBClient;
  readonly db: Db;
  readonly shop: Shop;
  readonly views: readonly AnyView[];
  readonly logger: Logger;
  /** Largest batch; large batches fold many events of one document into one write. @default 4000 */
  readonly maxBatch?: number;
  /** Specs crash the runner at named steps. */
  readonly atStep?: AtStep;
};

/** What is known of one view's progress. */
export type ViewProgress = {
  readonly view: string;
  readonly version: number;
  readonly position: bigint;
  readonly considered: bigint;
  readonly foldedEvents: number;
};

/** The log is not the one that the read models were folded from. */
export class ForeignLog extends Error {
  override readonly name = 'ForeignLog';
}

const CONSIDERED_EVERY_MS = 1_000;
const MAX_BATCH = 4_000;
/**
 * While much comes in, the next batch is left to gather for a moment: documents that many events touch (a day's sales) are
 * then loaded and written once for all of them. Measured on an import of
 * 180,000 rows: the document store took 6 s of processor time instead of 16, the projections 28 instead of 37.
 * What comes singly is folded at once.
 */
const GATHER = { fromEvents: 100, ms: 400 };
const NOTHING = -1n;

type Folding = { readonly view: AnyView; readonly writer: ViewWriter; checkpoint: CheckpointDocument; folded: number };

/**
 * Folds the log into every view, in batches: one subscription, one load and one write per view and batch, then the
 * checkpoints. A crash at any point repeats work and changes nothing, see `ViewWriter`.
 */
export class Runner {
  readonly #options: RunnerOptions;
  readonly #checkpoints: Checkpoints;
  readonly #stop = new AbortController();
  #foldings: readonly Folding[] = [];
  #running: Promise<void> = Promise.resolve();
  #failure: string | undefined;
  #caughtUp = false;
  #lastProgressAt = Date.now();
  #busySince: number | undefined;
  #consideredWrittenAt = 0;
  readonly #maxBatch: number;

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#maxBatch = options.maxBatch ?? MAX_BATCH;
    this.#checkpoints = new Checkpoints(options.db);
  }

  /** Makes indexes, checks that the log is the one that was folded before, and begins to follow it. @throws ForeignLog */
  async start(): Promise<void> {
    const { views, db, atStep } = this.#options;
    this.#foldings = await Promise.all(
      views.map(async (view) => {
        await ensureIndexes(db, view);
        const checkpoint = await this.#resume(view);
        return { view, writer: new ViewWriter(db, view, atStep ? { atStep } : {}), checkpoint, folded: 0 };
      }),
    );
    await this.#checkpoints.begin(this.#foldings.map(({ checkpoint }) => checkpoint));
    const lowest = this.#foldings.reduce(
      (least, { checkpoint }) => (checkpoint.considered < least ? checkpoint.considered : least),
      this.#foldings[0]?.checkpoint.considered ?? NOTHING,
    );
    this.#running = followLog({
      client: this.#options.client,
      from: lowest < 0n ? undefined : lowest,
      maxBatch: this.#maxBatch,
      onBatch: (entries, considered) => this.#take(entries, considered),
      onCaughtUp: () => {
        this.#caughtUp = true;
      },
      signal: this.#stop.signal,
      logger: this.#options.logger,
    }).catch((error: unknown) => {
      this.#failure = error instanceof Error ? error.message : String(error);
      throw error;
    });
    // Whoever waits for the end hears of the failure; a runner that nobody waits for must not end the process.
    this.#running.catch(() => undefined);
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running.catch(() => undefined);
  }

  /** Resolves when following was stopped, rejects with what made it fail. */
  ended(): Promise<void> {
    return this.#running;
  }

  /** Why the views cannot be relied on; undefined when all is well. Judged by progress, not by a process being alive. */
  trouble(stuckAfterMs = 30_000): string | undefined {
    if (this.#failure !== undefined) return this.#failure;
    if (this.#busySince !== undefined && Date.now() - this.#lastProgressAt > stuckAfterMs)
      return `no batch was finished for ${Math.round((Date.now() - this.#lastProgressAt) / 1000).toString()} s`;
    return this.#caughtUp ? undefined : 'folding the history; the head of the log is not reached yet';
  }

  progress(): readonly ViewProgress[] {
    return this.#foldings.map(({ view, checkpoint, folded }) => ({
      view: view.name,
      version: view.version,
      position: checkpoint.position,
      considered: checkpoint.considered,
      foldedEvents: folded,
    }));
  }

  /** Folds what can be read, up to the first event that cannot. @throws UnreadableEvent naming that one */
  async #take(entries: readonly LogEntry[], considered: bigint): Promise<void> {
    const events: Recorded[] = [];
    for (const entry of entries) {
      try {
        events.push(toRecorded(entry));
      } catch (unreadable) {
        await this.#fold(events, events.at(-1)?.position ?? NOTHING);
        throw unreadable;
      }
    }
    await this.#fold(events, considered);
    // A full batch says that more waits already.
    if (events.length >= GATHER.fromEvents && events.length < this.#maxBatch)
      await sleep(GATHER.ms, undefined, { signal: this.#stop.signal }).catch(() => undefined);
  }

  async #fold(events: readonly Recorded[], considered: bigint): Promise<void> {
    this.#busySince = Date.now();
    const last = events.at(-1);
    await Promise.all(
      this.#foldings.map(async (folding) => {
        const fresh = events.filter((event) => event.position > folding.checkpoint.position);
        await folding.writer.fold(fresh);
        folding.folded += fresh.length;
        if (last && last.position > folding.checkpoint.position)
          folding.checkpoint = { ...folding.checkpoint, position: last.position, eventId: last.eventId };
        if (considered > folding.checkpoint.considered)
          folding.checkpoint = { ...folding.checkpoint, considered, updatedAt: new Date().toISOString() };
      }),
    );
    const now = Date.now();
    if (events.length > 0 || now - this.#consideredWrittenAt >= CONSIDERED_EVERY_MS) {
      await this.#checkpoints.write(this.#foldings.map(({ checkpoint }) => checkpoint));
      this.#consideredWrittenAt = now;
    }
    this.#lastProgressAt = Date.now();
    this.#busySince = undefined;
  }

  async #resume(view: AnyView): Promise<CheckpointDocument> {
    const { shop, logger, db } = this.#options;
    const known = await this.#checkpoints.read(view.name);
    const fresh: CheckpointDocument = {
      view: view.name,
      version: view.version,
      logId: shop.logId,
      position: NOTHING,
      eventId: '',
      considered: NOTHING,
      updatedAt: new Date().toISOString(),
    };
    if (!known) return fresh;
    if (known.version !== view.version) {
      logger.info(
        { view: view.name, from: known.version, to: view.version },
        'the view has a new version; folding it anew',
      );
      await dropView(db, view);
      return fresh;
    }
    await this.#assertSameLog(view, known);
    // What was considered beyond the last event held nothing of the shop's, and a restored log may hold something there
    // by now: only up to an event that is known to be the same can one go on.
    return { ...known, considered: known.position };
  }

  /** Positions belong to one log: the event at the checkpoint must be the one that was folded. */
  async #assertSameLog(view: AnyView, { position, eventId, logId }: CheckpointDocument): Promise<void> {
    const { client, shop } = this.#options;
    const advice = `the log was copied, restored or replaced; rebuild the read models (drop the collection ${collections.checkpoints} and the views' collections, then start again)`;
    if (logId !== shop.logId)
      throw new ForeignLog(`${view.name} was folded from log ${logId}, and this is log ${shop.logId}: ${advice}`);
    if (position < 0n) return;
    // Read to its end: a read that is left early keeps the client from closing.
    let same = false;
    for await (const { event } of client.readAll({
      fromPosition: { commit: position, prepare: position },
      maxCount: 1,
    }))
      same = event?.id === eventId;
    if (same) return;
    throw new ForeignLog(
      `${view.name} was folded up to event ${eventId} at position ${position.toString()}, which is not there: ${advice}`,
    );
  }
}

const ensureIndexes = async (db: Db, view: AnyView): Promise<void> => {
  if (view.indexes.length === 0) return;
  const collection = db.collection(view.collection);
  await collection.createIndexes(
    view.indexes.map(({ name, key }) => ({ name, key: key as Extract<IndexSpecification, Record<string, 1 | -1>> })),
  );
};

/** Forgets a view: its documents and how far it came. The next start folds it anew; after a crash in between, drops it again. */
export const dropView = async (db: Db, view: AnyView): Promise<void> => {
  const checkpoints = new Checkpoints(db);
  await checkpoints.outdate(view.name);
  await db.collection(view.collection).deleteMany({});
  await checkpoints.forget(view.name);
};
