import { setTimeout as sleep } from 'node:timers/promises';
import { jsonEvent, type EventStoreDBClient } from '@eventstore/db-client';
import { collections } from '@storefold/contracts';
import { LiveReadModels, toRecorded, type LogEntry, type Shop } from '@storefold/platform';
import { expect } from 'chai';
import type { Db } from 'mongodb';
import { allViews } from '../all-views.js';
import { ordersView } from '../orders/orders-view.js';
import { ProjectionDesk } from '../operating/projection-desk.js';
import { orderPlaced } from '../testing/events.js';
import { foldLog } from '../testing/fold-log.js';
import { historyOf, london } from '../testing/history.js';
import { openSpecShop, readLog, readModels, runnerOf, Stores, until } from '../testing/shop-with-stores.js';
import { anyView } from './view.js';
import type { Runner } from './runner.js';

describe('views under load', function () {
  this.timeout(120_000);
  let stores: Stores;
  let client: EventStoreDBClient;
  let shop: Shop;
  let db: Db;
  let runner: Runner | undefined;
  let placed = 0;

  before(async () => {
    stores = await Stores.start();
    client = stores.connectLog();
    shop = await openSpecShop(client);
  });
  beforeEach(() => {
    db = stores.newDatabase();
  });
  afterEach(async () => {
    await runner?.stop();
    runner = undefined;
  });
  after(() => stores.close());

  const orderEvents = (count: number) =>
    Array.from({ length: count }, () => {
      const orderId = `load${(++placed).toString()}`;
      const [event] = historyOf(orderPlaced(orderId, [['MUG', 1, 450]]));
      if (!event) throw new Error('a history of one event has one');
      return { orderId, data: { type: event.type, data: event.data, metadata: event.metadata } };
    });
  const place = async (count: number) => {
    const orders = orderEvents(count);
    let position = -1n;
    for (const { orderId, data } of orders)
      position = (await client.appendToStream(`order-${orderId}`, jsonEvent(data))).position?.commit ?? position;
    return { orders: orders.map(({ orderId }) => orderId), position };
  };

  it('are rebuilt and switched while they are read: nobody misses a document, or is given an old one', async () => {
    const views = [anyView(ordersView(london))];
    runner = runnerOf({ client, db, shop, views, lookMs: 20 });
    await runner.start();
    const known = await place(50);
    const desk = new ProjectionDesk({ db, client, views });
    const isThere = (orderId: string) =>
      until(`order ${orderId}`, async () =>
        (await db.collection<{ _id: string }>(collections.orders).findOne({ _id: orderId })) ? true : undefined,
      );
    await isThere(known.orders.at(-1) ?? '');

    const live = new LiveReadModels(db).follow(100);
    const faults: string[] = [];
    const collectionsRead = new Set<string>();
    let [reads, ends] = [0, false];
    const expected = [...known.orders];
    const reader = async (offset: number) => {
      for (let n = offset; !ends; n++) {
        const orderId = expected[n % expected.length] ?? '';
        collectionsRead.add(live.view(collections.orders).collection);
        const found = await live.db
          .collection<{ _id: string; orderId?: string }>(collections.orders)
          .findOne({ _id: orderId });
        reads++;
        if (found?.orderId !== orderId)
          faults.push(`${orderId} was not there in ${live.view(collections.orders).collection}`);
        await sleep(10);
      }
    };
    const readers = [0, 1, 2, 3].map(reader);
    const second = await desk.rebuild('orders');
    await until('the new build to be live', async () =>
      (await desk.report())[0]?.builds.some(({ id, state }) => id === second && state === 'live') ? true : undefined,
    );
    // What is placed after the switch is seen by those who have not heard of it yet, and by those who went back.
    const later = await place(20);
    await until('the new orders in both', async () => {
      const counts = await Promise.all(
        [collections.orders, second].map((name) =>
          db.collection<{ _id: string }>(name).countDocuments({ _id: { $in: [...later.orders] } }),
        ),
      );
      return counts.every((count) => count === later.orders.length) ? true : undefined;
    });
    expected.push(...later.orders);
    await until('readers to follow', () => (collectionsRead.has(second) ? true : undefined));
    await desk.rollback('orders');
    await until('readers to go back', () =>
      live.view(collections.orders).collection === collections.orders ? true : undefined,
    );
    ends = true;
    await Promise.all(readers);
    await live.close();
    expect(faults).to.deep.equal([]);
    expect(reads).to.be.greaterThan(50);
  });

  it('where one event in a hundred is bad hold up its keys alone, and equal a clean history when it is mended', async () => {
    const views = allViews(london).filter(({ name }) => name === 'orders' || name === 'payments');
    let isMended = false;
    const bad = new Set<string>();
    const read = (entry: LogEntry) => {
      if (!isMended && bad.has(entry.streamId)) throw new Error('bad blood');
      return toRecorded(entry);
    };
    runner = runnerOf({ client, db, shop, views, read, lookMs: 20 });
    await runner.start();
    const orders = orderEvents(1_000);
    for (const [index, { orderId }] of orders.entries()) if (index % 100 === 50) bad.add(`order-${orderId}`);
    let next = 0;
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        for (let order = orders[next++]; order; order = orders[next++])
          await client.appendToStream(`order-${order.orderId}`, jsonEvent(order.data));
      }),
    );
    const desk = new ProjectionDesk({ db, client, views });
    const ids = orders.map(({ orderId }) => orderId);
    const found = () => db.collection<{ _id: string }>(collections.orders).countDocuments({ _id: { $in: ids } });
    await until('all good orders', async () => ((await found()) === ids.length - bad.size ? true : undefined));
    await until('all letters', async () => ((await desk.letters()).length >= bad.size ? true : undefined));
    isMended = true;
    for (const { id } of await desk.letters()) await desk.ask(id, 'retry');
    await until('no letters', async () => ((await desk.letters()).length === 0 ? true : undefined));
    expect(await found()).to.equal(ids.length);
    expect(await readModels(db, views)).to.deep.equal(foldLog(await readLog(client), views));
  });
});
