import type { EventStoreDBClient } from '@eventstore/db-client';
import { engineCollections } from '@storefold/contracts';
import { toRecorded, type LogEntry } from '@storefold/platform';
import { expect } from 'chai';
import type { Db } from 'mongodb';
import { allViews } from '../all-views.js';
import { Leases } from '../engine/leases.js';
import { london } from '../testing/history.js';
import { append, openSpecShop, reached, runnerOf, Stores } from '../testing/shop-with-stores.js';
import { longStory } from '../testing/story.js';
import { NotPossible, ProjectionDesk } from './projection-desk.js';
import { shadowOf } from './proof-claim.js';

const refusalOf = (proof: Promise<unknown>): Promise<unknown> =>
  proof.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a proof of a view', function () {
  this.timeout(60_000);
  let stores: Stores;
  let client: EventStoreDBClient;
  let db: Db;
  let poison: string;

  before(async () => {
    stores = await Stores.start();
    client = stores.connectLog();
    const shop = await openSpecShop(client);
    const head = await append(client, longStory);
    poison = longStory.find(({ type }) => type === 'OrderPlaced')?.eventId ?? '';
    db = stores.newDatabase();
    const runner = runnerOf({ client, db, shop });
    await runner.start();
    await reached(runner, head);
    await runner.stop();
  });
  after(() => stores.close());

  const views = allViews(london);
  const deskOf = (read: (entry: LogEntry) => ReturnType<typeof toRecorded> = toRecorded) =>
    new ProjectionDesk({ db, client, views, read });

  it('is refused while another proves the same documents, which is not disturbed', async () => {
    let second: Promise<unknown> | undefined;
    const { found, documents } = await deskOf().verify('orders', {
      repair: false,
      onProgress: () => {
        second ??= refusalOf(deskOf().verify('orders', { repair: true }));
      },
    });
    const refusal = await second;
    expect(refusal).to.be.instanceOf(NotPossible);
    expect(String(refusal)).to.contain('another proof folds orders@proof already');
    expect(found).to.equal(0);
    expect(documents).to.be.greaterThan(0);
    expect((await deskOf().verify('orders', { repair: false })).documents).to.equal(documents);
  });

  it('answers nothing when another took its shadow while it stood still', async () => {
    let stolen: Promise<unknown> | undefined;
    const steal = async () => {
      const leases = db.collection<{ _id: string; until: string }>(engineCollections.leases);
      await leases.updateOne({ _id: shadowOf('orders') }, { $set: { until: new Date(0).toISOString() } });
      expect(await new Leases(db, { owner: 'the other' }).take(shadowOf('orders'))).to.be.a('number');
    };
    const refusal = await refusalOf(
      deskOf((entry) => {
        stolen ??= steal();
        return toRecorded(entry);
      }).verify('orders', { repair: true, onProgress: () => undefined }),
    );
    await stolen;
    expect(refusal).to.be.instanceOf(NotPossible);
    await db.collection<{ _id: string }>(engineCollections.leases).deleteOne({ _id: shadowOf('orders') });
  });

  it('shows nobody what it sets aside, neither while it goes on nor afterwards', async () => {
    const unread = deskOf((entry) => {
      if (entry.id === poison) throw new Error('written by a moon lander');
      return toRecorded(entry);
    });
    const seen: Promise<number>[] = [];
    const { found } = await unread.verify('orders', {
      repair: false,
      onProgress: () => seen.push(unread.letters().then(({ length }) => length)),
    });
    expect(found).to.be.greaterThan(0);
    expect(seen).not.to.have.length(0);
    expect(await Promise.all(seen)).to.deep.equal(seen.map(() => 0));
    expect(await db.collection(engineCollections.heldEvents).countDocuments()).to.equal(0);
    const left = (await db.listCollections().toArray()).map(({ name }) => name);
    expect(left.filter((name) => name.includes('@proof'))).to.deep.equal([]);
  });
});
