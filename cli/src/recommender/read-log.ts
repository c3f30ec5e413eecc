import { connectEventStore, createLogger, findShop, followLog, toRecorded } from '@storefold/platform';
import { LogHistory, type LogPrefix } from '@storefold/recommender';

/** A prefix of a shop's log, and whose log it is. */
export type ReadLog = { readonly logId: string; readonly prefix: LogPrefix };

const eventTypes = ['ProductDefined', 'OrderPlaced', 'OrderCancelled', 'CustomerErased'];

/**
 * Reads a shop's log from its first event to where it ends now.
 *
 * @throws Error when no shop is open on it, or the event store cannot be reached
 */
export const readLog = async (
  url: string,
  onProgress: (events: number) => void = () => undefined,
): Promise<ReadLog> => {
  const client = connectEventStore(url);
  const stop = new AbortController();
  const log = new LogHistory();
  let events = 0;
  try {
    const shop = await findShop(client);
    if (!shop) throw new Error(`no shop is open on the log at ${url}; start the shop first`);
    await followLog({
      ...{ client, from: undefined, eventTypes, signal: stop.signal, logger: createLogger('recommender', 'warn') },
      onBatch: (entries) => {
        log.apply(entries.map(toRecorded));
        onProgress((events += entries.length));
        return Promise.resolve();
      },
      onCaughtUp: () => {
        stop.abort();
      },
    });
    return { logId: shop.logId, prefix: log.prefix() };
  } finally {
    await client.dispose();
  }
};
