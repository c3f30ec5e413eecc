import { setTimeout as sleep } from 'node:timers/promises';

export type NotingOptions = {
  /** Writes all that is to be noted, as it stands then. */
  readonly write: () => Promise<void>;
  /** Least time between two writes, milliseconds; what comes to rest is noted at once. */
  readonly everyMs: number;
  readonly onFailed: (error: unknown) => void;
};

/**
 * Writes checkpoints beside the folding, so that no batch waits for the one before it to be noted: a checkpoint may lag behind
 * the documents (what is folded twice changes nothing), and never be ahead of them. One is written at a time; what comes
 * meanwhile is noted together.
 */
export class Noting {
  readonly #options: NotingOptions;
  #isDue = false;
  #hurry = new AbortController();
  #running: Promise<void> | undefined;
  #writingSince: number | undefined;
  #wroteAt = 0;

  constructor(options: NotingOptions) {
    this.#options = options;
  }

  /** Since when a write is under way (milliseconds, as of `Date.now`); undefined while none is. */
  get writingSince(): number | undefined {
    return this.#writingSince;
  }

  /** There is something new to note. Failures are told to `onFailed`. */
  soon(): void {
    this.#isDue = true;
    this.#running ??= this.#run();
  }

  /** Resolves when all is noted, or could not be. */
  async settled(): Promise<void> {
    this.#hurry.abort();
    await this.#running;
    this.#hurry = new AbortController();
  }

  async #run(): Promise<void> {
    try {
      while (this.#isDue) {
        await sleep(Math.max(0, this.#wroteAt + this.#options.everyMs - Date.now()), undefined, {
          signal: this.#hurry.signal,
        }).catch(() => undefined);
        this.#isDue = false;
        this.#wroteAt = this.#writingSince = Date.now();
        await this.#options.write();
        this.#writingSince = undefined;
      }
    } catch (error) {
      this.#isDue = false;
      this.#options.onFailed(error);
    } finally {
      this.#writingSince = undefined;
      this.#running = undefined;
    }
  }
}
