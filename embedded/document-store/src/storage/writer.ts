import { StoreError, TimeUp } from '../errors.js';
import { Held } from '../transactions/holds.js';
import type { Holder } from '../transactions/holds.js';
import type { Catalogue } from './catalogue.js';
import type { Engine } from './engine.js';

type Job = {
  work: () => unknown;
  /** When it must have begun, on the clock of `performance.now()`. */
  deadline: number;
  done: (result: unknown) => void;
  failed: (error: unknown) => void;
};

/** Where writes go: to the disk, or into an open transaction. */
export type Writes = {
  /** Runs `work` in a transaction; resolves when it is committed, and with `durable` when it is on the disk. */
  write<T>(work: () => T, durable: boolean, deadline?: number): Promise<T>;
};

/**
 * Runs writes in the order in which they come. Those that wait while another commits share the next transaction; a refused one (a
 * StoreError) leaves the others as they are, because it refuses before it writes. One that meets what an open transaction has written waits
 * until that has ended, and the others go before it.
 */
export class Writer implements Writes {
  readonly #engine: Engine;
  readonly #catalogue: Catalogue;
  readonly #onCommit: () => void;
  #jobs: Job[] = [];
  #running = false;

  constructor(engine: Engine, catalogue: Catalogue, onCommit: () => void) {
    this.#engine = engine;
    this.#catalogue = catalogue;
    this.#onCommit = onCommit;
  }

  /** See Writes. Throws MaxTimeMSExpired when it could not begin before the deadline. */
  async write<T>(work: () => T, durable: boolean, deadline = Infinity): Promise<T> {
    const result = await new Promise<T>((resolve, reject) => {
      const done = (value: unknown): void => {
        resolve(value as T);
      };
      this.#add({ work, deadline, done, failed: reject });
    });
    if (durable) await this.#engine.flushed();
    return result;
  }

  #add(job: Job): void {
    this.#jobs.push(job);
    if (!this.#running) void this.#drain();
  }

  async #drain(): Promise<void> {
    this.#running = true;
    while (this.#jobs.length > 0) {
      const now = performance.now();
      const jobs = this.#jobs.filter((job) => inTime(job, now));
      this.#jobs = [];
      if (jobs.length === 0) continue;
      try {
        await this.#commit(jobs);
      } catch (error) {
        const [only] = jobs;
        if (error instanceof StoreError) for (const job of jobs) job.failed(error);
        else if (jobs.length === 1 && only !== undefined) this.#failed(only, error);
        else await this.#oneByOne(jobs);
      }
    }
    this.#running = false;
  }

  #failed(job: Job, error: unknown): void {
    if (error instanceof Held) this.#waitFor(error.holder, job);
    else job.failed(error);
  }

  #waitFor(holder: Holder, job: Job): void {
    let waiting = true;
    const goOn = (): void => {
      if (!waiting) return;
      waiting = false;
      clearTimeout(timer);
      if (inTime(job, performance.now())) this.#add(job);
    };
    const left = job.deadline - performance.now();
    const timer = left === Infinity ? undefined : setTimeout(goOn, Math.max(left, 0) + 1);
    void holder.ended.then(goOn);
  }

  /** One of them met an open transaction, or broke in a way that no one foresaw: each gets a transaction of its own, so the others are not hurt. */
  async #oneByOne(jobs: readonly Job[]): Promise<void> {
    for (const job of jobs) {
      try {
        await this.#commit([job]);
      } catch (error) {
        this.#failed(job, error);
      }
    }
  }

  async #commit(jobs: readonly Job[]): Promise<void> {
    let outcomes: (() => void)[] = [];
    try {
      outcomes = await this.#engine.commit(() => {
        const settled = jobs.map(settle);
        this.#catalogue.storeTouched();
        return settled;
      });
    } catch (error) {
      this.#catalogue.load();
      throw error;
    }
    this.#onCommit();
    for (const outcome of outcomes) outcome();
  }
}

/** Refuses a write that waited too long. */
function inTime(job: Job, now: number): boolean {
  if (now <= job.deadline) return true;
  job.failed(new TimeUp());
  return false;
}

function settle(job: Job): () => void {
  try {
    const result = job.work();
    return () => {
      job.done(result);
    };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return () => {
      job.failed(error);
    };
  }
}
