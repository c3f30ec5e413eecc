import type { EventStoreDBClient } from '@eventstore/db-client';
import type { Recorded } from '@storefold/contracts';
import type { Shop } from '@storefold/platform';
import { expect } from 'chai';
import fc from 'fast-check';
import { Binary, type Db, type Document } from 'mongodb';
import { allViews } from '../all-views.js';
import { lineageCollection } from '../engine/stored.js';
import { foldView } from '../engine/view.js';
import { foldLog } from '../testing/fold-log.js';
import { london } from '../testing/history.js';
import { randomHistory } from '../testing/random-history.js';
import { append, openSpecShop, reached, readLog, readModels, runnerOf, Stores } from '../testing/shop-with-stores.js';
import { ProjectionDesk } from './projection-desk.js';

const histories = fc.sample(randomHistory, { seed: 7, numRuns: 30 });
const views = allViews(london);
type Row = Document & { _id: string };

/** Every place in a document where a value can be wrong, but for its id. */
const placesIn = (value: unknown, path = ''): readonly string[] => {
  if (value instanceof Binary || typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).filter(([name]) => name !== '_id');
  return inner.flatMap(([name, each]) => placesIn(each, path === '' ? name : `${path}.${name}`));
};

describe('the proof of a view', function () {
  this.timeout(120_000);
  let stores: Stores;
  let client: EventStoreDBClient;
  let shop: Shop;
  let events: readonly Recorded[];
  let db: Db;
  let desk: ProjectionDesk;

  before(async () => {
    stores = await Stores.start();
    client = stores.connectLog();
    shop = await openSpecShop(client);
    let head = -1n;
    for (const [index, history] of histories.slice(0, 12).entries())
      head = await append(
        client,
        history.map((event) => ({
          ...event,
          eventId: event.eventId.replace(/^0{8}/, `5555${index.toString().padStart(4, '0')}`),
        })),
      );
    events = await readLog(client);
    db = stores.newDatabase();
    desk = new ProjectionDesk({ db, client, views });
    const runner = runnerOf({ client, db, shop });
    await runner.start();
    await reached(runner, head);
    await runner.stop();
  });
  after(() => stores.close());

  it('finds nothing where nothing is wrong', async () => {
    const clean = foldLog(events);
    for (const { name } of views) {
      const { faults, moving, documents } = await desk.verify(name, { repair: false });
      expect([faults, moving], name).to.deep.equal([[], 0]);
      expect(documents, name).to.equal(Object.keys(clean[name] ?? {}).length);
    }
  });

  it('finds and locates 1,000 corruptions, and mends them', async () => {
    const random = fc.sample(fc.nat(), { seed: 3, numRuns: 4_000 });
    let next = 0;
    const pick = <Value>(values: readonly Value[]): Value => {
      const value = values[(random[next++ % random.length] ?? 0) % values.length];
      if (value === undefined) throw new Error('there is nothing to pick from');
      return value;
    };
    const before = await readModels(db);
    let corrupted = 0;
    for (let round = 0; corrupted < 1_000; round++) {
      for (const view of views) {
        const collection = db.collection<Row>(view.collection);
        const documents = await collection.find().toArray();
        const wrong = new Map<string, string>();
        for (const document of documents) {
          if (wrong.size * 3 > documents.length || pick([true, false])) continue;
          const place = pick(placesIn(document));
          const kind = pick(['change', 'change', 'remove', 'delete']);
          if (kind === 'change')
            await collection.updateOne({ _id: document._id }, { $set: { [place]: 'vandal was here' } });
          else if (kind === 'remove') await collection.updateOne({ _id: document._id }, { $unset: { [place]: 1 } });
          else await collection.deleteOne({ _id: document._id });
          wrong.set(document._id, kind === 'delete' ? '' : place);
        }
        await collection.insertOne({ _id: `intruder ${round.toString()}`, _position: 0n });
        wrong.set(`intruder ${round.toString()}`, '');
        const { faults, found } = await desk.verify(view.name, { repair: true });
        corrupted += wrong.size;
        expect(found, view.name).to.equal(wrong.size);
        for (const { key, field, repaired } of faults) {
          expect(repaired, `${view.name} ${key}`).to.equal(true);
          const place = wrong.get(key);
          expect(place, `${view.name} ${key} was left alone`).not.to.equal(undefined);
          // An array that lost an element is told where it begins to differ.
          if (place !== '')
            expect(`${place ?? ''}.`, `${view.name} ${key} ${field}`).to.contain(field.split('.')[0] ?? '');
        }
        expect((await desk.verify(view.name, { repair: false })).found, view.name).to.equal(0);
      }
    }
    expect(await readModels(db)).to.deep.equal(before);
  });

  it('names the event that made a field what it should be', async () => {
    const shipped = events.findLast(({ type }) => type === 'ItemsShipped');
    if (shipped?.type !== 'ItemsShipped') throw new Error('nothing was shipped');
    const { orderId } = shipped.data;
    const right = await db.collection<Row>('orders').findOne({ _id: orderId });
    await db.collection<Row>('orders').updateOne({ _id: orderId }, { $set: { status: 'lost' } });
    const { faults } = await desk.verify('orders', { repair: true });
    const last = events.findLast(
      (event, index) =>
        event.streamId === `order-${orderId}` && statusAfter(orderId, index) !== statusAfter(orderId, index - 1),
    );
    expect(faults).to.have.length(1);
    expect(faults[0]).to.deep.include({
      key: orderId,
      field: 'status',
      expected: right?.['status'] as unknown,
      found: 'lost',
    });
    expect(faults[0]?.origin?.eventId).to.equal(last?.eventId);
  });
  const statusAfter = (orderId: string, index: number): unknown => {
    const orders = views.find(({ name }) => name === 'orders');
    if (!orders) throw new Error('there are no orders');
    const document = foldView(orders, orderId, events.slice(0, index + 1));
    return document && 'status' in document ? document.status : undefined;
  };

  it('mends the notes of how a document came to be', async () => {
    const name = views.map(({ collection }) => lineageCollection(collection));
    const found = await Promise.all(
      name.map(async (each) => ({ each, chunk: await db.collection<Row>(each).findOne({}) })),
    );
    const some = found.find(({ chunk }) => chunk);
    if (!some?.chunk) throw new Error('no document is old enough to have a chunk');
    await db
      .collection<Row>(some.each)
      .updateOne({ _id: some.chunk._id }, { $set: { steps: new Binary(Buffer.of(1)) } });
    const view = views.find(({ collection }) => lineageCollection(collection) === some.each)?.name ?? '';
    const { faults } = await desk.verify(view, { repair: true });
    expect(faults.map(({ kind, repaired }) => [kind, repaired])).to.deep.equal([['lineage', true]]);
    expect((await desk.verify(view, { repair: false })).found).to.equal(0);
  });

  it('is no disturbance: the view goes on, and what moves is not taken for wrong', async () => {
    const other = stores.newDatabase();
    const runner = runnerOf({ client, db: other, shop, maxBatch: 20 });
    await runner.start();
    const proofs = views.map(({ name }) =>
      new ProjectionDesk({ db: other, client, views }).verify(name, { repair: true }).then(({ found }) => found),
    );
    expect(await Promise.all(proofs)).to.deep.equal(views.map(() => 0));
    await reached(runner, events.at(-1)?.position ?? 0n);
    await runner.stop();
    expect(await readModels(other)).to.deep.equal(foldLog(events));
  });

  it('shows any document as of any moment, and the event behind each field', async () => {
    const moments = fc.sample(fc.nat(events.length - 1), { seed: 5, numRuns: 12 });
    for (const view of views)
      for (const index of moments) {
        const prefix = events.slice(0, index + 1);
        const position = events[index]?.position ?? 0n;
        const [key] = events.flatMap((event) => view.keys(event)).slice(index % 7);
        if (key === undefined) continue;
        const of = `${view.name} ${key} ${position.toString()}`;
        expect(await desk.documentAsOf(view.name, key, { position }), of).to.deep.equal(foldView(view, key, prefix));
        const occurredBy = events[index]?.metadata.occurredAt ?? '';
        const by = events.filter(({ metadata }) => metadata.occurredAt <= occurredBy);
        expect(await desk.documentAsOf(view.name, key, { occurredBy }), of).to.deep.equal(foldView(view, key, by));
      }
    const order = events.findLast(({ type }) => type === 'OrderPlaced');
    const origins = await desk.originsOf('orders', order?.streamId.slice('order-'.length) ?? '');
    expect(origins.find(({ field }) => field === 'lines')?.eventId).to.equal(order?.eventId);
  });
});
