import { expect } from 'chai';
import type { Collection, Db } from 'mongodb';
import { codeOf, openStore } from '../testing/store.js';

type Item = { _id: number; n?: number; kind?: string; got?: unknown };

describe('the variables of let', () => {
  let db: Db;
  let items: Collection<Item>;
  let close: () => Promise<void>;

  before(async () => {
    ({ db, close } = await openStore());
    items = db.collection<Item>('items');
  });
  beforeEach(async () => {
    await items.deleteMany({});
    await items.insertMany([
      { _id: 1, n: 1, kind: 'a' },
      { _id: 2, n: 2, kind: 'a' },
      { _id: 3, n: 3, kind: '$$twice' },
    ]);
  });
  after(() => close());

  const above = { $expr: { $gte: ['$n', '$$least'] } };

  it('stand in the filter and the projection of a find', async () => {
    const options = { let: { least: { $add: [1, 1] } }, projection: { over: { $subtract: ['$n', '$$least'] } } };
    expect(await items.find(above, options).toArray()).to.deep.equal([
      { _id: 2, over: 0 },
      { _id: 3, over: 1 },
    ]);
  });

  it('stand as values, never as text to read again', async () => {
    const found = items.find({ $expr: { $eq: ['$kind', '$$k'] } }, { let: { k: { $literal: '$$twice' } } });
    expect((await found.toArray()).map(({ _id }) => _id)).to.deep.equal([3]);
  });

  it('stand in every stage of an aggregation', async () => {
    const found = await items
      .aggregate(
        [
          { $match: above },
          { $set: { got: '$$least' } },
          { $group: { _id: '$$least', n: { $sum: { $multiply: ['$n', '$got'] } } } },
        ],
        { let: { least: 2 } },
      )
      .toArray();
    expect(found).to.deep.equal([{ _id: 2, n: 10 }]);
  });

  it('stand in updates, deletes and findAndModify', async () => {
    await items.updateMany(above, [{ $set: { got: '$$least' } }], { let: { least: 2 } });
    expect(await items.countDocuments({ got: 2 })).to.equal(2);
    const changed = await items.findOneAndUpdate(above, [{ $set: { got: '$$least' } }], {
      let: { least: 3 },
      returnDocument: 'after',
    });
    expect(changed).to.have.property('got', 3);
    expect((await items.deleteMany(above, { let: { least: 2 } })).deletedCount).to.equal(2);
  });

  it('of one update, its constants, are for pipelines only', async () => {
    const update = (u: unknown): Promise<unknown> =>
      db.command({ update: 'items', updates: [{ q: { _id: 1 }, u, c: { mark: 9 } }] });
    await update([{ $set: { got: '$$mark' } }]);
    expect(await items.findOne({ _id: 1 })).to.have.property('got', 9);
    const refused = update({ $set: { got: 1 } });
    expect(await refused).to.have.nested.property('writeErrors[0].code', 51198);
  });

  it('are refused where a name is none, or was not bound', async () => {
    expect(await codeOf(items.find(above, { let: { Least: 1 } }).toArray())).to.equal(9);
    expect(await codeOf(items.find(above).toArray())).to.equal(17276);
  });
});
