import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStoreDBClient } from '@eventstore/db-client';
import type { Recorded } from '@storefold/contracts';
import {
  followLog,
  isStoreFailure,
  toRecorded,
  Unavailable,
  type LogEntry,
  type Logger,
  type StoredEvent,
} from '@storefold/platform';
import { Gate } from '../streams/gate.js';
import type { ProcessCheckpoint } from './process-checkpoint.js';
import { SetAside } from './set-aside.js';

export type ProcessRunnerOptions = {
  readonly name: string;
  readonly client: EventStoreDBClient;
  readonly checkpoint: ProcessCheckpoint;
  readonly eventTypes: readonly string[];
  /** Must be repeat-safe: after a crash the newest events come again. */
  readonly handle: (event: Recorded) => Promise<void>;
  /** Events of one key are handled in turn, those of different keys side by side. */
  readonly keyOf: (event: StoredEvent) => string;
  readonly logger: Logger;
};

export type RunningProcess = {
  /** Undefined when well, else what is wrong. */
  readonly trouble: () => string | undefined;
  /** Whether what is not in trouble is dealt with all the same. */
  readonly goesOn: () => boolean;
  readonly close: () => Promise<void>;
};

const RETRY_MS = { first: 100, most: 10_000 };
/** So many keys at a time. */
const SIDE_BY_SIDE = 16;
/** Where a batch held nothing to handle (imported history), progress is kept this often. */
const IDLE_CHECKPOINT_MS = 5_000;

const isImported = ({ metadata }: LogEntry): boolean =>
  typeof metadata === 'object' && metadata !== null && 'origin' in metadata && metadata.origin === 'import';

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Whether a failure is everybody's: a store is away, and the next event would fail just so. */
const isEverybodys = (error: unknown): boolean => error instanceof Unavailable || isStoreFailure(error);

/**
 * Follows the log and handles each live event at least once, in order per key. Nothing is skipped: while a store is away
 * everything waits; an event that fails for another reason is set aside with its key and tried again at intervals, and the
 * others go on. Readiness says so.
 */
export const startProcess = (options: ProcessRunnerOptions): RunningProcess => {
  const { name, client, checkpoint, eventTypes, keyOf, logger } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  /** What holds everything now, by key. */
  const failing = new Map<string, string>();
  const gate = new Gate(SIDE_BY_SIDE);
  const handle = (event: StoredEvent) => options.handle(toRecorded(event));

  /**
   * Tries until it works; false when the process stops first.
   *
   * @param letGo takes a failure off our hands, where it can
   */
  const insist = async (
    key: string,
    work: () => Promise<void>,
    letGo: (error: unknown) => boolean = () => false,
  ): Promise<boolean> => {
    for (let pause = RETRY_MS.first; !signal.aborted; pause = Math.min(pause * 2, RETRY_MS.most)) {
      try {
        await work();
        failing.delete(key);
        return true;
      } catch (error) {
        if (letGo(error)) {
          failing.delete(key);
          return true;
        }
        const reason = reasonOf(error);
        failing.set(key, reason);
        logger.error({ process: name, key, reason, retryInMs: pause }, 'a process failed and tries again');
        await sleep(pause, undefined, { signal }).catch(() => undefined);
      }
    }
    return false;
  };

  /** Everything up to here was dealt with or set aside. */
  let reached: bigint | undefined;
  let savedAt = 0;
  /** Whether there is progress that was not kept. */
  let unsaved = false;
  const saveNow = async (): Promise<void> => {
    if (reached === undefined) return;
    savedAt = Date.now();
    unsaved = false;
    try {
      await checkpoint.save(reached, aside.places(reached));
    } catch (error) {
      unsaved = true;
      throw error;
    }
  };
  let saving = Promise.resolve(true);
  /** One at a time, so that an older one never follows a newer. */
  const save = (): Promise<boolean> => {
    saving = saving.then(() => insist('checkpoint', saveNow));
    return saving;
  };
  const aside = new SetAside({
    ...{ process: name, handle, signal, logger },
    onProgress: () => {
      unsaved = true;
      void save();
    },
  });

  const deal = async (key: string, events: readonly LogEntry[]): Promise<boolean> => {
    for (const [index, event] of events.entries()) {
      const rest = events.slice(index);
      if (aside.join(key, rest)) return true;
      const letGo = (error: unknown): boolean => {
        if (isEverybodys(error) || aside.isFull) return false;
        aside.put(key, rest, reasonOf(error));
        return true;
      };
      if (!(await insist(key, () => handle(event), letGo))) return false;
      if (aside.has(key)) return true;
    }
    return true;
  };

  const dealWithAll = async (live: readonly LogEntry[]): Promise<boolean> => {
    const byKey = new Map<string, LogEntry[]>();
    for (const entry of live) {
      const key = keyOf(entry);
      const events = byKey.get(key);
      if (events) events.push(entry);
      else byKey.set(key, [entry]);
    }
    const done = await Promise.all([...byKey].map(([key, events]) => gate.pass(() => deal(key, events))));
    // Stopped half-way: the events that were not handled come again at the next start.
    return !done.includes(false);
  };

  const onBatch = async (entries: readonly LogEntry[], considered: bigint): Promise<void> => {
    const live = entries.filter((entry) => !isImported(entry));
    if (!(await dealWithAll(live))) return;
    reached = considered;
    unsaved = true;
    // Our own checkpoint is an event of the log: keeping one whenever the log moved would never end.
    if (entries.length === 0) return;
    if (live.length === 0 && Date.now() - savedAt < IDLE_CHECKPOINT_MS) return;
    await save();
  };

  const run = async (): Promise<void> => {
    const loaded = await insist('checkpoint', async () => {
      const progress = await checkpoint.load();
      reached = progress?.position;
      for (const event of progress?.setAside ?? []) {
        const key = keyOf(event);
        if (!aside.join(key, [event])) aside.put(key, [event], 'it was set aside before the last stop');
      }
    });
    if (loaded) await followLog({ client, from: reached, eventTypes, onBatch, signal, logger });
  };

  const running = run().catch((error: unknown) => {
    failing.set('follow', reasonOf(error));
    logger.error({ err: error, process: name }, 'a process ended');
  });
  return {
    trouble: () => {
      for (const [key, reason] of failing) return `${name} is stuck at ${key}: ${reason}`;
      const set = aside.trouble();
      return set === undefined ? undefined : `${name} is stuck at ${set}`;
    },
    goesOn: () => failing.size === 0,
    close: async () => {
      stopping.abort();
      await running;
      await aside.settled();
      await saving;
      // A courtesy to the next start, which then looks at less of the log again.
      if (unsaved) await saveNow().catch(() => undefined);
    },
  };
};
