import { EventStoreDBClient } from '@eventstore/db-client';
import { atMost } from '../at-most.js';

const DISPOSE_WITHIN_MS = 2_000;

/**
 * Opens the official client on a connection string. Credentials, if any, stand in the string: per-call credentials
 * would make the client open a stream per append, at four times the cost.
 *
 * Its `dispose` ends within two seconds. The client's own waits for every read to be taken to its end, so it never ends where
 * a read was left early (by an error, say) that the server had sent in full.
 */
export const connectEventStore = (url: string): EventStoreDBClient => {
  const client = EventStoreDBClient.connectionString(url);
  const { dispose } = client;
  client.dispose = () => atMost(dispose(), DISPOSE_WITHIN_MS);
  return client;
};
