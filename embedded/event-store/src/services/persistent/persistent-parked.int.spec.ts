import {
  EventStoreDBClient,
  PARK,
  PersistentSubscriptionFailedError,
  persistentSubscriptionToStreamSettingsFromDefaults as settings,
  RETRY,
  START,
  StreamNotFoundError,
} from '@eventstore/db-client';
import { expect } from 'chai';
import { startEventStore, type RunningEventStore } from '../../server.js';
import { aWhile, eventually, failureOf, Following } from '../../testing/following.js';
import { labelled, numbers } from '../../testing/labelled.js';
import { temporaryFolder } from '../../testing/server-process.js';

/** What a link says: data of a link is bytes. */
const pointer = (data: unknown): string => (data instanceof Uint8Array ? Buffer.from(data).toString() : 'no bytes');

describe('parked messages of a persistent subscription', () => {
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
  const parkedStream = (stream: string): string => `$persistentsubscription-${stream}::g-parked`;
  const links = async (stream: string) => {
    const found = [];
    for await (const { event } of client.readStream(parkedStream(stream))) found.push(event);
    return found;
  };
  const parkedCount = async (stream: string): Promise<bigint> =>
    (await client.getPersistentSubscriptionToStreamInfo(stream, 'g')).stats.parkedMessageCount;
  /** A stream of which every message was parked once; from then on all is acknowledged. */
  const allParked = async (stream: string, count: number, changes: Parameters<typeof settings>[0] = {}) => {
    await client.appendToStream(stream, labelled(numbers(count)));
    const asked = settings({ startFrom: START, ...changes });
    await client.createPersistentSubscriptionToStream(stream, 'g', asked);
    const subscription = client.subscribeToPersistentSubscriptionToStream(stream, 'g');
    const following = new Following(subscription, (event, nth) =>
      nth < count ? subscription.nack(PARK, 'later', event) : subscription.ack(event),
    );
    await eventually(async () => (await parkedCount(stream)) === BigInt(count));
    return following;
  };

  it('are links with the time and the reason', async () => {
    const following = await allParked('parked', 2);
    const [first, second] = await links('parked');
    expect(first).to.include({ type: '$>', isJson: false });
    expect(pointer(first?.data)).to.equal('0@parked');
    expect(pointer(second?.data)).to.equal('1@parked');
    expect(first?.metadata).to.have.property('reason', "Client explicitly NAK'ed message.\nlater");
    expect(first?.metadata)
      .to.have.property('added')
      .that.matches(/^\d{4}-\d\d-\d\dT/);
    await following.stop();
  });

  it('are also those that were tried often enough, with that as the reason', async () => {
    await client.appendToStream('tired', labelled(['a']));
    const asked = settings({ startFrom: START, maxRetryCount: 1 });
    await client.createPersistentSubscriptionToStream('tired', 'g', asked);
    const subscription = client.subscribeToPersistentSubscriptionToStream('tired', 'g');
    const following = new Following(subscription, (event) => subscription.nack(RETRY, 'again', event));
    await eventually(async () => (await parkedCount('tired')) === 1n);
    expect(following.labels).to.deep.equal(['a', 'a/1']);
    expect((await links('tired'))[0]?.metadata).to.have.property('reason', 'Reached retry count of 1');
    await following.stop();
  });

  it('come again when they are replayed, in the order in which they were parked, and are gone after that', async () => {
    const following = await allParked('again', 50, { readBatchSize: 4, historyBufferSize: 8 });
    await client.replayParkedMessagesToStream('again', 'g');
    await following.saw(100);
    expect(following.labels.slice(50)).to.deep.equal(numbers(50));
    expect(following.seen.at(-1)?.link?.streamId).to.equal(parkedStream('again'));
    await eventually(
      async () => (await links('again')).length === 0,
      () => 'the links to be let go of',
    );
    expect(await parkedCount('again')).to.equal(0n);
    await client.replayParkedMessagesToStream('again', 'g');
    await aWhile(100);
    expect(following.seen).to.have.length(100);
    await following.stop();
  });

  it('come again up to where is said, and from there the next time', async () => {
    const following = await allParked('some', 10);
    await client.replayParkedMessagesToStream('some', 'g', { stopAt: 4 });
    await following.saw(14);
    await eventually(async () => (await parkedCount('some')) === 6n);
    await aWhile(100);
    expect(following.labels.slice(10)).to.deep.equal(numbers(4));
    await client.replayParkedMessagesToStream('some', 'g', { stopAt: 7n });
    await following.saw(17);
    expect(following.labels.slice(14)).to.deep.equal(['4', '5', '6']);
    const negative = await failureOf(client.replayParkedMessagesToStream('some', 'g', { stopAt: -1 }));
    expect(negative).to.be.instanceOf(PersistentSubscriptionFailedError);
    await following.stop();
  });

  it('may be parked again', async () => {
    await client.appendToStream('stubborn', labelled(['a']));
    await client.createPersistentSubscriptionToStream('stubborn', 'g', settings({ startFrom: START }));
    const subscription = client.subscribeToPersistentSubscriptionToStream('stubborn', 'g');
    const following = new Following(subscription, (event) => subscription.nack(PARK, 'never', event));
    for (const revision of [0n, 1n, 2n]) {
      await eventually(async () => (await parkedCount('stubborn')) === 1n);
      await eventually(async () => (await links('stubborn')).at(-1)?.revision === revision);
      await client.replayParkedMessagesToStream('stubborn', 'g');
    }
    await following.saw(4);
    const [newest] = await links('stubborn');
    expect(pointer(newest?.data)).to.equal('0@stubborn');
    await following.stop();
  });

  it('are told as being replayed while nobody takes them, and go before what is new', async () => {
    const following = await allParked('waiting', 3);
    await following.stop();
    const info = () => client.getPersistentSubscriptionToStreamInfo('waiting', 'g');
    await eventually(async () => (await info()).connections.length === 0);
    await client.replayParkedMessagesToStream('waiting', 'g');
    await client.appendToStream('waiting', labelled(['new']));
    await eventually(async () => (await info()).stats.retryBufferCount === 3);
    expect((await info()).stats.parkedMessageCount).to.equal(0n);
    const next = new Following(client.subscribeToPersistentSubscriptionToStream('waiting', 'g'));
    await next.saw(4);
    expect(next.labels).to.deep.equal(['0', '1', '2', 'new']);
    await next.stop();
  });

  it('of links point to what these point to, or to the link where it was not resolved', async () => {
    await client.appendToStream('target-1', labelled(['a']));
    for (const [group, resolveLinkTos, expected] of [
      ['followed', true, '0@target-1'],
      ['bare', false, '0@$ce-target'],
    ] as const) {
      const asked = settings({ startFrom: START, resolveLinkTos });
      await client.createPersistentSubscriptionToStream('$ce-target', group, asked);
      const subscription = client.subscribeToPersistentSubscriptionToStream('$ce-target', group);
      const following = new Following(subscription, (event, nth) =>
        nth === 0 ? subscription.nack(PARK, 'later', event) : subscription.ack(event),
      );
      const parked = `$persistentsubscription-$ce-target::${group}-parked`;
      const newest = async (): Promise<string | undefined> => {
        const found: string[] = [];
        for await (const { event } of client.readStream(parked)) found.push(pointer(event?.data));
        return found.at(-1);
      };
      await eventually(async () => {
        try {
          return (await newest()) === expected;
        } catch (error) {
          if (error instanceof StreamNotFoundError) return false;
          throw error;
        }
      });
      await client.replayParkedMessagesToStream('$ce-target', group);
      await following.saw(2);
      expect(following.seen[1]?.event?.streamId).to.equal(resolveLinkTos ? 'target-1' : '$ce-target');
      await following.stop();
    }
  });
});
