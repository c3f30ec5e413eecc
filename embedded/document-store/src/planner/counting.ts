import type { StageSpec } from '../aggregate/stage-spec.js';
import { isDoc } from '../bson/types.js';
import type { Value } from '../bson/types.js';
import { Row } from '../query/path.js';
import type { Collection } from '../storage/collection.js';
import type { Plan } from './plan.js';

/** How many documents an exact plan finds, counted by keys alone; undefined where documents must be looked at. */
export function countByKeys(collection: Collection, plan: Plan): number | undefined {
  if (!plan.exact || plan.union !== undefined) return undefined;
  const { records, entries } = collection.engine;
  if (plan.keys !== undefined) return plan.keys.filter((key) => records.has(key)).length;
  const table = plan.index === undefined ? records : entries;
  return plan.ranges.reduce((sum, range) => sum + table.count(range), 0);
}

/** True for stages to which all documents are alike: they count them, as countDocuments does. */
export function onlyCounts(specs: readonly StageSpec[]): boolean {
  const at = specs.findIndex(({ name }) => name !== '$skip' && name !== '$limit');
  const counting = specs[at];
  if (counting === undefined) return false;
  if (counting.name === '$count') return true;
  const { argument } = counting;
  if (counting.name !== '$group' || !isDoc(argument)) return false;
  return [...argument].every(([name, value]) => (name === '_id' ? isPlain(value) : isPlainSum(value)));
}

function isPlain(value: Value): boolean {
  return typeof value === 'number' || value === null;
}

function isPlainSum(value: Value): boolean {
  return isDoc(value) && value.size === 1 && isPlain(value.get('$sum'));
}

const blank = Row.ofDoc(new Map());

/** So many documents that nothing will be asked of. */
export class Alike {
  #left: number;

  constructor(count: number) {
    this.#left = count;
  }

  get done(): boolean {
    return this.#left === 0;
  }

  next(limit: number): { row: Row }[] {
    const count = Math.min(limit, this.#left);
    this.#left -= count;
    return new Array<{ row: Row }>(count).fill({ row: blank });
  }
}
