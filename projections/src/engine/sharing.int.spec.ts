import type { EventStoreDBClient } from '@eventstore/db-client';
import { engineCollections, type CheckpointDocument, type Recorded } from '@storefold/contracts';
import type { Shop } from '@storefold/platform';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Db } from 'mongodb';
import { allViews } from '../all-views.js';
import { foldLog } from '../testing/fold-log.js';
import { london } from '../testing/history.js';
import { queueView } from '../testing/queue-view.js';
import { randomHistory } from '../testing/random-history.js';
import { append, openSpecShop, readLog, readModels, runnerOf, Stores, until } from '../testing/shop-with-stores.js';
import { longStory } from '../testing/story.js';
import { Leases } from './leases.js';
import type { Runner, RunnerOptions } from './runner.js';

const parted = allViews(london).map((view) => ({ ...view, partitions: 3 }));
const LEASE = { lastsMs: 400 };

describe('processes that share views', function () {
  this.timeout(60_000);
  let stores: Stores;
  let client: EventStoreDBClient;
  let shop: Shop;
  let events: readonly Recorded[];
  let head: bigint;
  let db: Db;
  let runners: Runner[] = [];

  before(async () => {
    stores = await Stores.start();
    client = stores.connectLog();
    shop = await openSpecShop(client);
    head = await append(client, longStory);
    events = await readLog(client);
  });
  beforeEach(() => {
    db = stores.newDatabase();
  });
  afterEach(async () => {
    await Promise.all(runners.map((runner) => runner.stop()));
    runners = [];
  });
  after(() => stores.close());

  const start = async (owner: string, more: Partial<RunnerOptions> = {}): Promise<Runner> => {
    const leases = new Leases(db, { owner, ...LEASE });
    const runner = runnerOf({ client, db, shop, views: parted, lookMs: 30, maxBatch: 40, leases, ...more });
    runners.push(runner);
    await runner.start();
    return runner;
  };
  const unitsOf = (runner: Runner) => runner.progress().map(({ unit }) => unit);
  const isFolded = (units: number, views = parted, log = events) =>
    until('every unit to reach the head of the log', async () => {
      const found = await db.collection(engineCollections.checkpoints).find().toArray();
      const last = log.at(-1)?.position ?? head;
      return found.length === units && found.every(({ considered }) => (considered as bigint) >= last)
        ? true
        : undefined;
    }).then(async () => {
      expect(await readModels(db, views)).to.deep.equal(foldLog(log, views));
    });

  it('divide partitions among them, each folded by one, and make what one alone makes', async () => {
    const [one, other] = [await start('one'), await start('other')];
    const all = parted.length * 3;
    // One that was held up beyond its leases still names what others took from it, until it looks: so all in one breath.
    await until('each unit to be folded by one of them, and each to have its share', () => {
      const [mine, theirs] = [unitsOf(one), unitsOf(other)];
      const isDivided = mine.length + theirs.length === all && new Set([...mine, ...theirs]).size === all;
      return isDivided && Math.abs(mine.length - all / 2) <= 1 ? true : undefined;
    });
    await isFolded(all);
  });

  it('take over what one leaves, and what one leaves without a word', async () => {
    const [one, other] = [await start('one'), await start('other')];
    const all = parted.length * 3;
    await until('both to have some', () => (unitsOf(one).length > 0 && unitsOf(other).length > 0 ? true : undefined));
    await one.stop();
    await until('the other to have all', () => (unitsOf(other).length === all ? true : undefined));
    await isFolded(all);
  });

  it('fence off one that was paused beyond its lease, also where what it writes was taken away meanwhile', async () => {
    const views = [{ ...queueView, partitions: 3 }];
    let resume: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (resume = resolve));
    let isPaused = false;
    const paused = await start('paused', {
      views,
      maxBatch: 1,
      atStep: async (_, step) => {
        // It has loaded what it will write, and sleeps until others are far ahead.
        if (step !== 'loaded') return;
        isPaused = true;
        await gate;
      },
    });
    await until('it to be paused in the middle', () => (isPaused ? true : undefined));
    // Its signs of life end, too: nobody looks while it sleeps.
    const sleeping = paused.stop();
    await db.collection(engineCollections.leases).updateMany({}, { $set: { until: new Date(0).toISOString() } });
    await start('one', { views });
    await start('other', { views });
    await isFolded(3, views);
    const noted = () =>
      db
        .collection<CheckpointDocument>(engineCollections.checkpoints)
        .find({}, { sort: { _id: 1 } })
        .toArray();
    const before = await noted();
    resume();
    await sleeping;
    const after = await noted();
    expect(after.map(({ position }) => position)).to.deep.equal(before.map(({ position }) => position));
    // Those who are awake may still divide the units among them, under newer fences; its own is older than theirs.
    for (const [at, { fence }] of after.entries()) expect(fence).to.be.at.least(before[at]?.fence ?? Infinity);
    expect(await readModels(db, views)).to.deep.equal(foldLog(events, views));
    expect(unitsOf(paused)).to.deep.equal([]);
  });

  it('lose and double nothing while they come and go', async () => {
    const all = parted.length * 3;
    let log = events;
    for (const round of [1, 2, 3]) {
      await Promise.all(['a', 'b', 'c'].slice(0, round).map((owner) => start(`${owner}${round.toString()}`)));
      const [more = []] = fc.sample(randomHistory, { seed: 20 + round, numRuns: 1 });
      const prefix = `4444444${round.toString()}`;
      await append(
        client,
        more.map((event) => ({ ...event, eventId: event.eventId.replace(/^0{8}/, prefix) })),
      );
      if (round < 3) await Promise.all(runners.splice(0, 1).map((runner) => runner.stop()));
    }
    log = await readLog(client);
    await isFolded(all, parted, log);
    events = log;
  });
});
