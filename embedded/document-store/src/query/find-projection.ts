import { StoreError, unsupported } from '../errors.js';
import { toNumber } from '../bson/numbers.js';
import { isDoc, isNumeric } from '../bson/types.js';
import type { Doc, Value } from '../bson/types.js';
import type { Expression, Variables } from '../aggregate/expression-types.js';
import { compileProjection } from '../aggregate/projection.js';
import type { Special } from '../aggregate/projection.js';
import type { Filter } from './filter.js';
import { compileFilter } from './match.js';
import { parseFilter } from './parse.js';
import { matchedPosition } from './position.js';
import { Row, locate, pathOf } from './path.js';

/** The projection of a find: `$project`'s, with `$slice`, `$elemMatch` and the positional `$` on arrays. */
export function findProjection(shape: Doc, filter: Filter, variables?: Variables): (row: Row) => Row {
  const positional = [...shape.keys()].filter((name) => name.endsWith('.$'));
  if (positional.length > 1)
    throw new StoreError(31_276, 'Cannot specify more than one positional projection per query.');
  const [name] = positional;
  if (name === undefined) return compileProjection(shape, variables, special);
  const path = name.slice(0, -2);
  const changed: Doc = new Map([...shape].map(([key, value]) => [key === name ? path : key, value]));
  return compileProjection(changed, variables, (at, value) =>
    at === path ? { expression: matched(path, filter), mode: 'keep' } : special(at, value),
  );
}

function matched(path: string, filter: Filter): Expression {
  return {
    evaluate: ({ row }) => {
      const value = valueAt(row, path);
      if (!Array.isArray(value)) return value;
      const at = matchedPosition(filter, row.doc, path);
      if (at === undefined)
        throw new StoreError(
          51_246,
          "Executor error during find command: positional operator '.$' couldn't find a matching element in the array",
        );
      return value.slice(at, at + 1);
    },
  };
}

function special(path: string, value: Value): Special | undefined {
  if (!isDoc(value) || value.size !== 1) return undefined;
  if (value.has('$meta')) throw unsupported('$meta in a projection');
  if (value.has('$elemMatch')) {
    const condition = value.get('$elemMatch');
    if (!isDoc(condition)) throw new StoreError('BadValue', 'elemMatch: Invalid argument, object required');
    const matches = compileFilter(parseFilter(new Map([['item', new Map([['$elemMatch', condition]])]])));
    const expression: Expression = {
      evaluate: ({ row }) => {
        const list = valueAt(row, path);
        if (!Array.isArray(list)) return undefined;
        const found = list.find((item) => matches(Row.ofDoc(new Map([['item', [item]]]))));
        return found === undefined ? undefined : [found];
      },
    };
    return { expression, mode: 'keep' };
  }
  if (value.has('$slice')) return { expression: slice(path, value.get('$slice')), mode: undefined };
  return undefined;
}

function slice(path: string, argument: Value): Expression {
  const numbers = (Array.isArray(argument) ? argument : [argument]).map((item) =>
    isNumeric(item) ? toNumber(item) : Number.NaN,
  );
  const [first = Number.NaN, count] = numbers;
  if (numbers.length > 2 || numbers.some((item) => !Number.isInteger(item)) || (count !== undefined && count <= 0)) {
    throw new StoreError(28_667, 'Invalid $slice syntax. The given syntax did not match the find() syntax');
  }
  return {
    evaluate: ({ row }) => {
      const list = valueAt(row, path);
      if (!Array.isArray(list)) return list;
      if (count === undefined) return first >= 0 ? list.slice(0, first) : list.slice(first);
      const start = first >= 0 ? first : Math.max(0, list.length + first);
      return list.slice(start, start + count);
    },
  };
}

function valueAt(row: Row, path: string): Value {
  return locate(row.doc, pathOf(path), 0).value;
}
