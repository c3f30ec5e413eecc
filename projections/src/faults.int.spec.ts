import { setTimeout as sleep } from 'node:timers/promises';
import { jsonEvent, type EventStoreDBClient } from '@eventstore/db-client';
import { collections, engineCollections, type DeadLetterDocument } from '@storefold/contracts';
import { connectDocumentStore, toRecorded, type DocumentStore } from '@storefold/platform';
import { expect } from 'chai';
import { itemsShipped, orderConfirmed, orderPlaced, productDefined } from './testing/events.js';
import { foldLog } from './testing/fold-log.js';
import { History, historyOf } from './testing/history.js';
import { Passage } from './testing/passage.js';
import { append, openSpecShop, readLog, readModels, Stores, until } from './testing/shop-with-stores.js';
import { WatchedService } from './testing/watched-service.js';

const WRITES = ['insert', 'update', 'delete', 'findAndModify'];
const ALL = [...WRITES, 'find', 'getMore', 'aggregate', 'count'];
const AWAY = 'warn a store cannot be reached or takes no work; folding goes on when it does';
const AGAIN = 'info the stores answer again, and the views have folded the whole log';
const stuck = 'storefold_projections_stuck';

describe('the projections at a fault of a store', function () {
  this.timeout(60_000);
  let stores: Stores;
  let client: EventStoreDBClient;
  let way: Passage;
  let store: DocumentStore;
  let service: WatchedService;
  const story = new History();
  let orders = 0;

  before(async () => {
    stores = await Stores.start(['--test-commands']);
    client = stores.connectLog();
    await openSpecShop(client);
    way = new Passage(Number(new URL(stores.log.url).port));
    const log = stores.log.url.replace(/:\d+/, `:${(await way.listen()).toString()}`);
    const database = stores.newDatabaseUrl();
    store = connectDocumentStore(database);
    service = new WatchedService({ log, documents: `${database}&appName=projector` }, stores.folder('session.key'));
    await service.start();
    story.happens(productDefined('MUG', 'A mug', 450));
    await append(client, story.events);
    await service.isReady();
  });
  beforeEach(async () => {
    await service.isReady();
    service.forget();
  });
  after(async () => {
    await service.stop();
    await store.close();
    await way.close();
    await stores.close();
  });

  /** From now on, what the projections ask of the document store ends so, and nobody else's. */
  const fails = (fault: object) =>
    store.client.db('admin').command({
      ...{ configureFailPoint: 'failCommand', mode: 'alwaysOn', data: { appName: 'projector', ...fault } },
    });
  const heals = () => store.client.db('admin').command({ configureFailPoint: 'failCommand', mode: 'off' });

  /** An order is placed, confirmed and shipped: new documents, and some that are there. */
  const trade = async (): Promise<string> => {
    const orderId = `f${(++orders).toString()}`;
    const known = story.events.length;
    story.happens(
      orderPlaced(orderId, [['MUG', 2, 450]]),
      orderConfirmed(orderId),
      itemsShipped(orderId, [['1', 'MUG', 2]], true),
    );
    await append(client, story.events.slice(known));
    return orderId;
  };
  const isThere = async (orderId: string): Promise<true | undefined> =>
    (await store.db.collection<{ _id: string }>(collections.orders).findOne({ _id: orderId })) ? true : undefined;
  const isWhole = async () => {
    const expected = JSON.stringify(foldLog(await readLog(client)));
    await until('the read models to equal a clean replay', async () =>
      JSON.stringify(await readModels(store.db)) === expected ? true : undefined,
    );
  };

  /** Something happens while a store is ill; it is told, once, and nothing is lost or doubled when the store is well. */
  const isToldAndOutlived = async (ill: () => unknown, well: () => unknown, over = AGAIN) => {
    await ill();
    await trade();
    await service.isNotReady();
    expect(await service.metric(stuck)).to.equal(1);
    // Long enough for some tries.
    await sleep(300);
    await trade();
    await well();
    await isWhole();
    await service.isReady();
    expect(await service.metric(stuck)).to.equal(0);
    await until('the log to say that it is over', () => (service.said().includes(over) ? true : undefined));
  };
  /** What is logged beside is of connections that are made again. */
  const saidOfStores = () =>
    service.said().filter((line) => line === AWAY || line === AGAIN || line.startsWith('error'));

  it('fold on, late, where MongoDB takes two seconds for each write, and stay ready', async () => {
    await fails({ failCommands: WRITES, blockConnection: true, blockTimeMS: 2_000 });
    const orderId = await trade();
    await until('the lag to be told', async () =>
      ((await service.metric('storefold_view_lag_events')) ?? 0) > 0 ? true : undefined,
    );
    expect((await service.readiness()).status).to.equal(200);
    await until('the order', () => isThere(orderId));
    await heals();
    await isWhole();
    expect(service.said()).to.deep.equal([]);
  });

  it('wait while MongoDB is read-only', async () => {
    await isToldAndOutlived(() => fails({ failCommands: WRITES, errorCode: 10_107 }), heals);
    expect(saidOfStores()).to.deep.equal([AWAY, AGAIN]);
  });

  it('wait while MongoDB fails over: connections break within a batch, then nobody is primary', async () => {
    await isToldAndOutlived(async () => {
      await fails({ failCommands: ['update', 'insert'], closeConnection: true });
      await trade();
      await service.isNotReady();
      await fails({ failCommands: ALL, errorCode: 13_435 });
      await until(
        'nobody to be primary',
        async () => (await service.readiness()).views.includes('failCommand') || undefined,
      );
    }, heals);
    // Two kinds of it.
    expect(saidOfStores()).to.deep.equal([AWAY, AWAY, AGAIN]);
  });

  it('wait while the disk of MongoDB is full', async () => {
    await isToldAndOutlived(() => fails({ failCommands: ['insert', 'update'], errorCode: 14_031 }), heals);
    expect(saidOfStores()).to.deep.equal([AWAY, AGAIN]);
  });

  it('wait while what MongoDB wrote is not safe yet, and write it once', async () => {
    const writeConcernError = {
      code: 64,
      codeName: 'WriteConcernTimeout',
      errmsg: 'waiting for replication timed out',
    };
    await isToldAndOutlived(() => fails({ failCommands: ['insert', 'update'], writeConcernError }), heals);
    expect(saidOfStores()).to.deep.equal([AWAY, AGAIN]);
  });

  it('wait while MongoDB is gone', async () => {
    await isToldAndOutlived(
      () => stores.documents.stop('SIGKILL'),
      () => stores.documents.start(),
    );
    expect(saidOfStores()).to.deep.equal([AWAY, AGAIN]);
  });

  it('stop loudly where MongoDB says that they asked for what cannot be, and go on when they are started again', async () => {
    await fails({ failCommands: ['update'], errorCode: 66 });
    await trade();
    await service.isNotReady();
    await heals();
    // As many tries as another failure would have had.
    await sleep(500);
    expect((await service.readiness()).status).to.equal(503);
    expect(await service.metric(stuck)).to.equal(1);
    expect(saidOfStores().filter((line) => line.startsWith('error'))).to.have.length(1);
    await service.stop();
    await service.start();
    await isWhole();
  });

  it('fold on, late, where the event store takes a second to answer, and stay ready', async () => {
    way.delayMs = 500;
    await trade();
    await isWhole();
    expect((await service.readiness()).status).to.equal(200);
    way.delayMs = 0;
    expect(service.said()).to.deep.equal([]);
  });

  it('wait while the event store is gone', async () => {
    const again = 'info the log is followed again';
    await isToldAndOutlived(
      () => {
        way.shut();
      },
      () => {
        way.open();
      },
      again,
    );
    expect(service.said()).to.deep.equal([
      'warn the subscription to the log ended; subscribing again until it is there',
      again,
    ]);
  });

  // Last: the log holds what nobody can read from here on.
  describe('where a foreign writer appends to the log', () => {
    const foreign = async (stream: string, type: string, body: string) => {
      const response = await fetch(`${stores.log.url.replace(/^esdb/, 'http').replace(/\?.*/, '')}/streams/${stream}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'ES-EventType': type },
        body,
      });
      expect(response.status).to.equal(201);
    };

    it('set aside bad JSON, unknown types and unknown versions, and all else equals a clean replay', async () => {
      await foreign('order-torn', 'OrderPlaced', '{"orderId":"torn","li');
      await foreign('order-alien', 'MoonLanded', '{"crater":"Tycho"}');
      await foreign('viewskips-orders', 'ViewEventSkipped', '{"view":"orders","heldAs":"docu');
      const [placed] = historyOf(orderPlaced('later', [['MUG', 1, 450]]));
      if (!placed) throw new Error('a history of one event has one');
      const metadata = { ...placed.metadata, $correlationId: 'foreign', schemaVersion: 99 };
      await client.appendToStream('order-later', jsonEvent({ type: placed.type, data: placed.data, metadata }));
      const orderId = await trade();
      await until('the order after them', () => isThere(orderId));
      const letters = store.db.collection<DeadLetterDocument>(engineCollections.deadLetters);
      const held = await until('the letters', async () => {
        const found = await letters.find().toArray();
        return ['order-torn', 'order-alien', 'order-later'].every((streamId) =>
          found.some((letter) => letter.streamId === streamId),
        )
          ? found
          : undefined;
      });
      // Other views know which document it concerns.
      expect(held.filter(({ view }) => view === 'orders').map(({ held: { name } }) => name)).to.have.members([
        ...['order-torn', 'later'],
      ]);
      await service.isReady();
      expect(await service.metric('storefold_dead_letters')).to.be.greaterThan(0);
      await expectWhole(held);
      await service.stop();
      await service.start();
      await service.isReady();
    });

    /** Every document that no letter holds is as if the bad events were not. */
    const expectWhole = async (held: readonly DeadLetterDocument[]) => {
      const events = [];
      for await (const { event } of client.readAll({ maxCount: 100_000 })) {
        if (!event || event.streamId.startsWith('$')) continue;
        try {
          events.push(toRecorded(event));
        } catch {
          // It is one of them.
        }
      }
      const clean = foldLog(events);
      const names = new Set(held.map(({ view, held: { name } }) => `${view}|${name}`));
      await until('the others', async () => {
        const found = await readModels(store.db);
        return Object.entries(clean).every(([view, documents]) =>
          Object.entries(documents).every(
            ([key, document]) => names.has(`${view}|${key}`) || found[view]?.[key] === document,
          ),
        )
          ? true
          : undefined;
      });
    };
  });
});
