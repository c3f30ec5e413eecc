import { expect } from 'chai';
import fc from 'fast-check';
import { Binary, MongoNetworkError, MongoServerError } from 'mongodb';
import type { Recorded } from '@storefold/contracts';
import { isStoreFailure } from '@storefold/platform';
import { allViews } from '../all-views.js';
import { salesByDay } from '../sales/sales-views.js';
import { orderPlaced, productDefined } from '../testing/events.js';
import { foldLog } from '../testing/fold-log.js';
import { History, historyOf, london, positionOf } from '../testing/history.js';
import { MemoryDatabase } from '../testing/memory-database.js';
import { offered } from '../testing/offered.js';
import { randomHistory } from '../testing/random-history.js';
import { tracesView } from '../traces/traces-view.js';
import type { Room } from './document-room.js';
import { Quarantine } from './quarantine.js';
import type { Stored } from './stored.js';
import { ViewWriter, type Step } from './view-writer.js';
import { anyView } from './view.js';

const views = allViews(london);
type Batches = readonly (readonly Recorded[])[];

/** One writer per view, as the runner has them. */
const writersOn = (database: MemoryDatabase, room?: Room) => {
  const writers = views.map((view) => new ViewWriter(database.db, view, room === undefined ? {} : { room }));
  return async (batches: Batches) => {
    for (const batch of batches) await Promise.all(writers.map((writer) => writer.fold(offered(batch))));
  };
};
const cutAt = (events: readonly Recorded[], cuts: readonly number[]): Batches => {
  const ends = [...new Set(cuts.map((cut) => cut % (events.length + 1)))].sort((a, b) => a - b);
  return [0, ...ends].map((from, index) => events.slice(from, ends[index] ?? events.length));
};
/** As much as it has by itself; nothing; and so little that some are forgotten, and one, or a few, are at hand at once. */
const rooms = fc.constantFrom<Room | undefined>(
  undefined,
  { remembered: 0, atHand: 1 },
  { remembered: 500, atHand: 600 },
  { remembered: 3_000, atHand: 2_000 },
);
const cuts = fc.array(fc.nat(200), { maxLength: 12 });

describe('a view writer', () => {
  it('makes the same documents however the log is cut into batches, and however little it remembers', async () => {
    await fc.assert(
      fc.asyncProperty(randomHistory, cuts, rooms, async (events, at, room) => {
        const database = new MemoryDatabase();
        await writersOn(database, room)(cutAt(events, at));
        expect(database.contents()).to.deep.equal(foldLog(events));
      }),
      { numRuns: 60 },
    );
  });

  it('changes nothing when it is given again what it had, by itself or by one that remembers nothing', async () => {
    await fc.assert(
      fc.asyncProperty(randomHistory, cuts, fc.nat(200), fc.boolean(), async (events, at, back, restarted) => {
        const database = new MemoryDatabase();
        const batches = cutAt(events, at);
        const first = writersOn(database);
        await first(batches);
        const { writes } = database;
        await (restarted ? writersOn(database) : first)(batches.slice(back % batches.length));
        expect(database.writes).to.equal(writes);
        expect(database.contents()).to.deep.equal(foldLog(events));
      }),
      { numRuns: 60 },
    );
  });

  it('makes the same documents when each batch also repeats some of what came before', async () => {
    await fc.assert(
      fc.asyncProperty(randomHistory, cuts, fc.nat(10), async (events, at, overlap) => {
        const database = new MemoryDatabase();
        const ends = cutAt(events, at).reduce<number[]>(
          (sums, { length }) => [...sums, (sums.at(-1) ?? 0) + length],
          [],
        );
        const overlapping = ends.map((end, index) => events.slice(Math.max(0, (ends[index - 1] ?? 0) - overlap), end));
        await writersOn(database)(overlapping);
        expect(database.contents()).to.deep.equal(foldLog(events));
      }),
      { numRuns: 40 },
    );
  });

  it('folds whatever texts a log may hold as names: those that a store keeps as one are one', async () => {
    // Few and short, so that names meet which differ and are stored alike.
    const broken = fc.array(fc.constantFrom('\ud800', '\udfff', '\ufffd', 'a'), { maxLength: 2 });
    const name = fc.oneof(fc.string({ unit: 'binary' }), {
      weight: 2,
      arbitrary: broken.map((parts) => parts.join('')),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(name, { maxLength: 20 }), cuts, rooms, async (names, at, room) => {
        const database = new MemoryDatabase();
        const history = new History();
        for (const correlationId of names) history.when({ correlationId }).happens(productDefined('MUG', 'A mug', 450));
        const writer = new ViewWriter(database.db, anyView(tracesView), room ? { room } : {});
        for (const batch of cutAt(history.events, at)) await writer.fold(offered(batch));
        const expected = new Map<string, number>();
        for (const each of names.map((text) => Buffer.from(text).toString()))
          expected.set(each, (expected.get(each) ?? 0) + 1);
        const kept = [...database.documents(tracesView.collection)];
        expect(kept.map(([id, document]) => [id, 'events' in document && document.events])).to.have.deep.members([
          ...expected,
        ]);
      }),
      { numRuns: 100 },
    );
  });

  describe('of the sales of a day', () => {
    const view = anyView(salesByDay(london));
    const day = '2011-03-07|GBP';
    const events = historyOf(...['o1', 'o2', 'o3'].map((id) => orderPlaced(id, [['MUG', 1, 450]])));
    const expected = foldLog(events, [view]);

    for (const step of ['loaded', 'written'] satisfies Step[])
      it(`makes what a clean run makes after a crash when its documents were ${step}`, async () => {
        const database = new MemoryDatabase();
        const crash = (_: string, at: Step) => {
          if (at === step) throw new Error('power cut');
        };
        await new ViewWriter(database.db, view).fold(offered(events.slice(0, 1)));
        const failed = await new ViewWriter(database.db, view, { atStep: crash }).fold(offered(events)).catch(String);
        expect(failed).to.equal('Error: power cut');
        await new ViewWriter(database.db, view).fold(offered(events));
        expect(database.contents()).to.deep.equal(expected);
      });

    it('folds again when somebody inserts the document meanwhile', async () => {
      const database = new MemoryDatabase();
      let others = 0;
      const meanwhile = async (_: string, step: Step) => {
        if (step === 'loaded' && others++ === 0)
          await new ViewWriter(database.db, view).fold(offered(events.slice(0, 2)));
      };
      await new ViewWriter(database.db, view, { atStep: meanwhile }).fold(offered(events));
      expect(others).to.equal(2);
      expect(database.contents()).to.deep.equal(expected);
    });

    it('folds again when somebody replaces the document that it remembers', async () => {
      const database = new MemoryDatabase();
      const writer = new ViewWriter(database.db, view);
      await writer.fold(offered(events.slice(0, 1)));
      await new ViewWriter(database.db, view).fold(offered(events.slice(0, 2)));
      await writer.fold(offered(events.slice(1)));
      expect(database.contents()).to.deep.equal(expected);
    });

    it('sets aside what concerns a document that somebody put there by hand, and goes on with all else', async () => {
      const database = new MemoryDatabase();
      const next = historyOf(orderPlaced('o1', [['MUG', 1, 450]]), orderPlaced('o2', [['MUG', 1, 450]]));
      const ofOrders = views.find(({ name }) => name === 'orders');
      if (!ofOrders) throw new Error('there is a view of orders');
      database.put(ofOrders.collection, { _id: 'o1', note: 'by hand' } as unknown as Stored);
      const quarantine = new Quarantine(database.db, { id: 'orders', view: 'orders' });
      await new ViewWriter(database.db, ofOrders, { quarantine }).fold(offered(next));
      expect(quarantine.holds({ kind: 'document', name: 'o1' }, positionOf(0))).to.equal(true);
      const documents = database.documents(ofOrders.collection);
      expect(documents.get('o1')).to.deep.equal({ _id: 'o1', note: 'by hand' });
      expect(documents.get('o2')?._position).to.equal(positionOf(1));
    });

    it('says what the store says where a whole write fails, and takes it for no other writer', async () => {
      for (const fault of [
        new MongoServerError({ message: 'no space left', code: 14_031 }),
        new MongoServerError({ message: 'not primary', code: 10_107 }),
        new MongoNetworkError('connection closed'),
      ]) {
        const database = new MemoryDatabase();
        database.fault = fault;
        const failed = await new ViewWriter(database.db, view).fold(offered(events)).catch((error: unknown) => error);
        expect(String(failed)).to.contain(fault.message);
        expect(isStoreFailure(failed)).to.equal(true);
      }
    });

    it('gives up, and says why, where somebody changes the document before every write', async () => {
      const database = new MemoryDatabase();
      let position = positionOf(0);
      const meddle = (_: string, step: Step) => {
        if (step === 'loaded')
          database.put(view.collection, { _id: day, _position: ++position, _events: 1, _lineage: new Binary() });
      };
      const why = await new ViewWriter(database.db, view, { atStep: meddle }).fold(offered(events)).catch(String);
      expect(why).to.contain('another writer keeps changing the documents of salesByDay ("2011-03-07|GBP");');
    });

    it('writes a day once for a whole batch, and tells how many documents it wrote', async () => {
      const database = new MemoryDatabase();
      const writer = new ViewWriter(database.db, view);
      expect(await writer.fold(offered(events))).to.equal(1);
      expect(await writer.fold(offered(events))).to.equal(0);
      expect(database.writes).to.equal(1);
      expect(database.documents(view.collection).get(day)?._position).to.equal(positionOf(2));
    });
  });
});
