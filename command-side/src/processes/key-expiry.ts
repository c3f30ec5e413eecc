import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@storefold/platform';
import type { Clock } from '../clock.js';
import type { InvoiceKeys } from '../invoices/invoice-keys.js';
import type { RunningProcess } from './process-runner.js';

const HOUR_MS = 3_600_000;

/** Destroys the keys of invoices whose time is over: at the start, and at intervals until it is closed. */
export const startKeyExpiry = (
  keys: InvoiceKeys,
  { clock, logger, everyMs = HOUR_MS }: { readonly clock: Clock; readonly logger: Logger; readonly everyMs?: number },
): RunningProcess => {
  const stopping = new AbortController();
  const { signal } = stopping;
  let trouble: string | undefined;
  const pass = async (): Promise<void> => {
    try {
      for (const keyId of await keys.expire(clock()))
        logger.info(
          { keyId },
          'the invoices of a year need not be kept any more: whom they were made out to is forgotten',
        );
      trouble = undefined;
    } catch (error) {
      trouble = `keys of invoices could not be looked through: ${error instanceof Error ? error.message : String(error)}`;
      logger.warn({ reason: trouble }, 'keys of invoices could not be looked through; trying again');
    }
  };
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      await pass();
      await sleep(everyMs, undefined, { signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    trouble: () => trouble,
    goesOn: () => true,
    close: async () => {
      stopping.abort();
      await running;
    },
  };
};
