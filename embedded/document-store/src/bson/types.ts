import { BSONRegExp, Binary, Code, Decimal128, Double, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';

/**
 * A document in memory: fields in their order. A Map, because a plain object reorders keys that look like numbers
 * and treats `__proto__` as something else than a name.
 */
export type Doc = Map<string, Value>;

/**
 * One BSON value. Every value keeps its exact type, so a document that is read and written again is the same bytes:
 * - int32: a number that is a 32-bit integer (and not -0)
 * - double: any other number, or a `Double` where the value looks like an int32
 * - int64: a bigint
 * `undefined` stands for a missing field and is never stored.
 */
export type Value =
  | undefined
  | null
  | boolean
  | number
  | string
  | bigint
  | Double
  | Decimal128
  | Date
  | ObjectId
  | Binary
  | Timestamp
  | BSONRegExp
  | Code
  | MinKey
  | MaxKey
  | Doc
  | Value[];

/** The values that are numbers to MongoDB: they compare and add up across their types. */
export type Numeric = number | bigint | Double | Decimal128;

export { BSONRegExp, Binary, Code, Decimal128, Double, MaxKey, MinKey, ObjectId, Timestamp };

/** Type bytes of the BSON specification (https://bsonspec.org/spec.html). */
export const BsonType = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  dbPointer: 12,
  javascript: 13,
  symbol: 14,
  javascriptWithScope: 15,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: 255,
  maxKey: 127,
} as const;

/** True for an embedded document. */
export function isDoc(value: Value): value is Doc {
  return value instanceof Map;
}

/** True for int32, int64, double and decimal. */
export function isNumeric(value: Value): value is Numeric {
  return (
    typeof value === 'number' || typeof value === 'bigint' || value instanceof Double || value instanceof Decimal128
  );
}

/** True when a JavaScript number stands for an int32 in this representation. */
export function isInt32(value: number): boolean {
  return (value | 0) === value && !Object.is(value, -0);
}

/** The value that stands for a double, whatever it looks like. */
export function doubleOf(value: number): number | Double {
  return isInt32(value) ? new Double(value) : value;
}

/** The BSON type byte of a value. */
export function typeOf(value: Value): number {
  switch (typeof value) {
    case 'string':
      return BsonType.string;
    case 'number':
      return isInt32(value) ? BsonType.int : BsonType.double;
    case 'boolean':
      return BsonType.bool;
    case 'bigint':
      return BsonType.long;
    case 'undefined':
      return BsonType.undefined;
    case 'object':
      break;
  }
  if (value === null) return BsonType.null;
  if (value instanceof Map) return BsonType.object;
  if (Array.isArray(value)) return BsonType.array;
  if (value instanceof Date) return BsonType.date;
  if (value instanceof ObjectId) return BsonType.objectId;
  if (value instanceof Double) return BsonType.double;
  if (value instanceof Decimal128) return BsonType.decimal;
  if (value instanceof Binary) return BsonType.binData;
  if (value instanceof Timestamp) return BsonType.timestamp;
  if (value instanceof BSONRegExp) return BsonType.regex;
  if (value instanceof Code) return BsonType.javascript;
  return value instanceof MinKey ? BsonType.minKey : BsonType.maxKey;
}

const names = new Map<number, string>(Object.entries(BsonType).map(([name, byte]) => [byte, name]));

/** The name `$type` gives to a value: `int`, `objectId`, `missing`... */
export function typeName(value: Value): string {
  return value === undefined ? 'missing' : (names.get(typeOf(value)) ?? 'unknown');
}
