import { expect } from 'chai';
import { Decimal128, Long } from 'mongodb';
import type { Collection, Db, Document } from 'mongodb';
import { codeOf, openStore } from '../testing/store.js';

const orders = [
  {
    _id: 1,
    customer: 'a',
    country: 'UK',
    totalMinor: 100,
    placedAt: new Date('2011-03-27T00:30:00Z'),
    lines: [
      { sku: 'x', n: 2 },
      { sku: 'y', n: 1 },
    ],
  },
  {
    _id: 2,
    customer: 'b',
    country: 'UK',
    totalMinor: Long.fromNumber(250),
    placedAt: new Date('2011-03-31T23:30:00Z'),
    lines: [{ sku: 'x', n: 5 }],
  },
  { _id: 3, customer: 'a', country: 'FR', totalMinor: 50, placedAt: new Date('2011-04-02T12:00:00Z'), lines: [] },
];

describe('aggregate', () => {
  let db: Db;
  let items: Collection;
  let close: () => Promise<void>;
  const run = (...pipeline: Document[]): Promise<Document[]> => items.aggregate(pipeline).toArray();
  /** What one expression yields on a document. */
  const value = async (expression: unknown, doc: Document = {}): Promise<unknown> => {
    await db.collection('one').deleteMany({});
    await db.collection('one').insertOne(doc);
    const [found] = await db
      .collection('one')
      .aggregate([{ $project: { _id: 0, value: expression } }])
      .toArray();
    return found?.['value'];
  };

  before(async () => {
    ({ db, close } = await openStore());
    items = db.collection('orders');
    await items.insertMany(orders as Document[]);
  });
  after(() => close());

  it('groups with every accumulator', async () => {
    const groups = await run(
      { $sort: { _id: 1 } },
      {
        $group: {
          _id: '$country',
          sum: { $sum: '$totalMinor' },
          avg: { $avg: '$totalMinor' },
          min: { $min: '$totalMinor' },
          max: { $max: '$totalMinor' },
          first: { $first: '$_id' },
          last: { $last: '$_id' },
          all: { $push: '$customer' },
          set: { $addToSet: '$country' },
          n: { $count: {} },
        },
      },
      { $sort: { _id: -1 } },
    );
    expect(groups).to.deep.equal([
      { _id: 'UK', sum: 350, avg: 175, min: 100, max: 250, first: 1, last: 2, all: ['a', 'b'], set: ['UK'], n: 2 },
      { _id: 'FR', sum: 50, avg: 50, min: 50, max: 50, first: 3, last: 3, all: ['a'], set: ['FR'], n: 1 },
    ]);
  });

  it('adds Long and Decimal128 exactly', async () => {
    await db.collection('sums').insertMany([
      { l: Long.fromString('9007199254740993'), d: Decimal128.fromString('0.1') },
      { l: 1, d: Decimal128.fromString('0.2') },
    ]);
    const [sums] = await db
      .collection('sums')
      .aggregate([{ $group: { _id: null, l: { $sum: '$l' }, d: { $sum: '$d' } } }], { promoteLongs: false })
      .toArray();
    expect(String(sums?.['l'])).to.equal('9007199254740994');
    expect(String(sums?.['d'])).to.equal('0.3');
  });

  it('groups 1, 1.0 and Long 1 together', async () => {
    await db.collection('ones').insertMany([{ k: 1 }, { k: Long.fromNumber(1) }, { k: Decimal128.fromString('1.0') }]);
    expect(
      await db
        .collection('ones')
        .aggregate([{ $sortByCount: '$k' }])
        .toArray(),
    ).to.have.length(1);
  });

  it('unwinds lists, keeps empty ones when told, and numbers the elements', async () => {
    expect(
      await run(
        { $unwind: '$lines' },
        { $group: { _id: '$lines.sku', n: { $sum: '$lines.n' } } },
        { $sort: { _id: 1 } },
      ),
    ).to.deep.equal([
      { _id: 'x', n: 7 },
      { _id: 'y', n: 1 },
    ]);
    const kept = await run(
      { $unwind: { path: '$lines', preserveNullAndEmptyArrays: true, includeArrayIndex: 'at' } },
      { $project: { at: 1 } },
    );
    expect(kept).to.deep.equal([
      { _id: 1, at: 0 },
      { _id: 1, at: 1 },
      { _id: 2, at: 0 },
      { _id: 3, at: null },
    ]);
  });

  it('joins by a field, with a pipeline on what was found', async () => {
    await db.collection('customers').insertMany([
      { _id: 'a', name: 'Ann' },
      { _id: 'b', name: 'Bob' },
    ] as Document[]);
    const joined = await run(
      { $match: { _id: 1 } },
      {
        $lookup: {
          from: 'customers',
          localField: 'customer',
          foreignField: '_id',
          pipeline: [{ $project: { _id: 0 } }],
          as: 'who',
        },
      },
      { $project: { who: 1 } },
    );
    expect(joined).to.deep.equal([{ _id: 1, who: [{ name: 'Ann' }] }]);
    expect(
      await run(
        { $match: { _id: 1 } },
        { $lookup: { from: 'none', localField: 'customer', foreignField: '_id', as: 'who' } },
        { $project: { who: 1 } },
      ),
    ).to.deep.equal([{ _id: 1, who: [] }]);
  });

  it('facets, buckets, counts, skips and limits', async () => {
    const [facets] = await run({
      $facet: { n: [{ $count: 'n' }], top: [{ $sort: { totalMinor: -1 } }, { $limit: 1 }, { $project: { _id: 1 } }] },
    });
    expect(facets).to.deep.equal({ n: [{ n: 3 }], top: [{ _id: 2 }] });
    expect(
      await run({ $bucket: { groupBy: '$totalMinor', boundaries: [0, 100, 200], default: 'more' } }),
    ).to.deep.equal([
      { _id: 0, count: 1 },
      { _id: 100, count: 1 },
      { _id: 'more', count: 1 },
    ]);
    expect(await run({ $match: { _id: 99 } }, { $count: 'n' })).to.deep.equal([]);
    expect(await run({ $sort: { _id: -1 } }, { $skip: 1 }, { $limit: 1 }, { $project: { _id: 1 } })).to.deep.equal([
      { _id: 2 },
    ]);
  });

  it('adds, takes away and replaces fields', async () => {
    expect(
      await run({ $match: { _id: 3 } }, { $set: { 'a.b': '$customer' } }, { $unset: ['placedAt', 'lines'] }),
    ).to.deep.equal([{ _id: 3, customer: 'a', country: 'FR', totalMinor: 50, a: { b: 'a' } }]);
    expect(
      await run({ $match: { _id: 1 } }, { $replaceRoot: { newRoot: { $arrayElemAt: ['$lines', 0] } } }),
    ).to.deep.equal([{ sku: 'x', n: 2 }]);
    expect(await codeOf(run({ $replaceRoot: { newRoot: '$customer' } }))).to.equal(40228);
  });

  it('reads dates by the clocks of a zone, across the change to summer time', async () => {
    const months = await run(
      {
        $group: {
          _id: { $dateToString: { date: '$placedAt', format: '%Y-%m', timezone: 'Europe/London' } },
          n: { $sum: 1 },
        },
      },
      { $sort: { _id: 1 } },
    );
    expect(months).to.deep.equal([
      { _id: '2011-03', n: 1 },
      { _id: '2011-04', n: 2 },
    ]);
    const day = { $dateTrunc: { date: '$placedAt', unit: 'day', timezone: 'Europe/London' } };
    const days = await run({ $sort: { _id: 1 } }, { $project: { _id: 0, day } });
    expect(days.map((doc) => (doc['day'] as Date).toISOString())).to.deep.equal([
      '2011-03-27T00:00:00.000Z',
      '2011-03-31T23:00:00.000Z',
      '2011-04-01T23:00:00.000Z',
    ]);
  });

  const expressions: [string, unknown, unknown, Document?][] = [
    ['$divide is a double', { $divide: [7, 2] }, 3.5],
    ['$mod', { $mod: [7, 3] }, 1],
    ['$round goes to even', { $round: [2.5, 0] }, 2],
    ['$round to places', { $round: [1.255, 2] }, 1.25],
    ['$add of null is null', { $add: [1, null] }, null],
    ['$add to a date', { $add: [new Date(5), 10] }, new Date(15)],
    ['$subtract of dates', { $subtract: [new Date(15), new Date(5)] }, 10],
    ['$cond', { $cond: [{ $gt: ['$n', 3] }, 'big', 'small'] }, 'big', { n: 5 }],
    ['$switch', { $switch: { branches: [{ case: false, then: 1 }], default: 2 } }, 2],
    ['$ifNull', { $ifNull: ['$none', 'd'] }, 'd'],
    ['$concat', { $concat: ['a', '$b'] }, 'ab', { b: 'b' }],
    ['$substrCP counts characters', { $substrCP: ['😀bc', 1, 1] }, 'b'],
    ['$split', { $split: ['a-b', '-'] }, ['a', 'b']],
    ['$toInt of text', { $toInt: '42' }, 42],
    ['$map', { $map: { input: '$l', as: 'x', in: { $multiply: ['$$x', 2] } } }, [2, 4], { l: [1, 2] }],
    ['$filter', { $filter: { input: '$l', cond: { $gte: ['$$this', 2] } } }, [2], { l: [1, 2] }],
    ['$reduce', { $reduce: { input: '$l', initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, 3, { l: [1, 2] }],
    ['$let', { $let: { vars: { x: 2 }, in: { $multiply: ['$$x', 3] } } }, 6],
    ['$mergeObjects', { $mergeObjects: [{ a: 1, b: 1 }, { b: 2 }] }, { a: 1, b: 2 }],
    ['$objectToArray', { $objectToArray: { a: 1 } }, [{ k: 'a', v: 1 }]],
    ['$setField with a dotted name', { $setField: { field: 'a.b', input: { c: 1 }, value: 2 } }, { c: 1, 'a.b': 2 }],
    ['$setField with a dollar', { $setField: { field: { $literal: '$a' }, input: {}, value: 2 } }, { $a: 2 }],
    ['$setField of $$REMOVE', { $setField: { field: 'c', input: { c: 1, d: 2 }, value: '$$REMOVE' } }, { d: 2 }],
    ['$setField of null is null', { $setField: { field: 'c', input: null, value: 1 } }, null],
    ['$unsetField', { $unsetField: { field: 'c', input: { c: 1, d: 2 } } }, { d: 2 }],
    ['$getField of a dotted name', { $getField: { field: 'a.b', input: { $literal: { 'a.b': 3 } } } }, 3],
    ['$getField of the document', { $getField: 'n' }, 5, { n: 5 }],
    ['$in', { $in: [2, '$l'] }, true, { l: [1, 2] }],
    ['$slice', { $slice: ['$l', 1, 1] }, [2], { l: [1, 2, 3] }],
    ['$sum of a list', { $sum: '$l' }, 6, { l: [1, 2, 3] }],
    ['a path through a list', '$l.a', [1, 2], { l: [{ a: 1 }, {}, { a: 2 }] }],
    ['missing is below null', { $lt: ['$none', null] }, true],
    ['a comparison across types goes by their order', { $gt: ['a', 1] }, true],
  ];
  for (const [title, expression, expected, doc] of expressions) {
    it(`evaluates: ${title}`, async () => {
      expect(await value(expression, doc)).to.deep.equal(expected);
    });
  }

  it('evaluates: $rand, anew for each document, from 0 to below 1', async () => {
    const drawn = await Promise.all(Array.from({ length: 20 }, () => value({ $rand: {} })));
    for (const one of drawn) expect(one).to.be.a('number').within(0, 0.9999999999999999);
    expect(new Set(drawn).size).to.be.greaterThan(1);
  });

  const misused: [unknown, number][] = [
    [{ $setField: { field: 'a', input: {} } }, 4_161_101],
    [{ $setField: { field: 'a', input: {}, value: 1, more: 1 } }, 4_161_101],
    [{ $setField: { field: '$n', input: {}, value: 1 } }, 4_161_106],
    [{ $setField: { field: 'a', input: 5, value: 1 } }, 4_161_105],
    [{ $unsetField: 'a' }, 4_161_101],
    [{ $getField: { field: 5 } }, 5_654_602],
    [{ $rand: { a: 1 } }, 3_040_501],
  ];
  for (const [expression, code] of misused) {
    it(`refuses ${JSON.stringify(expression)} with ${String(code)}`, async () => {
      expect(await codeOf(value(expression))).to.equal(code);
    });
  }
});
