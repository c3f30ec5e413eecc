import { expect } from 'chai';
import { Decimal128, Double, Int32, Long, Timestamp } from 'mongodb';
import type { Collection, Db, Document } from 'mongodb';
import { codeOf, openStore } from '../testing/store.js';

type Options = { filter?: Document; arrayFilters?: Document[]; upsert?: boolean };

const changes: [string, Document, Document | Document[], Document, Options?][] = [
  ['$set', { a: 1 }, { $set: { a: 2, 'b.c': 3 } }, { a: 2, b: { c: 3 } }],
  [
    '$set of a document takes the place of the whole',
    { a: { x: 1, y: 2 } },
    { $set: { a: { x: 3 } } },
    { a: { x: 3 } },
  ],
  ['$unset', { a: 1, b: 2 }, { $unset: { a: '', none: '' } }, { b: 2 }],
  ['$setOnInsert of a document that is there', { a: 1 }, { $setOnInsert: { a: 9 } }, { a: 1 }],
  ['$inc', { n: 1 }, { $inc: { n: 4, fresh: 2 } }, { n: 5, fresh: 2 }],
  [
    '$inc of a long',
    { n: Long.fromString('9007199254740993') },
    { $inc: { n: 1 } },
    { n: Long.fromString('9007199254740994') },
  ],
  ['$inc of a decimal', { n: Decimal128.fromString('1.10') }, { $inc: { n: 1 } }, { n: Decimal128.fromString('2.10') }],
  ['$mul', { n: 3 }, { $mul: { n: 2.5 } }, { n: 7.5 }],
  ['$min', { n: 3, m: 3 }, { $min: { n: 2, m: 4, fresh: 1 } }, { n: 2, m: 3, fresh: 1 }],
  ['$max', { n: 3, m: 3 }, { $max: { n: 2, m: 4 } }, { n: 3, m: 4 }],
  ['$rename', { a: 1, b: { c: 2 } }, { $rename: { a: 'd', 'b.c': 'e' } }, { b: {}, d: 1, e: 2 }],
  ['$rename of what is missing', { a: 1 }, { $rename: { none: 'd' } }, { a: 1 }],
  ['$push', { l: [1] }, { $push: { l: 2, fresh: 1 } }, { l: [1, 2], fresh: [1] }],
  ['$push of a list is one element', { l: [1] }, { $push: { l: [2, 3] } }, { l: [1, [2, 3]] }],
  ['$push with $each', { l: [1] }, { $push: { l: { $each: [2, 3] } } }, { l: [1, 2, 3] }],
  ['$push with $position', { l: [1, 2] }, { $push: { l: { $each: [9], $position: -1 } } }, { l: [1, 9, 2] }],
  ['$push with $slice from the end', { l: [1, 2] }, { $push: { l: { $each: [3], $slice: -2 } } }, { l: [2, 3] }],
  ['$push with $slice to nothing', { l: [1, 2] }, { $push: { l: { $each: [3], $slice: 0 } } }, { l: [] }],
  [
    '$push with $sort by a field',
    { l: [{ n: 3 }, { n: 1 }] },
    { $push: { l: { $each: [{ n: 2 }], $sort: { n: -1 } } } },
    { l: [{ n: 3 }, { n: 2 }, { n: 1 }] },
  ],
  ['$addToSet', { l: [1] }, { $addToSet: { l: 1, fresh: 'a' } }, { l: [1], fresh: ['a'] }],
  ['$addToSet with $each', { l: [1] }, { $addToSet: { l: { $each: [1, 2, 2] } } }, { l: [1, 2] }],
  ['$pull of a value', { l: [1, 2, 1] }, { $pull: { l: 1 } }, { l: [2] }],
  ['$pull by operators', { l: [1, 5, 9] }, { $pull: { l: { $in: [1, 9] } } }, { l: [5] }],
  ['$pull by fields', { l: [{ a: 1, b: 1 }, { a: 2 }] }, { $pull: { l: { a: 1 } } }, { l: [{ a: 2 }] }],
  [
    '$pull by $elemMatch',
    { l: [{ r: [1, 9] }, { r: [4] }] },
    { $pull: { l: { r: { $elemMatch: { $gt: 5 } } } } },
    { l: [{ r: [4] }] },
  ],
  ['$pullAll', { l: [1, 2, 3, 1] }, { $pullAll: { l: [1, 3] } }, { l: [2] }],
  ['$pop of the last and of the first', { l: [1, 2, 3], m: [1, 2] }, { $pop: { l: 1, m: -1 } }, { l: [1, 2], m: [2] }],
  [
    '$ for the element that was found',
    { l: [1, 5, 9] },
    { $set: { 'l.$': 0 } },
    { l: [1, 0, 9] },
    { filter: { l: 5 } },
  ],
  [
    '$ by two conditions on one list',
    {
      l: [
        { k: 'a', n: 1 },
        { k: 'b', n: 2 },
      ],
    },
    { $inc: { 'l.$.n': 10 } },
    {
      l: [
        { k: 'a', n: 1 },
        { k: 'b', n: 12 },
      ],
    },
    { filter: { l: { $elemMatch: { k: 'b', n: 2 } } } },
  ],
  ['$[] for every element', { l: [{ n: 1 }, { n: 2 }] }, { $mul: { 'l.$[].n': 2 } }, { l: [{ n: 2 }, { n: 4 }] }],
  [
    '$[name] for those that a filter means',
    { l: [1, 5, 9] },
    { $set: { 'l.$[low]': 0 } },
    { l: [0, 0, 9] },
    { arrayFilters: [{ low: { $lt: 6 } }] },
  ],
  [
    '$[name] by two filters, one with $or',
    {
      l: [
        { n: 1, m: [1, 2] },
        { n: 2, m: [3] },
        { n: 3, m: [1] },
      ],
    },
    { $inc: { 'l.$[x].m.$[y]': 10 } },
    {
      l: [
        { n: 1, m: [11, 2] },
        { n: 2, m: [3] },
        { n: 3, m: [11] },
      ],
    },
    { arrayFilters: [{ $or: [{ 'x.n': 1 }, { 'x.n': 3 }] }, { y: 1 }] },
  ],
  ['a pipeline', { a: 2, b: 3 }, [{ $set: { c: { $multiply: ['$a', '$b'] } } }, { $unset: 'a' }], { b: 3, c: 6 }],
  ['a pipeline that replaces the whole', { a: { x: 1 } }, [{ $replaceWith: '$a' }], { x: 1 }],
  ['nothing that changes', { a: 1 }, { $set: { a: 1 } }, { a: 1 }],
];

const refusals: [string, Document, Document | Document[], number, Options?][] = [
  ['an operator that is not known', {}, { $frob: { a: 1 } }, 9],
  ['$bit', { a: 1 }, { $bit: { a: { and: 1 } } }, 115],
  ['$set of no document', {}, { $set: 5 }, 9],
  ['$inc of text', { a: 'x' }, { $inc: { a: 1 } }, 14],
  ['$inc by text', { a: 1 }, { $inc: { a: 'x' } }, 14],
  ['$inc past 64 bits', { a: Long.MAX_VALUE }, { $inc: { a: 1 } }, 2],
  ['$mul of null', { a: null }, { $mul: { a: 2 } }, 14],
  ['$push on a scalar', { a: 1 }, { $push: { a: 1 } }, 2],
  ['$push of $each without a list', { a: [] }, { $push: { a: { $each: 1 } } }, 2],
  ['$push with a clause that is not known', { a: [] }, { $push: { a: { $each: [], $frob: 1 } } }, 2],
  ['$addToSet on a scalar', { a: 1 }, { $addToSet: { a: 1 } }, 2],
  ['$pull on a scalar', { a: 1 }, { $pull: { a: 1 } }, 2],
  ['$pullAll without a list', { a: [1] }, { $pullAll: { a: 1 } }, 2],
  ['$pop on a scalar', { a: 1 }, { $pop: { a: 1 } }, 14],
  ['$pop of two', { a: [1] }, { $pop: { a: 2 } }, 9],
  ['$set through a scalar', { a: 1 }, { $set: { 'a.b': 1 } }, 28],
  ['$set of a name in a list', { a: [1] }, { $set: { 'a.b': 1 } }, 28],
  ['a change of _id', {}, { $set: { _id: 2 } }, 66],
  ['$unset of _id', {}, { $unset: { _id: '' } }, 66],
  ['two changes of one path', {}, { $set: { a: 1 }, $inc: { a: 1 } }, 40],
  ['a change inside of another', {}, { $set: { a: {} }, $inc: { 'a.b': 1 } }, 40],
  ['an empty part of a path', {}, { $set: { 'a.': 1 } }, 56],
  ['a path with a dollar', {}, { $set: { 'a.$b': 1 } }, 52],
  ['$ without a condition on the list', { l: [1] }, { $set: { 'l.$': 0 } }, 2],
  ['$[] of what is missing', {}, { $set: { 'l.$[]': 0 } }, 2],
  ['$[name] without its filter', { l: [1] }, { $set: { 'l.$[x]': 0 } }, 2],
  ['a filter that is not used', { l: [1] }, { $set: { a: 0 } }, 9, { arrayFilters: [{ x: 1 }] }],
  ['$rename to its own name', { a: 1 }, { $rename: { a: 'a' } }, 2],
  ['$rename through a list', { l: [{ a: 1 }] }, { $rename: { 'l.0.a': 'b' } }, 2],
  ['$currentDate of a type that is none', {}, { $currentDate: { a: { $type: 'moment' } } }, 2],
  ['a stage that is none of an update', {}, [{ $match: {} }], 72],
  ['an update that nests too deep', {}, { $set: { [Array.from({ length: 210 }, () => 'a').join('.')]: 1 } }, 15],
];

describe('an update through the driver', () => {
  let db: Db;
  let items: Collection<{ _id: number }>;
  let close: () => Promise<void>;

  before(async () => {
    ({ db, close } = await openStore());
    items = db.collection<{ _id: number }>('items');
  });
  after(() => close());

  async function updated(
    before: Document,
    update: Document | Document[],
    options: Options = {},
  ): Promise<Document | null> {
    await items.deleteMany({});
    await items.insertOne({ _id: 1, ...before });
    const { filter = {}, ...more } = options;
    await items.updateOne({ _id: 1, ...filter }, update, more);
    return items.findOne({ _id: 1 }, { promoteLongs: false });
  }

  for (const [title, before, update, after, options] of changes) {
    it(`does ${title}`, async () => {
      expect(await updated(before, update, options)).to.deep.equal({ _id: 1, ...after });
    });
  }
  for (const [title, before, update, code, options] of refusals) {
    it(`refuses ${title} with ${String(code)}`, async () => {
      expect(await codeOf(updated(before, update, options))).to.equal(code);
      expect(await items.findOne({ _id: 1 }, { promoteLongs: false })).to.deep.equal({ _id: 1, ...before });
    });
  }

  it('sets the date and the timestamp of now', async () => {
    const before = Date.now();
    const doc = await updated({}, { $currentDate: { a: true, b: { $type: 'date' }, c: { $type: 'timestamp' } } });
    expect((doc?.['a'] as Date).getTime()).to.be.within(before, Date.now());
    expect(doc?.['b']).to.be.instanceOf(Date);
    expect(doc?.['c']).to.be.instanceOf(Timestamp);
  });

  it('keeps the type of numbers: int32, double, long', async () => {
    await updated({ i: 1, d: new Double(1), l: Long.fromNumber(1) }, { $inc: { i: 1, d: 1, l: 1 } });
    const doc = await items.findOne({ _id: 1 }, { promoteValues: false });
    expect(doc).to.deep.equal({ _id: new Int32(1), i: new Int32(2), d: new Double(2), l: Long.fromNumber(2) });
  });

  it('tells what it matched, and what it changed', async () => {
    await updated({ a: 1 }, { $set: { a: 1 } });
    const same = await items.updateOne({ _id: 1 }, { $set: { a: 1 } });
    expect(same).to.include({ matchedCount: 1, modifiedCount: 0, upsertedCount: 0 });
    const none = await items.updateOne({ _id: 7 }, { $set: { a: 1 } });
    expect(none).to.include({ matchedCount: 0, modifiedCount: 0 });
    await items.insertMany([{ _id: 2 }, { _id: 3 }]);
    expect(await items.updateMany({}, { $set: { b: 1 } })).to.include({ matchedCount: 3, modifiedCount: 3 });
  });

  it('chooses by its sort which one it changes', async () => {
    await items.deleteMany({});
    await items.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3 }]);
    await items.updateOne({ _id: { $gt: 0 } }, { $set: { last: true } }, { sort: { _id: -1 } });
    expect(await items.distinct('_id', { last: true } as Document)).to.deep.equal([3]);
    await items.replaceOne({}, { first: true }, { sort: { _id: 1 } });
    expect(await items.findOne({ _id: 1 })).to.deep.equal({ _id: 1, first: true });
  });

  const upserts: [string, Document, Document, Document][] = [
    [
      'the equalities of its filter',
      { _id: 5, k: 'a', 'd.e': { $eq: 2 }, n: { $gt: 3 } },
      { $set: { x: 1 } },
      { k: 'a', d: { e: 2 }, x: 1 },
    ],
    [
      'equalities under $and, and $in of one',
      { $and: [{ _id: 5 }, { k: { $in: ['b'] } }] },
      { $inc: { n: 2 } },
      { k: 'b', n: 2 },
    ],
    ['$setOnInsert', { _id: 5 }, { $setOnInsert: { a: 1 }, $set: { b: 2 } }, { a: 1, b: 2 }],
  ];
  for (const [title, filter, update, after] of upserts) {
    it(`makes a document of an upsert from ${title}`, async () => {
      await items.deleteMany({});
      expect(await items.updateOne(filter, update, { upsert: true })).to.include({ upsertedCount: 1, upsertedId: 5 });
      const doc: Document | null = await items.findOne({ _id: 5 });
      expect(doc).to.deep.equal({ _id: 5, ...after });
    });
  }

  it('refuses an upsert whose filter names one path twice', async () => {
    const filter = { $and: [{ k: 1 }, { k: 2 }] };
    expect(await codeOf(items.updateOne(filter, { $set: { x: 1 } }, { upsert: true }))).to.equal(54);
  });

  it('refuses a replacement of many, and one with an operator in it', async () => {
    const update = (u: Document, multi: boolean): Promise<Document> =>
      db.command({ update: 'items', updates: [{ q: {}, u, multi }] });
    await items.insertOne({ _id: 9 });
    expect(await update({ a: 1 }, true)).to.have.nested.property('writeErrors[0].code', 9);
    expect(await update({ a: 1, $set: { b: 1 } }, false)).to.have.nested.property('writeErrors[0].code', 52);
  });

  it('refuses the whole batch, with nothing written, where an operation has no form', async () => {
    await items.deleteMany({});
    const good = { q: { _id: 1 }, u: { $set: { a: 1 } }, upsert: true };
    const batch = (bad: Document): Promise<Document> => db.command({ update: 'items', updates: [good, bad] });
    expect(await codeOf(batch({ q: {}, u: { $set: { a: 1 } }, frob: 1 }))).to.equal(40415);
    expect(await codeOf(batch({ q: {} }))).to.equal(40414);
    expect(await codeOf(batch({ q: 5, u: {} }))).to.equal(14);
    expect(await codeOf(db.command({ delete: 'items', deletes: [{ q: {}, limit: 2 }] }))).to.equal(9);
    expect(await codeOf(db.command({ delete: 'items', deletes: [{ q: {} }] }))).to.equal(40414);
    expect(await items.countDocuments()).to.equal(0);
  });

  it('refuses a document that grows past 16 MB', async () => {
    const grown = updated({ a: 'x'.repeat(9_000_000) }, [{ $set: { b: '$a' } }]);
    expect(await codeOf(grown)).to.equal(17419);
  });
});
