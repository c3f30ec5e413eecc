import { StoreError } from '../errors.js';
import { toNumber } from '../bson/numbers.js';
import { Double, Decimal128, ObjectId, isNumeric, typeName } from '../bson/types.js';
import type { Value } from '../bson/types.js';
import { fixed, isNullish, many } from './arguments.js';
import type { Operator } from './expression-types.js';

function text(value: Value, name: string, code: number): string {
  if (typeof value !== 'string')
    throw new StoreError(code, `${name} requires a string argument, found: ${typeName(value)}`);
  return value;
}

/** A value as `$toString` writes it. */
export function toText(value: Value): string | null {
  if (isNullish(value)) return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  if (value instanceof Double || value instanceof Decimal128) return value.toString();
  if (value instanceof Date) return value.toISOString();
  if (value instanceof ObjectId) return value.toHexString();
  throw new StoreError(
    241,
    `Unsupported conversion from ${typeName(value)} to string in $convert with no onError value`,
  );
}

function caseOf(name: string, apply: (value: string) => string): Operator {
  return fixed(1, 1, ([value]) => {
    const given = toText(value) ?? '';
    // MongoDB changes ASCII letters only.
    return given.replace(name === '$toUpper' ? /[a-z]+/g : /[A-Z]+/g, apply);
  });
}

function whole(value: Value, name: string): number {
  const number = isNumeric(value) ? toNumber(value) : Number.NaN;
  if (!Number.isInteger(number))
    throw new StoreError(34_450, `${name}: starting index and length must be whole numbers`);
  return number;
}

function substring([value, from, length]: Value[]): Value {
  const given = Array.from(toText(value) ?? '');
  const start = whole(from, '$substrCP');
  const count = whole(length, '$substrCP');
  if (start < 0) throw new StoreError(34_452, '$substrCP: the starting index must be non-negative integer');
  if (count < 0) throw new StoreError(34_454, '$substrCP: length must be a nonnegative integer');
  return given.slice(start, start + count).join('');
}

export const strings: readonly (readonly [string, Operator])[] = [
  [
    '$concat',
    many((values) => {
      if (values.some(isNullish)) return null;
      return values.map((value) => text(value, '$concat', 16_702)).join('');
    }),
  ],
  ['$toUpper', caseOf('$toUpper', (value) => value.toUpperCase())],
  ['$toLower', caseOf('$toLower', (value) => value.toLowerCase())],
  ['$toString', fixed(1, 1, ([value]) => toText(value))],
  ['$substrCP', fixed(3, 3, substring)],
  ['$strLenCP', fixed(1, 1, ([value]) => Array.from(text(value, '$strLenCP', 34_471)).length)],
  ['$strLenBytes', fixed(1, 1, ([value]) => Buffer.byteLength(text(value, '$strLenBytes', 34_473)))],
  [
    '$split',
    fixed(2, 2, ([value, separator]) => {
      if (isNullish(value) || isNullish(separator)) return null;
      const by = text(separator, '$split', 40_086);
      if (by === '') throw new StoreError(40_087, '$split requires a non-empty separator');
      return text(value, '$split', 40_085).split(by);
    }),
  ],
];
