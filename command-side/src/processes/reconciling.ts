import { setTimeout as sleep } from 'node:timers/promises';
import { atMost, type Logger } from '@storefold/platform';
import type { Clock } from '../clock.js';
import type { ReconcilePayments } from '../payments/reconciliation.js';
import type { RunningProcess } from './process-runner.js';
import { checkoutActor } from './stock-keeping-policy.js';

const HOUR_MS = 3_600_000;
/** Each payment is looked at in some runs, the last of them when its promise would have run out. */
const LOOK_BACK_MS = 8 * 24 * HOUR_MS;

/** A gateway that keeps silent is asked for a minute: whoever stops the service does not wait for that. */
const STOP_WITHIN_MS = 3_000;

/**
 * Compares payments with the gateway's list at intervals, until it is closed. What differs is told in the log; what a person has to
 * look at keeps readiness from saying that all is well.
 */
export const startReconciling = (
  reconcile: Pick<ReconcilePayments, 'between'>,
  { clock, logger, everyMs = HOUR_MS }: { readonly clock: Clock; readonly logger: Logger; readonly everyMs?: number },
): RunningProcess => {
  const stopping = new AbortController();
  const { signal } = stopping;
  let trouble: string | undefined;
  const pass = async (): Promise<void> => {
    const to = clock();
    const from = new Date(Date.parse(to) - LOOK_BACK_MS).toISOString();
    const context = {
      ...{ actor: checkoutActor, correlationId: `reconciliation-${to}` },
      ...{ causationId: undefined, traceparent: undefined },
    };
    const { looked, differences } = await reconcile.between(from, to, context, signal);
    for (const difference of differences) logger.warn(difference, 'the gateway says something else of a payment');
    logger.debug({ looked, differences: differences.length }, 'payments were compared with the gateway');
    const open = differences.filter(({ recorded }) => recorded.length === 0);
    trouble =
      open.length === 0
        ? undefined
        : `${open.length === 1 ? 'one payment differs' : `${open.length.toString()} payments differ`} from the gateway's books, such as ${open[0]?.intentId ?? ''}`;
  };
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      await sleep(everyMs, undefined, { signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      await pass().catch((error: unknown) => {
        if (stopping.signal.aborted) return;
        logger.warn(
          { reason: error instanceof Error ? error.message : String(error) },
          'payments could not be compared',
        );
      });
    }
  };
  const running = run();
  return {
    trouble: () => trouble,
    goesOn: () => true,
    close: async () => {
      stopping.abort();
      await atMost(running, STOP_WITHIN_MS);
    },
  };
};
