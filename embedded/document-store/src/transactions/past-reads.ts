import { StoreError } from '../errors.js';
import type { Timestamp } from '../bson/types.js';
import { Catalogue } from '../storage/catalogue.js';
import type { Engine, Snapshot } from '../storage/engine.js';
import type { Claims, Tables } from '../storage/tables.js';
import type { Clock } from '../wire/reply.js';
import { Overlay } from './overlay.js';

/** How long a moment that was read can be read again: MongoDB's minSnapshotHistoryWindowInSeconds. */
const historyMs = 300_000;
/** So many moments are kept; each holds back the reuse of what was deleted or overwritten since. */
const mostMoments = 100;

/** The whole server as it was at one moment. */
export type Moment = { readonly time: Timestamp; readonly catalogue: Catalogue };

type Kept = Moment & { readonly since: number; readonly until: number; readonly end: () => void };

const tooOld = (): StoreError =>
  new StoreError(
    'SnapshotTooOld',
    'Read timestamp is older than the oldest available timestamp: a moment can be read for five minutes after it was first read',
  );

/** A timestamp is a 64-bit number: seconds, then an ordinal. */
const keyOf = ({ t, i }: Timestamp): string => `${String(t)}.${String(i)}`;

const readOnly: Claims = {
  key: () => {
    throw new Error('a past moment is only read');
  },
  documents: () => {
    throw new Error('a past moment is only read');
  },
  definition: () => {
    throw new Error('a past moment is only read');
  },
};

/** A snapshot that can be let go of while a cursor still means to read it: it is then told, and nothing is touched that is gone. */
const tablesOf = (snapshot: Snapshot, check: () => void): Tables => ({
  records: new Overlay(snapshot.records, check),
  entries: new Overlay(snapshot.entries, check),
  catalogue: new Overlay(snapshot.catalogue, check),
  claims: readOnly,
});

/**
 * The moments that reads with the read concern `snapshot` go by, outside of transactions. The first such read of a session makes one; the
 * session's later ones name its time, and read the same.
 */
export class PastReads {
  readonly #engine: Engine;
  readonly #clock: Clock;
  readonly #kept = new Map<string, Kept>();
  readonly #timer: NodeJS.Timeout;

  constructor(engine: Engine, clock: Clock) {
    this.#engine = engine;
    this.#clock = clock;
    this.#timer = setInterval(() => {
      this.#expire(performance.now());
    }, 10_000);
    this.#timer.unref();
  }

  get size(): number {
    return this.#kept.size;
  }

  /** The moment of a time that was read before. Throws SnapshotTooOld when it is not kept. */
  at(time: Timestamp): Moment {
    const kept = this.#kept.get(keyOf(time));
    if (kept === undefined) throw tooOld();
    return kept;
  }

  /** The moment that is now; the same again while nothing was written. */
  now(): Moment {
    const last = [...this.#kept.values()].at(-1);
    if (last !== undefined && last.since === this.#engine.claims.visible && last.time.equals(this.#clock.now))
      return last;
    if (this.#kept.size >= mostMoments) this.#drop([...this.#kept.keys()][0] ?? '');
    const since = this.#engine.claims.visible;
    const snapshot = this.#engine.snapshot();
    let open = true;
    const check = (): void => {
      if (!open) throw tooOld();
    };
    const kept: Kept = {
      time: this.#clock.now,
      catalogue: new Catalogue(tablesOf(snapshot, check)),
      since,
      until: performance.now() + historyMs,
      end: () => {
        open = false;
        snapshot.done();
      },
    };
    this.#drop(keyOf(kept.time));
    this.#kept.set(keyOf(kept.time), kept);
    return kept;
  }

  #drop(key: string): void {
    this.#kept.get(key)?.end();
    this.#kept.delete(key);
  }

  #expire(now: number): void {
    for (const [key, { until }] of this.#kept) if (until < now) this.#drop(key);
  }

  close(): void {
    clearInterval(this.#timer);
    for (const key of [...this.#kept.keys()]) this.#drop(key);
  }
}
