import { setTimeout as sleep } from 'node:timers/promises';
import { Unavailable } from '@storefold/platform';
import { ImportStopped } from './import-stopped.js';

/** Does work that may be repeated, and repeats it while a store is away. */
export type Persist = <Result>(work: () => Promise<Result>) => Promise<Result>;

export type PersistOptions = {
  /** A store that is being restarted is back in seconds. @default 60_000 */
  readonly patienceMs?: number;
  /** Told why, each time that work is repeated. */
  readonly onWait?: (reason: string) => void;
};

/**
 * Work rejects with whatever it threw, and with `ImportStopped` and what to do when the store stays away longer than the
 * patience.
 */
export const persistently =
  ({ patienceMs = 60_000, onWait = () => undefined }: PersistOptions = {}): Persist =>
  async (work) => {
    let until: number | undefined;
    for (let pause = 100; ; pause = Math.min(2 * pause, 5_000)) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof Unavailable)) throw error;
        until ??= Date.now() + patienceMs;
        if (Date.now() + pause > until)
          throw new ImportStopped(
            `the event store takes nothing any more (${error.message}). Is it stopped, or its disk full? Look with: storefold doctor. What was imported stands; the same command goes on from there`,
            { cause: error },
          );
        onWait(error.message);
        await sleep(pause);
      }
    }
  };
