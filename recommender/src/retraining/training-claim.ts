import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@storefold/platform';

/** Told so many times before it would be over: one that is not heard does no harm. */
const TIMES = 3;

export type ClaimParts = {
  readonly leaseMs: number;
  /** Milliseconds since 1970 at which the claim began. */
  readonly startedMs: number;
  /** Milliseconds that never go back: a wall clock that jumps neither loses the claim nor keeps it for ever. */
  readonly elapsed: () => number;
  /** Tells that the training goes on until a moment (ISO 8601) at least. @returns whether the claim still stands */
  readonly tell: (until: string) => Promise<boolean>;
  /** The claim is another's by now. */
  readonly lost: () => void;
  readonly logger: Logger;
};

/** Keeps a training claimed while whoever trains is alive: who dies is not waited for longer than a lease. @returns ends it */
export const keepClaim = ({ leaseMs, startedMs, elapsed, tell, lost, logger }: ClaimParts): (() => Promise<void>) => {
  const stop = new AbortController();
  const { signal } = stop;
  const beganMs = elapsed();
  const keep = async (): Promise<void> => {
    for (;;) {
      await sleep(leaseMs / TIMES, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        if (await tell(new Date(startedMs + elapsed() - beganMs + leaseMs).toISOString())) continue;
        lost();
        return;
      } catch (error) {
        logger.warn({ err: error }, 'the log cannot be told that a training goes on; it is told again');
      }
    }
  };
  const keeping = keep();
  return async () => {
    stop.abort();
    await keeping;
  };
};
