import { StoreError } from '../errors.js';
import { compareValues, equalValues } from '../bson/compare.js';
import { add, kindOf, maxInt64, minInt64, multiply, toNumber } from '../bson/numbers.js';
import { Timestamp, isDoc, isNumeric, typeName } from '../bson/types.js';
import type { Numeric, Value } from '../bson/types.js';
import { pullModifier, pushModifier } from './array-modifiers.js';
import { copyValue } from './document.js';
import type { Modifier } from './modifier.js';

type Make = (argument: Value, path: string) => Modifier;

/** Sets a value; the same value, of the same type, is no change. */
function set(argument: Value): Modifier {
  return () => ({ value: copyValue(argument) });
}

function numberOf(operator: string, path: string, argument: Value): Numeric {
  if (!isNumeric(argument)) {
    throw new StoreError(
      'TypeMismatch',
      `Cannot ${operator === '$inc' ? 'increment' : 'multiply'} with non-numeric argument: {${path}: ...}`,
    );
  }
  return argument;
}

function arithmetic(operator: '$inc' | '$mul'): Make {
  return (argument, path) => {
    const by = numberOf(operator, path, argument);
    return (current) => {
      // A missing field counts as zero of the argument's type.
      if (current === undefined) return { value: operator === '$inc' ? by : multiply(by, 0) };
      if (!isNumeric(current)) {
        throw new StoreError(
          'TypeMismatch',
          `Cannot apply ${operator} to a value of non-numeric type. The field '${path}' is of type ${typeName(current)}`,
        );
      }
      return { value: withinInt64(operator, current, by) };
    };
  };
}

/** Integers do not turn into doubles in an update: past 64 bits they are refused. */
function withinInt64(operator: '$inc' | '$mul', current: Numeric, by: Numeric): Value {
  const whole = (value: Numeric): boolean => kindOf(value) === 'int' || kindOf(value) === 'long';
  if (whole(current) && whole(by)) {
    const [a, b] = [BigInt(toWhole(current)), BigInt(toWhole(by))];
    const exact = operator === '$inc' ? a + b : a * b;
    if (exact > maxInt64 || exact < minInt64) {
      throw new StoreError(
        'BadValue',
        `Failed to apply ${operator} operations to current value: the result does not fit 64 bits`,
      );
    }
  }
  return operator === '$inc' ? add(current, by) : multiply(current, by);
}

function toWhole(value: Numeric): bigint | number {
  return typeof value === 'bigint' ? value : toNumber(value);
}

function extreme(sign: 1 | -1): Make {
  return (argument) => (current) => {
    if (current === undefined) return { value: argument };
    return compareValues(argument, current) * sign > 0 ? { value: argument } : 'keep';
  };
}

function currentDate(argument: Value): Modifier {
  const type = isDoc(argument) ? argument.get('$type') : undefined;
  if (type === 'timestamp')
    return (_, now) => ({ value: new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 }) });
  if (type === 'date' || typeof argument === 'boolean') return (_, now) => ({ value: new Date(now) });
  if (isDoc(argument))
    throw new StoreError('BadValue', "The '$type' string field is required to be 'date' or 'timestamp'");
  throw new StoreError(
    'BadValue',
    `${typeName(argument)} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression`,
  );
}

function rename(argument: Value, path: string): Modifier {
  if (typeof argument !== 'string')
    throw new StoreError('BadValue', `The 'to' field for $rename must be a string: ${path}`);
  if (argument === path)
    throw new StoreError('BadValue', `The source and target field for $rename must differ: ${path}`);
  if (argument.includes('\0'))
    throw new StoreError('BadValue', "The 'to' field for $rename cannot contain an embedded null byte");
  if (/\$/.test(argument + path))
    throw new StoreError('BadValue', 'The source and target fields for $rename may not be positional');
  // The move itself is done by apply.ts, which sees both places.
  return () => 'keep';
}

function addToSet(argument: Value, path: string): Modifier {
  let items: Value[] = [argument];
  if (isDoc(argument) && argument.keys().next().value === '$each') {
    const each = argument.get('$each');
    if (!Array.isArray(each))
      throw new StoreError('TypeMismatch', 'The argument to $each in $addToSet must be an array');
    if (argument.size > 1) throw new StoreError('BadValue', 'Found unexpected fields after $each in $addToSet');
    items = each;
  }
  return (current) => {
    if (current !== undefined && !Array.isArray(current)) {
      throw new StoreError(
        'BadValue',
        `Cannot apply $addToSet to non-array field. Field named '${path}' has non-array type ${typeName(current)}`,
      );
    }
    const list = [...(current ?? [])];
    for (const item of items) if (!list.some((has) => equalValues(has, item))) list.push(copyValue(item));
    return current?.length === list.length ? 'keep' : { value: list };
  };
}

function pop(argument: Value, path: string): Modifier {
  const side = isNumeric(argument) ? toNumber(argument) : Number.NaN;
  if (side !== 1 && side !== -1) throw new StoreError('FailedToParse', `$pop expects 1 or -1, found: ${path}`);
  return (current) => {
    if (current === undefined) return 'keep';
    if (!Array.isArray(current))
      throw new StoreError(
        'TypeMismatch',
        `Path '${path}' contains an element of non-array type '${typeName(current)}'`,
      );
    if (current.length === 0) return 'keep';
    return { value: side === 1 ? current.slice(0, -1) : current.slice(1) };
  };
}

function pullAll(argument: Value, path: string): Modifier {
  if (!Array.isArray(argument)) throw new StoreError('BadValue', `$pullAll requires an array argument (${path})`);
  return (current) => {
    if (current === undefined) return 'keep';
    if (!Array.isArray(current))
      throw new StoreError('BadValue', `Cannot apply $pullAll to a non-array value (${path})`);
    const left = current.filter((item) => !argument.some((wanted) => equalValues(item, wanted)));
    return left.length === current.length ? 'keep' : { value: left };
  };
}

/** Update operators by name. What is not here is refused. */
export const modifiers: ReadonlyMap<string, Make> = new Map<string, Make>([
  ['$set', set],
  ['$setOnInsert', set],
  ['$unset', () => (current) => (current === undefined ? 'keep' : 'remove')],
  ['$inc', arithmetic('$inc')],
  ['$mul', arithmetic('$mul')],
  ['$min', extreme(-1)],
  ['$max', extreme(1)],
  ['$currentDate', currentDate],
  ['$rename', rename],
  ['$push', pushModifier],
  ['$addToSet', addToSet],
  ['$pull', pullModifier],
  ['$pullAll', pullAll],
  ['$pop', pop],
]);
