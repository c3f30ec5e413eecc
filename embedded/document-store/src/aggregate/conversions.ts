import { StoreError } from '../errors.js';
import { decimalFromDouble } from '../bson/decimal.js';
import { maxInt64, minInt64, toNumber } from '../bson/numbers.js';
import { Decimal128, ObjectId, doubleOf, isInt32, isNumeric, typeName } from '../bson/types.js';
import type { Value } from '../bson/types.js';
import { fixed, isNullish } from './arguments.js';
import type { Operator } from './expression-types.js';
import { isTruthy } from './truth.js';

function cannot(value: Value, target: string): StoreError {
  return new StoreError(
    241,
    `Unsupported or failed conversion from ${typeName(value)} to ${target} in $convert with no onError value`,
  );
}

function conversion(target: string, convert: (value: Exclude<Value, null | undefined>) => Value): Operator {
  return fixed(1, 1, ([value]) => (isNullish(value) ? null : convert(value)));
}

function numberOf(value: Value, target: string): number {
  if (isNumeric(value)) return toNumber(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value)) return Number(value);
  throw cannot(value, target);
}

function toInt(value: Value): Value {
  if (value instanceof Date) throw cannot(value, 'int');
  if (typeof value === 'string' && !/^[+-]?\d+$/.test(value)) throw cannot(value, 'int');
  const number = Math.trunc(numberOf(value, 'int'));
  if (!isInt32(number === 0 ? 0 : number)) throw cannot(value, 'int');
  return number === 0 ? 0 : number;
}

function toLong(value: Value): Value {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'string') {
    if (!/^[+-]?\d+$/.test(value)) throw cannot(value, 'long');
    const exact = BigInt(value.replace('+', ''));
    if (exact > maxInt64 || exact < minInt64) throw cannot(value, 'long');
    return exact;
  }
  const number = Math.trunc(numberOf(value, 'long'));
  if (!Number.isFinite(number) || Math.abs(number) >= 2 ** 63) throw cannot(value, 'long');
  return BigInt(number);
}

function toDecimal(value: Value): Value {
  if (value instanceof Decimal128) return value;
  if (typeof value === 'bigint') return Decimal128.fromString(value.toString());
  if (typeof value === 'string') {
    try {
      return Decimal128.fromString(value);
    } catch {
      throw cannot(value, 'decimal');
    }
  }
  const number = numberOf(value, 'decimal');
  return isInt32(number) ? Decimal128.fromString(String(number)) : decimalFromDouble(number);
}

function toDate(value: Value): Value {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (typeof value === 'boolean' || (typeof value === 'number' && isInt32(value))) throw cannot(value, 'date');
  const time = typeof value === 'string' ? Date.parse(value) : numberOf(value, 'date');
  if (typeof value === 'string' && !/^\d{4}-\d{2}-\d{2}/.test(value)) throw cannot(value, 'date');
  if (Number.isNaN(time)) throw cannot(value, 'date');
  return new Date(Math.trunc(time));
}

export const conversions: readonly (readonly [string, Operator])[] = [
  ['$toInt', conversion('int', toInt)],
  ['$toLong', conversion('long', toLong)],
  ['$toDouble', conversion('double', (value) => doubleOf(numberOf(value, 'double')))],
  ['$toDecimal', conversion('decimal', toDecimal)],
  ['$toBool', conversion('bool', isTruthy)],
  ['$toDate', conversion('date', toDate)],
  [
    '$toObjectId',
    conversion('objectId', (value) => {
      if (value instanceof ObjectId) return value;
      if (typeof value === 'string' && /^[0-9a-fA-F]{24}$/.test(value)) return new ObjectId(value);
      throw cannot(value, 'objectId');
    }),
  ],
  ['$type', fixed(1, 1, ([value]) => typeName(value))],
  ['$isNumber', fixed(1, 1, ([value]) => isNumeric(value))],
];
