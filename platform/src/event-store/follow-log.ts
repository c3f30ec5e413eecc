import { setTimeout as sleep } from 'node:timers/promises';
import {
  eventTypeFilter,
  START,
  streamNameFilter,
  type AllStreamSubscription,
  type EventStoreDBClient,
} from '@eventstore/db-client';
import { streamPrefixes as shopPrefixes } from '@storefold/contracts';
import type { Logger } from '../telemetry/logger.js';
import { Waiting, type LogEntry } from './waiting.js';

export type FollowLog = {
  readonly client: Pick<EventStoreDBClient, 'subscribeToAll'>;
  /** Position of the last event that was dealt with; undefined begins at the start. */
  readonly from: bigint | undefined;
  /** Only these stream names. @default the shop's own */
  readonly streamPrefixes?: readonly string[];
  /** Only these event types, instead of stream names. */
  readonly eventTypes?: readonly string[];
  /** Largest batch. @default 2000 */
  readonly maxBatch?: number;
  /** Largest batch in bytes of the log, unless it is a single event. @default 4,000,000 */
  readonly maxBatchBytes?: number;
  /** Which part of both is this reader's now, where several read at once: above 0, 1 at most. @default all */
  readonly share?: () => number;
  /**
   * Takes what is waiting, in log order. `considered` is how far the log was looked at: at least the last entry's
   * position. Called with an empty batch when only that moved. `isFull` says that more waits already. When it rejects,
   * following ends with that error.
   */
  readonly onBatch: (entries: readonly LogEntry[], considered: bigint, isFull: boolean) => Promise<void>;
  /** Called when history was handed over and dealt with, and what follows is live. */
  readonly onCaughtUp?: () => void;
  /** Called when the subscription broke, before it is made again: what follows may be late. */
  readonly onLost?: () => void;
  readonly signal: AbortSignal;
  readonly logger: Logger;
};

const MAX_BATCH_BYTES = 4_000_000;
const RECONNECT_MS = { first: 50, most: 2_000 };

const escapeRegex = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/**
 * Follows `$all` behind a filter on the server, in batches as large as what is waiting: large while behind, single
 * events when live. At most three batches are held in memory, the one that is dealt with and the next two; the subscription
 * is paused meanwhile.
 * A broken connection is made again from the last position that was handed over.
 *
 * @returns resolves when `signal` aborts
 * @throws whatever `onBatch` throws
 */
export const followLog = async (options: FollowLog): Promise<void> => {
  const { signal, logger, onBatch } = options;
  let position = options.from;
  let pause = RECONNECT_MS.first;
  let isLost = false;
  const heard = () => {
    if (isLost) logger.info({ position: position?.toString() }, 'the log is followed again');
    isLost = false;
  };
  const onCaughtUp = () => {
    heard();
    options.onCaughtUp?.();
  };
  // Asked through a function: the compiler would else take the first answer for good.
  const aborted = () => signal.aborted;
  while (!aborted()) {
    const feed = openFeed({ ...options, onCaughtUp }, position);
    const stop = () => {
      feed.close();
    };
    signal.addEventListener('abort', stop, { once: true });
    try {
      for (;;) {
        const next = await feed.take();
        if (next === undefined) break;
        heard();
        await onBatch(next.entries, next.considered, next.isFull);
        position = next.considered;
        pause = RECONNECT_MS.first;
      }
    } finally {
      signal.removeEventListener('abort', stop);
      feed.close();
    }
    if (aborted()) return;
    options.onLost?.();
    // Once, however long it lasts: until something is heard again, each try would say the same.
    if (!isLost)
      logger.warn(
        { reason: feed.failure(), position: position?.toString() },
        'the subscription to the log ended; subscribing again until it is there',
      );
    isLost = true;
    await sleep(pause, undefined, { signal }).catch(() => undefined);
    pause = Math.min(pause * 2, RECONNECT_MS.most);
  }
};

type Taken = { readonly entries: readonly LogEntry[]; readonly considered: bigint; readonly isFull: boolean };

type Feed = {
  /** Waits for something; undefined when the subscription is over. */
  readonly take: () => Promise<Taken | undefined>;
  readonly failure: () => string;
  readonly close: () => void;
};

const openFeed = (options: FollowLog, from: bigint | undefined): Feed => {
  const { maxBatch = 2_000, maxBatchBytes = MAX_BATCH_BYTES, share = () => 1 } = options;
  const waiting = new Waiting(from, () => ({ events: maxBatch * share(), bytes: maxBatchBytes * share() }));
  let considered = from;
  let checkpoint: bigint | undefined;
  let caughtUp = false;
  let over = false;
  let reason = 'it was closed';
  let wake: (() => void) | undefined;
  const signalChange = () => {
    wake?.();
    wake = undefined;
  };

  const window = {
    maxSearchWindow: 1_000,
    checkpointInterval: 1,
    checkpointReached: (_: AllStreamSubscription, at: { commit: bigint }) => {
      checkpoint = at.commit;
      signalChange();
    },
  };
  const filter = options.eventTypes
    ? eventTypeFilter({ regex: `^(${options.eventTypes.map(escapeRegex).join('|')})$`, ...window })
    : streamNameFilter({ prefixes: [...(options.streamPrefixes ?? shopPrefixes)], ...window });
  const subscription = options.client.subscribeToAll(
    { fromPosition: from === undefined ? START : { commit: from, prepare: from }, filter },
    { highWaterMark: 256 },
  );
  const end = (why: string) => {
    over = true;
    reason = why;
    signalChange();
  };
  subscription.on('data', ({ event }) => {
    if (!event) return;
    waiting.add(event);
    if (waiting.isEnough) subscription.pause();
    if (waiting.size === 1 || waiting.isBatch) signalChange();
  });
  subscription.on('caughtUp', () => {
    caughtUp = true;
    signalChange();
  });
  subscription.on('error', (error) => {
    end(error.message);
  });
  subscription.on('end', () => {
    end('the server ended it');
  });
  subscription.on('close', () => {
    end('it was closed');
  });

  /** A checkpoint overtakes the events that still wait in the stream's own buffer: it counts once those are out. */
  const settleCheckpoint = () => {
    if (checkpoint === undefined || waiting.size > 0 || subscription.readableLength > 0) return;
    if (considered === undefined || checkpoint > considered) considered = checkpoint;
    checkpoint = undefined;
  };

  /** That history is read is told once it is dealt with, too: who is ready has folded it. */
  const settleCaughtUp = () => {
    if (!caughtUp || waiting.size > 0 || subscription.readableLength > 0) return;
    caughtUp = false;
    options.onCaughtUp?.();
  };

  let handedOver = from;
  return {
    take: async () => {
      for (;;) {
        settleCaughtUp();
        if (over) return undefined;
        if (waiting.size > 0) {
          const isFull = waiting.isBatch;
          const entries = waiting.take();
          const last = entries.at(-1);
          if (last) considered = last.position.commit;
          if (!waiting.isEnough && subscription.isPaused()) subscription.resume();
          settleCheckpoint();
          handedOver = considered;
          return { entries, considered: considered ?? 0n, isFull };
        }
        settleCheckpoint();
        if (considered !== undefined && considered !== handedOver) {
          handedOver = considered;
          return { entries: [], considered, isFull: false };
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    failure: () => reason,
    close: () => {
      if (!over) end('it was closed');
      subscription.unsubscribe().catch(() => undefined);
      subscription.destroy();
    },
  };
};
