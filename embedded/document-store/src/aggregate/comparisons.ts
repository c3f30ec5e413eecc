import { StoreError } from '../errors.js';
import { compareValues } from '../bson/compare.js';
import { isDoc } from '../bson/types.js';
import type { Value } from '../bson/types.js';
import { fixed, isNullish, overAll, parseArguments } from './arguments.js';
import type { Comparison, Expression, Operator, Parse } from './expression-types.js';
import { isTruthy } from './truth.js';

/** Missing is below null in expressions, unlike in queries. */
export function compareInExpression(a: Value, b: Value): number {
  if (a === undefined || b === undefined) {
    if (a === b) return 0;
    if (a === undefined) return b === null ? -1 : compareValues(null, b) || -1;
    return a === null ? 1 : compareValues(a, null) || 1;
  }
  return compareValues(a, b);
}

function comparison(holds: (order: number) => boolean, kind?: Comparison['kind']): Operator {
  return (argument, parse, name) => {
    const items = parseArguments(argument, parse, name, 2, 2);
    const expression = overAll(items, ([a, b]) => holds(compareInExpression(a, b)));
    const [left, right] = items;
    if (kind === undefined || left === undefined || right === undefined) return expression;
    return { ...expression, comparisons: [...compared(kind, left, right), ...compared(mirrored[kind], right, left)] };
  };
}

const mirrored = { eq: 'eq', gt: 'lt', gte: 'lte', lt: 'gt', lte: 'gte' } as const;

function compared(kind: Comparison['kind'], left: Expression, right: Expression): Comparison[] {
  if (left.path === undefined || right.constant === undefined) return [];
  return [{ kind, path: left.path, value: right.constant.value }];
}

function parseList(argument: Value, parse: Parse): Expression[] {
  return (Array.isArray(argument) ? argument : [argument]).map((item) => parse(item));
}

const cond: Operator = (argument, parse) => {
  const parts = isDoc(argument) ? [argument.get('if'), argument.get('then'), argument.get('else')] : argument;
  if (isDoc(argument)) {
    for (const name of argument.keys()) {
      if (name !== 'if' && name !== 'then' && name !== 'else') {
        throw new StoreError(17_083, `Unrecognized parameter to $cond: ${name}`);
      }
    }
  }
  if (!Array.isArray(parts) || parts.length !== 3 || parts.includes(undefined)) {
    throw new StoreError(17_080, "$cond needs 'if', 'then' and 'else'");
  }
  const [test, yes, no] = parts.map((part) => parse(part));
  return { evaluate: (scope) => (isTruthy(test?.evaluate(scope)) ? yes : no)?.evaluate(scope) };
};

const ifNull: Operator = (argument, parse) => {
  const items = parseList(argument, parse);
  if (items.length < 2) throw new StoreError(1_257_300, '$ifNull needs at least two arguments');
  return {
    evaluate: (scope) => {
      let value: Value;
      for (const item of items) {
        value = item.evaluate(scope);
        if (!isNullish(value)) return value;
      }
      return value;
    },
  };
};

const switchOf: Operator = (argument, parse) => {
  const list = isDoc(argument) ? argument.get('branches') : undefined;
  if (!isDoc(argument) || !Array.isArray(list) || list.length === 0) {
    throw new StoreError(40_068, '$switch requires at least one branch.');
  }
  const branches = list.map((branch) => {
    if (!isDoc(branch) || !branch.has('case') || !branch.has('then')) {
      throw new StoreError(40_067, "$switch requires each branch have a 'case' and a 'then' expression");
    }
    return { test: parse(branch.get('case')), then: parse(branch.get('then')) };
  });
  const fallback = argument.has('default') ? parse(argument.get('default')) : undefined;
  return {
    evaluate: (scope) => {
      for (const branch of branches) if (isTruthy(branch.test.evaluate(scope))) return branch.then.evaluate(scope);
      if (fallback === undefined) {
        throw new StoreError(
          40_066,
          '$switch could not find a matching branch for an input, and no default was specified.',
        );
      }
      return fallback.evaluate(scope);
    },
  };
};

export const comparisons: readonly (readonly [string, Operator])[] = [
  ['$eq', comparison((order) => order === 0, 'eq')],
  ['$ne', comparison((order) => order !== 0)],
  ['$gt', comparison((order) => order > 0, 'gt')],
  ['$gte', comparison((order) => order >= 0, 'gte')],
  ['$lt', comparison((order) => order < 0, 'lt')],
  ['$lte', comparison((order) => order <= 0, 'lte')],
  ['$cmp', fixed(2, 2, ([a, b]) => Math.sign(compareInExpression(a, b)))],
  [
    '$and',
    (argument, parse) => {
      const items = parseList(argument, parse);
      return {
        evaluate: (scope) => items.every((item) => isTruthy(item.evaluate(scope))),
        comparisons: items.flatMap((item) => item.comparisons ?? []),
      };
    },
  ],
  [
    '$or',
    (argument, parse) => {
      const items = parseList(argument, parse);
      return { evaluate: (scope) => items.some((item) => isTruthy(item.evaluate(scope))) };
    },
  ],
  ['$not', fixed(1, 1, ([value]) => !isTruthy(value))],
  ['$cond', cond],
  ['$ifNull', ifNull],
  ['$switch', switchOf],
];
