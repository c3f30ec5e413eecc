import { StoreError } from '../errors.js';
import { equalValues } from '../bson/compare.js';
import { keyOf } from '../bson/key.js';
import { toNumber } from '../bson/numbers.js';
import { isDoc, isNumeric, typeName } from '../bson/types.js';
import type { Doc, Value } from '../bson/types.js';
import { fixed, isNullish, many } from './arguments.js';
import type { Expression, Operator, Scope } from './expression-types.js';
import { isTruthy } from './truth.js';

function list(value: Value, name: string, code = 28_689): readonly Value[] {
  if (!Array.isArray(value)) throw new StoreError(code, `${name} requires an array, found: ${typeName(value)}`);
  return value;
}

function whole(value: Value, name: string): number {
  const number = isNumeric(value) ? toNumber(value) : Number.NaN;
  if (!Number.isInteger(number)) throw new StoreError(28_691, `${name} needs whole numbers`);
  return number;
}

function within(scope: Scope, more: readonly (readonly [string, Value])[]): Scope {
  return { row: scope.row, variables: new Map([...scope.variables, ...more]) };
}

/** `{input, as, ...}` of an operator that runs an expression on each element. */
function over(argument: Value, name: string, known: readonly string[]): Doc {
  if (!isDoc(argument)) throw new StoreError(28_646, `${name} only supports an object as its argument`);
  for (const field of argument.keys()) {
    if (!known.includes(field)) throw new StoreError(28_647, `Unrecognized parameter to ${name}: ${field}`);
  }
  return argument;
}

function variableName(value: Value, name: string): string {
  if (value === undefined) return 'this';
  if (typeof value !== 'string' || !/^[a-z]\w*$/.test(value))
    throw new StoreError(16_867, `${name}: 'as' must be a name that begins with a lower case letter`);
  return value;
}

function eachElement(
  known: string,
  combine: (items: readonly Value[], run: (item: Value) => Value) => Value,
): Operator {
  return (argument, parse, name) => {
    const parts = over(argument, name, ['input', 'as', known]);
    const as = variableName(parts.get('as'), name);
    const input = parse(parts.get('input'));
    const inner = parse(parts.get(known), [as]);
    return {
      evaluate: (scope) => {
        const value = input.evaluate(scope);
        if (isNullish(value)) return null;
        return combine(list(value, name, 16_883), (item) => inner.evaluate(within(scope, [[as, item]])));
      },
    };
  };
}

const reduce: Operator = (argument, parse, name) => {
  const parts = over(argument, name, ['input', 'initialValue', 'in']);
  const input = parse(parts.get('input'));
  const initial = parse(parts.get('initialValue'));
  const inner = parse(parts.get('in'), ['this', 'value']);
  return {
    evaluate: (scope) => {
      const value = input.evaluate(scope);
      if (isNullish(value)) return null;
      let result = initial.evaluate(scope);
      for (const item of list(value, name, 40_080))
        result = inner.evaluate(
          within(scope, [
            ['this', item],
            ['value', result],
          ]),
        );
      return result;
    },
  };
};

const letOf: Operator = (argument, parse, name) => {
  const parts = over(argument, name, ['vars', 'in']);
  const vars = parts.get('vars');
  if (!isDoc(vars)) throw new StoreError(16_876, '$let needs vars');
  const bound: [string, Expression][] = [...vars].map(([key, value]) => [variableName(key, name), parse(value)]);
  const inner = parse(
    parts.get('in'),
    bound.map(([key]) => key),
  );
  return {
    evaluate: (scope) =>
      inner.evaluate(
        within(
          scope,
          bound.map(([key, value]) => [key, value.evaluate(scope)]),
        ),
      ),
  };
};

function slice(values: Value[]): Value {
  const [value, a, b] = values;
  if (isNullish(value) || a === null || b === null) return null;
  const items = list(value, '$slice', 28_724);
  const first = whole(a, '$slice');
  if (values.length === 2) return first >= 0 ? items.slice(0, first) : items.slice(first);
  const count = whole(b, '$slice');
  if (count <= 0) throw new StoreError(28_729, 'Third argument to $slice must be positive');
  const start = first >= 0 ? first : Math.max(0, items.length + first);
  return items.slice(start, start + count);
}

function at(values: Value[]): Value {
  const [value, index] = values;
  if (isNullish(value) || isNullish(index)) return null;
  return list(value, '$arrayElemAt').at(whole(index, '$arrayElemAt'));
}

function end(name: string, index: number): Operator {
  return fixed(1, 1, ([value]) => (isNullish(value) ? null : list(value, name).at(index)));
}

function distinct(values: Iterable<Value>): Value[] {
  const found = new Map<string, Value>();
  for (const value of values) {
    const key = keyOf(value).toString('latin1');
    if (!found.has(key)) found.set(key, value);
  }
  return [...found.values()];
}

function arrayToObject([value]: Value[]): Value {
  if (isNullish(value)) return null;
  const doc: Doc = new Map();
  for (const item of list(value, '$arrayToObject', 40_386)) {
    const [key, inner] = isDoc(item) ? [item.get('k'), item.get('v')] : Array.isArray(item) ? item : [];
    if (typeof key !== 'string')
      throw new StoreError(40_393, '$arrayToObject needs {k, v} documents or [key, value] pairs');
    if (key.includes('\0'))
      throw new StoreError(4_940_400, '$arrayToObject: a key cannot contain an embedded null byte');
    doc.set(key, inner ?? null);
  }
  return doc;
}

export const arrays: readonly (readonly [string, Operator])[] = [
  ['$size', fixed(1, 1, ([value]) => list(value, '$size', 17_124).length)],
  ['$isArray', fixed(1, 1, ([value]) => Array.isArray(value))],
  ['$arrayElemAt', fixed(2, 2, at)],
  ['$first', end('$first', 0)],
  ['$last', end('$last', -1)],
  ['$slice', fixed(2, 3, slice)],
  ['$in', fixed(2, 2, ([value, items]) => list(items, '$in', 40_081).some((item) => equalValues(item, value)))],
  [
    '$concatArrays',
    many((values) => (values.some(isNullish) ? null : values.flatMap((value) => list(value, '$concatArrays', 28_664)))),
  ],
  [
    '$reverseArray',
    fixed(1, 1, ([value]) => (isNullish(value) ? null : [...list(value, '$reverseArray', 34_435)].reverse())),
  ],
  [
    '$setUnion',
    many((values) =>
      values.some(isNullish) ? null : distinct(values.flatMap((value) => list(value, '$setUnion', 17_043))),
    ),
  ],
  [
    '$setIntersection',
    many((values) => {
      if (values.some(isNullish)) return null;
      const lists = values.map((value) => list(value, '$setIntersection', 17_047));
      return distinct(lists[0] ?? []).filter((item) =>
        lists.every((items) => items.some((other) => equalValues(other, item))),
      );
    }),
  ],
  [
    '$setDifference',
    fixed(2, 2, ([a, b]) => {
      if (isNullish(a) || isNullish(b)) return null;
      const without = list(b, '$setDifference', 17_049);
      return distinct(list(a, '$setDifference', 17_048)).filter(
        (item) => !without.some((other) => equalValues(other, item)),
      );
    }),
  ],
  ['$map', eachElement('in', (items, run) => items.map((item) => run(item) ?? null))],
  ['$filter', eachElement('cond', (items, run) => items.filter((item) => isTruthy(run(item))))],
  ['$reduce', reduce],
  ['$let', letOf],
  ['$arrayToObject', fixed(1, 1, arrayToObject)],
  [
    '$objectToArray',
    fixed(1, 1, ([value]) => {
      if (isNullish(value)) return null;
      if (!isDoc(value))
        throw new StoreError(40_390, `$objectToArray requires a document input, found: ${typeName(value)}`);
      return [...value].map(
        ([k, v]): Doc =>
          new Map<string, Value>([
            ['k', k],
            ['v', v],
          ]),
      );
    }),
  ],
  [
    '$mergeObjects',
    many((values) => {
      const merged: Doc = new Map();
      for (const value of values) {
        if (isNullish(value)) continue;
        if (!isDoc(value))
          throw new StoreError(40_400, `$mergeObjects requires object inputs, but input is of type ${typeName(value)}`);
        for (const [name, field] of value) merged.set(name, field);
      }
      return merged;
    }),
  ],
];
