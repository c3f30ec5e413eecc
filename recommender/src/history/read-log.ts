import type { EventStoreDBClient } from '@eventstore/db-client';
import { followLog, toRecorded, type Logger } from '@storefold/platform';
import { LogHistory, type LogPrefix } from './log-history.js';

const eventTypes = ['ProductDefined', 'OrderPlaced', 'OrderCancelled', 'CustomerErased'];

/**
 * Reads what there is to learn from a log, from its first event to where it ends now. A store that is away is waited for.
 *
 * @param upTo events after this position are left out. @default none are
 */
export const readPrefix = async (
  client: Pick<EventStoreDBClient, 'subscribeToAll'>,
  logger: Logger,
  { upTo, onProgress }: { readonly upTo?: bigint | undefined; readonly onProgress?: (events: number) => void } = {},
): Promise<LogPrefix> => {
  const stop = new AbortController();
  const log = new LogHistory();
  let events = 0;
  await followLog({
    ...{ client, from: undefined, eventTypes, signal: stop.signal, logger },
    onBatch: (entries) => {
      const recorded = entries.map(toRecorded);
      log.apply(upTo === undefined ? recorded : recorded.filter(({ position }) => position <= upTo));
      onProgress?.((events += entries.length));
      return Promise.resolve();
    },
    onCaughtUp: () => {
      stop.abort();
    },
  });
  return log.prefix();
};
