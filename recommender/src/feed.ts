import type { EventStoreDBClient } from '@eventstore/db-client';
import type { Recorded } from '@storefold/contracts';
import { followLog, toRecorded, waitForShop, type LogEntry, type Logger, type Shop } from '@storefold/platform';
import { servedEventTypes, type Knowledge } from './serving/knowledge.js';

/** Small enough that a question waits some tens of milliseconds at most while history is folded. */
const MOST_PER_BATCH = 100;

/** The flow of events into what is known, and what to say of it. */
export type Feed = {
  /** Whose log it is; undefined until the shop is open. */
  readonly shop: () => Shop | undefined;
  /** When something was last taken in, ISO 8601; undefined before. */
  readonly builtAt: () => string | undefined;
  /** Undefined when all history is folded and following goes on, else what is missing. */
  readonly missing: () => string | undefined;
  readonly close: () => Promise<void>;
};

/**
 * Folds the log into what is known from its first event, and goes on with what is appended. An event that cannot be read is left out,
 * counted, and told by its place in the log: one of many facts that recommendations rest on is missing then, and the shop's
 * pages are not to go without them for it.
 */
export const startFeed = (
  client: EventStoreDBClient,
  knowledge: Pick<Knowledge, 'apply'>,
  now: () => Date,
  logger: Logger,
  unreadable: () => void = () => undefined,
): Feed => {
  const stop = new AbortController();
  let shop: Shop | undefined;
  let builtAt: string | undefined;
  let caughtUp = false;
  let failure: string | undefined;
  let events = 0;

  const read = (entry: LogEntry): readonly Recorded[] => {
    try {
      return [toRecorded(entry)];
    } catch (error) {
      unreadable();
      const { type, streamId, position } = entry;
      logger.error(
        { err: error, type, streamId, position: position.commit.toString() },
        'an event cannot be read; left out',
      );
      return [];
    }
  };

  const run = async (): Promise<void> => {
    shop = await waitForShop(client, stop.signal);
    const startedAt = now().getTime();
    await followLog({
      client,
      from: undefined,
      eventTypes: servedEventTypes,
      maxBatch: MOST_PER_BATCH,
      signal: stop.signal,
      logger,
      onBatch: (entries, considered) => {
        knowledge.apply(entries.flatMap(read), considered);
        events += entries.length;
        builtAt = now().toISOString();
        return Promise.resolve();
      },
      onCaughtUp: () => {
        if (!caughtUp) logger.info({ events, ms: now().getTime() - startedAt }, 'history is folded');
        caughtUp = true;
        // A log without an event for us is known to its end, too.
        builtAt ??= now().toISOString();
      },
    });
  };
  const running = run().catch((error: unknown) => {
    if (stop.signal.aborted) return;
    failure = error instanceof Error ? error.message : String(error);
    logger.error({ err: error }, 'following the log ended; recommendations stay as they are until a restart');
  });

  return {
    shop: () => shop,
    builtAt: () => builtAt,
    missing: () => {
      if (failure !== undefined) return `following the log ended: ${failure}`;
      if (shop === undefined) return 'no shop is open on this log yet, or the event store cannot be reached';
      return caughtUp ? undefined : `history is being folded: ${events.toString()} events so far`;
    },
    close: async () => {
      stop.abort();
      await running;
    },
  };
};
