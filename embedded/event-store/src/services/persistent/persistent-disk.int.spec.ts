import {
  EventStoreDBClient,
  PARK,
  PersistentSubscriptionDoesNotExistError,
  persistentSubscriptionToStreamSettingsFromDefaults as settings,
  START,
  UnavailableError,
} from '@eventstore/db-client';
import { expect } from 'chai';
import { faultyDisk } from '../../testing/faulty-disk.js';
import { aWhile, eventually, failureOf, Following } from '../../testing/following.js';
import { labelled } from '../../testing/labelled.js';
import { startProcess, temporaryFolder, type ServerProcess } from '../../testing/server-process.js';

describe('a persistent subscription on a full disk', () => {
  const folder = temporaryFolder();
  const disk = faultyDisk(folder.path);
  let server: ServerProcess;
  let client: EventStoreDBClient;

  before(async () => {
    server = await startProcess(`${folder.path}/data`, 0, disk.nodeArgs);
    client = EventStoreDBClient.connectionString(server.url);
  });
  after(async () => {
    await client.dispose();
    await server.kill('SIGTERM');
    folder.remove();
  });
  const info = () => client.getPersistentSubscriptionToStreamInfo('full', 'g');

  it('is not created, and says why', async () => {
    disk.set('write ENOSPC');
    const error = await failureOf(client.createPersistentSubscriptionToStream('full', 'g', settings()));
    disk.set('none');
    expect(error).to.be.instanceOf(UnavailableError);
    expect(await failureOf(info())).to.be.instanceOf(PersistentSubscriptionDoesNotExistError);
  });

  it('delivers what is there, and parks and writes its checkpoint when there is room again', async () => {
    await client.appendToStream('full', labelled(['good', 'bad']));
    const asked = settings({ startFrom: START, checkPointUpperBound: 1 });
    await client.createPersistentSubscriptionToStream('full', 'g', asked);
    disk.set('write ENOSPC');
    const subscription = client.subscribeToPersistentSubscriptionToStream('full', 'g');
    const following = new Following(subscription, (event, nth) =>
      nth === 0 ? subscription.ack(event) : subscription.nack(PARK, 'bad', event),
    );
    await following.saw(2);
    await aWhile();
    expect((await info()).stats).to.include({ parkedMessageCount: 0n, lastCheckpointedEventRevision: undefined });
    disk.set('none');
    await eventually(async () => (await info()).stats.parkedMessageCount === 1n);
    await eventually(async () => (await info()).stats.lastCheckpointedEventRevision === 1n);
    expect(following.labels).to.deep.equal(['good', 'bad']);
    expect(server.output()).to.contain('a persistent subscription cannot write, and tries again');
    await following.stop();
  });
});
