import { expect } from 'chai';
import fc from 'fast-check';
import type { Collection, Db, Document } from 'mongodb';
import { codeOf, openStore } from '../testing/store.js';

const small = fc.constantFrom<unknown>(
  null,
  0,
  1,
  2,
  3,
  2.5,
  'a',
  'ab',
  'b',
  true,
  { x: 1 },
  [1, 2],
  [],
  ['a', 'ab'],
  [[1]],
  [{ x: 1 }, { x: 2 }],
);
/** Values that meet each other often: what an index may get wrong lies in lists of numbers and ranges over them. */
const number = fc.constantFrom<unknown>(0, 1, 2, 3, 2.5);
const stored = fc.oneof(
  { weight: 2, arbitrary: small },
  fc.array(number, { maxLength: 3 }),
  fc.array(fc.record({ x: number }), { maxLength: 3 }),
);
const documents = fc.array(
  fc.record({ a: stored, b: small, c: fc.integer({ min: 0, max: 5 }) }, { requiredKeys: [] }),
  {
    minLength: 20,
    maxLength: 40,
  },
);
describe('an index', () => {
  let db: Db;
  let items: Collection;
  let close: () => Promise<void>;

  before(async () => {
    ({ db, close } = await openStore());
  });
  beforeEach(async () => {
    await db.dropDatabase();
    items = db.collection('items');
  });
  after(() => close());

  it('holds what the documents say after any updates', async () => {
    await Promise.all([items.createIndex({ a: 1 }), items.createIndex({ 'a.x': 1, c: 1 })]);
    await fc.assert(
      fc.asyncProperty(documents, fc.array(fc.tuple(fc.nat(39), small), { maxLength: 20 }), async (docs, changes) => {
        await items.deleteMany({});
        await items.insertMany(docs.map((doc, at): Document => ({ _id: at, ...doc })));
        await items.bulkWrite([
          { deleteOne: { filter: { _id: 0 as never } } },
          ...changes.map(([id, a]) => ({ updateOne: { filter: { _id: id as never }, update: { $set: { a } } } })),
        ]);
        const count = await items.countDocuments({});
        expect(await items.estimatedDocumentCount()).to.equal(count);
        for (const value of [1, 'a', 2.5]) {
          const byIndex = await items.countDocuments({ a: value }, { hint: { a: 1 } });
          expect(byIndex).to.equal(await items.countDocuments({ a: value }, { hint: { $natural: 1 } }));
        }
      }),
      { numRuns: 10 },
    );
  });

  it('is chosen for equality, range, order and prefix, and explain tells which', async () => {
    await items.createIndex({ kind: 1, n: -1 });
    await items.createIndex({ words: 1 });
    await items.insertMany(
      Array.from({ length: 500 }, (_, n) => ({ kind: n % 5, n, words: [`word${String(n)}`, 'all'] })),
    );
    const planOf = async (filter: Document, sort: Document = {}): Promise<{ text: string; keys: number }> => {
      const explained = await items.find(filter).sort(sort).explain('executionStats');
      const stats = explained['executionStats'] as Document;
      return {
        text: JSON.stringify((explained['queryPlanner'] as Document)['winningPlan']),
        keys: Number(stats['totalKeysExamined']),
      };
    };
    expect((await planOf({ kind: 1 }, { n: -1 })).text).to.match(/^(?!.*SORT).*kind_1_n_-1/);
    expect((await planOf({ kind: 1 }, { n: 1 })).text).to.match(/^(?!.*SORT).*backward/);
    expect((await planOf({ kind: { $in: [1, 2] }, n: { $gte: 490 } })).keys).to.equal(4);
    expect((await planOf({ words: /^word49/ })).keys).to.equal(11);
    expect((await planOf({ other: 1 })).text).to.match(/COLLSCAN/);
    expect((await planOf({ _id: 'x' })).text).to.match(/IDHACK/);
  });

  it('that is unique refuses a second document, also while it is built', async () => {
    await items.insertMany([{ a: 1 }, { a: 1 }]);
    expect(await codeOf(items.createIndex({ a: 1 }, { unique: true }, {}))).to.equal(11000);
    expect((await items.indexes()).map(({ name }) => name)).to.deep.equal(['_id_']);
    await items.deleteMany({});
    await items.createIndex({ a: 1 }, { unique: true }, {});
    await items.insertOne({ a: [1, 2] });
    expect(await codeOf(items.insertOne({ a: 2 }))).to.equal(11000);
  });

  it('over two lists side by side is refused', async () => {
    await items.createIndex({ a: 1, b: 1 });
    expect(await codeOf(items.insertOne({ a: [1], b: [2] }))).to.equal(171);
  });

  it('is listed, dropped, and not made twice', async () => {
    expect(await items.createIndex({ a: 1 })).to.equal('a_1');
    expect(await items.createIndex({ a: 1 })).to.equal('a_1');
    expect(await codeOf(items.createIndex({ a: 1 }, { name: 'other' }, {}))).to.equal(85);
    expect(await codeOf(items.createIndex({ b: 1 }, { name: 'a_1' }, {}))).to.equal(86);
    await items.dropIndex('a_1');
    expect((await items.indexes()).length).to.equal(1);
    expect(await codeOf(items.dropIndex('a_1'))).to.equal(27);
  });
});
