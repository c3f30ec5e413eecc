import { connectEventStore, createLogger, findShop } from '@storefold/platform';
import { readPrefix, type LogPrefix } from '@storefold/recommender';

/** A prefix of a shop's log, and whose log it is. */
export type ReadLog = { readonly logId: string; readonly prefix: LogPrefix };

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
  try {
    const shop = await findShop(client);
    if (!shop) throw new Error(`no shop is open on the log at ${url}; start the shop first`);
    const prefix = await readPrefix(client, createLogger('recommender', 'warn'), { onProgress });
    return { logId: shop.logId, prefix };
  } finally {
    await client.dispose();
  }
};
