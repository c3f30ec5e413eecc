import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { jsonEvent } from '@eventstore/db-client';
import { startEventStore } from '@storefold/event-store';
import { connectEventStore, openShop } from '@storefold/platform';
import { readModelFile, hashOfErased } from '@storefold/recommender';
import { expect } from 'chai';
import { storefold } from '../testing/command.js';
import { testFolder } from '../testing/folder.js';
import { metadataAt, weeklyOrders } from '../testing/weekly-orders.js';

const now = '2026-01-01T00:00:00.000Z';
describe('storefold recommender train on a log', function () {
  this.timeout(60_000);
  const folder = testFolder();
  const out = join(folder.path, 'champion.model');
  let store: Awaited<ReturnType<typeof startEventStore>>;
  const train = () => storefold('recommender', 'train', '--event-store-url', store.url, '--out', out);

  before(async () => {
    store = await startEventStore({ dataDir: join(folder.path, 'log'), port: 0 });
  });
  after(async () => {
    await store.close();
    folder.remove();
  });

  it('says so where no shop is open on it', async () => {
    const { code, err } = await train();
    expect([code, /no shop is open on the log at/.test(err)], err).to.deep.equal([1, true]);
  });

  it('names the log, how far it was read, and who is erased', async () => {
    const client = connectEventStore(store.url);
    const { logId } = await openShop(client, { name: 'Shop', currency: 'GBP', timeZone: 'Europe/London', now });
    await client.appendToStream('order-story', weeklyOrders(0, 20));
    const erasure = { customerId: 'c7', emailHash: 'a'.repeat(64), erasedAt: now };
    const event = jsonEvent({ id: randomUUID(), type: 'CustomerErased', data: erasure, metadata: metadataAt(now) });
    const { position } = await client.appendToStream('customer-c7', event);
    await client.dispose();
    const { code, err } = await train();
    expect(code, err).to.equal(0);
    expect(readModelFile(out).provenance).to.deep.include({
      ...{ logId, position: position?.commit.toString(), erased: hashOfErased(['c7']) },
    });
  });

  it('wants a log or a file, not both and not neither', async () => {
    const { code, err } = await storefold('recommender', 'train', '--out', out);
    expect([code, err]).to.deep.equal([1, 'storefold: name what to train on: either --file or --event-store-url\n']);
  });
});
