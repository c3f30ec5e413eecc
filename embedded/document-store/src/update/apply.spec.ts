import { expect } from 'chai';
import { Decimal128, Double } from '../bson/types.js';
import type { Doc } from '../bson/types.js';
import { docOf, encodeDocument } from '../bson/write.js';
import { StoreError } from '../errors.js';
import { parseFilter } from '../query/parse.js';
import { matchedPosition } from '../query/position.js';
import { applyUpdate } from './apply.js';
import { parseUpdate } from './parse.js';

type Plain = Readonly<Record<string, unknown>>;

function apply(
  document: Plain,
  update: unknown,
  more: { filter?: Plain; arrayFilters?: Plain[]; inserting?: boolean } = {},
): Doc {
  const before = docOf(document);
  const filter = parseFilter(docOf(more.filter ?? {}));
  const parsed = parseUpdate(
    docOf({ update }).get('update'),
    more.arrayFilters === undefined ? undefined : docOf({ list: more.arrayFilters }).get('list'),
  );
  return applyUpdate(parsed, before, {
    inserting: more.inserting ?? false,
    now: new Date(0),
    position: (path) => matchedPosition(filter, before, path),
  });
}

/** Compares bytes, so that types and the order of fields count. */
function expectSame(actual: Doc, expected: Plain): void {
  expect(actual).to.deep.equal(docOf(expected));
  expect(encodeDocument(actual).equals(encodeDocument(docOf(expected)))).to.equal(true);
}

const works: [string, Plain, unknown, Plain, Parameters<typeof apply>[2]?][] = [
  ['$inc grows int32 into int64', { n: 2147483647 }, { $inc: { n: 1 } }, { n: 2147483648n }],
  ['$inc keeps a Long exact beyond 2^53', { n: 9007199254740993n }, { $inc: { n: 1 } }, { n: 9007199254740994n }],
  [
    '$inc adds to a Decimal128',
    { n: Decimal128.fromString('0.1') },
    { $inc: { n: Decimal128.fromString('0.2') } },
    { n: Decimal128.fromString('0.3') },
  ],
  ['$inc of a double stays a double', { n: new Double(1) }, { $inc: { n: 1 } }, { n: new Double(2) }],
  ['$mul of a missing field is zero', {}, { $mul: { n: 5n } }, { n: 0n }],
  ['$set makes documents on the way', { a: 1 }, { $set: { 'b.c': 2 } }, { a: 1, b: { c: 2 } }],
  ['$set into an array by place', { a: [1] }, { $set: { 'a.3': 4 } }, { a: [1, null, null, 4] }],
  ['$unset leaves null in an array', { a: [1, 2] }, { $unset: { 'a.0': '' } }, { a: [null, 2] }],
  ['$setOnInsert waits for an insert', { a: 1 }, { $setOnInsert: { b: 1 } }, { a: 1 }],
  ['$min compares across types', { a: 5n }, { $min: { a: new Double(4) } }, { a: new Double(4) }],
  ['$max keeps the larger', { a: 5 }, { $max: { a: 4 } }, { a: 5 }],
  ['$rename moves a field', { a: 1, b: 2 }, { $rename: { a: 'c' } }, { b: 2, c: 1 }],
  [
    '$push with position, sort and slice',
    { a: [5, 1] },
    { $push: { a: { $each: [3], $sort: 1, $slice: 2 } } },
    { a: [1, 3] },
  ],
  ['$push at a position', { a: [1, 2] }, { $push: { a: { $each: [9], $position: 1 } } }, { a: [1, 9, 2] }],
  ['$addToSet knows equal numbers', { a: [1] }, { $addToSet: { a: { $each: [1n, 2] } } }, { a: [1, 2] }],
  [
    '$pull by a condition on documents',
    { a: [{ n: 1 }, { n: 5 }] },
    { $pull: { a: { n: { $gt: 2 } } } },
    { a: [{ n: 1 }] },
  ],
  ['$pull by operators on values', { a: [1, 5, 9] }, { $pull: { a: { $gte: 5 } } }, { a: [1] }],
  ['$pullAll', { a: [1, 2, 1] }, { $pullAll: { a: [1] } }, { a: [2] }],
  ['$pop takes the first with -1', { a: [1, 2] }, { $pop: { a: -1 } }, { a: [2] }],
  ['$[] means every element', { a: [1, 2] }, { $inc: { 'a.$[]': 1 } }, { a: [2, 3] }],
  [
    '$[name] means the filtered ones',
    { a: [{ n: 1 }, { n: 2 }, { n: 3 }] },
    { $set: { 'a.$[x].s': 1 } },
    { a: [{ n: 1, s: 1 }, { n: 2 }, { n: 3, s: 1 }] },
    { arrayFilters: [{ $or: [{ 'x.n': 1 }, { 'x.n': 3 }] }] },
  ],
  [
    '$ is the element that $elemMatch met',
    {
      a: [
        { x: 1, y: 5 },
        { x: 1, y: 2 },
      ],
    },
    { $set: { 'a.$.z': 1 } },
    {
      a: [
        { x: 1, y: 5 },
        { x: 1, y: 2, z: 1 },
      ],
    },
    { filter: { a: { $elemMatch: { x: 1, y: 2 } } } },
  ],
  [
    'a pipeline computes from the document',
    { a: 2 },
    [{ $set: { b: { $add: ['$a', 1] } } }, { $unset: 'a' }],
    { b: 3 },
  ],
  ['$currentDate', {}, { $currentDate: { a: true } }, { a: new Date(0) }],
];

const fails: [string, Plain, unknown, number][] = [
  ['$inc of a string', { a: 'x' }, { $inc: { a: 1 } }, 14],
  ['$inc past 64 bits', { a: 9223372036854775807n }, { $inc: { a: 1 } }, 2],
  ['$push on a scalar', { a: 5 }, { $push: { a: 1 } }, 2],
  ['$set through a scalar', { a: 5 }, { $set: { 'a.b': 1 } }, 28],
  ['a change of _id', { _id: 1 }, { $set: { _id: 2 } }, 66],
  ['two changes of one path', {}, { $set: { a: 1 }, $inc: { a: 1 } }, 40],
  ['two changes, one inside the other', {}, { $set: { a: 1, 'a.b': 1 } }, 40],
  ['an unknown operator', {}, { $frob: { a: 1 } }, 9],
  ['an empty part of a path', {}, { $set: { 'a..b': 1 } }, 56],
  ['an unnamed array filter', { a: [1] }, { $set: { 'a.$[x]': 1 } }, 2],
];

describe('an update', () => {
  for (const [title, before, update, after, more] of works) {
    it(title, () => {
      expectSame(apply(before, update, more), after);
    });
  }
  for (const [title, before, update, code] of fails) {
    it(`refuses ${title} with ${String(code)}`, () => {
      expect(() => apply(before, update))
        .to.throw(StoreError)
        .with.property('code', code);
    });
  }
  it('leaves the document that it was given as it was', () => {
    const before = { a: { b: [1, { c: 2 }] }, d: [1] };
    const doc = docOf(before);
    const update = parseUpdate(docOf({ u: { $set: { 'a.b.1.c': 9 }, $push: { d: 3 } } }).get('u'), undefined);
    const after = applyUpdate(update, doc, { inserting: false, now: new Date(0), position: () => undefined });
    expectSame(after, { a: { b: [1, { c: 9 }] }, d: [1, 3] });
    expect(doc).to.deep.equal(docOf(before));
  });
});
