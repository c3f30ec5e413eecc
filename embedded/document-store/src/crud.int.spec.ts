import { expect } from 'chai';
import { Decimal128, Long, MongoBulkWriteError, ObjectId } from 'mongodb';
import type { AnyBulkWriteOperation, Collection, Db } from 'mongodb';
import { codeOf, openStore } from './testing/store.js';

type Item = { _id: string | number; [field: string]: unknown };

describe('documents through the official driver', () => {
  let db: Db;
  let items: Collection<Item>;
  let close: () => Promise<void>;

  before(async () => {
    ({ db, close } = await openStore());
  });
  beforeEach(async () => {
    await db.dropDatabase();
    items = db.collection<Item>('items');
  });
  after(() => close());

  it('come back with every type as they were stored', async () => {
    const stored = {
      _id: 'types',
      long: Long.fromString('9007199254740993'),
      decimal: Decimal128.fromString('12.50'),
      date: new Date(1234567890123),
      id: new ObjectId(),
      nested: { list: [1, 2.5, 'x', null, true, { deep: [] }] },
      text: 'snow ☃ and 😀',
    };
    await items.insertOne(stored);
    const found = await items.findOne({ _id: 'types' }, { promoteLongs: false });
    expect(found).to.deep.equal(stored);
  });

  it('are found by _id, by lists of _id, by ranges, sorted, skipped and limited', async () => {
    await items.insertMany(Array.from({ length: 300 }, (_, n) => ({ _id: n, n, kind: n % 3 })));
    expect(await items.findOne({ _id: 7 })).to.deep.equal({ _id: 7, n: 7, kind: 1 });
    const many = await items.find({ _id: { $in: [5, 299, 3, 1000] } }).toArray();
    expect(many.map(({ _id }) => _id)).to.deep.equal([3, 5, 299]);
    const page = await items
      .find({ n: { $gte: 10, $lt: 200 }, kind: 1 })
      .sort({ n: -1 })
      .skip(2)
      .limit(3)
      .toArray();
    expect(page.map(({ n }) => n)).to.deep.equal([193, 190, 187]);
    expect(await items.countDocuments({ kind: 2 })).to.equal(100);
    expect(await items.estimatedDocumentCount()).to.equal(300);
    expect(await items.distinct('kind')).to.deep.equal([0, 1, 2]);
  });

  it('come in batches through a cursor, each once', async () => {
    await items.insertMany(Array.from({ length: 250 }, (_, n) => ({ _id: n })));
    const ids: unknown[] = [];
    for await (const { _id } of items.find().batchSize(7)) ids.push(_id);
    expect(ids).to.deep.equal(Array.from({ length: 250 }, (_, n) => n));
  });

  it('are projected: fields kept, left out, computed, sliced', async () => {
    await items.insertOne({ _id: 1, a: 1, b: { c: 2, d: 3 }, list: [1, 2, 3], docs: [{ x: 1 }, { x: 2 }] });
    const project = (projection: object): Promise<unknown> => items.findOne({ _id: 1 }, { projection });
    expect(await project({ a: 1 })).to.deep.equal({ _id: 1, a: 1 });
    expect(Object.keys((await items.findOne({ _id: 1 }, { projection: { b: 1, a: 1 } })) ?? {})).to.deep.equal([
      '_id',
      'a',
      'b',
    ]);
    expect(await project({ _id: 0, 'b.c': 1 })).to.deep.equal({ b: { c: 2 } });
    expect(await project({ b: 0, list: 0, docs: 0 })).to.deep.equal({ _id: 1, a: 1 });
    expect(await project({ _id: 0, sum: { $add: ['$a', '$b.c'] } })).to.deep.equal({ sum: 3 });
    expect(await project({ _id: 0, list: { $slice: -2 }, docs: 0, b: 0 })).to.deep.equal({ a: 1, list: [2, 3] });
    expect(await project({ docs: { $elemMatch: { x: 2 } } })).to.deep.equal({ _id: 1, docs: [{ x: 2 }] });
    expect(await items.findOne({ docs: { $elemMatch: { x: 2 } } }, { projection: { 'docs.$': 1 } })).to.deep.equal({
      _id: 1,
      docs: [{ x: 2 }],
    });
  });

  it('are replaced only at the position that was loaded', async () => {
    await items.insertOne({ _id: 'p', _position: Long.fromNumber(5), total: 1 });
    const replace = (from: number, to: number): AnyBulkWriteOperation<Item> => ({
      replaceOne: {
        filter: { _id: 'p', _position: Long.fromNumber(from) },
        replacement: { _position: Long.fromNumber(to), total: to },
      },
    });
    const first = await items.bulkWrite([replace(5, 6), replace(5, 7)], { ordered: false });
    expect([first.matchedCount, first.modifiedCount]).to.deep.equal([1, 1]);
    expect(await items.findOne({ _id: 'p' })).to.deep.equal({ _id: 'p', _position: 6, total: 6 });
  });

  it('tell in a bulk write what was done and what was refused, by document', async () => {
    await items.createIndex({ code: 1 }, { unique: true }, {});
    await items.insertMany([
      { _id: 1, code: 'a' },
      { _id: 2, code: 'b' },
    ]);
    const operations: AnyBulkWriteOperation<Item>[] = [
      { insertOne: { document: { _id: 3, code: 'a' } } },
      { insertOne: { document: { _id: 4, code: 'd' } } },
      { updateOne: { filter: { _id: 1 }, update: { $set: { seen: true } } } },
      { updateOne: { filter: { _id: 2 }, update: { $set: { code: 'b' } } } },
      { updateOne: { filter: { _id: 9 }, update: { $set: { code: 'z' } }, upsert: true } },
      { deleteOne: { filter: { _id: 2 } } },
    ];
    const error: unknown = await items.bulkWrite(operations, { ordered: false }).catch((caught: unknown) => caught);
    if (!(error instanceof MongoBulkWriteError)) throw new Error('the bulk write was not refused');
    expect(error.code).to.equal(11000);
    const { result } = error;
    expect([
      result.insertedCount,
      result.matchedCount,
      result.modifiedCount,
      result.upsertedCount,
      result.deletedCount,
    ]).to.deep.equal([1, 2, 1, 1, 1]);
    const list = [error.writeErrors].flat();
    expect(list.map(({ index, code }) => [index, code])).to.deep.equal([[0, 11000]]);
    expect(list[0]?.errmsg).to.match(
      /E11000 duplicate key error collection: shop.items index: code_1 dup key: \{ code: "a" \}/,
    );
    const ordered: unknown = await items
      .bulkWrite([{ insertOne: { document: { _id: 1 } } }, { insertOne: { document: { _id: 77, code: 'q' } } }])
      .catch((caught: unknown) => caught);
    expect(ordered).to.have.property('code', 11000);
    expect(await items.findOne({ _id: 77 })).to.equal(null);
  });

  it('name key and value of a duplicate', async () => {
    await items.insertOne({ _id: 1 });
    const error: unknown = await db
      .command({ insert: 'items', documents: [{ _id: 1 }] })
      .then((reply) => (Array.isArray(reply['writeErrors']) ? (reply['writeErrors'] as unknown[])[0] : undefined))
      .catch((caught: unknown) => caught);
    expect(error).to.have.property('keyPattern').deep.equal({ _id: 1 });
    expect(error).to.have.property('keyValue').deep.equal({ _id: 1 });
  });

  it('are found and changed in one step', async () => {
    const counter = () =>
      items.findOneAndUpdate(
        { _id: 'n' },
        { $inc: { value: 1 as never }, $setOnInsert: { kind: 'counter' } },
        { upsert: true, returnDocument: 'after' },
      );
    expect(await counter()).to.deep.equal({ _id: 'n', value: 1, kind: 'counter' });
    const all = await Promise.all(Array.from({ length: 20 }, counter));
    expect(all.map((doc) => Number(doc?.['value'])).sort((a, b) => a - b)).to.deep.equal(
      Array.from({ length: 20 }, (_, at) => at + 2),
    );
    expect(await items.findOneAndDelete({ _id: 'n' })).to.have.property('value', 21);
    expect(await items.findOneAndReplace({ _id: 'n' }, { x: 1 })).to.equal(null);
  });

  it('take upserts from the equalities of the filter', async () => {
    await items.updateOne({ _id: 'u', kind: 'k', n: { $gt: 3 } }, { $set: { 'a.b': 1 } }, { upsert: true });
    expect(await items.findOne({ _id: 'u' })).to.deep.equal({ _id: 'u', kind: 'k', a: { b: 1 } });
  });

  it('may have names from the prototype, and numbers for names, in their order', async () => {
    const raw = JSON.parse('{"_id":"x","10":1,"2":2,"__proto__":3,"constructor":4}') as Item;
    await items.insertOne(raw);
    const found = await items.findOne({ constructor: 4 });
    expect(Object.keys(found ?? {}).sort()).to.deep.equal(Object.keys(raw).sort());
  });

  it('are refused above 16 MB, with an _id that is a list, and where a code tells why', async () => {
    expect(await codeOf(items.insertOne({ _id: 'big', text: 'x'.repeat(16 * 1024 * 1024) }))).to.be.oneOf([
      10334,
      undefined,
    ]);
    expect(await codeOf(items.updateOne({ _id: 1 }, { $inc: { a: 'x' as never } }, { upsert: true }))).to.equal(14);
    expect(
      await codeOf(
        db
          .command({ insert: 'items', documents: [{ _id: [1] }], ordered: true })
          .then((reply) =>
            Promise.reject(Object.assign(new Error(), { code: (reply['writeErrors'] as { code: number }[])[0]?.code })),
          ),
      ),
    ).to.equal(53);
  });
});
