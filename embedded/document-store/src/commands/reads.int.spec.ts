import { expect } from 'chai';
import type { Collection, Db, Document } from 'mongodb';
import { codeOf, openStore } from '../testing/store.js';

type Item = { _id: number; [field: string]: unknown };

describe('reading commands', () => {
  let db: Db;
  let items: Collection<Item>;
  let close: () => Promise<void>;

  before(async () => {
    ({ db, close } = await openStore());
    items = db.collection<Item>('items');
    await items.insertMany([
      {
        _id: 1,
        k: 'a',
        l: [1, 2, 3, 4],
        d: [
          { x: 1, y: 1 },
          { x: 2, y: 2 },
          { x: 3, y: 3 },
        ],
      },
      { _id: 2, k: 'b', l: [2], e: { f: 1, g: 2 } },
      { _id: 3, k: 'a', l: [] },
    ]);
    await items.createIndex({ k: 1 });
  });
  after(() => close());

  const one = (projection: Document, filter: Document = { _id: 1 }): Promise<Document | null> =>
    items.findOne(filter, { projection });

  const projections: [string, Document, Document, Document?][] = [
    ['of fields kept', { k: 1 }, { _id: 1, k: 'a' }],
    ['without _id', { _id: 0, k: 1 }, { k: 'a' }],
    ['of fields left out', { l: 0, d: 0 }, { _id: 1, k: 'a' }],
    ['of fields inside of lists', { _id: 0, 'd.y': 1 }, { d: [{ y: 1 }, { y: 2 }, { y: 3 }] }],
    ['of $slice from the front', { _id: 0, k: 1, l: { $slice: 2 } }, { k: 'a', l: [1, 2] }],
    ['of $slice from the end', { _id: 0, k: 1, l: { $slice: -1 } }, { k: 'a', l: [4] }],
    ['of $slice with a skip', { _id: 0, k: 1, l: { $slice: [1, 2] } }, { k: 'a', l: [2, 3] }],
    ['of $slice alone, which keeps the others', { d: 0, l: { $slice: 1 } }, { _id: 1, k: 'a', l: [1] }],
    ['of $elemMatch', { d: { $elemMatch: { x: { $gt: 1 } } } }, { _id: 1, d: [{ x: 2, y: 2 }] }],
    ['of $elemMatch that meets nothing', { d: { $elemMatch: { x: 9 } } }, { _id: 1 }],
    ['of the place that was found', { 'd.$': 1 }, { _id: 1, d: [{ x: 3, y: 3 }] }, { 'd.x': 3 }],
    ['of the place that $elemMatch found', { 'l.$': 1 }, { _id: 1, l: [3] }, { l: { $elemMatch: { $gt: 2, $lt: 4 } } }],
    ['of an expression', { _id: 0, n: { $size: '$l' } }, { n: 4 }],
  ];
  for (const [title, projection, expected, filter] of projections) {
    it(`answer a projection ${title}`, async () => {
      expect(await one(projection, filter)).to.deep.equal(expected);
    });
  }

  const refused: [string, Document, number][] = [
    ['that keeps and leaves out', { k: 1, l: 0 }, 31254],
    ['of two places', { 'd.$': 1, 'l.$': 1 }, 31276],
    ['of a place that the query does not look for', { 'd.$': 1 }, 51246],
    ['of $slice by text', { l: { $slice: 'x' } }, 28667],
    ['of $elemMatch by a value', { d: { $elemMatch: 5 } }, 2],
    ['of $meta', { s: { $meta: 'textScore' } }, 115],
    ['of a path and what is in it', { e: 1, 'e.f': 1 }, 31249],
  ];
  for (const [title, projection, code] of refused) {
    it(`refuse a projection ${title} with ${String(code)}`, async () => {
      expect(await codeOf(one(projection))).to.equal(code);
    });
  }

  it('find in the natural order and against it', async () => {
    const ids = async (options: Document): Promise<number[]> =>
      (await items.find({}, options).toArray()).map(({ _id }) => _id);
    expect(await ids({ sort: { $natural: -1 } })).to.deep.equal([3, 2, 1]);
    expect(await ids({ hint: { $natural: -1 } })).to.deep.equal([3, 2, 1]);
    expect(await ids({ hint: 'k_1', sort: { $natural: 1 } }).catch((error: unknown) => error)).to.have.property(
      'code',
      2,
    );
  });

  it('take a hint by name or key, and refuse one that names nothing', async () => {
    expect(await items.countDocuments({ k: 'a' }, { hint: 'k_1' })).to.equal(2);
    expect(await items.find({ k: 'a' }).hint({ k: 1 }).toArray()).to.have.length(2);
    for (const read of [
      items.find({}).hint('none').toArray(),
      items.aggregate([], { hint: { z: 1 } }).toArray(),
      db.command({ count: 'items', query: {}, hint: 'none' }),
      items.deleteMany({ k: 'z' }, { hint: 'none' }),
      db.command({ findAndModify: 'items', query: { k: 'z' }, update: { $set: { a: 1 } }, hint: 'none' }),
    ]) {
      expect(await codeOf(read)).to.equal(2);
    }
  });

  it('count with skip, limit and a negative limit', async () => {
    const count = async (more: Document): Promise<unknown> => (await db.command({ count: 'items', ...more }))['n'];
    expect(await count({})).to.equal(3);
    expect(await count({ query: { k: 'a' }, limit: 1 })).to.equal(1);
    expect(await count({ query: { k: 'a' }, limit: -1 })).to.equal(1);
    expect(await count({ query: { l: 2 }, skip: 1 })).to.equal(1);
    expect(await count({ skip: 2 })).to.equal(1);
    expect(await codeOf(db.command({ count: 'items', skip: -1 }))).to.equal(51024);
    expect((await db.command({ count: 'none' }))['n']).to.equal(0);
  });

  it('tell distinct values: the elements of lists, each once, in their order', async () => {
    expect(await items.distinct('l')).to.deep.equal([1, 2, 3, 4]);
    expect(await items.distinct('d.x')).to.deep.equal([1, 2, 3]);
    expect(await items.distinct('d.1.x')).to.deep.equal([2]);
    expect(await items.distinct('k', { _id: { $gt: 1 } })).to.deep.equal(['a', 'b']);
    expect(await items.distinct('none')).to.deep.equal([]);
    expect(await codeOf(db.command({ distinct: 'items', key: 5 }))).to.equal(14);
  });

  it('change one and answer with it, before or after', async () => {
    const some = db.collection<Item>('some');
    await some.insertMany([
      { _id: 1, n: 1 },
      { _id: 2, n: 2 },
    ]);
    const sort = { n: -1 } as const;
    const more: Document = { $inc: { n: 5 } };
    expect(await some.findOneAndUpdate({}, more, { sort })).to.deep.equal({ _id: 2, n: 2 });
    const after = { returnDocument: 'after', projection: { _id: 0 } } as const;
    expect(await some.findOneAndUpdate({ _id: 1 }, [{ $set: { n: { $add: ['$n', 1] } } }], after)).to.deep.equal({
      n: 2,
    });
    expect(await some.findOneAndReplace({ _id: 1 }, { m: 1 }, after)).to.deep.equal({ m: 1 });
    expect(await some.findOneAndUpdate({ _id: 7 }, { $set: { n: 1 } }, { upsert: true })).to.equal(null);
    const told = await some.findOneAndUpdate(
      { _id: 8 },
      { $set: { n: 1 } },
      { upsert: true, includeResultMetadata: true },
    );
    expect(told.lastErrorObject).to.deep.equal({ n: 1, updatedExisting: false, upserted: 8 });
    expect(await some.findOneAndDelete({}, { sort: { _id: 1 } })).to.deep.equal({ _id: 1, m: 1 });
    expect(await some.distinct('_id')).to.deep.equal([2, 7, 8]);
    const modify = (more: Document): Promise<Document> => db.command({ findAndModify: 'some', query: {}, ...more });
    expect(await codeOf(modify({}))).to.equal(9);
    expect(await codeOf(modify({ remove: true, update: {} }))).to.equal(9);
    expect(await codeOf(modify({ remove: true, new: true }))).to.equal(9);
    expect(await codeOf(modify({ remove: true, upsert: true }))).to.equal(9);
  });
});
