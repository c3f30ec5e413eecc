import fc from 'fast-check';
import { Decimal128, Double, Long, ObjectId } from 'bson';
import type { Document } from 'bson';

/*
 * Random documents, indexes and queries for the properties of the planner. Few values, many times: what an index may get wrong lies where values
 * meet, in lists, at the edges of ranges, between the types of numbers, and where a field is missing.
 */

const ids = ['5f0000000000000000000001', '5f0000000000000000000002'].map((hex) => new ObjectId(hex));

const scalar: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  null,
  0,
  1,
  2,
  3,
  2.5,
  new Double(2),
  -0,
  Number.NaN,
  Infinity,
  Long.fromNumber(2),
  Long.fromString('9007199254740993'),
  9007199254740992,
  Decimal128.fromString('2.5'),
  Decimal128.fromString('9007199254740993'),
  Decimal128.fromString('NaN'),
  'a',
  'ab',
  'b',
  '\uffff',
  '😀',
  true,
  false,
  new Date(0),
  new Date(-5),
  ...ids,
);
const near = fc.constantFrom<unknown>(0, 1, 2, 3, 2.5, Long.fromNumber(2));
const inner = fc.record({ x: fc.oneof(near, scalar), y: near }, { requiredKeys: [] });
const list = fc.oneof(
  fc.array(near, { maxLength: 3 }),
  fc.array(inner, { maxLength: 3 }),
  fc.array(fc.oneof(scalar, inner, fc.array(near, { maxLength: 2 })), { maxLength: 3 }),
);
const stored = fc.oneof({ weight: 3, arbitrary: near }, { weight: 3, arbitrary: scalar }, list, inner);

/** Documents without _id, with fields a, b, c; only `a` and what is in it are lists, so that every index takes them. */
export const documents: fc.Arbitrary<Document[]> = fc.array(
  fc.record({ a: stored, b: fc.oneof(scalar, near, inner), c: near }, { requiredKeys: [] }),
  { minLength: 8, maxLength: 24 },
);

const direction = fc.constantFrom(1, -1);
/** `a` stands more than once: it is the field with lists. */
const path = fc.constantFrom('a', 'a', 'a', 'a.x', 'a.x', 'a.y', 'b', 'c', 'b.x', 'a.1', '_id');

/** Key patterns of one to three different fields. */
export const indexes: fc.Arbitrary<{ key: Document; sparse: boolean }[]> = fc.uniqueArray(
  fc.record({
    key: fc
      .uniqueArray(fc.tuple(path, direction), { minLength: 1, maxLength: 3, selector: ([name]) => name })
      .filter((fields) => fields[0]?.[0] !== '_id')
      .map((fields): Document => Object.fromEntries<unknown>(fields)),
    sparse: fc.boolean(),
  }),
  { minLength: 1, maxLength: 3, selector: ({ key }) => JSON.stringify(key) },
);

const value = fc.oneof({ weight: 3, arbitrary: near }, { weight: 2, arbitrary: scalar }, list, inner);
const operators: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: value },
  fc.tuple(fc.constantFrom('$gt', '$gte', '$lt', '$lte'), value).map(([name, limit]) => ({ [name]: limit })),
  // Often upside down: only two elements of one list can meet it.
  { weight: 4, arbitrary: fc.tuple(near, near).map(([low, high]) => ({ $gte: low, $lt: high })) },
  fc.tuple(near, near).map(([low, high]) => ({ $elemMatch: { $gte: low, $lte: high } })),
  fc.tuple(near, near).map(([x, y]) => ({ $elemMatch: { x, y: { $gte: y } } })),
  fc.array(value, { maxLength: 3 }).map((values) => ({ $in: values })),
  fc.array(value, { maxLength: 2 }).map((values) => ({ $nin: values })),
  value.map((one) => ({ $ne: one })),
  value.map((one) => ({ $not: { $gt: one } })),
  fc.array(near, { maxLength: 2 }).map((values) => ({ $all: values })),
  fc.constantFrom<unknown>(
    { $exists: true },
    { $exists: false },
    { $type: 'array' },
    { $type: 'number' },
    { $regex: '^a' },
    { $size: 2 },
    { $mod: [2, 1] },
    { $exists: true, $ne: null },
    { $gte: null },
  ),
);
const conditions: fc.Arbitrary<Document> = fc
  .uniqueArray(fc.tuple(path, operators), { maxLength: 2, selector: ([name]) => name })
  .map((fields): Document => Object.fromEntries<unknown>(fields));
const compared = fc
  .tuple(fc.constantFrom('$eq', '$gt', '$gte', '$lt', '$lte', '$ne'), path, value)
  .map(([name, field, literal]): Document => ({ $expr: { [name]: [`$${field}`, { $literal: literal }] } }));

/** Filters, with `$and`, `$or`, `$nor` and `$expr` among them. */
export const filters: fc.Arbitrary<Document> = fc.oneof(
  { weight: 5, arbitrary: conditions },
  fc.tuple(conditions, conditions).map(([one, other]) => ({ $and: [one, other] })),
  { weight: 2, arbitrary: fc.tuple(conditions, conditions).map(([one, other]) => ({ $or: [one, other] })) },
  fc.tuple(conditions, conditions, conditions).map(([one, other, more]) => ({ ...more, $or: [one, other] })),
  conditions.map((one) => ({ $nor: [one] })),
  fc.tuple(compared, conditions).map(([one, other]) => ({ ...other, ...one })),
);

/** An order that leaves nothing open: `_id` stands last. */
export const sorts: fc.Arbitrary<Document | undefined> = fc.option(
  fc
    .tuple(
      fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'a.x', 'b.x'), direction), {
        maxLength: 2,
        selector: ([name]) => name,
      }),
      direction,
    )
    .map(([fields, last]): Document => Object.fromEntries<unknown>([...fields, ['_id', last]])),
  { nil: undefined },
);
