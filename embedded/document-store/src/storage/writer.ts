import { StoreError } from '../errors.js';
import type { Catalogue } from './catalogue.js';
import type { Engine } from './engine.js';

type Job = { work: () => unknown; done: (result: unknown) => void; failed: (error: unknown) => void };

/**
 * Runs writes in the order in which they come. Those that wait while another commits share the next transaction; a refused one (a
 * StoreError) leaves the others as they are, because it refuses before it writes.
 */
export class Writer {
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

  /** Runs `work` in a transaction; resolves when it is committed, and with `durable` when it is on the disk. */
  async write<T>(work: () => T, durable: boolean): Promise<T> {
    const result = await new Promise<T>((resolve, reject) => {
      const done = (value: unknown): void => {
        resolve(value as T);
      };
      this.#jobs.push({ work, done, failed: reject });
      if (!this.#running) void this.#drain();
    });
    if (durable) await this.#engine.flushed();
    return result;
  }

  async #drain(): Promise<void> {
    this.#running = true;
    while (this.#jobs.length > 0) {
      const jobs = this.#jobs;
      this.#jobs = [];
      try {
        await this.#commit(jobs);
      } catch (error) {
        if (jobs.length === 1 || error instanceof StoreError) for (const job of jobs) job.failed(error);
        else await this.#oneByOne(jobs);
      }
    }
    this.#running = false;
  }

  /** One of them broke in a way that no one foresaw: each gets a transaction of its own, so the others are not hurt. */
  async #oneByOne(jobs: readonly Job[]): Promise<void> {
    for (const job of jobs) {
      try {
        await this.#commit([job]);
      } catch (error) {
        job.failed(error);
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
