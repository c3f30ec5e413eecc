import { setTimeout as sleep } from 'node:timers/promises';
import {
  BACKWARDS,
  END,
  EventStoreDBClient,
  eventTypeFilter,
  jsonEvent,
  NO_STREAM,
  PARK,
  persistentSubscriptionToAllSettingsFromDefaults,
  persistentSubscriptionToStreamSettingsFromDefaults,
  START,
  streamNameFilter,
} from '@eventstore/db-client';
import { RecordingProxy, type RecordedMessage } from './recording.js';

const streams = '/event_store.client.streams.Streams/';
const persistent = '/event_store.client.persistent_subscriptions.PersistentSubscriptions/';
const projections = '/event_store.client.projections.Projections/';
const credentials = { username: 'admin', password: 'changeit' };
const event = (n: number) =>
  jsonEvent({ type: 'fuzz-type', data: { n, text: 'ü' }, metadata: { $correlationId: 'fuzz-correlation' } });
const drain = async (read: AsyncIterable<unknown>): Promise<void> => {
  // What is answered does not matter here.
  for await (const answer of read) if (answer === undefined) return;
};
const moment = () => sleep(60);

/** Calls of the real client, each with the method that it uses. All of them stay within streams named `fuzz-...`. */
const calls: readonly (readonly [path: string, call: (client: EventStoreDBClient) => Promise<unknown>])[] = [
  [`${streams}BatchAppend`, (client) => client.appendToStream('fuzz-1', [event(1), event(2), event(3)])],
  [`${streams}BatchAppend`, (client) => client.appendToStream('fuzz-2', event(1), { expectedRevision: NO_STREAM })],
  [`${streams}BatchAppend`, (client) => client.setStreamMetadata('fuzz-1', { maxCount: 9, maxAge: 90, custom: 'x' })],
  [`${streams}Append`, (client) => client.appendToStream('fuzz-1', [event(4), event(5)], { credentials })],
  [
    `${streams}Read`,
    async (client) => {
      await drain(client.readStream('fuzz-1', { maxCount: 2, fromRevision: 1n, resolveLinkTos: true }));
      await drain(client.readStream('fuzz-1', { direction: BACKWARDS, fromRevision: END }));
      await drain(client.readAll({ maxCount: 3 }));
      const named = client.subscribeToAll({ filter: streamNameFilter({ regex: '^fuzz-' }) });
      const all = client.subscribeToAll({ filter: eventTypeFilter({ prefixes: ['fuzz-'], checkpointInterval: 1 }) });
      const stream = client.subscribeToStream('fuzz-2', { fromRevision: START });
      for (const subscription of [all, named, stream]) {
        subscription.on('error', () => undefined);
        await moment();
        await subscription.unsubscribe();
      }
    },
  ],
  [
    `${persistent}Create`,
    async (client) => {
      const settings = persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: START, maxRetryCount: 2 });
      await client.createPersistentSubscriptionToStream('fuzz-1', 'fuzz-group', settings);
      const toAll = persistentSubscriptionToAllSettingsFromDefaults({ startFrom: START });
      const filter = streamNameFilter({ prefixes: ['fuzz-'] });
      await client.createPersistentSubscriptionToAll('fuzz-all', toAll, { filter });
    },
  ],
  [
    `${persistent}Update`,
    (client) =>
      client.updatePersistentSubscriptionToStream(
        'fuzz-1',
        'fuzz-group',
        persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: START }),
      ),
  ],
  [
    `${persistent}Read`,
    async (client) => {
      const subscription = client.subscribeToPersistentSubscriptionToStream('fuzz-1', 'fuzz-group');
      let n = 0;
      subscription.on('error', () => undefined);
      subscription.on('data', (resolved) => {
        const answer = n++ % 2 === 0 ? subscription.ack(resolved) : subscription.nack(PARK, 'why', resolved);
        answer.catch(() => undefined);
      });
      await moment();
      await subscription.unsubscribe();
    },
  ],
  [`${persistent}GetInfo`, (client) => client.getPersistentSubscriptionToStreamInfo('fuzz-1', 'fuzz-group')],
  [`${persistent}ReplayParked`, (client) => client.replayParkedMessagesToStream('fuzz-1', 'fuzz-group')],
  [`${persistent}List`, (client) => client.listAllPersistentSubscriptions()],
  [`${persistent}Delete`, (client) => client.deletePersistentSubscriptionToStream('fuzz-1', 'fuzz-group')],
  [`${projections}Statistics`, (client) => client.listProjections()],
  [`${projections}Enable`, (client) => client.enableProjection('$by_category')],
  [`${projections}Create`, (client) => client.createProjection('fuzz-projection', 'fromAll()')],
  [`${streams}Delete`, (client) => client.deleteStream('fuzz-2', { expectedRevision: 0n })],
  [`${streams}Tombstone`, (client) => client.tombstoneStream('fuzz-2')],
];

export type Conversation = {
  /** What the client sent, connection by connection. */
  readonly connections: readonly Buffer[];
  readonly messages: readonly RecordedMessage[];
};

/** Lets the real client talk to a server through a proxy, and keeps what it says. */
export const recordConversation = async (port: number): Promise<Conversation> => {
  const proxy = await RecordingProxy.start(port);
  const client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${proxy.port.toString()}?tls=false`);
  for (const [path, call] of calls) {
    proxy.expect(path);
    // A refusal is as good here: what counts is what the client said.
    await call(client).catch(() => undefined);
  }
  await client.dispose();
  await proxy.close();
  return { connections: proxy.connections.map((chunks) => Buffer.concat(chunks)), messages: proxy.messages };
};
