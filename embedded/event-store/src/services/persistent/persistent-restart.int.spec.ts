import {
  END,
  EventStoreDBClient,
  jsonEvent,
  PARK,
  PersistentSubscriptionDroppedError,
  persistentSubscriptionToAllSettingsFromDefaults as allSettings,
  persistentSubscriptionToStreamSettingsFromDefaults as settings,
  START,
  streamNameFilter,
} from '@eventstore/db-client';
import { expect } from 'chai';
import { aWhile, eventually, Following } from '../../testing/following.js';
import { labelled, numbers } from '../../testing/labelled.js';
import { startProcess, temporaryFolder, type ServerProcess } from '../../testing/server-process.js';

describe('a persistent subscription over restarts', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  let server: ServerProcess;
  let client: EventStoreDBClient;
  let followings: Following[] = [];

  const begin = async (): Promise<void> => {
    server = await startProcess(folder.path);
    client = EventStoreDBClient.connectionString(server.url);
  };
  const again = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    await server.kill(signal);
    await client.dispose();
    followings = [];
    await begin();
  };
  before(begin);
  after(async () => {
    await Promise.all(followings.map((following) => following.stop()));
    await client.dispose();
    await server.kill('SIGTERM');
    folder.remove();
  });
  const follow = (stream: string, answer?: ConstructorParameters<typeof Following>[1], bufferSize = 10): Following => {
    const subscription = client.subscribeToPersistentSubscriptionToStream(stream, 'g', { bufferSize });
    const following = new Following(subscription, answer);
    followings.push(following);
    return following;
  };
  const info = (stream: string) => client.getPersistentSubscriptionToStreamInfo(stream, 'g');

  it('keeps settings, filters and the place where it began, also when the server was killed', async () => {
    const asked = settings({ startFrom: END, maxRetryCount: 4, consumerStrategyName: 'Pinned' });
    await client.appendToStream('kept', labelled(['before']));
    await client.createPersistentSubscriptionToStream('kept', 'g', asked);
    const filter = streamNameFilter({ prefixes: ['ke'] });
    await client.createPersistentSubscriptionToAll('all', allSettings({ startFrom: END }), { filter });
    await client.createPersistentSubscriptionToStream('gone', 'g', settings());
    await client.deletePersistentSubscriptionToStream('gone', 'g');
    await client.appendToStream('kept', labelled(['after']));
    await again('SIGKILL');
    expect((await info('kept')).settings).to.deep.equal(asked);
    const groups = await client.listAllPersistentSubscriptions();
    expect(groups.map(({ eventSource }) => eventSource)).to.deep.equal(['kept', '$all']);
    const onStream = follow('kept');
    const onAll = new Following(client.subscribeToPersistentSubscriptionToAll('all'));
    followings.push(onAll);
    await Promise.all([onStream.saw(1), onAll.saw(1)]);
    expect([onStream.labels, onAll.labels]).to.deep.equal([['after'], ['after']]);
  });

  it('repeats nothing that was acknowledged when the server stopped in order', async () => {
    await client.appendToStream('ordered', labelled(numbers(6)));
    await client.createPersistentSubscriptionToStream('ordered', 'g', settings({ startFrom: START }));
    const first = follow('ordered', (event, nth) => (nth < 4 ? first.subscription.ack(event) : undefined));
    await first.saw(6);
    await eventually(async () => (await info('ordered')).stats.totalInFlightMessages === 2);
    await again('SIGTERM');
    const second = follow('ordered');
    await second.saw(2);
    await aWhile(100);
    expect(second.labels).to.deep.equal(['4', '5']);
  });

  it('tells its consumers when the server stops', async () => {
    await client.createPersistentSubscriptionToStream('told', 'g', settings());
    const following = follow('told');
    await eventually(() => following.confirmed);
    const stopped = server.kill('SIGTERM');
    expect(await following.failed()).to.be.instanceOf(PersistentSubscriptionDroppedError);
    await stopped;
    await again('SIGTERM');
  });

  it('keeps what is parked, and what is being replayed until that is settled', async () => {
    await client.appendToStream('parked', labelled(numbers(4)));
    await client.createPersistentSubscriptionToStream('parked', 'g', settings({ startFrom: START }));
    const parking = follow('parked', (event) => parking.subscription.nack(PARK, 'later', event));
    await eventually(async () => (await info('parked')).stats.parkedMessageCount === 4n);
    await again('SIGKILL');
    await eventually(async () => (await info('parked')).stats.parkedMessageCount === 4n);
    const some = follow('parked', (event) => {
      const [label] = some.labels.slice(-1);
      return label === '0' || label === '1' ? some.subscription.ack(event) : undefined;
    });
    await client.replayParkedMessagesToStream('parked', 'g');
    await some.saw(4);
    const left = async (): Promise<number> => {
      let count = 0;
      for await (const { event } of client.readStream('$persistentsubscription-parked::g-parked')) if (event) count++;
      return count;
    };
    await eventually(async () => (await left()) === 2);
    await again('SIGKILL');
    expect((await info('parked')).stats.parkedMessageCount).to.equal(2n);
    const rest = follow('parked');
    await client.replayParkedMessagesToStream('parked', 'g');
    await rest.saw(2);
    expect(rest.labels).to.include.members(['2', '3']);
  });

  it('loses no message when the server is killed again and again under load, and repeats none before its checkpoint', async () => {
    const stream = 'killed';
    const asked = settings({
      startFrom: START,
      checkPointAfter: 20,
      checkPointLowerBound: 1,
      checkPointUpperBound: 10,
    });
    await client.createPersistentSubscriptionToStream(stream, 'g', asked);
    const acknowledged = new Set<string>();
    let written = 0;
    for (let round = 0; round < 4; round++) {
      const checkpoint = Number((await info(stream)).stats.lastCheckpointedEventRevision ?? -1n);
      const following = follow(
        stream,
        async (event) => {
          expect(Number(event.event?.revision)).to.be.greaterThan(checkpoint);
          await following.subscription.ack(event);
          acknowledged.add(event.event?.type ?? '');
        },
        32,
      );
      const until = Date.now() + 400;
      while (Date.now() < until) {
        const batch = numbers(5, written).map((label) => jsonEvent({ type: label, data: {} }));
        await client.appendToStream(stream, batch);
        written += batch.length;
      }
      await following.saw(1);
      await again('SIGKILL');
      if (following.error instanceof Error && following.error.name === 'AssertionError') throw following.error;
    }
    const rest = follow(stream, undefined, 100);
    await eventually(() => rest.seen.some(({ event }) => Number(event?.revision) === written - 1));
    const seen = new Set([...acknowledged, ...rest.seen.map(({ event }) => event?.type ?? '')]);
    expect(numbers(written).filter((label) => !seen.has(label))).to.deep.equal([]);
  });
});
