import { setTimeout as sleep } from 'node:timers/promises';
import { jsonEvent, type EventStoreDBClient } from '@eventstore/db-client';
import type { Shop } from '@storefold/platform';
import { expect } from 'chai';
import { countingView } from '../testing/counting-view.js';
import { orderPlaced } from '../testing/events.js';
import { historyOf } from '../testing/history.js';
import { openSpecShop, runnerOf, Stores } from '../testing/shop-with-stores.js';
import type { Runner } from './runner.js';

/** Events that sixteen writers append; `npm run check:long -- projections` asks for a million. */
const APPENDS = Number(process.env['PROJECTED_APPENDS'] ?? 20_000);
const WRITERS = 16;
const PER_APPEND = 25;

describe('views behind many writers', function () {
  this.timeout(120_000 + APPENDS);
  let stores: Stores;
  let client: EventStoreDBClient;
  let shop: Shop;
  let runner: Runner | undefined;

  before(async () => {
    stores = await Stores.start();
    client = stores.connectLog();
    shop = await openSpecShop(client);
  });
  after(async () => {
    await runner?.stop();
    await stores.close();
  });

  it('skip nothing that sixteen writers append while they follow', async () => {
    const db = stores.newDatabase();
    runner = runnerOf({ client, db, shop, views: [countingView] });
    await runner.start();
    const [event] = historyOf(orderPlaced('any', [['MUG', 1, 450]]));
    const data = () => jsonEvent({ type: 'OrderPlaced', data: event?.data ?? {}, metadata: event?.metadata ?? {} });
    const perWriter = Math.ceil(APPENDS / WRITERS / PER_APPEND) * PER_APPEND;
    await Promise.all(
      Array.from({ length: WRITERS }, async (_, writer) => {
        // By turns one and many, so that what one writer appends comes between what others do.
        for (let sent = 0; sent < perWriter;) {
          const size = sent % 2 === 0 ? 1 : Math.min(PER_APPEND, perWriter - sent);
          await client.appendToStream(`order-w${writer.toString()}`, Array.from({ length: size }, data));
          sent += size;
        }
      }),
    );
    const counted = db.collection<{ _id: string; events: number; last: number }>(countingView.collection);
    const streams = Array.from({ length: WRITERS }, (_, writer) => `order-w${writer.toString()}`);
    for (let seen = -1, waited = 0; waited < 200; waited++) {
      const found = await counted.find({ _id: { $in: streams } }).toArray();
      const sum = found.reduce((total, { events }) => total + events, 0);
      if (sum === perWriter * WRITERS) break;
      if (sum > seen) waited = 0;
      seen = sum;
      await sleep(50);
    }
    const found = await counted.find({ _id: { $in: streams } }).toArray();
    expect(found.map(({ events, last }) => [events, last])).to.deep.equal(
      streams.map(() => [perWriter, perWriter - 1]),
    );
  });
});
