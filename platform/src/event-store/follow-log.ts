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
import type { StoredEvent } from './to-recorded.js';

/** An event of `$all`, not yet parsed: who follows decides what an unreadable one means. */
export type LogEntry = StoredEvent & { readonly position: { readonly commit: bigint } };

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
  /**
   * Takes what is waiting, in log order. `considered` is how far the log was looked at: at least the last entry's
   * position. Called with an empty batch when only that moved. When it rejects, following ends with that error.
   */
  readonly onBatch: (entries: readonly LogEntry[], considered: bigint) => Promise<void>;
  /** Called when history was handed over and dealt with, and what follows is live. */
  readonly onCaughtUp?: () => void;
  /** Called when the subscription broke, before it is made again: what follows may be late. */
  readonly onLost?: () => void;
  readonly signal: AbortSignal;
  readonly logger: Logger;
};

const RECONNECT_MS = { first: 50, most: 2_000 };

const escapeRegex = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/**
 * Follows `$all` behind a filter on the server, in batches as large as what is waiting: large while behind, single
 * events when live. At most two batches are held in memory; the subscription is paused meanwhile.
 * A broken connection is made again from the last position that was handed over.
 *
 * @returns resolves when `signal` aborts
 * @throws whatever `onBatch` throws
 */
export const followLog = async (options: FollowLog): Promise<void> => {
  const { signal, logger, onBatch, maxBatch = 2_000 } = options;
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
    const feed = openFeed({ ...options, onCaughtUp }, position, maxBatch);
    const stop = () => {
      feed.close();
    };
    signal.addEventListener('abort', stop, { once: true });
    try {
      for (;;) {
        const next = await feed.take();
        if (next === undefined) break;
        heard();
        await onBatch(next.entries, next.considered);
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

type Feed = {
  /** Waits for something; undefined when the subscription is over. */
  readonly take: () => Promise<{ readonly entries: readonly LogEntry[]; readonly considered: bigint } | undefined>;
  readonly failure: () => string;
  readonly close: () => void;
};

const openFeed = (options: FollowLog, from: bigint | undefined, maxBatch: number): Feed => {
  let waiting: LogEntry[] = [];
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
    waiting.push(event);
    if (waiting.length >= 2 * maxBatch) subscription.pause();
    if (waiting.length === 1 || waiting.length >= maxBatch) signalChange();
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
    if (checkpoint === undefined || waiting.length > 0 || subscription.readableLength > 0) return;
    if (considered === undefined || checkpoint > considered) considered = checkpoint;
    checkpoint = undefined;
  };

  /** That history is read is told once it is dealt with, too: who is ready has folded it. */
  const settleCaughtUp = () => {
    if (!caughtUp || waiting.length > 0 || subscription.readableLength > 0) return;
    caughtUp = false;
    options.onCaughtUp?.();
  };

  let handedOver = from;
  return {
    take: async () => {
      for (;;) {
        settleCaughtUp();
        if (over) return undefined;
        if (waiting.length > 0) {
          const entries = waiting.length <= maxBatch ? waiting : waiting.slice(0, maxBatch);
          waiting = waiting.length <= maxBatch ? [] : waiting.slice(maxBatch);
          const last = entries.at(-1);
          if (last) considered = last.position.commit;
          if (waiting.length < maxBatch && subscription.isPaused()) subscription.resume();
          settleCheckpoint();
          handedOver = considered;
          return { entries, considered: considered ?? 0n };
        }
        settleCheckpoint();
        if (considered !== undefined && considered !== handedOver) {
          handedOver = considered;
          return { entries: [], considered };
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
