import { expect } from 'chai';
import fc from 'fast-check';
import { compareValues } from './compare.js';
import { keyOf } from './key.js';
import { readDocument } from './read.js';
import { BSONRegExp, Binary, Decimal128, Double, MaxKey, MinKey, ObjectId, Timestamp, isDoc } from './types.js';
import type { Doc, Value } from './types.js';
import { encodeDocument } from './write.js';

const numbers: fc.Arbitrary<Value> = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.integer().map((value) => new Double(value)),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.integer({ min: -3, max: 3 }).map(BigInt),
  fc
    .tuple(fc.bigInt({ min: -(10n ** 33n), max: 10n ** 33n }), fc.integer({ min: -40, max: 40 }))
    .map(([coefficient, exponent]) => Decimal128.fromString(`${coefficient.toString()}E${String(exponent)}`)),
  fc.constantFrom<Value>(
    9_007_199_254_740_993n,
    9_007_199_254_740_992n,
    9_007_199_254_740_992,
    Decimal128.fromString('0.1'),
    0.1,
    Decimal128.fromString('1E6000'),
    Decimal128.fromString('-1E6000'),
    Decimal128.fromString('1E-6000'),
    Decimal128.fromString('Infinity'),
    Decimal128.fromString('NaN'),
    Infinity,
    -Infinity,
    Number.NaN,
    -0,
  ),
);

const scalars: fc.Arbitrary<Value> = fc.oneof(
  { weight: 4, arbitrary: numbers },
  fc.string({ unit: 'binary' }),
  fc.constantFrom<Value>('', 'a', 'a\0', 'a\0b', 'ab', '\uffff', '\u{10000}'),
  fc.boolean(),
  fc.constant(null),
  fc.date({ noInvalidDate: true }),
  fc.uint8Array({ maxLength: 4 }).map((bytes) => new Binary(bytes)),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(bytes)),
  fc.tuple(fc.nat(), fc.nat()).map(([t, i]) => new Timestamp({ t, i })),
  fc.constantFrom<Value>(new MinKey(), new MaxKey(), new BSONRegExp('a', 'i'), new BSONRegExp('a')),
);

const { value: values } = fc.letrec<{ value: Value; doc: Doc; list: Value[] }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, { weight: 6, arbitrary: scalars }, tie('doc'), tie('list')),
  doc: fc
    .array(fc.tuple(fc.constantFrom('a', 'b', '', 'a\u{1f600}'), tie('value')), { maxLength: 3 })
    .map((fields) => new Map(fields)),
  list: fc.array(tie('value'), { maxLength: 3 }),
}));

describe('the order of values', () => {
  it('is the order of their keys, and equality is equality of keys', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        expect(Math.sign(keyOf(a).compare(keyOf(b)))).to.equal(Math.sign(compareValues(a, b)));
      }),
      { numRuns: 3_000 },
    );
  });

  it('is antisymmetric and transitive on numbers of all types', () => {
    fc.assert(
      fc.property(numbers, numbers, numbers, (a, b, c) => {
        expect(Math.sign(compareValues(a, b))).to.equal(-Math.sign(compareValues(b, a)) || 0);
        if (compareValues(a, b) <= 0 && compareValues(b, c) <= 0) expect(compareValues(a, c)).to.be.at.most(0);
      }),
      { numRuns: 1_000 },
    );
  });

  it('puts the types as MongoDB does', () => {
    const inOrder: Value[] = [
      new MinKey(),
      null,
      5n,
      'text',
      new Map(),
      [],
      new Binary(Buffer.from('x')),
      new ObjectId(),
      false,
      new Date(0),
      new Timestamp({ t: 1, i: 1 }),
      new BSONRegExp('a'),
      new MaxKey(),
    ];
    const shuffled = [...inOrder].reverse().sort(compareValues);
    expect(shuffled).to.deep.equal(inOrder);
  });

  it('sorts text by its UTF-8 bytes, not by UTF-16', () => {
    expect(compareValues('\uffff', '\u{10000}')).to.be.below(0);
  });

  it('sees {a:1,b:2} and {b:2,a:1} as different', () => {
    const one = new Map<string, Value>([
      ['a', 1],
      ['b', 2],
    ]);
    const other = new Map<string, Value>([
      ['b', 2],
      ['a', 1],
    ]);
    expect(compareValues(one, other)).to.not.equal(0);
  });
});

describe('a document', () => {
  it('is the same bytes after it was read and written', () => {
    fc.assert(
      fc.property(values, (value) => {
        const doc: Doc = new Map([
          ['value', value],
          ['__proto__', 1],
          ['10', 2],
          ['2', 3],
        ]);
        const bytes = encodeDocument(doc);
        expect(encodeDocument(readDocument(bytes)).equals(bytes)).to.equal(true);
        expect(isDoc(readDocument(bytes))).to.equal(true);
      }),
      { numRuns: 500 },
    );
  });
});
