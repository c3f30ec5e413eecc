import { StoreError } from '../errors.js';
import type { Catalogue } from './catalogue.js';
import type { Engine } from './engine.js';

type Job = { work: () => unknown; done: (result: unknown) => void; failed: (error: unknown) => void };

/**
 * Runs writes in the order in which they come. Those that wait together share one transaction; a refused one (a StoreError) leaves the others
 * as they are, because it refuses before it writes.
 */
export class Writer {
  readonly #engine: Engine;
  readonly #catalogue: Catalogue;
  readonly #onCommit: () => void;
  #jobs: Job[] = [];
  #scheduled = false;
  #flushing: Promise<void> | undefined;
  #nextFlush: Promise<void> | undefined;

  constructor(engine: Engine, catalogue: Catalogue, onCommit: () => void) {
    this.#engine = engine;
    this.#catalogue = catalogue;
    this.#onCommit = onCommit;
  }

  /** Runs `work` in a transaction; resolves when it is committed, and with `durable` when it is on the disk. */
  async write<T>(work: () => T, durable: boolean): Promise<T> {
    const result = await new Promise<T>((resolve, reject) => {
      this.#jobs.push({
        work,
        done: (value) => {
          resolve(value as T);
        },
        failed: reject,
      });
      if (!this.#scheduled) {
        this.#scheduled = true;
        setImmediate(() => {
          this.#drain();
        });
      }
    });
    if (durable) await this.flush();
    return result;
  }

  #drain(): void {
    this.#scheduled = false;
    const jobs = this.#jobs;
    this.#jobs = [];
    try {
      this.#commit(jobs);
    } catch (error) {
      if (jobs.length === 1 || error instanceof StoreError) {
        for (const job of jobs) job.failed(error);
        return;
      }
      // One of them broke in a way that no one foresaw: each gets a transaction of its own, so the others are not hurt.
      for (const job of jobs) {
        try {
          this.#commit([job]);
        } catch (alone) {
          job.failed(alone);
        }
      }
    }
  }

  #commit(jobs: readonly Job[]): void {
    const outcomes: (() => void)[] = [];
    try {
      this.#engine.commit(() => {
        for (const job of jobs) outcomes.push(settle(job));
        this.#catalogue.storeTouched();
      });
    } catch (error) {
      this.#catalogue.load();
      throw error;
    }
    this.#onCommit();
    for (const outcome of outcomes) outcome();
  }

  /** Resolves when all that is committed now is on the disk. A flush that runs already may have begun too early, so the next is waited for. */
  flush(): Promise<void> {
    if (this.#flushing === undefined) {
      this.#flushing = this.#engine.flush().finally(() => {
        this.#flushing = undefined;
      });
      return this.#flushing;
    }
    this.#nextFlush ??= this.#flushing
      .catch(() => undefined)
      .then(() => {
        this.#nextFlush = undefined;
        return this.flush();
      });
    return this.#nextFlush;
  }
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
