import {
  END,
  eventTypeFilter,
  EventStoreDBClient,
  excludeSystemEvents,
  PARK,
  PersistentSubscriptionDoesNotExistError,
  PersistentSubscriptionDroppedError,
  PersistentSubscriptionExistsError,
  PersistentSubscriptionFailedError,
  PersistentSubscriptionMaximumSubscribersReachedError,
  persistentSubscriptionToAllSettingsFromDefaults as settings,
  START,
  streamNameFilter,
  type Filter,
} from '@eventstore/db-client';
import { expect } from 'chai';
import { startEventStore, type RunningEventStore } from '../../server.js';
import { aWhile, eventually, failureOf, Following } from '../../testing/following.js';
import { labelled, numbers } from '../../testing/labelled.js';
import type { Tell } from '../../tell.js';
import { temporaryFolder } from '../../testing/server-process.js';

describe('a persistent subscription to $all', () => {
  const folder = temporaryFolder();
  const told: string[] = [];
  let server: RunningEventStore;
  let client: EventStoreDBClient;

  before(async () => {
    const tell: Tell = (_, message, about) => void told.push(`${message} ${JSON.stringify(about)}`);
    server = await startEventStore({ dataDir: folder.path, port: 0, tell });
    client = EventStoreDBClient.connectionString(server.url);
  });
  after(async () => {
    await client.dispose();
    await server.close();
    folder.remove();
  });
  const info = (group: string) => client.getPersistentSubscriptionToAllInfo(group);

  it('keeps its settings, with positions where streams have revisions', async () => {
    const { position } = await client.appendToStream('kept', labelled(['a']));
    for (const startFrom of [START, END, position ?? START] as const) {
      const asked = settings({ startFrom, maxRetryCount: 3 });
      await client.createPersistentSubscriptionToAll('kept', asked);
      expect(await info('kept')).to.deep.include({ eventSource: '$all', groupName: 'kept', settings: asked });
      const other = { ...asked, messageTimeout: 5 };
      await client.updatePersistentSubscriptionToAll('kept', other);
      expect((await info('kept')).settings).to.deep.equal(other);
      await client.deletePersistentSubscriptionToAll('kept');
    }
  });

  it('says by name what is wrong', async () => {
    const none = [
      info('none'),
      client.deletePersistentSubscriptionToAll('none'),
      client.updatePersistentSubscriptionToAll('none', settings()),
      client.replayParkedMessagesToAll('none'),
      client.listPersistentSubscriptionsToAll(),
    ];
    for (const error of await Promise.all(none.map(failureOf))) {
      expect(error).to.be.instanceOf(PersistentSubscriptionDoesNotExistError);
      expect(error).to.include({ streamName: '$all' });
    }
    await client.createPersistentSubscriptionToAll('one', settings({ maxSubscriberCount: 1 }));
    const again = await failureOf(client.createPersistentSubscriptionToAll('one', settings()));
    expect(again).to.be.instanceOf(PersistentSubscriptionExistsError);
    const first = new Following(client.subscribeToPersistentSubscriptionToAll('one'));
    await eventually(() => first.confirmed);
    const second = await new Following(client.subscribeToPersistentSubscriptionToAll('one')).failed();
    expect(second).to.be.instanceOf(PersistentSubscriptionMaximumSubscribersReachedError);
    expect(await client.listPersistentSubscriptionsToAll()).to.have.length(1);
    await client.deletePersistentSubscriptionToAll('one');
    expect(await first.failed()).to.be.instanceOf(PersistentSubscriptionDroppedError);
    const far = { commit: 2n ** 50n, prepare: 2n ** 50n };
    const beyond = client.createPersistentSubscriptionToAll('far', settings({ startFrom: far }));
    expect(await failureOf(beyond)).to.be.instanceOf(PersistentSubscriptionFailedError);
    const turned = { commit: 1n, prepare: 2n };
    const wrong = client.createPersistentSubscriptionToAll('far', settings({ startFrom: turned }));
    expect(await failureOf(wrong))
      .to.have.property('reason')
      .that.contains('prepare position');
    const filter = streamNameFilter({ regex: '(' });
    const broken = client.createPersistentSubscriptionToAll('far', settings(), { filter });
    expect(await failureOf(broken))
      .to.have.property('reason')
      .that.contains('is no regular expression');
  });

  const filters: readonly (readonly [string, Filter, (label: string) => boolean])[] = [
    ['prefixes of streams', streamNameFilter({ prefixes: ['red-', 'blue-'] }), (label) => !label.startsWith('green')],
    [
      'a regular expression of streams',
      streamNameFilter({ regex: '^(green|blue)-\\d' }),
      (label) => !label.startsWith('red'),
    ],
    ['prefixes of types', eventTypeFilter({ prefixes: ['odd'] }), (label) => Number(label.split('-')[1]) % 2 === 1],
    [
      'a regular expression of types',
      eventTypeFilter({ regex: 'ven$' }),
      (label) => Number(label.split('-')[1]) % 2 === 0,
    ],
    ['what is no system event', excludeSystemEvents(), () => true],
  ];
  describe('with a filter', () => {
    const labels = numbers(12).map((n) => `${['red', 'green', 'blue'][Number(n) % 3] ?? ''}-${n}`);
    let from: bigint | undefined;
    before(async () => {
      for (const [k, label] of labels.entries()) {
        const { position } = await client.appendToStream(
          label,
          labelled([label], { type: k % 2 === 0 ? 'even' : 'odd' }),
        );
        from ??= position?.commit;
      }
    });
    for (const [what, filter, wanted] of filters)
      it(`is given ${what} and nothing else, also after an update`, async () => {
        const startFrom = { commit: from ?? 0n, prepare: from ?? 0n };
        await client.createPersistentSubscriptionToAll('filtered', settings({ startFrom }), { filter });
        await client.updatePersistentSubscriptionToAll('filtered', settings({ startFrom }));
        const following = new Following(client.subscribeToPersistentSubscriptionToAll('filtered'));
        const expected = labels.filter(wanted);
        await following.saw(expected.length);
        await aWhile(50);
        expect(following.labels).to.deep.equal(expected);
        await following.stop();
        await client.deletePersistentSubscriptionToAll('filtered');
      });
  });

  it('begins at the end: what was there before is not given, what comes is', async () => {
    await client.createPersistentSubscriptionToAll('end', settings({ startFrom: END }));
    const following = new Following(client.subscribeToPersistentSubscriptionToAll('end'));
    const { position } = await client.appendToStream('later', labelled(['a', 'b']));
    await eventually(() => following.labels.includes('b'));
    const [event] = following.seen.slice(-1);
    expect(event).to.deep.include({ commitPosition: position?.commit });
    expect(following.seen.filter(({ event: seen }) => seen?.streamId === 'kept')).to.deep.equal([]);
    await following.stop();
    await client.deletePersistentSubscriptionToAll('end');
  });

  it('does not see its own checkpoints and parked messages, and comes to rest', async () => {
    const asked = settings({ startFrom: END, checkPointUpperBound: 1, checkPointLowerBound: 1, checkPointAfter: 10 });
    await client.createPersistentSubscriptionToAll('rest', asked);
    const subscription = client.subscribeToPersistentSubscriptionToAll('rest');
    const following = new Following(subscription, (event) =>
      event.event?.type === 'bad' ? subscription.nack(PARK, 'bad', event) : subscription.ack(event),
    );
    await client.appendToStream('restless', [...labelled(['a']), ...labelled(['b'], { type: 'bad' })]);
    await eventually(async () => (await info('rest')).stats.parkedMessageCount === 1n);
    await eventually(() => following.labels.includes('b'));
    await aWhile();
    const seen = following.seen.length;
    const { totalItems, lastCheckpointedEventPosition } = (await info('rest')).stats;
    await aWhile();
    expect(following.seen).to.have.length(seen);
    expect((await info('rest')).stats.lastCheckpointedEventPosition).to.deep.equal(lastCheckpointedEventPosition);
    expect((await info('rest')).stats.totalItems).to.equal(totalItems);
    expect(following.seen.map(({ event }) => event?.streamId).join(' ')).not.to.contain('$persistentsubscription-$all');
    await client.replayParkedMessagesToAll('rest', { stopAt: 1 });
    await eventually(() => following.labels.filter((label) => label === 'b').length > 1);
    await following.stop();
    await client.deletePersistentSubscriptionToAll('rest');
  });

  it('that cannot read drops its consumers and tells why; the others are unharmed', async () => {
    const filter = streamNameFilter({ regex: '^(slow|(a+)+b)$' });
    await client.createPersistentSubscriptionToAll('slow', settings({ startFrom: END }), { filter });
    await client.createPersistentSubscriptionToAll('well', settings({ startFrom: END }));
    const slow = new Following(client.subscribeToPersistentSubscriptionToAll('slow'));
    const well = new Following(client.subscribeToPersistentSubscriptionToAll('well'));
    await eventually(() => slow.confirmed && well.confirmed);
    await client.appendToStream('slow', labelled(['before']));
    await client.appendToStream('a'.repeat(60), labelled(['bad']));
    expect(await slow.failed()).to.be.instanceOf(PersistentSubscriptionDroppedError);
    expect(slow.labels).to.deep.equal(['before']);
    await eventually(() => well.labels.includes('bad'));
    const lines = told.filter((line) => line.includes('cannot read and drops its consumers'));
    expect(lines).to.have.length(1);
    expect(lines[0]).to.contain('$all::slow').and.to.contain('takes longer than');
    const again = new Following(client.subscribeToPersistentSubscriptionToAll('slow'));
    expect(await again.failed()).to.be.instanceOf(PersistentSubscriptionDroppedError);
    await well.stop();
    for (const group of ['slow', 'well']) await client.deletePersistentSubscriptionToAll(group);
  });
});
