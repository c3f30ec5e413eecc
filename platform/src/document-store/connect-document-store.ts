import { MongoClient, type Db } from 'mongodb';
import { atMost } from '../at-most.js';

const CLOSE_WITHIN_MS = 2_000;

export type DocumentStore = { readonly client: MongoClient; readonly db: Db; readonly close: () => Promise<void> };

/**
 * Opens the official driver on a URL that names the database. 64-bit integers are read as `bigint`: a log position is
 * beyond what a double holds exactly. Plain numbers (money, counts) are written and read as numbers.
 *
 * `close` ends within two seconds: the driver's own waits for servers that keep silent.
 *
 * @throws Error when the URL names no database
 */
export const connectDocumentStore = (url: string): DocumentStore => {
  const name = /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?/]+)/.exec(url)?.[1];
  if (name === undefined)
    throw new Error(`${url.replace(/\/\/[^@]*@/, '//***@')} names no database; expected mongodb://host:port/database`);
  const client = new MongoClient(url, { useBigInt64: true, serverSelectionTimeoutMS: 5_000, ignoreUndefined: true });
  return { client, db: client.db(decodeURIComponent(name)), close: () => atMost(client.close(), CLOSE_WITHIN_MS) };
};
