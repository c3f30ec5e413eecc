import { expect } from 'chai';
import { Decimal128, Double, Long } from 'mongodb';
import type { Db, Document } from 'mongodb';
import { codeOf, openStore } from '../testing/store.js';

const sales: (Document & { _id: number })[] = [
  { _id: 1, sku: 'mug', n: 2, price: Decimal128.fromString('1.10'), tags: ['red', 'gift'], box: { w: 1, h: 2 } },
  { _id: 2, sku: 'bag', n: Long.fromNumber(5), price: Decimal128.fromString('2.20'), tags: [], box: { w: 3, h: 4 } },
  { _id: 3, sku: 'mug', n: 1.5, price: Decimal128.fromString('1.10'), tags: ['red'] },
  { _id: 4, sku: null, n: null, tags: 'gift' },
];

const stages: [string, Document[], Document[]][] = [
  ['$match', [{ $match: { sku: 'mug', n: { $gt: 1.5 } } }, { $project: { _id: 1 } }], [{ _id: 1 }]],
  [
    '$match behind other stages',
    [{ $set: { m: { $multiply: ['$n', 2] } } }, { $match: { m: { $gt: 4 } } }, { $project: { m: 1 } }],
    [{ _id: 2, m: 10 }],
  ],
  [
    '$sort, $skip and $limit',
    [{ $sort: { sku: -1, _id: -1 } }, { $skip: 1 }, { $limit: 2 }, { $project: { _id: 1 } }],
    [{ _id: 1 }, { _id: 2 }],
  ],
  ['$count', [{ $match: { sku: 'mug' } }, { $count: 'mugs' }], [{ mugs: 2 }]],
  ['$count of nothing gives nothing', [{ $match: { sku: 'hat' } }, { $count: 'hats' }], []],
  [
    '$project that keeps, with _id first',
    [{ $limit: 1 }, { $project: { n: 1, sku: 1, 'box.h': 1 } }],
    [{ _id: 1, sku: 'mug', n: 2, box: { h: 2 } }],
  ],
  [
    '$project that leaves out',
    [{ $limit: 1 }, { $project: { price: 0, tags: 0, 'box.w': 0 } }],
    [{ _id: 1, sku: 'mug', n: 2, box: { h: 2 } }],
  ],
  [
    '$project that computes',
    [{ $limit: 1 }, { $project: { _id: 0, area: { $multiply: ['$box.w', '$box.h'] }, first: { $first: '$tags' } } }],
    [{ area: 2, first: 'red' }],
  ],
  [
    '$project of a list of fields',
    [{ $limit: 1 }, { $project: { _id: 0, pair: ['$sku', '$none'] } }],
    [{ pair: ['mug', null] }],
  ],
  [
    '$addFields and $set, into documents',
    [
      { $limit: 1 },
      { $addFields: { 'box.d': 9 } },
      { $set: { sku: '$$REMOVE', box: { w: 5 } } },
      { $project: { box: 1, sku: 1 } },
    ],
    [{ _id: 1, box: { w: 5, h: 2, d: 9 } }],
  ],
  ['$unset', [{ $limit: 1 }, { $unset: ['box.w', 'tags', 'price'] }], [{ _id: 1, sku: 'mug', n: 2, box: { h: 2 } }]],
  [
    '$replaceRoot and $replaceWith',
    [{ $match: { _id: 2 } }, { $replaceRoot: { newRoot: { b: '$box' } } }, { $replaceWith: '$b' }],
    [{ w: 3, h: 4 }],
  ],
  [
    '$unwind',
    [{ $unwind: '$tags' }, { $project: { tags: 1 } }],
    [
      { _id: 1, tags: 'red' },
      { _id: 1, tags: 'gift' },
      { _id: 3, tags: 'red' },
      { _id: 4, tags: 'gift' },
    ],
  ],
  [
    '$unwind that keeps the empty and numbers the elements',
    [
      { $match: { _id: { $lte: 2 } } },
      { $unwind: { path: '$tags', includeArrayIndex: 'at', preserveNullAndEmptyArrays: true } },
      { $project: { tags: 1, at: 1 } },
    ],
    [
      { _id: 1, tags: 'red', at: 0 },
      { _id: 1, tags: 'gift', at: 1 },
      { _id: 2, at: null },
    ],
  ],
  [
    '$group by a document',
    [{ $group: { _id: { s: '$sku' }, n: { $sum: 1 } } }, { $sort: { n: -1, _id: 1 } }],
    [
      { _id: { s: 'mug' }, n: 2 },
      { _id: { s: null }, n: 1 },
      { _id: { s: 'bag' }, n: 1 },
    ],
  ],
  [
    '$group of all: sums, lists, ends',
    [
      { $sort: { _id: 1 } },
      {
        $group: {
          _id: null,
          sum: { $sum: '$n' },
          avg: { $avg: '$n' },
          first: { $first: '$sku' },
          last: { $last: '$sku' },
          low: { $min: '$n' },
          high: { $max: '$n' },
          all: { $push: '$sku' },
          set: { $addToSet: '$sku' },
        },
      },
    ],
    [
      {
        _id: null,
        sum: 8.5,
        avg: 8.5 / 3,
        first: 'mug',
        last: null,
        low: 1.5,
        high: 5,
        all: ['mug', 'bag', 'mug', null],
        set: ['mug', 'bag', null],
      },
    ],
  ],
  ['$group of nothing gives nothing', [{ $match: { sku: 'hat' } }, { $group: { _id: null, n: { $sum: 1 } } }], []],
  [
    '$sortByCount',
    [{ $match: { _id: { $lte: 3 } } }, { $sortByCount: '$sku' }],
    [
      { _id: 'mug', count: 2 },
      { _id: 'bag', count: 1 },
    ],
  ],
  [
    '$bucket',
    [{ $bucket: { groupBy: '$n', boundaries: [0, 2, 6], default: 'none', output: { ids: { $push: '$_id' } } } }],
    [
      { _id: 0, ids: [3] },
      { _id: 2, ids: [1, 2] },
      { _id: 'none', ids: [4] },
    ],
  ],
  [
    '$facet',
    [{ $facet: { mugs: [{ $match: { sku: 'mug' } }, { $count: 'n' }], none: [{ $match: { sku: 'hat' } }] } }],
    [{ mugs: [{ n: 2 }], none: [] }],
  ],
];

const refusals: [string, Document[], number][] = [
  ['a stage that is not known', [{ $frob: {} }], 40324],
  ['a stage of two', [{ $match: {}, $limit: 1 }], 40323],
  ['$match of no document', [{ $match: 5 }], 15959],
  ['$limit of nothing', [{ $limit: 0 }], 15958],
  ['$skip below zero', [{ $skip: -1 }], 15956],
  ['$sort by nothing', [{ $sort: {} }], 15976],
  ['$sort in no direction', [{ $sort: { a: 2 } }], 15975],
  ['$count without a name', [{ $count: '' }], 40156],
  ['$count with a dollar', [{ $count: '$a' }], 40158],
  ['$count with a dot', [{ $count: 'a.b' }], 40160],
  ['$project of nothing', [{ $project: {} }], 51272],
  ['$project that keeps and leaves out', [{ $project: { a: 1, b: 0 } }], 31254],
  ['$project of a path and what is in it', [{ $project: { a: 1, 'a.b': 1 } }], 31249],
  ['$addFields of nothing', [{ $addFields: {} }], 40177],
  ['$unset of a number', [{ $unset: 5 }], 31002],
  ['$replaceRoot by a value', [{ $replaceRoot: { newRoot: '$n' } }], 40228],
  ['$unwind without a dollar', [{ $unwind: 'tags' }], 28818],
  ['$unwind with an option that is not known', [{ $unwind: { path: '$a', frob: 1 } }], 28811],
  ['$group without _id', [{ $group: { n: { $sum: 1 } } }], 15955],
  ['$group with a value for an accumulator', [{ $group: { _id: 1, n: 5 } }], 40234],
  ['$group with a dot in a name', [{ $group: { _id: 1, 'a.b': { $sum: 1 } } }], 40235],
  ['$group with an accumulator that is not known', [{ $group: { _id: 1, n: { $frob: 1 } } }], 15952],
  ['$sortByCount of plain text', [{ $sortByCount: 'sku' }], 40148],
  ['$sortByCount of a number', [{ $sortByCount: 5 }], 40149],
  ['$bucket with one boundary', [{ $bucket: { groupBy: '$n', boundaries: [0] } }], 40192],
  ['$bucket with boundaries of two types', [{ $bucket: { groupBy: '$n', boundaries: [0, 'a'] } }], 40193],
  ['$bucket with boundaries that do not ascend', [{ $bucket: { groupBy: '$n', boundaries: [2, 1] } }], 40194],
  ['$bucket with a default between them', [{ $bucket: { groupBy: '$n', boundaries: [0, 9], default: 5 } }], 40199],
  ['$bucket without a place for a value', [{ $bucket: { groupBy: '$n', boundaries: [0, 1] } }], 40066],
  ['$facet of nothing', [{ $facet: {} }], 40169],
  ['$facet inside $facet', [{ $facet: { a: [{ $facet: { b: [] } }] } }], 40600],
  ['a division by zero', [{ $project: { a: { $divide: [1, 0] } } }], 2],
  ['a sum of text', [{ $project: { a: { $add: [1, '$sku'] } } }], 14],
  ['too few arguments', [{ $project: { a: { $divide: [1] } } }], 16020],
  ['a variable that is not known', [{ $project: { a: '$$frob' } }], 17276],
  ['a zero byte in a name', [{ $project: { a: { $arrayToObject: [[['a\0b', 1]]] } } }], 4940400],
];

describe('a stage of an aggregation', () => {
  let db: Db;
  let close: () => Promise<void>;
  const run = (pipeline: Document[]): Promise<Document[]> => db.collection('sales').aggregate(pipeline).toArray();

  before(async () => {
    ({ db, close } = await openStore());
    await db.collection<{ _id: number }>('sales').insertMany(sales);
  });
  after(() => close());

  for (const [title, pipeline, expected] of stages) {
    it(`does ${title}`, async () => {
      const found = await run(pipeline);
      expect(found).to.deep.equal(expected);
      expect(found.map((doc) => Object.keys(doc))).to.deep.equal(expected.map((doc) => Object.keys(doc)));
    });
  }
  for (const [title, pipeline, code] of refusals) {
    it(`refuses ${title} with ${String(code)}`, async () => {
      expect(await codeOf(run(pipeline))).to.equal(code);
    });
  }

  it('adds decimals exactly, and widens numbers as they need it', async () => {
    const [sum] = await run([{ $group: { _id: null, price: { $sum: '$price' } } }]);
    expect(String(sum?.['price'])).to.equal('4.40');
    const types = await run([
      { $limit: 1 },
      {
        $project: {
          _id: 0,
          int: { $type: { $add: [1, 2] } },
          long: { $type: { $add: [2147483647, 1] } },
          double: { $type: { $add: [1, new Double(1)] } },
          decimal: { $type: { $add: ['$price', 0.5] } },
        },
      },
    ]);
    expect(types).to.deep.equal([{ int: 'int', long: 'long', double: 'double', decimal: 'decimal' }]);
  });

  it('gives its documents in batches, behind a cursor', async () => {
    await db.collection('many').insertMany(Array.from({ length: 500 }, (_, n) => ({ n })));
    const cursor = db.collection('many').aggregate([{ $match: { n: { $gte: 100 } } }], { batchSize: 7 });
    const seen: unknown[] = [];
    for await (const doc of cursor) seen.push(doc['n']);
    expect(seen).to.deep.equal(Array.from({ length: 400 }, (_, n) => n + 100));
  });
});
