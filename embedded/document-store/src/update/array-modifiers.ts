import { StoreError } from '../errors.js';
import { compareValues, equalValues } from '../bson/compare.js';
import { toNumber } from '../bson/numbers.js';
import { BSONRegExp, isDoc, isNumeric, typeName } from '../bson/types.js';
import type { Doc, Value } from '../bson/types.js';
import { compileFilter } from '../query/match.js';
import { parseFilter } from '../query/parse.js';
import { Row } from '../query/path.js';
import { parseSort, sortRows } from '../query/sort.js';
import { copyValue } from './document.js';
import type { Modifier } from './modifier.js';

const nothing: Doc = new Map();
const pushClauses = new Set(['$each', '$sort', '$slice', '$position']);

/** `$push`, with `$each`, `$position`, `$sort` and `$slice`, done in that order. */
export function pushModifier(argument: Value, path: string): Modifier {
  const clauses = isDoc(argument) && argument.has('$each') ? argument : undefined;
  let items: readonly Value[] = [argument];
  if (clauses !== undefined) {
    for (const name of clauses.keys()) {
      if (!pushClauses.has(name)) throw new StoreError('BadValue', `Unrecognized clause in $push: ${name}`);
    }
    const each = clauses.get('$each');
    if (!Array.isArray(each))
      throw new StoreError(
        'BadValue',
        `The argument to $each in $push must be an array but it was of type: ${typeName(each)}`,
      );
    items = each;
  }
  const position = wholeClause(clauses?.get('$position'), '$position');
  const slice = wholeClause(clauses?.get('$slice'), '$slice');
  const order = sorter(clauses?.get('$sort'));
  return (current) => {
    if (current !== undefined && !Array.isArray(current)) {
      throw new StoreError('BadValue', `The field '${path}' must be an array but is of type ${typeName(current)}`);
    }
    let list = [...(current ?? [])];
    list.splice(position ?? list.length, 0, ...items.map(copyValue));
    if (order !== undefined) list = order(list);
    if (slice !== undefined) list = slice >= 0 ? list.slice(0, slice) : list.slice(slice);
    return { value: list };
  };
}

function wholeClause(value: Value, name: string): number | undefined {
  if (value === undefined) return undefined;
  const number = isNumeric(value) ? toNumber(value) : Number.NaN;
  if (!Number.isInteger(number)) throw new StoreError('BadValue', `The value for ${name} must be an integer value`);
  return number;
}

function sorter(value: Value): ((list: Value[]) => Value[]) | undefined {
  if (value === undefined) return undefined;
  if (isNumeric(value)) {
    const sign = toNumber(value);
    if (sign !== 1 && sign !== -1) throw new StoreError('BadValue', 'The $sort element value must be either 1 or -1');
    return (list) => list.sort((a, b) => compareValues(a, b) * sign);
  }
  if (!isDoc(value) || value.size === 0)
    throw new StoreError(
      'BadValue',
      'The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields',
    );
  const keys = parseSort(value);
  return (list) => {
    const rows = list.map((item) => Row.ofDoc(isDoc(item) ? item : nothing));
    const places = new Map(rows.map((row, at) => [row, list[at]]));
    return sortRows(rows, keys).map((row) => places.get(row));
  };
}

/** `$pull`: removes the elements that equal a value, pass operators, or match as documents. */
export function pullModifier(argument: Value, path: string): Modifier {
  const matches = pullMatcher(argument);
  return (current) => {
    if (current === undefined) return 'keep';
    if (!Array.isArray(current)) throw new StoreError('BadValue', `Cannot apply $pull to a non-array value (${path})`);
    const left = current.filter((item) => !matches(item));
    return left.length === current.length ? 'keep' : { value: left };
  };
}

function pullMatcher(argument: Value): (item: Value) => boolean {
  const operators = isDoc(argument) && argument.keys().next().value?.startsWith('$') === true;
  const logical = operators && /^\$(and|or|nor)$/.test(argument.keys().next().value ?? '');
  if (argument instanceof BSONRegExp || (operators && !logical)) {
    const matches = compileFilter(parseFilter(new Map([['item', argument]])));
    return (item) => matches(Row.ofDoc(new Map([['item', item]])));
  }
  if (!isDoc(argument)) return (item) => equalValues(item, argument);
  const matches = compileFilter(parseFilter(argument));
  return (item) => isDoc(item) && matches(Row.ofDoc(item));
}
