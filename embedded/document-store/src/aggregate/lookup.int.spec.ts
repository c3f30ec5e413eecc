import { expect } from 'chai';
import type { Db, Document } from 'mongodb';
import { codeOf, openStore } from '../testing/store.js';

type Keyed = Document & { _id: string | number };

describe('$lookup', () => {
  let db: Db;
  let close: () => Promise<void>;
  const run = (...pipeline: Document[]): Promise<Document[]> => db.collection('orders').aggregate(pipeline).toArray();

  before(async () => {
    ({ db, close } = await openStore());
    await db.collection<Keyed>('orders').insertMany([
      { _id: 1, sku: 'mug', wanted: 5, tags: ['a', 'b'] },
      { _id: 2, sku: 'bag', wanted: 1, tags: [] },
      { _id: 3, wanted: 2 },
    ]);
    await db.collection<Keyed>('stock').insertMany([
      { _id: 1, sku: 'mug', shelf: 'A', left: 10, lot: { n: 1 } },
      { _id: 2, sku: 'mug', shelf: 'B', left: 2, lot: { n: 2 } },
      { _id: 3, sku: 'bag', shelf: 'A', left: 0, lot: { n: 3 } },
      { _id: 4, sku: null, shelf: 'C', left: 7 },
      { _id: 5, sku: ['a', 'z'], shelf: 'D', left: 7 },
    ]);
  });
  after(() => close());

  const shelves = (found: Document[]): unknown => found.map((doc) => (doc['on'] as Keyed[]).map(({ _id }) => _id));

  it('joins by a field: equal values, elements of arrays, and null with the missing', async () => {
    const joined = await run({ $lookup: { from: 'stock', localField: 'sku', foreignField: 'sku', as: 'on' } });
    expect(shelves(joined)).to.deep.equal([[1, 2], [3], [4]]);
    const byTags = await run({ $lookup: { from: 'stock', localField: 'tags', foreignField: 'sku', as: 'on' } });
    expect(shelves(byTags)).to.deep.equal([[5], [], [4]]);
  });

  it('joins only what the field joins, also with a pipeline behind it', async () => {
    const joined = await run({
      $lookup: {
        from: 'stock',
        localField: 'sku',
        foreignField: 'sku',
        pipeline: [{ $match: { left: { $gt: 5 } } }],
        as: 'on',
      },
    });
    expect(shelves(joined)).to.deep.equal([[1], [], [4]]);
  });

  const correlated = {
    $lookup: {
      from: 'stock',
      let: { sku: '$sku', wanted: '$wanted' },
      pipeline: [
        { $match: { $expr: { $and: [{ $eq: ['$sku', '$$sku'] }, { $gte: ['$left', '$$wanted'] }] } } },
        { $project: { _id: 1, spare: { $subtract: ['$left', '$$wanted'] } } },
      ],
      as: 'on',
    },
  };

  it('binds variables of the outer document for its pipeline, with and without an index', async () => {
    const scanned = await run(correlated);
    expect(scanned.map((doc) => doc['on'] as unknown)).to.deep.equal([[{ _id: 1, spare: 5 }], [], []]);
    await db.collection('stock').createIndex({ left: 1 });
    expect(await run(correlated)).to.deep.equal(scanned);
    await db.collection('stock').dropIndexes();
  });

  it('joins by a field and variables together', async () => {
    const joined = await run({
      $lookup: {
        from: 'stock',
        localField: 'sku',
        foreignField: 'sku',
        let: { least: '$wanted' },
        pipeline: [{ $match: { $expr: { $gte: ['$left', '$$least'] } } }, { $sort: { _id: -1 } }, { $limit: 1 }],
        as: 'on',
      },
    });
    expect(shelves(joined)).to.deep.equal([[1], [], [4]]);
  });

  it('passes variables on to a lookup inside, where an inner one hides an outer of its name', async () => {
    const inner = {
      $lookup: {
        from: 'stock',
        let: { sku: '$shelf' },
        pipeline: [{ $match: { $expr: { $and: [{ $eq: ['$shelf', '$$sku'] }, { $lt: ['$left', '$$wanted'] }] } } }],
        as: 'on',
      },
    };
    const [first] = await run(
      { $match: { _id: 1 } },
      {
        $lookup: {
          from: 'stock',
          let: { sku: '$sku', wanted: '$wanted' },
          pipeline: [{ $match: { $expr: { $eq: ['$sku', '$$sku'] } } }, inner],
          as: 'on',
        },
      },
    );
    expect(shelves((first?.['on'] ?? []) as Document[])).to.deep.equal([[3], [2]]);
  });

  it('joins a pipeline without variables to every document, and nothing from a collection that is not there', async () => {
    const joined = await run({ $lookup: { from: 'stock', pipeline: [{ $match: { shelf: 'A' } }], as: 'on' } });
    expect(shelves(joined)).to.deep.equal([
      [1, 3],
      [1, 3],
      [1, 3],
    ]);
    expect(
      shelves(await run({ $lookup: { from: 'none', localField: 'sku', foreignField: 'sku', as: 'on' } })),
    ).to.deep.equal([[], [], []]);
  });

  const refused: [string, Document, number][] = [
    ['a field that is not known', { from: 's', as: 'x', pipeline: [], frob: 1 }, 9],
    ['no pipeline and no fields', { from: 's', as: 'x' }, 9],
    ['one of the two fields', { from: 's', as: 'x', localField: 'a' }, 9],
    ['let without a pipeline', { from: 's', as: 'x', localField: 'a', foreignField: 'b', let: { v: 1 } }, 9],
    ['a variable with a capital', { from: 's', as: 'x', let: { V: 1 }, pipeline: [] }, 9],
    ['a variable that no one bound', { from: 's', as: 'x', pipeline: [{ $match: { $expr: '$$v' } }] }, 17276],
    ['$out inside', { from: 's', as: 'x', pipeline: [{ $out: 'y' }] }, 51047],
  ];
  for (const [title, lookup, code] of refused) {
    it(`refuses ${title} with ${String(code)}`, async () => {
      expect(await codeOf(run({ $lookup: lookup }))).to.equal(code);
    });
  }
});
