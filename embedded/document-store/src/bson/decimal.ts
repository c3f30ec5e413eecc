import { Decimal128 } from './types.js';

/** A Decimal128 taken apart: (-1)^negative * coefficient * 10^exponent. */
export type DecimalParts =
  | { kind: 'finite'; negative: boolean; coefficient: bigint; exponent: number }
  | { kind: 'infinite'; negative: boolean }
  | { kind: 'nan' };

const bias = 6176;
const maxCoefficient = 10n ** 34n - 1n;

/** Reads the binary integer decimal encoding of IEEE 754-2008. */
export function partsOf(value: Decimal128): DecimalParts {
  const bytes = Buffer.from(value.bytes.buffer, value.bytes.byteOffset, 16);
  const high = bytes.readBigUInt64LE(8);
  const negative = high >> 63n === 1n;
  if (((high >> 58n) & 31n) === 31n) return { kind: 'nan' };
  if (((high >> 58n) & 31n) === 30n) return { kind: 'infinite', negative };
  // The second form only holds coefficients past the limit, which the standard reads as zero.
  if (((high >> 61n) & 3n) === 3n) {
    return { kind: 'finite', negative, coefficient: 0n, exponent: Number((high >> 47n) & 0x3fffn) - bias };
  }
  const read = ((high & 0x1_ffff_ffff_ffffn) << 64n) | bytes.readBigUInt64LE(0);
  const coefficient = read > maxCoefficient ? 0n : read;
  return { kind: 'finite', negative, coefficient, exponent: Number((high >> 49n) & 0x3fffn) - bias };
}

/** Puts signed coefficient and exponent together, rounded half-even to 34 digits. */
export function decimalOf(signed: bigint, scale: number): Decimal128 {
  let coefficient = signed < 0n ? -signed : signed;
  let exponent = scale;
  const excess = coefficient.toString().length - 34;
  if (excess > 0) {
    const unit = 10n ** BigInt(excess);
    const rest = coefficient % unit;
    coefficient /= unit;
    exponent += excess;
    const half = unit / 2n;
    if (rest > half || (rest === half && coefficient % 2n === 1n)) coefficient += 1n;
  }
  return Decimal128.fromString(`${signed < 0n ? '-' : ''}${coefficient.toString()}E${String(exponent)}`);
}

function signedOf(parts: { negative: boolean; coefficient: bigint }): bigint {
  return parts.negative ? -parts.coefficient : parts.coefficient;
}

/** The sum of two decimals. */
export function addDecimals(left: Decimal128, right: Decimal128): Decimal128 {
  const a = partsOf(left);
  const b = partsOf(right);
  if (a.kind === 'nan' || b.kind === 'nan') return Decimal128.fromString('NaN');
  if (a.kind === 'infinite' || b.kind === 'infinite') {
    if (a.kind === 'infinite' && b.kind === 'infinite' && a.negative !== b.negative)
      return Decimal128.fromString('NaN');
    return a.kind === 'infinite' ? left : right;
  }
  // Far apart, the smaller cannot reach the 34 digits of the larger.
  if (a.coefficient === 0n && b.coefficient !== 0n && b.exponent - a.exponent > 70) return right;
  if (b.coefficient === 0n && a.coefficient !== 0n && a.exponent - b.exponent > 70) return left;
  if (a.exponent - b.exponent > 70 && a.coefficient !== 0n) return left;
  if (b.exponent - a.exponent > 70 && b.coefficient !== 0n) return right;
  const exponent = Math.min(a.exponent, b.exponent);
  const sum = signedOf(a) * 10n ** BigInt(a.exponent - exponent) + signedOf(b) * 10n ** BigInt(b.exponent - exponent);
  return decimalOf(sum, exponent);
}

/** The product of two decimals. */
export function multiplyDecimals(left: Decimal128, right: Decimal128): Decimal128 {
  const a = partsOf(left);
  const b = partsOf(right);
  if (a.kind === 'nan' || b.kind === 'nan') return Decimal128.fromString('NaN');
  if (a.kind === 'infinite' || b.kind === 'infinite') {
    const zero = (a.kind === 'finite' && a.coefficient === 0n) || (b.kind === 'finite' && b.coefficient === 0n);
    return Decimal128.fromString(zero ? 'NaN' : a.negative === b.negative ? 'Infinity' : '-Infinity');
  }
  return decimalOf(signedOf(a) * signedOf(b), a.exponent + b.exponent);
}

/** The quotient of two finite decimals, to 34 digits. The caller has refused a divisor of zero. */
export function divideDecimals(left: Decimal128, right: Decimal128): Decimal128 {
  const a = partsOf(left);
  const b = partsOf(right);
  if (a.kind !== 'finite' || b.kind !== 'finite' || b.coefficient === 0n) return Decimal128.fromString('NaN');
  const shift = 70;
  const quotient = (signedOf(a) * 10n ** BigInt(shift)) / signedOf(b);
  return trimmed(quotient, a.exponent - b.exponent - shift);
}

/** Drops trailing zeros, so that 1/4 is 0.25 and not 0.2500000... */
function trimmed(signed: bigint, scale: number): Decimal128 {
  let value = signed;
  let exponent = scale;
  while (value !== 0n && value % 10n === 0n && exponent < 0) {
    value /= 10n;
    exponent += 1;
  }
  return decimalOf(value, exponent);
}

/** A double as a decimal of 15 significant digits, as MongoDB's arithmetic converts. */
export function decimalFromDouble(value: number): Decimal128 {
  if (Number.isNaN(value)) return Decimal128.fromString('NaN');
  if (!Number.isFinite(value)) return Decimal128.fromString(value > 0 ? 'Infinity' : '-Infinity');
  return Decimal128.fromString(value.toPrecision(15));
}

/** The nearest double. */
export function decimalToNumber(value: Decimal128): number {
  const parts = partsOf(value);
  if (parts.kind === 'nan') return Number.NaN;
  if (parts.kind === 'infinite') return parts.negative ? -Infinity : Infinity;
  return Number(`${parts.negative ? '-' : ''}${parts.coefficient.toString()}e${String(parts.exponent)}`);
}
