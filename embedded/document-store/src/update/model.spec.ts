import { expect } from 'chai';
import fc from 'fast-check';
import type { Doc, Value } from '../bson/types.js';
import { docOf } from '../bson/write.js';
import { StoreError } from '../errors.js';
import { modelUpdate } from '../testing/update-model.js';
import type { Json, JsonDoc, ModelUpdate } from '../testing/update-model.js';
import { applyUpdate } from './apply.js';
import { parseUpdate } from './parse.js';

/** More runs take longer than a test may: `DOCUMENT_STORE_UPDATE_RUNS=100000` asks for them. */
const runs = Number(process.env['DOCUMENT_STORE_UPDATE_RUNS'] ?? 2_000);

const leaf = fc.constantFrom<Json>(null, 0, 1, 2, 3, -1, 'a', 'b');
const names = ['a', 'b', 'c'];
const value: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;
const documents: fc.Arbitrary<JsonDoc> = fc.dictionary(fc.constantFrom(...names), value, {
  maxKeys: 3,
  noNullPrototype: true,
});
const path = fc
  .tuple(fc.constantFrom(...names), fc.array(fc.constantFrom('a', 'b', '0', '1', '3'), { maxLength: 2 }))
  .map(([first, rest]) => [first, ...rest].join('.'));
const named = fc
  .tuple(fc.constantFrom(...names), fc.array(fc.constantFrom('a', 'b'), { maxLength: 1 }))
  .map(([first, rest]) => [first, ...rest].join('.'));

const argument: Readonly<Record<string, fc.Arbitrary<Json>>> = {
  $set: value,
  $unset: leaf,
  $inc: fc.integer({ min: -3, max: 3 }),
  $mul: fc.integer({ min: 1, max: 3 }),
  $min: value,
  $max: value,
  $rename: named,
  $push: fc.oneof(
    value,
    fc.record<JsonDoc>(
      {
        $each: fc.array(value, { maxLength: 3 }),
        $position: fc.integer({ min: -3, max: 3 }),
        $slice: fc.integer({ min: -3, max: 3 }),
        $sort: fc.constantFrom(1, -1),
      },
      { requiredKeys: ['$each'] },
    ),
  ),
  $addToSet: fc.oneof(value, fc.record<JsonDoc>({ $each: fc.array(value, { maxLength: 3 }) })),
  // A document would be a query there, which the model does not know.
  $pull: fc.oneof(leaf, fc.array(leaf, { maxLength: 2 })),
  $pullAll: fc.array(value, { maxLength: 3 }),
  $pop: fc.constantFrom(1, -1),
};

const updates: fc.Arbitrary<ModelUpdate> = fc
  .uniqueArray(
    fc
      .constantFrom(...Object.keys(argument))
      .chain((operator) =>
        fc.tuple(fc.constant(operator), operator === '$rename' ? named : path, argument[operator] ?? leaf),
      ),
    { minLength: 1, maxLength: 3, selector: ([operator]) => operator },
  )
  .map((changes) => Object.fromEntries(changes.map(([operator, at, given]) => [operator, { [at]: given }])))
  .filter((update) => Object.entries(update['$rename'] ?? {}).every(([from, to]) => from !== to));

/** As a plain object, which puts names that look like numbers first, as the model's do. */
function plain(value: Value): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([name, inner]) => [name, plain(inner)]));
  return Array.isArray(value) ? value.map(plain) : value;
}

function storeUpdate(before: JsonDoc, update: ModelUpdate): Doc | 'refused' {
  try {
    const parsed = parseUpdate(docOf({ update }).get('update'), undefined);
    const context = { inserting: false, now: new Date(0), position: () => undefined };
    return applyUpdate(parsed, docOf(before), context);
  } catch (error) {
    if (error instanceof StoreError) return 'refused';
    throw error;
  }
}

describe('any update', () => {
  it('makes of any document what the plain model makes, field by field in the same order, or is refused by both', () => {
    let refused = 0;
    fc.assert(
      fc.property(documents, updates, (before, update) => {
        const expected = modelUpdate(before, update);
        const actual = storeUpdate(before, update);
        if (expected === 'refused' || actual === 'refused') {
          refused += 1;
          expect(actual).to.equal(expected);
        } else expect(JSON.stringify(plain(actual))).to.equal(JSON.stringify(expected));
      }),
      { numRuns: runs },
    );
    // Were nearly all refused, nothing would be compared.
    expect(refused).to.be.below(runs * 0.8);
  });
});
