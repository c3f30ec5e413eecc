import { setTimeout as sleep } from 'node:timers/promises';
import { Unavailable } from '@storefold/platform';

/** A store that is being restarted is back in seconds. */
const MOST_MS = 60_000;

/**
 * Does work that may be repeated, and repeats it while a store is away.
 *
 * @param onWait told why, each time
 * @throws whatever the work throws, and `Unavailable` when the store stays away for a minute
 */
export const persist = async <Result>(
  work: () => Promise<Result>,
  onWait: (reason: string) => void = () => undefined,
): Promise<Result> => {
  let until: number | undefined;
  for (let pause = 100; ; pause = Math.min(2 * pause, 5_000)) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      until ??= Date.now() + MOST_MS;
      if (Date.now() + pause > until) throw error;
      onWait(error.message);
      await sleep(pause);
    }
  }
};
