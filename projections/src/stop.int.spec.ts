import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { jsonEvent, type EventStoreDBClient } from '@eventstore/db-client';
import { connectDocumentStore, connectEventStore, type DocumentStore } from '@storefold/platform';
import { expect } from 'chai';
import { allViews } from './all-views.js';
import { ProjectionDesk } from './operating/projection-desk.js';
import { london } from './testing/history.js';
import { Passage } from './testing/passage.js';
import { openSpecShop, Stores } from './testing/shop-with-stores.js';
import { WatchedService } from './testing/watched-service.js';

/** Within so long a service stops in order; the process is ended by force after 15 seconds. */
const GRACE_MS = 12_000;
/** Longer than any of this lasts. */
const SILENT_MS = 120_000;

const millisecondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const begun = Date.now();
  await Promise.race([work(), sleep(2 * GRACE_MS)]);
  return Date.now() - begun;
};

describe('the projections when they are told to stop', function () {
  this.timeout(60_000);
  let stores: Stores;
  let client: EventStoreDBClient;
  let store: DocumentStore;
  let way: Passage;
  let log: string;
  let documents: string;

  before(async () => {
    stores = await Stores.start();
    client = stores.connectLog();
    await openSpecShop(client);
    documents = stores.newDatabaseUrl();
    store = connectDocumentStore(documents);
    way = new Passage(Number(new URL(stores.log.url).port));
    log = stores.log.url.replace(/:\d+/, `:${(await way.listen()).toString()}`);
  });
  after(async () => {
    await store.close();
    await way.close();
    await stores.close();
  });

  it('do so while a read is under way that the event store does not answer', async () => {
    const service = new WatchedService({ log, documents }, stores.folder('session.key'));
    await service.start();
    await service.isReady();
    way.delayMs = SILENT_MS;
    // Folding anew begins with a read of what is left out of the view.
    await new ProjectionDesk({ db: store.db, client, views: allViews(london) }).rebuild('products');
    // The service looks once a second what others asked for.
    await sleep(1_500);
    expect(await millisecondsOf(() => service.stop())).to.be.below(GRACE_MS);
  });

  it('close a client of the event store of which a read was left early', async () => {
    const leaving = connectEventStore(stores.log.url);
    const some = Array.from({ length: 40 }, () =>
      jsonEvent({ id: randomUUID(), type: 'Any', data: { text: 'x'.repeat(1_000) } }),
    );
    await leaving.appendToStream('left-early', some);
    const read = leaving.readStream('left-early')[Symbol.asyncIterator]();
    expect((await read.next()).done).to.equal(false);
    // By then the server has ended the read, and its end is never taken.
    await sleep(200);
    await read.return?.();
    expect(await millisecondsOf(() => leaving.dispose())).to.be.below(GRACE_MS);
  });
});
