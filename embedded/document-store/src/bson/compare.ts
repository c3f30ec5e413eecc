import { compareNumbers } from './numbers.js';
import { BSONRegExp, Binary, Code, Decimal128, Double, MaxKey, MinKey, ObjectId, Timestamp } from './types.js';
import type { Doc, Numeric, Value } from './types.js';

/**
 * MongoDB's order of types, one byte each. The bytes are also the first bytes of keys (key.ts), so there is one
 * definition of the order. 0 and 255 stay free: they end and escape keys.
 */
export const Rank = {
  minKey: 0x05,
  /** What an empty array looks like to an index: below null, so that `{a: null}` does not mean it. */
  emptyArray: 0x0a,
  null: 0x10,
  number: 0x20,
  string: 0x30,
  object: 0x40,
  array: 0x50,
  binary: 0x60,
  objectId: 0x70,
  boolean: 0x80,
  date: 0x90,
  timestamp: 0xa0,
  regex: 0xb0,
  code: 0xc0,
  maxKey: 0xf0,
} as const;

/** The place of a value's type in the order; a missing field counts as null. */
export function rankOf(value: Value): number {
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return Rank.number;
    case 'string':
      return Rank.string;
    case 'boolean':
      return Rank.boolean;
    case 'undefined':
      return Rank.null;
    case 'object':
      break;
  }
  if (value === null) return Rank.null;
  if (value instanceof Map) return Rank.object;
  if (Array.isArray(value)) return Rank.array;
  if (value instanceof Double || value instanceof Decimal128) return Rank.number;
  if (value instanceof Date) return Rank.date;
  if (value instanceof ObjectId) return Rank.objectId;
  if (value instanceof Binary) return Rank.binary;
  if (value instanceof Timestamp) return Rank.timestamp;
  if (value instanceof BSONRegExp) return Rank.regex;
  if (value instanceof Code) return Rank.code;
  return value instanceof MinKey ? Rank.minKey : Rank.maxKey;
}

/** MongoDB's order of values under the simple collation: negative, zero or positive. */
export function compareValues(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : compareNumbers(a, b);
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  const rank = rankOf(a);
  const difference = rank - rankOf(b);
  if (difference !== 0) return difference;
  return compareWithinRank(a, b);
}

/** Equal as MongoDB sees it: 1, 1.0 and Long(1) are; `{a:1,b:2}` and `{b:2,a:1}` are not. */
export function equalValues(a: Value, b: Value): boolean {
  return a === b || compareValues(a, b) === 0;
}

function isNumber(value: Value): value is Numeric {
  return rankOf(value) === Rank.number;
}

function compareWithinRank(a: Value, b: Value): number {
  if (isNumber(a) && isNumber(b)) return compareNumbers(a, b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (a instanceof Map && b instanceof Map) return compareDocs(a, b);
  if (Array.isArray(a) && Array.isArray(b)) return compareArrays(a, b);
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime();
  if (a instanceof ObjectId && b instanceof ObjectId) return Buffer.compare(a.id, b.id);
  if (a instanceof Binary && b instanceof Binary) return compareBinaries(a, b);
  if (a instanceof Timestamp && b instanceof Timestamp) return a.t === b.t ? a.i - b.i : a.t - b.t;
  if (a instanceof BSONRegExp && b instanceof BSONRegExp) {
    return compareText(a.pattern, b.pattern) || compareText(a.options, b.options);
  }
  if (a instanceof Code && b instanceof Code) return compareText(a.code, b.code);
  return 0;
}

/** Order of UTF-8 bytes. It differs from JavaScript's only where a surrogate meets U+E000 to U+FFFF. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const x = a.charCodeAt(at);
    const y = b.charCodeAt(at);
    if (x !== y) {
      const xSurrogate = x >= 0xd800 && x <= 0xdfff;
      const ySurrogate = y >= 0xd800 && y <= 0xdfff;
      if (xSurrogate !== ySurrogate) return xSurrogate ? (y >= 0xe000 ? 1 : x - y) : x >= 0xe000 ? -1 : x - y;
      return x - y;
    }
  }
  return a.length - b.length;
}

/** Field by field: type, then name, then value; the shorter first. */
function compareDocs(a: Doc, b: Doc): number {
  const others = b.entries();
  for (const [name, value] of a) {
    const next = others.next();
    if (next.done === true) return 1;
    const [otherName, other] = next.value;
    const difference = rankOf(value) - rankOf(other) || compareText(name, otherName) || compareValues(value, other);
    if (difference !== 0) return difference;
  }
  return others.next().done === true ? 0 : -1;
}

function compareArrays(a: readonly Value[], b: readonly Value[]): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const difference = compareValues(a[at], b[at]);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function compareBinaries(a: Binary, b: Binary): number {
  return (
    a.position - b.position ||
    a.sub_type - b.sub_type ||
    Buffer.compare(a.buffer.subarray(0, a.position), b.buffer.subarray(0, b.position))
  );
}

/** True for the two values that compare with every type. */
export function isExtreme(value: Value): boolean {
  return value instanceof MinKey || value instanceof MaxKey;
}
