import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStoreDBClient } from '@eventstore/db-client';
import type { Recorded } from '@storefold/contracts';
import { followLog, toRecorded, type LogEntry, type Logger } from '@storefold/platform';
import { Gate } from '../streams/gate.js';
import type { ProcessCheckpoint } from './process-checkpoint.js';

export type ProcessRunnerOptions = {
  readonly name: string;
  readonly client: EventStoreDBClient;
  readonly checkpoint: ProcessCheckpoint;
  readonly eventTypes: readonly string[];
  /** Must be repeat-safe: after a crash the newest events come again. */
  readonly handle: (event: Recorded) => Promise<void>;
  /** Events of one key are handled in turn, those of different keys side by side. */
  readonly keyOf: (event: LogEntry) => string;
  readonly logger: Logger;
};

export type RunningProcess = {
  /** Undefined when well, else what is wrong. */
  readonly trouble: () => string | undefined;
  readonly close: () => Promise<void>;
};

const RETRY_MS = { first: 100, most: 10_000 };
/** So many keys at a time. */
const SIDE_BY_SIDE = 16;
/** Where a batch held nothing to handle (imported history), progress is kept this often. */
const IDLE_CHECKPOINT_MS = 5_000;

const isImported = ({ metadata }: LogEntry): boolean =>
  typeof metadata === 'object' && metadata !== null && 'origin' in metadata && metadata.origin === 'import';

/**
 * Follows the log and handles each live event at least once, in order per key. What fails is tried again with back-off
 * for as long as it takes, and readiness says so: nothing is skipped.
 */
export const startProcess = (options: ProcessRunnerOptions): RunningProcess => {
  const { name, client, checkpoint, eventTypes, handle, keyOf, logger } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  /** What fails now, by key. */
  const failing = new Map<string, string>();
  const gate = new Gate(SIDE_BY_SIDE);

  /** Tries until it works; false when the process stops first. */
  const insist = async (key: string, work: () => Promise<void>): Promise<boolean> => {
    for (let pause = RETRY_MS.first; !signal.aborted; pause = Math.min(pause * 2, RETRY_MS.most)) {
      try {
        await work();
        failing.delete(key);
        return true;
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        failing.set(key, reason);
        logger.error({ process: name, key, reason, retryInMs: pause }, 'a process failed and tries again');
        await sleep(pause, undefined, { signal }).catch(() => undefined);
      }
    }
    return false;
  };

  let savedAt = 0;
  /** How far the log was looked at beyond the checkpoint. */
  let unsaved: bigint | undefined;
  const onBatch = async (entries: readonly LogEntry[], considered: bigint): Promise<void> => {
    const live = entries.filter((entry) => !isImported(entry));
    const byKey = new Map<string, LogEntry[]>();
    for (const entry of live) {
      const key = keyOf(entry);
      const events = byKey.get(key);
      if (events) events.push(entry);
      else byKey.set(key, [entry]);
    }
    const done = await Promise.all(
      [...byKey].map(([key, events]) =>
        gate.pass(async () => {
          for (const event of events) if (!(await insist(key, () => handle(toRecorded(event))))) return false;
          return true;
        }),
      ),
    );
    // Stopped half-way: the events that were not handled come again at the next start.
    if (done.includes(false)) return;
    unsaved = considered;
    // Our own checkpoint is an event of the log: keeping one whenever the log moved would never end.
    if (entries.length === 0) return;
    if (live.length === 0 && Date.now() - savedAt < IDLE_CHECKPOINT_MS) return;
    savedAt = Date.now();
    unsaved = undefined;
    await insist('checkpoint', () => checkpoint.save(considered));
  };

  const run = async (): Promise<void> => {
    let from: bigint | undefined;
    const loaded = await insist('checkpoint', async () => {
      from = await checkpoint.load();
    });
    if (loaded) await followLog({ client, from, eventTypes, onBatch, signal, logger });
  };

  const running = run().catch((error: unknown) => {
    failing.set('follow', error instanceof Error ? error.message : String(error));
    logger.error({ err: error, process: name }, 'a process ended');
  });
  return {
    trouble: () => {
      for (const [key, reason] of failing) return `${name} is stuck at ${key}: ${reason}`;
      return undefined;
    },
    close: async () => {
      stopping.abort();
      await running;
      // A courtesy to the next start, which then looks at less of the log again.
      if (unsaved !== undefined) await checkpoint.save(unsaved).catch(() => undefined);
    },
  };
};
