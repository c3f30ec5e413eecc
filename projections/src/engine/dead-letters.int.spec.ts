import { engineCollections, type HeldEventDocument, type Recorded } from '@storefold/contracts';
import { toRecorded, type LogEntry, type Shop } from '@storefold/platform';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { expect } from 'chai';
import { Long, type Db } from 'mongodb';
import { allViews } from '../all-views.js';
import { ProjectionDesk } from '../operating/projection-desk.js';
import { foldLog } from '../testing/fold-log.js';
import { london } from '../testing/history.js';
import {
  append,
  openSpecShop,
  reached,
  readLog,
  readModels,
  runnerOf,
  Stores,
  until,
} from '../testing/shop-with-stores.js';
import { longStory } from '../testing/story.js';
import { readSkips } from './skips.js';
import type { Runner } from './runner.js';

const who = { actor: { kind: 'system', id: 'spec' }, correlationId: 'spec', at: '2011-04-01T00:00:00.000Z' } as const;

describe('dead letters of views', function () {
  this.timeout(60_000);
  let stores: Stores;
  let client: EventStoreDBClient;
  let shop: Shop;
  let events: readonly Recorded[];
  let head: bigint;
  let db: Db;
  let runner: Runner | undefined;
  let desk: ProjectionDesk;

  before(async () => {
    stores = await Stores.start();
    client = stores.connectLog();
    shop = await openSpecShop(client);
    head = await append(client, longStory);
    events = await readLog(client);
  });
  beforeEach(() => {
    db = stores.newDatabase();
    desk = new ProjectionDesk({ db, client, views: allViews(london) });
  });
  afterEach(async () => {
    await runner?.stop();
    runner = undefined;
  });
  after(() => stores.close());

  const start = async (read: (entry: LogEntry) => Recorded = toRecorded) => {
    await runner?.stop();
    runner = runnerOf({ client, db, shop, read, lookMs: 20, maxBatch: 50 });
    await runner.start();
    await reached(runner, head);
  };
  /** Some events cannot be read, as if this release did not understand them. */
  const notReading = (ids: ReadonlySet<string>) => (entry: LogEntry) => {
    if (ids.has(entry.id)) throw new Error('written by a moon lander');
    return toRecorded(entry);
  };
  const lettersAreGone = () =>
    until('the letters to be answered', async () => ((await desk.letters()).length === 0 ? true : undefined));
  const heldBy = async () => {
    const letters = await desk.letters();
    return new Set(letters.map(({ unit, held }) => `${unit}|${held.name}`));
  };

  it('hold their own keys only: all other documents are as if nothing were', async () => {
    const poisoned = new Set(events.filter((_, index) => index % 40 === 17).map(({ eventId }) => eventId));
    await start(notReading(poisoned));
    const waiting = await heldBy();
    expect(waiting.size).to.be.greaterThan(5);
    const [found, clean] = [await readModels(db), foldLog(events)];
    let compared = 0;
    for (const [view, documents] of Object.entries(clean))
      for (const [key, document] of Object.entries(documents)) {
        if (waiting.has(`${view}|${key}`)) continue;
        compared++;
        expect(found[view]?.[key], `${view} ${key}`).to.equal(document);
      }
    expect(compared).to.be.greaterThan(20);
  });

  it('are folded once they can be, in their order, and the documents equal those of a clean history', async () => {
    const poisoned = new Set(events.filter((_, index) => index % 25 === 3).map(({ eventId }) => eventId));
    await start(notReading(poisoned));
    expect((await heldBy()).size).to.be.greaterThan(10);
    await start();
    expect((await heldBy()).size).to.be.greaterThan(10);
    for (const { id } of await desk.letters()) await desk.ask(id, 'retry');
    await lettersAreGone();
    expect(await readModels(db)).to.deep.equal(foldLog(events));
    expect(await db.collection(engineCollections.heldEvents).countDocuments()).to.equal(0);
  });

  it('are made anew from all that ever concerned them, where somebody asks for that', async () => {
    const poisoned = new Set(events.filter((_, index) => index % 30 === 12).map(({ eventId }) => eventId));
    await start(notReading(poisoned));
    const letters = (await desk.letters()).filter(({ held }) => held.kind === 'document');
    expect(letters.length).to.be.greaterThan(3);
    await start();
    for (const { id } of letters) await desk.ask(id, 'repair');
    for (const { id, held } of await desk.letters()) if (held.kind === 'stream') await desk.ask(id, 'retry');
    await lettersAreGone();
    expect(await readModels(db)).to.deep.equal(foldLog(events));
  });

  it('stay where it still fails, and say at which event', async () => {
    const orders = events.filter(({ type }) => type === 'OrderPlaced');
    const poisoned = new Set(orders.slice(0, 2).map(({ eventId }) => eventId));
    await start(notReading(poisoned));
    const before = (await desk.letters()).map(({ id }) => id);
    for (const id of before) await desk.ask(id, 'retry');
    await until('nothing to be asked any more', async () =>
      (await desk.letters()).every(({ asked }) => asked === undefined) ? true : undefined,
    );
    const letters = await desk.letters();
    expect(letters.map(({ id }) => id)).to.deep.equal(before);
    expect(
      letters.every(({ reason, eventId }) => reason === 'written by a moon lander' && poisoned.has(eventId)),
    ).to.equal(true);
  });

  it('are the same after a restart, wherever the batches were cut', async () => {
    const poisoned = new Set(events.filter((_, index) => index % 30 === 8).map(({ eventId }) => eventId));
    await start(notReading(poisoned));
    const [letters, models] = [await desk.letters(), await readModels(db)];
    const other = stores.newDatabase();
    const again = runnerOf({ client, db: other, shop, read: notReading(poisoned), maxBatch: 3 });
    await again.start();
    await reached(again, head);
    await again.stop();
    const timeless = (found: typeof letters) => found.map(({ since, ...letter }) => letter);
    expect(await readModels(other)).to.deep.equal(models);
    expect(timeless(await new ProjectionDesk({ db: other, client, views: allViews(london) }).letters())).to.deep.equal(
      timeless(letters),
    );
  });

  it('of a document that somebody put there by hand are answered once it is mended', async () => {
    const placed = events.find(({ type }) => type === 'OrderPlaced');
    if (placed?.type !== 'OrderPlaced') throw new Error('no order was placed');
    const _id = placed.data.orderId;
    await db.collection<{ _id: string }>('orders').insertOne({ _id });
    await start();
    const [letter] = await desk.letters();
    expect(letter).to.deep.include({ view: 'orders', eventId: placed.eventId });
    expect(letter?.reason).to.contain('--repair');
    await desk.ask(letter?.id ?? '', 'repair');
    await until('it to be said that this is of no use', async () =>
      (await desk.letters())[0]?.asked === undefined ? true : undefined,
    );
    expect((await desk.verify('orders', { repair: true })).found).to.equal(1);
    await desk.ask(letter?.id ?? '', 'retry');
    await lettersAreGone();
    expect(await readModels(db)).to.deep.equal(foldLog(events));
  });

  it('wait on, and folding goes on, where the log has no event at a place that somebody wrote into one', async () => {
    const confirmed = events.find(({ type }) => type === 'OrderConfirmed');
    await start(notReading(new Set([confirmed?.eventId ?? ''])));
    const [letter] = await desk.letters();
    const held = db.collection<HeldEventDocument>(engineCollections.heldEvents);
    await held.updateOne({ letter: letter?.id ?? '' }, { $inc: { position: Long.fromNumber(1) } });
    await desk.ask(letter?.id ?? '', 'retry');
    await until('the letter to say why', async () =>
      (await desk.letters()).some(({ id, reason }) => id === letter?.id && reason.includes('holds no event'))
        ? true
        : undefined,
    );
    expect(runner?.trouble()).to.equal(undefined);
  });

  // Last: what is skipped is skipped for all that fold this log afterwards.
  it('are skipped by a decision in the log, which a rebuild heeds', async () => {
    const confirmed = events.find(({ type }) => type === 'OrderConfirmed');
    if (!confirmed) throw new Error('no order was confirmed');
    await start(notReading(new Set([confirmed.eventId])));
    const letter = (await desk.letters()).find(
      ({ view, eventId }) => view === 'orders' && eventId === confirmed.eventId,
    );
    if (!letter) throw new Error('there is no letter');
    await desk.skip(letter.id, 'the moon is made of cheese', { ...who, id: '00000000-0000-4000-8000-00000000abcd' });
    await until('the letter to be gone', async () =>
      (await desk.letters()).some(({ id }) => id === letter.id) ? undefined : true,
    );
    const without = foldLog(events.filter(({ eventId }) => eventId !== confirmed.eventId))['orders'];
    expect((await readModels(db))['orders']).to.deep.equal(without);
    expect((await readSkips(client, 'orders')).has(letter.held, confirmed.eventId)).to.equal(true);
    const rebuilt = stores.newDatabase();
    const anew = runnerOf({ client, db: rebuilt, shop });
    await anew.start();
    await reached(anew, head);
    await anew.stop();
    expect((await readModels(rebuilt))['orders']).to.deep.equal(without);
  });
});
