import { expect } from 'chai';
import { Binary, Code, Decimal128, Double, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'mongodb';
import type { Collection, Db, Document } from 'mongodb';
import { codeOf, openStore } from '../testing/store.js';

const shelf = [
  { _id: 'int', v: 5 },
  { _id: 'long', v: Long.fromNumber(6) },
  { _id: 'double', v: 6.5 },
  { _id: 'decimal', v: Decimal128.fromString('7.25') },
  { _id: 'big', v: Long.fromString('9007199254740993') },
  { _id: 'nan', v: Number.NaN },
  { _id: 'text', v: 'mug' },
  { _id: 'upper', v: 'Mug\nred' },
  { _id: 'true', v: true },
  { _id: 'date', v: new Date(5) },
  { _id: 'id', v: new ObjectId('5f0000000000000000000001') },
  { _id: 'binary', v: new Binary(Buffer.from('ab')) },
  { _id: 'stamp', v: new Timestamp({ t: 1, i: 2 }) },
  { _id: 'pattern', v: /mug/i },
  { _id: 'code', v: new Code('x') },
  { _id: 'min', v: new MinKey() },
  { _id: 'max', v: new MaxKey() },
  { _id: 'null', v: null },
  { _id: 'missing' },
  { _id: 'doc', v: { a: 1, b: 2 } },
  { _id: 'list', v: [1, 5, 9] },
  { _id: 'empty', v: [] },
  { _id: 'nested', v: [[5], 2] },
  {
    _id: 'docs',
    v: [
      { a: 1, b: 9 },
      { a: 5, b: 2 },
    ],
  },
];

const finds: [string, Document, string[]][] = [
  ['$eq', { v: { $eq: 5 } }, ['int', 'list']],
  ['$eq of a long and a double', { v: new Double(6) }, ['long']],
  ['$eq of an array: the whole, or an element', { v: [5] }, ['nested']],
  ['$eq of a document, in its order', { v: { a: 1, b: 2 } }, ['doc']],
  ['$eq of a document in another order', { v: { b: 2, a: 1 } }, []],
  ['$eq of null, with the missing', { v: null }, ['missing', 'null']],
  ['$eq of a pattern is that pattern', { v: { $eq: /mug/i } }, ['pattern']],
  ['$gt across number types', { v: { $gt: Decimal128.fromString('6.4') } }, ['big', 'decimal', 'double', 'list']],
  ['$gt beyond 2^53', { v: { $gt: Long.fromString('9007199254740992') } }, ['big']],
  ['$gte of NaN is NaN', { v: { $gte: Number.NaN } }, ['nan']],
  ['$lt within one type', { v: { $lt: 'n' } }, ['text', 'upper']],
  ['$lte of a date', { v: { $lte: new Date(5) } }, ['date']],
  ['$gte of null', { v: { $gte: null } }, ['missing', 'null']],
  [
    '$gt of MinKey compares with every type',
    { v: { $gt: new MinKey() }, _id: { $in: ['int', 'min', 'missing'] } },
    ['int', 'missing'],
  ],
  ['$lt of MaxKey', { v: { $lt: new MaxKey() }, _id: { $in: ['int', 'max', 'null'] } }, ['int', 'null']],
  ['$ne', { v: { $ne: 5 }, _id: { $in: ['int', 'long', 'list', 'missing'] } }, ['long', 'missing']],
  ['$in, with patterns and null', { v: { $in: [5, /^m/, null] } }, ['int', 'list', 'missing', 'null', 'text']],
  ['$in of nothing', { v: { $in: [] } }, []],
  ['$nin', { v: { $nin: [5, null] }, _id: { $in: ['int', 'list', 'null', 'missing', 'text'] } }, ['text']],
  ['$and', { $and: [{ v: { $gt: 5 } }, { v: { $lt: 7 } }] }, ['double', 'list', 'long']],
  ['$or', { $or: [{ v: 'mug' }, { v: true }] }, ['text', 'true']],
  ['$nor', { $nor: [{ v: { $exists: true } }] }, ['missing']],
  ['$not', { v: { $not: { $gte: 5 } }, _id: { $in: ['int', 'text', 'list', 'empty'] } }, ['empty', 'text']],
  ['$not of a pattern', { v: { $not: /mug/i }, _id: { $in: ['text', 'int'] } }, ['int']],
  ['$exists', { v: { $exists: false } }, ['missing']],
  ['$exists below documents of a list', { 'v.a': { $exists: true } }, ['doc', 'docs']],
  ['$type by name', { v: { $type: 'objectId' } }, ['id']],
  ['$type by number', { v: { $type: 9 } }, ['date']],
  ['$type number', { v: { $type: 'number' } }, ['big', 'decimal', 'double', 'int', 'list', 'long', 'nan', 'nested']],
  [
    '$type of several',
    { v: { $type: ['bool', 'binData', 'timestamp', 'regex'] } },
    ['binary', 'pattern', 'stamp', 'true'],
  ],
  ['$type array is the list itself', { v: { $type: 'array' } }, ['docs', 'empty', 'list', 'nested']],
  ['$type javascript, minKey and maxKey', { v: { $type: ['javascript', 'minKey', 127] } }, ['code', 'max', 'min']],
  ['$all', { v: { $all: [1, 9] } }, ['list']],
  ['$all on a scalar', { v: { $all: [5] } }, ['int', 'list']],
  ['$all of $elemMatch', { v: { $all: [{ $elemMatch: { a: 1 } }, { $elemMatch: { b: 2 } }] } }, ['docs']],
  ['$elemMatch on values', { v: { $elemMatch: { $gt: 5, $lt: 10 } } }, ['list']],
  ['$elemMatch needs one element for all', { v: { $elemMatch: { a: 1, b: 2 } } }, []],
  ['$elemMatch on documents', { v: { $elemMatch: { a: 5, b: { $lt: 3 } } } }, ['docs']],
  ['$elemMatch with $or inside', { v: { $elemMatch: { $or: [{ a: 7 }, { b: 9 }] } } }, ['docs']],
  ['$size', { v: { $size: 0 } }, ['empty']],
  ['$regex with options', { v: { $regex: '^mug', $options: 'i' } }, ['text', 'upper']],
  ['$regex over lines', { v: /^red$/m }, ['upper']],
  ['$regex where a dot is any character', { v: { $regex: 'Mug.red', $options: 's' } }, ['upper']],
  ['$mod', { v: { $mod: [4, 1] } }, ['big', 'int', 'list']],
  ['$mod cuts off fractions', { v: { $mod: [4, 2] } }, ['double', 'long', 'nested']],
  ['$expr', { $expr: { $eq: ['$v', { $add: [2, 3] }] } }, ['int']],
  ['a place in a list', { 'v.1': 5 }, ['list']],
  ['a field of a place in a list', { 'v.1.a': 5 }, ['docs']],
  ['two conditions that two elements meet', { 'v.a': 1, 'v.b': 2 }, ['doc', 'docs']],
  ['$comment says nothing', { v: 'mug', $comment: 'why' }, ['text']],
];

const refusals: [string, Document, number][] = [
  ['an operator that is not known', { v: { $gtt: 1 } }, 2],
  ['a field beside operators', { v: { $gt: 1, a: 2 } }, 2],
  ['a top level operator that is not known', { $frob: 1 }, 2],
  ['$and of no list', { $and: {} }, 2],
  ['$or of nothing', { $or: [] }, 2],
  ['$nor of values', { $nor: [1] }, 2],
  ['$in of no list', { v: { $in: 5 } }, 2],
  ['operators in $in', { v: { $in: [{ $gt: 1 }] } }, 2],
  ['$all of no list', { v: { $all: 5 } }, 2],
  ['$size of a fraction', { v: { $size: 1.5 } }, 9],
  ['$size below zero', { v: { $size: -1 } }, 9],
  ['$mod of one number', { v: { $mod: [4] } }, 2],
  ['$mod by zero', { v: { $mod: [0, 1] } }, 2],
  ['$not of a value', { v: { $not: 5 } }, 2],
  ['$not of nothing', { v: { $not: {} } }, 2],
  ['$elemMatch of a value', { v: { $elemMatch: 5 } }, 2],
  ['$type of a name that is none', { v: { $type: 'mug' } }, 2],
  ['$type of nothing', { v: { $type: [] } }, 9],
  ['$options without $regex', { v: { $options: 'i' } }, 2],
  ['a pattern that is broken', { v: { $regex: '(' } }, 51091],
  ['a pattern that may never end', { v: { $regex: '(a*)*b' } }, 2],
  ['a flag that is none', { v: { $regex: 'a', $options: 'q' } }, 51108],
  ['$gt of a pattern', { v: { $gt: /a/ } }, 2],
  ['$ne of a pattern', { v: { $ne: /a/ } }, 2],
  ['an expression that is not known', { $expr: { $frob: 1 } }, 168],
  ['bits', { v: { $bitsAllSet: 1 } }, 115],
];

describe('a query through the driver', () => {
  let db: Db;
  let items: Collection<{ _id: string }>;
  let close: () => Promise<void>;

  before(async () => {
    ({ db, close } = await openStore());
    items = db.collection<{ _id: string }>('items');
    await items.insertMany(shelf);
  });
  after(() => close());

  for (const [title, filter, expected] of finds) {
    it(`finds by ${title}`, async () => {
      const found = await items.find(filter).toArray();
      expect(found.map(({ _id }) => _id).sort()).to.deep.equal(expected);
    });
  }
  for (const [title, filter, code] of refusals) {
    it(`refuses ${title} with ${String(code)}`, async () => {
      expect(await codeOf(items.find(filter).toArray())).to.equal(code);
    });
  }

  it('sorts by the order of types, numbers by value whatever their type', async () => {
    const sorted = await items
      .find({ _id: { $nin: ['missing', 'list', 'empty', 'nested', 'docs'] } })
      .sort({ v: 1 })
      .toArray();
    expect(sorted.map(({ _id }) => _id)).to.deep.equal([
      'min',
      'null',
      'nan',
      'int',
      'long',
      'double',
      'decimal',
      'big',
      'upper',
      'text',
      'doc',
      'binary',
      'id',
      'true',
      'date',
      'stamp',
      'pattern',
      'code',
      'max',
    ]);
  });

  it('sorts lists by their smallest element going up and their largest going down, an empty one below null', async () => {
    const among = { _id: { $in: ['int', 'list', 'empty', 'null', 'long'] } };
    const order = async (v: 1 | -1): Promise<string[]> =>
      (await items.find(among).sort({ v, _id: 1 }).toArray()).map(({ _id }) => _id);
    expect(await order(1)).to.deep.equal(['empty', 'null', 'list', 'int', 'long']);
    expect(await order(-1)).to.deep.equal(['list', 'long', 'int', 'null', 'empty']);
  });

  it('sorts text by its bytes in UTF-8', async () => {
    const texts = db.collection<{ _id: string }>('texts');
    await texts.insertMany(['\u{1f600}', '\uffff', 'z', 'Z', 'é'].map((_id) => ({ _id })));
    const sorted = await texts.find().sort({ _id: 1 }).toArray();
    expect(sorted.map(({ _id }) => _id)).to.deep.equal(['Z', 'z', 'é', '\uffff', '\u{1f600}']);
  });
});
