import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, jsonEvent, type JSONEventData } from '@eventstore/db-client';
import { startEventStore, type RunningEventStore } from '../server.js';
import { temporaryFolder } from './server-process.js';

/** A server in this process, on a folder of its own, and a client of it. Both are there between `before` and `after`. */
export type Served = { readonly server: RunningEventStore; readonly client: EventStoreDBClient };

/** Serves while the specs of a block run. @returns what is there then */
export const serving = (): (() => Served) => {
  const folder = temporaryFolder();
  let served: Served | undefined;
  before(async () => {
    const server = await startEventStore({ dataDir: folder.path, port: 0, tell: () => undefined });
    served = { server, client: EventStoreDBClient.connectionString(server.url) };
  });
  after(async () => {
    await served?.client.dispose();
    await served?.server.close();
    folder.remove();
  });
  return () => {
    if (!served) throw new Error('the server is there while the specs run, not before');
    return served;
  };
};

export type Thing = { readonly type: 'thing'; readonly data: { readonly label: string } };

/** An event that says its label. */
export const thing = (label: string, id: string = randomUUID()): JSONEventData<Thing> =>
  jsonEvent<Thing>({ id, type: 'thing', data: { label } });
export const things = (...labels: readonly string[]): JSONEventData<Thing>[] => labels.map((label) => thing(label));

/** The labels of a stream's events. */
export const labelsOf = async (
  client: EventStoreDBClient,
  stream: string,
  options: Parameters<EventStoreDBClient['readStream']>[1] = {},
): Promise<string[]> => {
  const found: string[] = [];
  for await (const { event } of client.readStream<Thing>(stream, options)) found.push(event?.data.label ?? '');
  return found;
};

/** What a piece of work failed with. */
export const failureOf = async (work: () => Promise<unknown>): Promise<unknown> => {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
};

/** Waits until something is so, five seconds at the most; the caller checks whether it is. */
export const eventually = async (isSo: () => boolean): Promise<void> => {
  for (const until = Date.now() + 5_000; !isSo() && Date.now() < until;)
    await new Promise((resolve) => setTimeout(resolve, 10));
};
