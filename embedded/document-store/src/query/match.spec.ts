import { expect } from 'chai';
import { Decimal128, Double, ObjectId } from '../bson/types.js';
import { docOf, encodeDocument } from '../bson/write.js';
import { StoreError } from '../errors.js';
import { compileFilter } from './match.js';
import { parseFilter } from './parse.js';
import { Row } from './path.js';

type Plain = Readonly<Record<string, unknown>>;

/** Matches the raw and the decoded form, which must agree. */
function matches(filter: Plain, document: Plain): boolean {
  const matcher = compileFilter(parseFilter(docOf(filter)));
  const raw = matcher(Row.ofBytes(encodeDocument(docOf(document))));
  expect(matcher(Row.ofDoc(docOf(document)))).to.equal(raw);
  return raw;
}

const yes: [string, Plain, Plain][] = [
  ['a Long against an int', { n: 5n }, { n: 5 }],
  ['a Decimal128 against an int', { n: { $gt: 4 } }, { n: Decimal128.fromString('4.5') }],
  ['a double against a Long', { n: { $gte: new Double(5) } }, { n: 5n }],
  ['a Long that a double cannot hold', { n: { $gt: 9007199254740992 } }, { n: 9007199254740993n }],
  ['an element of an array', { tags: 'a' }, { tags: ['b', 'a'] }],
  ['a whole array', { tags: ['b', 'a'] }, { tags: ['b', 'a'] }],
  ['two conditions that two elements meet', { n: { $gt: 5, $lt: 3 } }, { n: [1, 9] }],
  ['null for a missing field', { a: null }, {}],
  ['null below a scalar', { 'a.b': null }, { a: 5 }],
  ['null in a document of an array that lacks the field', { 'a.b': null }, { a: [{ b: 1 }, {}] }],
  ['$gte null for null', { a: { $gte: null } }, { a: null }],
  ['$gte null for a missing field', { a: { $gte: null } }, {}],
  ['$exists: false below an empty array', { 'a.b': { $exists: false } }, { a: [] }],
  ['$ne for a missing field', { a: { $ne: 1 } }, {}],
  ['$all on a scalar', { a: { $all: [1] } }, { a: 1 }],
  ['$all with $elemMatch', { a: { $all: [{ $elemMatch: { b: 1 } }] } }, { a: [{ b: 1 }] }],
  ['$type objectId', { a: { $type: 'objectId' } }, { a: new ObjectId() }],
  ['$type decimal', { a: { $type: 'decimal' } }, { a: Decimal128.fromString('1') }],
  ['$type of an element', { a: { $type: 'string' } }, { a: [1, 'x'] }],
  ['$type array', { a: { $type: 'array' } }, { a: [1] }],
  ['a place in an array', { 'a.1.b': 2 }, { a: [{ b: 1 }, { b: 2 }] }],
  ['$elemMatch on values', { a: { $elemMatch: { $gt: 3, $lt: 6 } } }, { a: [1, 5] }],
  ['$size', { a: { $size: 2 } }, { a: [1, [2, 3]] }],
  ['$mod', { a: { $mod: [4, 1] } }, { a: 9n }],
  ['$regex with options', { a: { $regex: '^AB', $options: 'i' } }, { a: 'abc' }],
  ['$expr', { $expr: { $gt: ['$a', '$b'] } }, { a: 2, b: 1 }],
  ['$nor', { $nor: [{ a: 1 }, { a: 2 }] }, { a: 3 }],
  ['an embedded document, exactly', { a: { b: 1, c: 2 } }, { a: { b: 1, c: 2 } }],
];

const no: [string, Plain, Plain][] = [
  ['another type', { n: { $gt: 5 } }, { n: '9' }],
  ['null below an empty array', { 'a.b': null }, { a: [] }],
  ['null below an array of scalars', { 'a.b': null }, { a: [1, 2] }],
  ['an embedded document in another order', { a: { b: 1, c: 2 } }, { a: { c: 2, b: 1 } }],
  ['$elemMatch by two elements', { a: { $elemMatch: { $gt: 3, $lt: 6 } } }, { a: [1, 9] }],
  ['$all of nothing', { a: { $all: [] } }, { a: [1] }],
  ['$ne where one element is equal', { a: { $ne: 1 } }, { a: [1, 2] }],
  ['$gt null', { a: { $gt: null } }, { a: 1 }],
  ['$not on a match', { a: { $not: { $gt: 1 } } }, { a: [0, 2] }],
  ['a name from the prototype', { constructor: { $exists: true } }, {}],
];

describe('a query', () => {
  for (const [title, filter, document] of yes) {
    it(`matches ${title}`, () => {
      expect(matches(filter, document)).to.equal(true);
    });
  }
  for (const [title, filter, document] of no) {
    it(`does not match ${title}`, () => {
      expect(matches(filter, document)).to.equal(false);
    });
  }

  const refused: [string, Plain, number][] = [
    ['an unknown operator', { a: { $gtt: 1 } }, 2],
    ['an unknown top level operator', { $foo: 1 }, 2],
    ['$where', { $where: 'true' }, 115],
    ['$text', { $text: { $search: 'x' } }, 115],
    ['$near', { a: { $near: [0, 0] } }, 115],
    ['an empty $or', { $or: [] }, 2],
    ['$in without a list', { a: { $in: 1 } }, 2],
    ['a pattern that may explode', { a: { $regex: '(a+)+$' } }, 2],
    ['$type of no type', { a: { $type: 'number of things' } }, 2],
  ];
  for (const [title, filter, code] of refused) {
    it(`refuses ${title} with ${String(code)}`, () => {
      expect(() => parseFilter(docOf(filter)))
        .to.throw(StoreError)
        .with.property('code', code);
    });
  }
});
