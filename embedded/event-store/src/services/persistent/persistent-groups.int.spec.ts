import {
  DISPATCH_TO_SINGLE,
  END,
  EventStoreDBClient,
  PersistentSubscriptionDoesNotExistError,
  PersistentSubscriptionDroppedError,
  PersistentSubscriptionExistsError,
  PersistentSubscriptionFailedError,
  persistentSubscriptionToStreamSettingsFromDefaults as settings,
  PINNED,
  ROUND_ROBIN,
  START,
  UNBOUNDED,
} from '@eventstore/db-client';
import { expect } from 'chai';
import { startEventStore, type RunningEventStore } from '../../server.js';
import { failureOf, eventually, Following } from '../../testing/following.js';
import { labelled } from '../../testing/labelled.js';
import { temporaryFolder } from '../../testing/server-process.js';

describe('persistent subscriptions to streams, as they are kept', () => {
  const folder = temporaryFolder();
  let server: RunningEventStore;
  let client: EventStoreDBClient;

  before(async () => {
    server = await startEventStore({ dataDir: folder.path, port: 0 });
    client = EventStoreDBClient.connectionString(`${server.url}&connectionName=the-shop`);
  });
  after(async () => {
    await client.dispose();
    await server.close();
    folder.remove();
  });
  const info = (stream: string, group = 'g') => client.getPersistentSubscriptionToStreamInfo(stream, group);

  it('keep every setting as it was given, at creation and at an update', async () => {
    const first = settings({ startFrom: START });
    await client.createPersistentSubscriptionToStream('kept', 'g', first);
    expect(await info('kept')).to.deep.include({
      eventSource: 'kept',
      groupName: 'g',
      settings: first,
      connections: [],
    });
    const second = {
      startFrom: 12n,
      resolveLinkTos: true,
      extraStatistics: true,
      messageTimeout: 1_234,
      maxRetryCount: 3,
      checkPointAfter: 567,
      checkPointLowerBound: 2,
      checkPointUpperBound: 20,
      maxSubscriberCount: 7,
      liveBufferSize: 30,
      readBatchSize: 5,
      historyBufferSize: 40,
      consumerStrategyName: PINNED,
    };
    await client.updatePersistentSubscriptionToStream('kept', 'g', second);
    expect((await info('kept')).settings).to.deep.equal(second);
    for (const consumerStrategyName of [ROUND_ROBIN, DISPATCH_TO_SINGLE] as const) {
      const other = settings({ startFrom: END, consumerStrategyName, maxSubscriberCount: UNBOUNDED });
      await client.updatePersistentSubscriptionToStream('kept', 'g', other);
      expect((await info('kept')).settings).to.deep.equal(other);
    }
  });

  it('are one of a name, and each group of a stream is its own', async () => {
    await client.createPersistentSubscriptionToStream('twice', 'g', settings());
    const again = await failureOf(client.createPersistentSubscriptionToStream('twice', 'g', settings()));
    expect(again).to.be.instanceOf(PersistentSubscriptionExistsError);
    expect(again).to.include({ streamName: 'twice', groupName: 'g' });
    await client.createPersistentSubscriptionToStream('twice', 'h', settings());
    const race = await Promise.allSettled(
      Array.from({ length: 8 }, () => client.createPersistentSubscriptionToStream('race', 'g', settings())),
    );
    expect(race.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
  });

  it('say by name when there is none', async () => {
    const calls = [
      client.updatePersistentSubscriptionToStream('none', 'g', settings()),
      client.deletePersistentSubscriptionToStream('none', 'g'),
      info('none'),
      client.replayParkedMessagesToStream('none', 'g'),
      new Following(client.subscribeToPersistentSubscriptionToStream('none', 'g')).failed().then((error) => {
        throw error;
      }),
    ];
    for (const error of await Promise.all(calls.map(failureOf))) {
      expect(error).to.be.instanceOf(PersistentSubscriptionDoesNotExistError);
      expect(error).to.include({ streamName: 'none', groupName: 'g' });
    }
    expect(String(await failureOf(info('none')))).to.contain('Subscription group g on stream none does not exist.');
    const list = await failureOf(client.listPersistentSubscriptionsToStream('none'));
    expect(list).to.be.instanceOf(PersistentSubscriptionDoesNotExistError);
  });

  it('are refused with the reason where the settings are impossible, and nothing is created', async () => {
    const refused = async (stream: string, wrong: Parameters<typeof settings>[0], reason: string): Promise<void> => {
      const error = await failureOf(client.createPersistentSubscriptionToStream(stream, 'g', settings(wrong)));
      expect(error).to.be.instanceOf(PersistentSubscriptionFailedError);
      expect(error).to.have.property('reason').that.contains(reason);
      expect(await failureOf(info(stream))).to.be.instanceOf(PersistentSubscriptionDoesNotExistError);
    };
    await refused('bad-1', { readBatchSize: 50, historyBufferSize: 50 }, 'must be below the history buffer size (50)');
    await refused('bad-2', { readBatchSize: 0 }, 'at least 1');
    await refused('bad-3', { startFrom: 2n ** 60n }, 'Invalid Start From position');
    await refused('$all', {}, '$all is no stream');
    const update = client.updatePersistentSubscriptionToStream('kept', 'g', settings({ readBatchSize: 9_999 }));
    expect(await failureOf(update)).to.be.instanceOf(PersistentSubscriptionFailedError);
    const nameless = client.createPersistentSubscriptionToStream('', 'g', settings());
    expect(await failureOf(nameless))
      .to.have.property('reason')
      .that.contains('a stream needs a name');
  });

  it('take what the real server takes: no time-out, and bounds that are turned round', async () => {
    await client.createPersistentSubscriptionToStream('odd', 'g', settings({ messageTimeout: -1 }));
    const turned = settings({ checkPointLowerBound: 100, checkPointUpperBound: 10 });
    await client.updatePersistentSubscriptionToStream('odd', 'g', turned);
    expect((await info('odd')).settings).to.deep.equal(turned);
  });

  it('may have names in any script, also in errors', async () => {
    const [stream, group] = ['어학연구소/0️⃣', 'ヽ༼ຈل͜ຈ༽ﾉ'];
    await client.createPersistentSubscriptionToStream(stream, group, settings());
    expect(await info(stream, group)).to.include({ eventSource: stream, groupName: group });
    const again = await failureOf(client.createPersistentSubscriptionToStream(stream, group, settings()));
    expect(again).to.be.instanceOf(PersistentSubscriptionExistsError);
  });

  it('are not found by names of any length, and the connection goes on', async () => {
    for (const name of ['x'.repeat(300_000), '🙂'.repeat(100_000), `x${'🙂'.repeat(100_000)}`]) {
      const error = await failureOf(info(name, name));
      expect(error).to.be.instanceOf(PersistentSubscriptionDoesNotExistError);
    }
  });

  it('are listed by stream and all together', async () => {
    await client.createPersistentSubscriptionToStream('listed', 'g1', settings());
    await client.createPersistentSubscriptionToStream('listed', 'g2', settings());
    const mine = await client.listPersistentSubscriptionsToStream('listed');
    expect(mine.map(({ eventSource, groupName, status }) => [eventSource, groupName, status])).to.deep.equal([
      ['listed', 'g1', 'Live'],
      ['listed', 'g2', 'Live'],
    ]);
    const all = await client.listAllPersistentSubscriptions();
    expect(all.map(({ eventSource }) => eventSource)).to.include.members(['listed', 'twice', 'kept']);
  });

  it('tell what they are at: consumers, messages, positions and response times', async () => {
    await client.appendToStream('told', labelled(['a', 'b', 'c', 'd']));
    const asked = settings({ startFrom: START, extraStatistics: true, checkPointUpperBound: 1 });
    await client.createPersistentSubscriptionToStream('told', 'g', asked);
    const consumer = client.subscribeToPersistentSubscriptionToStream('told', 'g', { bufferSize: 3 });
    const following = new Following(consumer, (event, nth) => (nth === 0 ? consumer.ack(event) : undefined));
    await following.saw(4);
    await eventually(async () => (await info('told')).stats.lastCheckpointedEventRevision === 0n);
    const { connections, stats, status } = await info('told');
    expect(status).to.equal('Live');
    expect(stats).to.deep.include({
      totalItems: 4n,
      outstandingMessagesCount: 3,
      totalInFlightMessages: 3,
      lastKnownEventRevision: 3n,
      readBufferCount: 0,
      retryBufferCount: 0,
      parkedMessageCount: 0n,
    });
    expect(connections).to.have.length(1);
    const [connection] = connections;
    expect(connection).to.include({
      username: 'admin',
      connectionName: 'the-shop',
      inFlightMessages: 3,
      availableSlots: 0,
    });
    expect(connection?.from).to.match(/^127\.0\.0\.1:\d+$/);
    expect(connection?.totalItems).to.equal(4n);
    expect(connection?.extraStatistics?.get('quintile 3')).to.be.a('bigint');
    expect((await info('told')).stats.countSinceLastMeasurement).to.equal(0n);
    await following.stop();
    await eventually(async () => (await info('told')).connections.length === 0);
  });

  for (const [what, end] of [
    ['deleted', () => client.deletePersistentSubscriptionToStream('under', 'g')],
    ['updated', () => client.updatePersistentSubscriptionToStream('under', 'g', settings())],
    ['restarted', () => client.restartPersistentSubscriptionSubsystem()],
  ] as const)
    it(`drop their consumers by name when they are ${what}`, async () => {
      await client.createPersistentSubscriptionToStream('under', 'g', settings());
      const following = new Following(client.subscribeToPersistentSubscriptionToStream('under', 'g'));
      await eventually(() => following.confirmed);
      await end();
      const error = await following.failed();
      expect(error).to.be.instanceOf(PersistentSubscriptionDroppedError);
      expect(error).to.include({ streamName: 'under', groupName: 'g' });
      if (what !== 'deleted') await client.deletePersistentSubscriptionToStream('under', 'g');
    });

  it('forget everything when they are deleted: a new one of the name begins anew', async () => {
    await client.appendToStream('anew', labelled(['a', 'b']));
    const asked = settings({ startFrom: START, checkPointUpperBound: 1, maxRetryCount: 0 });
    for (let time = 0; time < 2; time++) {
      await client.createPersistentSubscriptionToStream('anew', 'g', asked);
      const consumer = client.subscribeToPersistentSubscriptionToStream('anew', 'g');
      const following = new Following(consumer, (event, nth) =>
        nth === 0 ? consumer.nack('park', 'no', event) : consumer.ack(event),
      );
      await following.saw(2);
      expect(following.labels).to.deep.equal(['a', 'b']);
      await eventually(async () => (await info('anew')).stats.lastCheckpointedEventRevision === 1n);
      expect((await info('anew')).stats.parkedMessageCount).to.equal(1n);
      await client.deletePersistentSubscriptionToStream('anew', 'g');
    }
  });
});
