import {
  addDecimals,
  decimalFromDouble,
  decimalToNumber,
  divideDecimals,
  multiplyDecimals,
  partsOf,
} from './decimal.js';
import { Decimal128, Double, doubleOf, isInt32 } from './types.js';
import type { Numeric } from './types.js';

export const maxInt64 = 0x7fff_ffff_ffff_ffffn;
export const minInt64 = -0x8000_0000_0000_0000n;

/** The four number types, from narrow to wide. */
export type NumberKind = 'int' | 'long' | 'double' | 'decimal';

export function kindOf(value: Numeric): NumberKind {
  if (typeof value === 'number') return isInt32(value) ? 'int' : 'double';
  if (typeof value === 'bigint') return 'long';
  return value instanceof Double ? 'double' : 'decimal';
}

/** The nearest double of any number. */
export function toNumber(value: Numeric): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  return value instanceof Double ? value.value : decimalToNumber(value);
}

function toDecimal(value: Numeric): Decimal128 {
  if (value instanceof Decimal128) return value;
  if (typeof value === 'bigint') return Decimal128.fromString(value.toString());
  const number = toNumber(value);
  return isInt32(number) ? Decimal128.fromString(String(number)) : decimalFromDouble(number);
}

/** An integer in its narrowest type from int32 on; beyond int64 the nearest double. */
function integer(value: bigint, long: boolean): Numeric {
  if (value > maxInt64 || value < minInt64) return doubleOf(Number(value));
  const number = Number(value);
  return !long && isInt32(number) ? number : value;
}

function isWhole(value: Numeric): value is number | bigint {
  return typeof value === 'bigint' || (typeof value === 'number' && isInt32(value));
}

/** a + b as MongoDB's expressions add: the wider type wins, int32 grows to int64, int64 grows to double. */
export function add(a: Numeric, b: Numeric): Numeric {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (isInt32(a) && isInt32(b)) return isInt32(sum) ? sum : BigInt(sum);
    return doubleOf(sum);
  }
  if (a instanceof Decimal128 || b instanceof Decimal128) return addDecimals(toDecimal(a), toDecimal(b));
  if (isWhole(a) && isWhole(b)) return integer(BigInt(a) + BigInt(b), true);
  return doubleOf(toNumber(a) + toNumber(b));
}

/** a * b, with the same widening as `add`. */
export function multiply(a: Numeric, b: Numeric): Numeric {
  if (a instanceof Decimal128 || b instanceof Decimal128) return multiplyDecimals(toDecimal(a), toDecimal(b));
  if (isWhole(a) && isWhole(b)) {
    if (typeof a === 'number' && typeof b === 'number') {
      const product = a * b;
      if (isInt32(product)) return product;
      if (product === 0) return 0;
    }
    return integer(BigInt(a) * BigInt(b), typeof a === 'bigint' || typeof b === 'bigint');
  }
  return doubleOf(toNumber(a) * toNumber(b));
}

/** -a. */
export function negate(a: Numeric): Numeric {
  return multiply(a, -1);
}

/** a / b: a double, or a decimal where either is one. The caller has refused a divisor of zero. */
export function divide(a: Numeric, b: Numeric): Numeric {
  if (a instanceof Decimal128 || b instanceof Decimal128) return divideDecimals(toDecimal(a), toDecimal(b));
  return doubleOf(toNumber(a) / toNumber(b));
}

/** True when the value is zero, of whatever type. */
export function isZero(value: Numeric): boolean {
  return toNumber(value) === 0;
}

/** Order of numbers across types, exact; NaN is below every other and equal to itself. */
export function compareNumbers(a: Numeric, b: Numeric): number {
  if (a instanceof Decimal128 || b instanceof Decimal128) return compareWithDecimal(a, b);
  const left = a instanceof Double ? a.value : a;
  const right = b instanceof Double ? b.value : b;
  if (left < right) return -1;
  if (left > right) return 1;
  // JavaScript compares bigint and number exactly, so what is left is equal or NaN.
  const leftNaN = left !== left;
  const rightNaN = right !== right;
  return leftNaN === rightNaN ? 0 : leftNaN ? -1 : 1;
}

function compareWithDecimal(a: Numeric, b: Numeric): number {
  const left = toNumber(a);
  const right = toNumber(b);
  if (Number.isNaN(left) || Number.isNaN(right)) return compareNumbers(left, right);
  const l = exact(a);
  const r = exact(b);
  if (l === undefined || r === undefined) {
    // At least one is infinite: only the same infinity on both sides is equal.
    if (l === undefined && r === undefined) return Math.sign(left - right) || 0;
    return l === undefined ? Math.sign(left) : -Math.sign(right);
  }
  const scale10 = Math.min(l.ten, r.ten);
  const scale2 = Math.min(l.two, r.two);
  const x = l.value * 10n ** BigInt(l.ten - scale10) * 2n ** BigInt(l.two - scale2);
  const y = r.value * 10n ** BigInt(r.ten - scale10) * 2n ** BigInt(r.two - scale2);
  return x < y ? -1 : x > y ? 1 : 0;
}

/** value * 10^ten * 2^two, exactly; undefined for an infinity. */
function exact(value: Numeric): { value: bigint; ten: number; two: number } | undefined {
  if (typeof value === 'bigint') return { value, ten: 0, two: 0 };
  if (value instanceof Decimal128) {
    const parts = partsOf(value);
    if (parts.kind !== 'finite') return undefined;
    return { value: parts.negative ? -parts.coefficient : parts.coefficient, ten: parts.exponent, two: 0 };
  }
  const number = toNumber(value);
  if (!Number.isFinite(number)) return undefined;
  if (Number.isInteger(number)) return { value: BigInt(number), ten: 0, two: 0 };
  let scaled = number;
  let two = 0;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    two -= 1;
  }
  return { value: BigInt(scaled), ten: 0, two };
}
