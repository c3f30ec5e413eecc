import { StoreError } from '../errors.js';
import { keyOf } from '../bson/key.js';
import { compareNumbers, toNumber } from '../bson/numbers.js';
import { isDoc, isNumeric } from '../bson/types.js';
import type { Doc, Value } from '../bson/types.js';
import { Row } from '../query/path.js';
import { accumulators, sum } from './accumulators.js';
import type { Accumulator } from './accumulators.js';
import { parseExpression, scopeOf } from './expression.js';
import type { Scope, Variables } from './expression-types.js';
import type { Stage } from './stage.js';

type Field = { name: string; make: () => Accumulator; evaluate: (scope: Scope) => Value };

/** `$group`: one document for each value of `_id`, in the order in which the groups were met. */
export function groupStage(argument: Value, variables?: Variables): Stage {
  if (!isDoc(argument)) throw new StoreError(15_947, "a group's fields must be specified in an object");
  if (!argument.has('_id')) throw new StoreError(15_955, 'a group specification must include an _id');
  const id = parseExpression(argument.get('_id'), variables);
  const fields = [...argument]
    .filter(([name]) => name !== '_id')
    .map(([name, value]) => parseField(name, value, variables));
  const groups = new Map<string | number | boolean, { id: Value; accumulators: Accumulator[] }>();
  return {
    push(rows) {
      for (const row of rows) {
        const scope = scopeOf(row);
        const value = id.evaluate(scope);
        const key = groupKey(value);
        let group = groups.get(key);
        if (group === undefined) {
          group = { id: value ?? null, accumulators: fields.map((field) => field.make()) };
          groups.set(key, group);
        }
        for (let at = 0; at < fields.length; at += 1) {
          group.accumulators[at]?.take(fields[at]?.evaluate(scope));
        }
      }
      return [];
    },
    end() {
      const out = [...groups.values()].map((group) => {
        const doc: Doc = new Map([['_id', group.id]]);
        for (const [at, field] of fields.entries()) doc.set(field.name, group.accumulators[at]?.result() ?? null);
        return Row.ofDoc(doc);
      });
      groups.clear();
      return out;
    },
    full: false,
  };
}

/** Equal values have equal keys; short cuts for the two commonest types, which cannot meet the others' keys. */
function groupKey(value: Value): string | number {
  if (typeof value === 'number') return value === 0 ? 0 : value;
  if (typeof value === 'string') return `"${value}`;
  if (isNumeric(value)) {
    const number = toNumber(value);
    if (compareNumbers(number, value) === 0) return number === 0 ? 0 : number;
  }
  return keyOf(value).toString('latin1');
}

function parseField(name: string, value: Value, variables: Variables | undefined): Field {
  if (name.includes('.')) throw new StoreError(40_235, `The field name '${name}' cannot contain '.'`);
  if (name.startsWith('$')) throw new StoreError(40_236, `The field name '${name}' cannot be an operator name`);
  if (!isDoc(value) || value.size !== 1) {
    throw new StoreError(40_234, `The field '${name}' must be an accumulator object`);
  }
  const [[operator, argument] = ['', undefined]] = value.entries();
  if (operator === '$count') {
    if (!isDoc(argument) || argument.size !== 0)
      throw new StoreError('TypeMismatch', '$count takes no arguments, i.e. $count:{}');
    return { name, make: sum, evaluate: () => 1 };
  }
  const make = accumulators.get(operator);
  if (make === undefined) throw new StoreError(15_952, `unknown group operator '${operator}'`);
  const expression = parseExpression(argument, variables);
  return { name, make, evaluate: (scope) => expression.evaluate(scope) };
}
