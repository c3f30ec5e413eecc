import { randomUUID } from 'node:crypto';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { engineCollections, type CheckpointDocument, type Recorded } from '@storefold/contracts';
import type { Shop } from '@storefold/platform';
import { expect } from 'chai';
import fc from 'fast-check';
import { allViews } from '../all-views.js';
import { foldLog, type ReadModels } from '../testing/fold-log.js';
import { historyOf, london } from '../testing/history.js';
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
import type { AtStep, Step } from './view-writer.js';

describe('a runner on the stores', function () {
  this.timeout(60_000);
  let stores: Stores;
  let client: EventStoreDBClient;
  let shop: Shop;
  let events: readonly Recorded[];
  let head: bigint;
  let expected: ReadModels;

  before(async () => {
    stores = await Stores.start();
    client = stores.connectLog();
    shop = await openSpecShop(client);
    head = await append(client, longStory);
    events = await readLog(client);
    expected = foldLog(events);
  });
  after(() => stores.close());

  /** Folds the whole log into the database. */
  const run = async (db: ReturnType<Stores['newDatabase']>, maxBatch?: number): Promise<void> => {
    const runner = runnerOf({ client, db, shop, ...(maxBatch === undefined ? {} : { maxBatch }) });
    await runner.start();
    await reached(runner, head);
    await runner.stop();
  };

  it('has a log worth the name', () => {
    expect(events).to.have.length(longStory.length + 1);
    expect(new Set(events.map(({ type }) => type)).size).to.be.at.least(15);
  });

  for (const maxBatch of [1, 7, 4_000])
    it(`makes what a fold in memory makes, in batches of at most ${maxBatch.toString()}`, async () => {
      const db = stores.newDatabase();
      await run(db, maxBatch);
      expect(await readModels(db)).to.deep.equal(expected);
    });

  it('goes on from its checkpoints, and folds nothing again', async () => {
    const db = stores.newDatabase();
    await run(db);
    const runner = runnerOf({ client, db, shop });
    await runner.start();
    expect(new Set(runner.progress().map(({ position }) => position))).to.deep.equal(new Set([head]));
    await runner.stop();
    expect(runner.progress().every(({ foldedEvents }) => foldedEvents === 0)).to.equal(true);
    expect(await readModels(db)).to.deep.equal(expected);
  });

  describe('that crashes', () => {
    /** Views of which the story tells something. */
    const told = new Set(Object.keys(foldLog(longStory)));
    /** Throws the n-th time that the view is at the step. */
    const crashAt = (crashing: string, step: Step, time: number): AtStep => {
      let times = 0;
      return (view, at) => {
        if (view === crashing && at === step && ++times === time) throw new Error(`power cut at ${view}, ${step}`);
      };
    };

    // One writer folds them all: some stand for the others, and `kills.int.spec` picks any.
    for (const { name } of allViews(london)
      .filter(({ collection }) => told.has(collection))
      .filter((_, index) => index % 4 === 0))
      for (const step of ['loaded', 'written'] as const)
        it(`where ${name} was ${step} makes the same documents in the end`, async () => {
          const db = stores.newDatabase();
          for (const time of [1, 2]) {
            const runner = runnerOf({ client, db, shop, maxBatch: 60, atStep: crashAt(name, step, time) });
            await runner.start();
            const failure = await runner.ended().catch(String);
            expect(failure).to.equal(`Error: power cut at ${name}, ${step}`);
            expect(runner.trouble()).to.equal(`power cut at ${name}, ${step}`);
          }
          await run(db, 60);
          expect(await readModels(db)).to.deep.equal(expected);
        });
  });

  it('doubles nothing where a second one folds the same views at the same time', async () => {
    const db = stores.newDatabase();
    const runners = [3, 5, 8].map((maxBatch) => runnerOf({ client, db, shop, maxBatch }));
    await Promise.all(runners.map((runner) => runner.start()));
    await Promise.all(runners.map((runner) => reached(runner, head)));
    await Promise.all(runners.map((runner) => runner.stop()));
    expect(await readModels(db)).to.deep.equal(expected);
  });

  // Last, and in a group because groups run after what stands alone: the log grows.
  describe('that has reached the head of the log', () => {
    it('has considered, at once and for every view, what only some views are about', async () => {
      const db = stores.newDatabase();
      const runner = runnerOf({ client, db, shop });
      await runner.start();
      await reached(runner, head);
      const [event] = historyOf({ type: 'CartCheckedOut', data: { cartId: 'quiet', orderId: 'quiet' } });
      if (!event) throw new Error('a history of one event has one');
      head = await append(client, [{ ...event, eventId: randomUUID() }]);
      // As a question that carries its position looks: at what is written down, not at what the runner believes.
      const checkpoints = db.collection<CheckpointDocument & { _id: string }>(engineCollections.checkpoints);
      await until('every checkpoint to be past it', async () =>
        (await checkpoints.countDocuments({ considered: { $gte: head } })) === allViews(london).length
          ? true
          : undefined,
      );
      await runner.stop();
    });

    it('takes in what happens while it runs, beside another that does so too', async () => {
      const db = stores.newDatabase();
      const runners = [1, 2].map(() => runnerOf({ client, db, shop }));
      await Promise.all(runners.map((runner) => runner.start()));
      const [more = []] = fc.sample(randomHistory, { seed: 11, numRuns: 1 });
      head = await append(
        client,
        more.map((event) => ({ ...event, eventId: event.eventId.replace(/^0{8}/, '11111111') })),
      );
      await Promise.all(runners.map((runner) => reached(runner, head)));
      await Promise.all(runners.map((runner) => runner.stop()));
      expect(await readModels(db)).to.deep.equal(foldLog(await readLog(client)));
    });
  });
});
