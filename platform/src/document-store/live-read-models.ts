import { setTimeout as sleep } from 'node:timers/promises';
import { engineCollections, type ViewDocument } from '@storefold/contracts';
import type { Db } from 'mongodb';
import { atMost } from '../at-most.js';

/** How long readers go on with what they know of builds, milliseconds. One that was replaced is folded on for longer. */
const LOOK_MS = 250;
const CLOSE_WITHIN_MS = 1_000;

/** The build of a view that readers are given: where its documents are, and whose checkpoints say how far it is. */
export type LiveView = { readonly collection: string; readonly units: readonly string[] };

/** Which build of each view is live, by the view's name. */
export const liveViews = async (db: Db): Promise<ReadonlyMap<string, LiveView>> => {
  const found = await db.collection<ViewDocument & { _id: string }>(engineCollections.views).find().toArray();
  return new Map(
    found.flatMap(({ _id, builds }) => {
      const live = builds.find(({ state }) => state === 'live');
      return live ? [[_id, { collection: live.collection, units: unitsOf(live) }]] : [];
    }),
  );
};

const unitsOf = ({ id, partitions }: { readonly id: string; readonly partitions: number }): readonly string[] =>
  partitions === 1 ? [id] : Array.from({ length: partitions }, (_, part) => `${id}/${part.toString()}`);

/**
 * A database of read models as readers see it: a view's name leads to the build that is live. They are asked for by name each time,
 * and follow a switch to another build within a moment.
 */
export class LiveReadModels {
  readonly #db: Db;
  readonly #stop = new AbortController();
  #views: ReadonlyMap<string, LiveView> = new Map();
  #running: Promise<void> = Promise.resolve();
  /** The database, its collections by the names of views. */
  readonly db: Db;

  constructor(db: Db) {
    this.#db = db;
    const collection = (name: string, ...rest: []) => db.collection(this.view(name).collection, ...rest);
    this.db = Object.create(db, { collection: { value: collection } }) as Db;
  }

  /** One that has no registry yet has its own names. */
  view(name: string): LiveView {
    return this.#views.get(name) ?? { collection: name, units: [name] };
  }

  async refresh(): Promise<void> {
    this.#views = await liveViews(this.#db);
  }

  /** Follows the registry until it is closed; while the store is away, what is known holds. */
  follow(lookMs = LOOK_MS): this {
    const { signal } = this.#stop;
    const run = async () => {
      while (!signal.aborted) {
        await this.refresh().catch(() => undefined);
        await sleep(lookMs, undefined, { signal }).catch(() => undefined);
      }
    };
    this.#running = run();
    return this;
  }

  async close(): Promise<void> {
    this.#stop.abort();
    // A look that is under way at a store that keeps silent has no end of its own.
    await atMost(this.#running, CLOSE_WITHIN_MS);
  }
}
