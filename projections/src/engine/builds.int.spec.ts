import type { EventStoreDBClient } from '@eventstore/db-client';
import { collections, type Recorded } from '@storefold/contracts';
import { LiveReadModels, type Shop } from '@storefold/platform';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Db } from 'mongodb';
import { allViews } from '../all-views.js';
import { ProjectionDesk } from '../operating/projection-desk.js';
import { foldLog } from '../testing/fold-log.js';
import { london } from '../testing/history.js';
import { randomHistory } from '../testing/random-history.js';
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
import type { Runner, RunnerOptions } from './runner.js';
import type { AnyView } from './view.js';

/** All views, the products at another version, in which each has a shelf mark. */
const nextRelease = (version: number): readonly AnyView[] =>
  allViews(london).map((view) => {
    if (view.name !== 'products') return view;
    const project: AnyView['project'] = (document, event, key) => {
      const after = view.project(document, event, key);
      return after && { ...after, mark: version };
    };
    return { ...view, version, project };
  });

describe('builds of a view', function () {
  this.timeout(60_000);
  let stores: Stores;
  let client: EventStoreDBClient;
  let shop: Shop;
  let events: readonly Recorded[];
  let head: bigint;
  let db: Db;
  let runner: Runner | undefined;
  let desk: ProjectionDesk;
  let live: LiveReadModels;

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
    live = new LiveReadModels(db);
  });
  afterEach(async () => {
    await runner?.stop();
    runner = undefined;
  });
  after(() => stores.close());

  const start = async (more: Partial<RunnerOptions> = {}) => {
    await runner?.stop();
    runner = runnerOf({ client, db, shop, lookMs: 20, ...more });
    await runner.start();
    await reached(runner, head);
  };
  const buildsOf = async (view: string) => (await desk.report()).find((known) => known.view === view)?.builds ?? [];
  const becomes = (view: string, what: string) =>
    until(`the builds of ${view} to be ${what}`, async () => {
      const states = (await buildsOf(view)).map(({ state }) => state).join(' ');
      return states === what ? true : undefined;
    });
  const products = () => live.db.collection<{ _id: string; mark?: number }>(collections.products).find().toArray();

  it('has one at first, by the view’s own names', async () => {
    await start();
    expect(await buildsOf('products')).to.have.length(1);
    expect((await buildsOf('products'))[0]).to.include({ id: 'products', collection: 'products', state: 'live' });
  });

  it('are made beside what readers are given, who are given them when they are whole, and can go back at once', async () => {
    await start();
    const second = await desk.rebuild('products');
    expect(await desk.rebuild('products').catch(String)).to.contain(`${second} is being made already`);
    await becomes('products', 'kept live');
    await live.refresh();
    expect(live.view('products')).to.deep.equal({ collection: second, units: [second] });
    expect(await readModels(db)).to.deep.equal(foldLog(events));
    expect(await desk.rollback('products')).to.equal('products');
    await live.refresh();
    expect(live.view('products').collection).to.equal('products');
    expect(await desk.promote('products')).to.equal(second);
  });

  it('are all folded on, so that nobody who goes back finds old documents', async () => {
    await start();
    await desk.rebuild('orders');
    await becomes('orders', 'kept live');
    const [more = []] = fc.sample(randomHistory, { seed: 12, numRuns: 1 });
    head = await append(
      client,
      more.map((event) => ({ ...event, eventId: event.eventId.replace(/^0{8}/, '22222222') })),
    );
    events = await readLog(client);
    if (runner) await reached(runner, head);
    const expected = foldLog(events)['orders'];
    expect((await readModels(db))['orders']).to.deep.equal(expected);
    await desk.rollback('orders');
    expect((await readModels(db))['orders']).to.deep.equal(expected);
  });

  it('wait for a person where that was asked, and are known to be ready', async () => {
    await start();
    const second = await desk.rebuild('products', false);
    await becomes('products', 'live ready');
    expect((await buildsOf('products'))[0]?.id).to.equal('products');
    expect(await desk.promote('products')).to.equal(second);
    await becomes('products', 'kept live');
  });

  it('of another version are made while readers go on with the old documents', async () => {
    await start();
    const before = await products();
    let let_go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (let_go = resolve));
    await runner?.stop();
    runner = runnerOf({
      ...{ client, db, shop, lookMs: 20, views: nextRelease(99) },
      // The new build is held before its first document is written.
      atStep: (view, step) => (view === 'products' && step === 'loaded' ? gate : undefined),
    });
    await runner.start();
    await live.refresh();
    expect(await products()).to.deep.equal(before);
    let_go();
    await becomes('products', 'kept live');
    await live.refresh();
    const after = await products();
    expect(after.map(({ _id }) => _id)).to.deep.equal(before.map(({ _id }) => _id));
    expect(after.every(({ mark }) => mark === 99)).to.equal(true);
  });

  it('that are done with are dropped, with all that belongs to them', async () => {
    let now = new Date('2026-01-01T00:00:00.000Z');
    await start({ now: () => now });
    const timed = new ProjectionDesk({ db, client, views: allViews(london), now: () => now });
    const second = await timed.rebuild('products');
    await becomes('products', 'kept live');
    const third = await timed.rebuild('products');
    await becomes('products', 'retired kept live');
    const names = async () =>
      (await db.listCollections().toArray()).map(({ name }) => name).filter((name) => name.startsWith('products'));
    expect(await names()).to.include.members(['products', second, third]);
    now = new Date('2026-01-01T00:10:00.000Z');
    await becomes('products', 'kept live');
    expect(await names())
      .to.include.members([second, third])
      .and.not.to.include('products');
  });

  it('of a release that kept no registry are served until new ones are whole', async () => {
    const older = db.collection<{ _id: string }>(collections.products);
    await older.insertOne({ _id: 'OLD' });
    const { logId } = shop;
    const checkpoint = { view: 'products', version: 3, logId, position: 0n, eventId: 'x', considered: 0n };
    await db.collection<{ _id: string }>('checkpoints').insertOne({ _id: 'products', ...checkpoint });
    await start();
    await becomes('products', 'kept live');
    expect(await readModels(db)).to.deep.equal(foldLog(events));
    expect(await older.countDocuments({ _id: 'OLD' })).to.equal(1);
  });

  it('are not folded while the view is paused, and go on from there', async () => {
    await start();
    await desk.pause('orders', true);
    await until('the view to rest', () =>
      runner?.progress().some(({ view }) => view === 'orders') ? undefined : true,
    );
    const before = (await readModels(db))['orders'];
    const [more = []] = fc.sample(randomHistory, { seed: 13, numRuns: 1 });
    head = await append(
      client,
      more.map((event) => ({ ...event, eventId: event.eventId.replace(/^0{8}/, '33333333') })),
    );
    if (runner) await reached(runner, head);
    events = await readLog(client);
    expect((await readModels(db))['orders']).to.deep.equal(before);
    await desk.pause('orders', false);
    await until('the view to go on', () =>
      runner?.progress().some(({ view }) => view === 'orders') ? true : undefined,
    );
    if (runner) await reached(runner, head);
    expect(await readModels(db)).to.deep.equal(foldLog(events));
  });

  it('that are not there are named, with those that are', async () => {
    await start();
    expect(await desk.promote('products', 'products@9').catch(String)).to.equal(
      'NotPossible: products has no build products@9; it has products (live)',
    );
    expect(await desk.rollback('products').catch(String)).to.contain('keeps no build to go back to');
    expect(await desk.rebuild('goods').catch(String)).to.contain('no view is called "goods"; there are products, ');
  });
});
