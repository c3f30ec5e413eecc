import { setTimeout as sleep } from 'node:timers/promises';
import { storeTroubleOf, type Logger } from '@storefold/platform';
import { ForeignLog } from './engine/log-identity.js';
import { AnotherWriter } from './engine/view-writer.js';

/**
 * What a failure asks for: `wait` until a store answers; wait for a `person` who changes a right, a URL or who else writes,
 * and go on by itself when that is done; or `stop`, as the next try would fail just so: a defect of ours.
 */
export type Verdict = 'wait' | 'person' | 'stop';

export const verdictOf = (error: unknown): Verdict => {
  if (error instanceof ForeignLog || error instanceof AnotherWriter) return 'person';
  switch (storeTroubleOf(error)) {
    case 'passing':
      return 'wait';
    case 'configuration':
      return 'person';
    case undefined:
      return 'stop';
  }
};

const SAID = {
  wait: 'a store cannot be reached or takes no work; folding goes on when it does',
  person: 'the projections stopped until somebody mends this; nothing was skipped, and they go on by themselves then',
  stop: 'the projections stopped; nothing was skipped, and they go on from the same event when they are started again',
} as const;

export type Work = {
  /** Works until it is stopped or fails. `well` is called whenever all that was wrong is over. */
  readonly begin: (well: () => void) => Promise<void>;
  readonly failed: (why: string) => void;
};

/** Milliseconds between tries: at first, and at most. */
const RETRY_MS = { first: 200, most: 5_000 } as const;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What kind of failure it is: the text names a port or a time, and the class differs by who asked; a store's number does not. */
const kindOf = (error: unknown, verdict: Verdict): string => {
  if (error instanceof Error && 'code' in error && typeof error.code === 'number') return error.code.toString();
  return verdict === 'person' && error instanceof Error ? error.name : verdict;
};

/**
 * Works on, and begins again after each failure that may pass, from where the checkpoints say. Any other failure is for a
 * person: the service stays up, not ready, and says why. The log tells each kind of failure once, and when all is well
 * again; readiness and metrics tell for as long as it lasts.
 */
export const keepRunning = async (
  signal: AbortSignal,
  logger: Logger,
  work: Work,
  retryMs: { readonly first: number; readonly most: number } = RETRY_MS,
): Promise<void> => {
  const stopped = (): boolean => signal.aborted;
  const told = new Set<string>();
  let pause = retryMs.first;
  const well = (): void => {
    pause = retryMs.first;
    if (told.size === 0) return;
    told.clear();
    logger.info('the stores answer again, and the views have folded the whole log');
  };
  while (!stopped()) {
    try {
      await work.begin(well);
    } catch (error) {
      if (stopped()) return;
      const reason = messageOf(error);
      const verdict = verdictOf(error);
      work.failed(reason);
      const kind = kindOf(error, verdict);
      if (verdict === 'stop') logger.error({ err: error }, SAID.stop);
      else if (!told.has(kind)) logger[verdict === 'wait' ? 'warn' : 'error']({ reason }, SAID[verdict]);
      told.add(kind);
      if (verdict === 'stop') return;
      // Looking often makes no person faster.
      if (verdict === 'person') pause = retryMs.most;
      await sleep(pause, undefined, { signal }).catch(() => undefined);
      pause = Math.min(pause * 2, retryMs.most);
    }
  }
};
