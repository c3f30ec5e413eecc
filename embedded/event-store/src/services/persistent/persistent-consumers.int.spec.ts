import {
  DISPATCH_TO_SINGLE,
  END,
  EventStoreDBClient,
  PersistentSubscriptionMaximumSubscribersReachedError,
  persistentSubscriptionToStreamSettingsFromDefaults as settings,
  PINNED,
  ROUND_ROBIN,
  START,
} from '@eventstore/db-client';
import { expect } from 'chai';
import { startEventStore, type RunningEventStore } from '../../server.js';
import { aWhile, eventually, Following } from '../../testing/following.js';
import { labelled, numbers } from '../../testing/labelled.js';
import { temporaryFolder } from '../../testing/server-process.js';

describe('consumers of a persistent subscription to a stream', () => {
  const folder = temporaryFolder();
  let server: RunningEventStore;
  let client: EventStoreDBClient;

  before(async () => {
    server = await startEventStore({ dataDir: folder.path, port: 0 });
    client = EventStoreDBClient.connectionString(server.url);
  });
  after(async () => {
    await client.dispose();
    await server.close();
    folder.remove();
  });
  const create = (stream: string, changes: Parameters<typeof settings>[0] = {}) =>
    client.createPersistentSubscriptionToStream(stream, 'g', settings({ startFrom: START, ...changes }));
  const subscribe = (stream: string, bufferSize = 10) =>
    client.subscribeToPersistentSubscriptionToStream(stream, 'g', { bufferSize });
  const info = (stream: string) => client.getPersistentSubscriptionToStreamInfo(stream, 'g');

  for (const [name, startFrom, expected] of [
    ['the start', START, ['0', '1', '2', 'later']],
    ['a revision', 1n, ['1', '2', 'later']],
    ['the end', END, ['later']],
    ['a revision to come', 3n, ['later']],
  ] as const)
    it(`are given a stream from ${name}, and what comes`, async () => {
      const stream = `from-${name}`;
      await client.appendToStream(stream, labelled(numbers(3)));
      await create(stream, { startFrom });
      const following = new Following(subscribe(stream));
      await eventually(() => following.confirmed);
      const { position } = await client.appendToStream(stream, labelled(['later']));
      await following.saw(expected.length);
      expect(following.labels).to.deep.equal(expected);
      expect(following.seen.at(-1)?.event?.position).to.deep.equal(position);
      await following.stop();
    });

  it('are given a stream that does not exist yet, when it does, and goes on after it was deleted', async () => {
    await create('to-come');
    const following = new Following(subscribe('to-come'));
    await client.appendToStream('to-come', labelled(['a']));
    await following.saw(1);
    await client.deleteStream('to-come');
    await client.appendToStream('to-come', labelled(['b']));
    await following.saw(2);
    expect(following.seen.map(({ event }) => event?.revision)).to.deep.equal([0n, 1n]);
    await following.stop();
  });

  it('are given every event of a long stream once, in order, through small buffers', async () => {
    await client.appendToStream('long', labelled(numbers(300)));
    await create('long', { readBatchSize: 7, historyBufferSize: 10, liveBufferSize: 5 });
    const following = new Following(subscribe('long', 3));
    await following.saw(300);
    await client.appendToStream('long', labelled(numbers(100, 300)));
    await following.saw(400);
    await aWhile(100);
    expect(following.labels).to.deep.equal(numbers(400));
    await following.stop();
  });

  it('may be read as an async iterator', async () => {
    await client.appendToStream('iterated', labelled(numbers(30)));
    await create('iterated');
    const labels: number[] = [];
    const subscription = subscribe('iterated');
    for await (const event of subscription) {
      labels.push(Number(event.event?.revision));
      await subscription.ack(event);
      if (labels.length === 30) break;
    }
    expect(labels).to.deep.equal(numbers(30).map(Number));
  });

  it('hold no more than they have room for, and what waits is told', async () => {
    await client.appendToStream('held', labelled(numbers(50)));
    await create('held', { readBatchSize: 10, historyBufferSize: 20 });
    const following = new Following(subscribe('held', 4), () => undefined);
    await following.saw(4);
    await eventually(async () => (await info('held')).stats.readBufferCount === 20);
    expect((await info('held')).status).to.equal('Behind');
    expect(following.labels).to.deep.equal(numbers(4));
    await following.stop();
  });

  it('that do not read are not sent more than the connection takes', async () => {
    const pad = 'x'.repeat(64 * 1024);
    for (let k = 0; k < 20; k++) await client.appendToStream('unread', labelled(numbers(10).map((n) => n + pad)));
    await create('unread');
    const reader = EventStoreDBClient.connectionString(server.url);
    const subscription = reader.subscribeToPersistentSubscriptionToStream('unread', 'g', { bufferSize: 200 });
    await eventually(async () => ((await info('unread')).connections[0]?.inFlightMessages ?? 0) > 0);
    await aWhile();
    expect((await info('unread')).connections[0]?.inFlightMessages).to.be.below(150);
    const following = new Following(subscription);
    await following.saw(200);
    await following.stop();
    await reader.dispose();
  });

  it('need room for a message at least', async () => {
    await create('roomless');
    const error = await new Following(subscribe('roomless', 0)).failed();
    expect(String(error)).to.contain('at least 1 message');
  });

  it('are as many as they may be', async () => {
    await create('full', { maxSubscriberCount: 1 });
    const first = new Following(subscribe('full'));
    await eventually(() => first.confirmed);
    const error = await new Following(subscribe('full')).failed();
    expect(error).to.be.instanceOf(PersistentSubscriptionMaximumSubscribersReachedError);
    expect(error).to.include({ streamName: 'full', groupName: 'g' });
    await first.stop();
    await eventually(async () => (await info('full')).connections.length === 0);
    const third = new Following(subscribe('full'));
    await eventually(() => third.confirmed);
    await third.stop();
  });

  it('are given again what they did not answer in time, as often as is allowed', async () => {
    await client.appendToStream('late', labelled(['a']));
    await create('late', { messageTimeout: 100, maxRetryCount: 2 });
    const following = new Following(subscribe('late'), () => undefined);
    await eventually(async () => (await info('late')).stats.parkedMessageCount === 1n);
    expect(following.labels).to.deep.equal(['a', 'a/1', 'a/2']);
    await following.stop();
  });

  it('are given what a lost one held', async () => {
    await client.appendToStream('lost', labelled(numbers(3)));
    await create('lost');
    const first = new Following(subscribe('lost'), () => undefined);
    await first.saw(3);
    await first.stop();
    const second = new Following(subscribe('lost'));
    await second.saw(3);
    expect(second.labels).to.deep.equal(['0/1', '1/1', '2/1']);
    await second.stop();
  });

  it('may take several answers together', async () => {
    await client.appendToStream('many', labelled(numbers(4)));
    await create('many');
    const subscription = subscribe('many');
    const following = new Following(subscription, () => undefined);
    await following.saw(4);
    const [a, b, c, d] = following.seen;
    if (!a || !b || !c || !d) throw new Error('four were seen');
    await subscription.ack(a, b);
    await subscription.nack('retry', 'again', c, d);
    await following.saw(6);
    expect(following.labels.slice(4)).to.deep.equal(['2/1', '3/1']);
    await following.stop();
  });

  for (const action of ['skip', 'stop'] as const)
    it(`settle a message with ${action}: it does not come again and is not parked`, async () => {
      const stream = `settled-${action}`;
      await client.appendToStream(stream, labelled(['a', 'b']));
      await create(stream, { checkPointUpperBound: 1 });
      const subscription = subscribe(stream);
      const following = new Following(subscription, (event) => subscription.nack(action, 'because', event));
      await eventually(async () => (await info(stream)).stats.lastCheckpointedEventRevision === 1n);
      await aWhile(100);
      expect(following.labels).to.deep.equal(['a', 'b']);
      expect((await info(stream)).stats.parkedMessageCount).to.equal(0n);
      await following.stop();
    });

  const shares = async (stream: string, strategy: string, streams: readonly string[]) => {
    await create(stream, { consumerStrategyName: strategy, resolveLinkTos: true });
    const consumers = [0, 1].map(() => new Following(subscribe(stream, 50)));
    await eventually(() => consumers.every(({ confirmed }) => confirmed));
    for (const source of streams) await client.appendToStream(source, labelled(['x']));
    await eventually(() => consumers.reduce((sum, { seen }) => sum + seen.length, 0) === streams.length);
    await Promise.all(consumers.map((consumer) => consumer.stop()));
    return consumers.map(({ seen }) => seen.map(({ event }) => event?.streamId ?? ''));
  };
  it('share a stream in turn with RoundRobin', async () => {
    const [first, second] = await shares(
      '$ce-turns',
      ROUND_ROBIN,
      numbers(10).map((n) => `turns-${n}`),
    );
    expect([first?.length, second?.length]).to.deep.equal([5, 5]);
  });
  it('leave it all to one with DispatchToSingle', async () => {
    const [first] = await shares(
      '$ce-single',
      DISPATCH_TO_SINGLE,
      numbers(10).map((n) => `single-${n}`),
    );
    expect([0, 10]).to.include(first?.length);
  });
  it('keep each source stream to one of them with Pinned', async () => {
    const sources = numbers(60).map((n) => `pinned-${(Number(n) % 12).toString()}`);
    const [first, second] = await shares('$ce-pinned', PINNED, sources);
    expect(first?.length).to.be.greaterThan(0);
    expect(second?.length).to.be.greaterThan(0);
    expect(first?.filter((stream) => second?.includes(stream))).to.deep.equal([]);
  });

  it('are given links as they are, or what they point to when asked', async () => {
    await client.appendToStream('linked-1', labelled(['a', 'b', 'c']));
    await client.deleteStream('linked-1');
    await client.appendToStream('linked-1', labelled(['d']));
    for (const resolveLinkTos of [true, false]) {
      const group = String(resolveLinkTos);
      const asked = settings({ startFrom: START, resolveLinkTos });
      await client.createPersistentSubscriptionToStream('$ce-linked', group, asked);
      const following = new Following(client.subscribeToPersistentSubscriptionToStream('$ce-linked', group));
      await following.saw(4);
      const shown = following.seen.map(({ event, link }) => [event?.type, event?.streamId, link?.revision]);
      if (resolveLinkTos) {
        // Three of the links lead nowhere: the stream was deleted.
        expect(shown.slice(0, 3)).to.deep.equal([0n, 1n, 2n].map((revision) => [undefined, undefined, revision]));
        expect(shown[3]).to.deep.equal(['thing', 'linked-1', 3n]);
      } else {
        expect(shown).to.deep.equal(Array.from({ length: 4 }, () => ['$>', '$ce-linked', undefined]));
      }
      await aWhile(100);
      expect(following.seen).to.have.length(4);
      await following.stop();
    }
  });
});
