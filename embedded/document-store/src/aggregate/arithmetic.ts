import { StoreError } from '../errors.js';
import { add, compareNumbers, divide, isZero, multiply, negate, toNumber } from '../bson/numbers.js';
import { Decimal128, Double, doubleOf, isDoc, isInt32, isNumeric, typeName } from '../bson/types.js';
import type { Numeric, Value } from '../bson/types.js';
import { fixed, isNullish, many } from './arguments.js';
import type { Operator } from './expression-types.js';

function numeric(value: Value, name: string): Numeric {
  if (!isNumeric(value))
    throw new StoreError('TypeMismatch', `${name} only supports numeric types, not ${typeName(value)}`);
  return value;
}

/** Numbers add; one date among them makes the sum a date. */
function addAll(values: readonly Value[]): Value {
  let sum: Numeric = 0;
  let date: Date | undefined;
  for (const value of values) {
    if (isNullish(value)) return null;
    if (value instanceof Date) {
      if (date !== undefined) throw new StoreError(16_612, 'only one date allowed in an $add expression');
      date = value;
    } else sum = add(sum, numeric(value, '$add'));
  }
  return date === undefined ? sum : new Date(date.getTime() + Math.round(toNumber(sum)));
}

function subtract(values: readonly Value[]): Value {
  const [left, right] = values;
  if (isNullish(left) || isNullish(right)) return null;
  if (left instanceof Date) {
    if (right instanceof Date) return BigInt(left.getTime() - right.getTime());
    return new Date(left.getTime() - Math.round(toNumber(numeric(right, '$subtract'))));
  }
  return add(numeric(left, '$subtract'), negate(numeric(right, '$subtract')));
}

/** A function of one number; null stays null. int and long keep their type where the function keeps integers. */
function ofNumber(name: string, apply: (value: Numeric) => Value): [string, Operator] {
  return [name, fixed(1, 1, ([value]) => (isNullish(value) ? null : apply(numeric(value, name))))];
}

function toDouble(name: string, apply: (value: number) => number): [string, Operator] {
  return ofNumber(name, (value) => doubleOf(apply(toNumber(value))));
}

function isWhole(value: Numeric): boolean {
  return typeof value === 'bigint' || (typeof value === 'number' && isInt32(value));
}

function keepWhole(name: string, apply: (value: number) => number): [string, Operator] {
  return ofNumber(name, (value) => {
    if (isWhole(value)) return value;
    if (value instanceof Decimal128) throw new StoreError('NotImplemented', `${name} of a decimal is not supported`);
    return doubleOf(apply(toNumber(value)));
  });
}

/** Rounds half to even at a decimal place; negative places round to tens, hundreds... */
function place(values: readonly Value[], name: string, apply: (value: number) => number): Value {
  const [value, places] = values;
  if (isNullish(value)) return null;
  const digits = places === undefined ? 0 : toNumber(numeric(places, name));
  const number = numeric(value, name);
  if (number instanceof Decimal128) throw new StoreError('NotImplemented', `${name} of a decimal is not supported`);
  if (isWhole(number) && digits >= 0) return number;
  const result = atPlace(toNumber(number), digits, apply);
  if (typeof number === 'bigint') return BigInt(Math.trunc(result));
  return typeof number === 'number' && isInt32(number) ? result : doubleOf(result);
}

/** Works on the exact decimal value of a double: 1.255 is a little less than it looks, so it rounds to 1.25. */
function atPlace(value: number, digits: number, apply: (value: number) => number): number {
  if (!Number.isFinite(value) || (digits >= 0 && Number.isInteger(value))) return value;
  if (digits < 0) return Number(`${String(apply(Number(`${String(value)}e${String(digits)}`)))}e${String(-digits)}`);
  const places = Math.min(digits, 70);
  const long = value.toFixed(places + 30);
  const cut = long.slice(0, long.length - 30);
  if (apply === Math.trunc) return Number(cut);
  const isTie = /^50*$/.test(long.slice(-30)) && Number(long) === value;
  if (!isTie) return Number(value.toFixed(places));
  const last = Number(cut.replace('.', '').at(-1));
  const step = Number(`1e${String(-places)}`);
  return last % 2 === 0 ? Number(cut) : Number((Number(cut) + (value < 0 ? -step : step)).toFixed(places));
}

function halfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

function modulo(values: readonly Value[]): Value {
  const [left, right] = values;
  if (isNullish(left) || isNullish(right)) return null;
  const a = numeric(left, '$mod');
  const b = numeric(right, '$mod');
  if (isZero(b)) throw new StoreError(16_610, "can't $mod by zero");
  if (isWhole(a) && isWhole(b)) {
    const rest = BigInt(toWhole(a)) % BigInt(toWhole(b));
    return typeof a === 'bigint' || typeof b === 'bigint' ? rest : Number(rest);
  }
  if (a instanceof Decimal128 || b instanceof Decimal128) {
    throw new StoreError('NotImplemented', '$mod of a decimal is not supported');
  }
  return doubleOf(toNumber(a) % toNumber(b));
}

function toWhole(value: Numeric): number | bigint {
  return typeof value === 'bigint' ? value : toNumber(value);
}

export const arithmetic: readonly (readonly [string, Operator])[] = [
  ['$add', many(addAll)],
  ['$subtract', fixed(2, 2, subtract)],
  [
    '$multiply',
    many((values) => {
      let product: Numeric = 1;
      for (const value of values) {
        if (isNullish(value)) return null;
        product = multiply(product, numeric(value, '$multiply'));
      }
      return product;
    }),
  ],
  [
    '$divide',
    fixed(2, 2, ([left, right]) => {
      if (isNullish(left) || isNullish(right)) return null;
      const divisor = numeric(right, '$divide');
      const dividend = numeric(left, '$divide');
      if (isZero(divisor)) throw new StoreError('BadValue', "can't $divide by zero");
      return divide(dividend, divisor);
    }),
  ],
  ['$mod', fixed(2, 2, modulo)],
  ofNumber('$abs', (value) => (compareNumbers(value, 0) < 0 ? negate(value) : value)),
  keepWhole('$ceil', Math.ceil),
  keepWhole('$floor', Math.floor),
  ['$round', fixed(1, 2, (values) => place(values, '$round', halfEven))],
  ['$trunc', fixed(1, 2, (values) => place(values, '$trunc', Math.trunc))],
  toDouble('$sqrt', Math.sqrt),
  toDouble('$exp', Math.exp),
  toDouble('$ln', Math.log),
  toDouble('$log10', Math.log10),
  [
    '$rand',
    (argument) => {
      const takesNothing = Array.isArray(argument) ? argument.length === 0 : isDoc(argument) && argument.size === 0;
      if (!takesNothing) throw new StoreError(3_040_501, '$rand does not currently accept arguments');
      return { evaluate: () => new Double(Math.random()) };
    },
  ],
];
