import { Rank, rankOf } from '../bson/compare.js';
import { afterPrefix, keyOf } from '../bson/key.js';
import type { Comparison } from '../aggregate/expression-types.js';
import type { Value } from '../bson/types.js';
import type { Filter, Test } from '../query/filter.js';
import { indexOf } from '../query/path.js';
import { boundsOf } from './bounds.js';
import type { Bounds } from './bounds.js';

/** What one test says about the keys of its path. */
export type Condition = {
  bounds: Bounds;
  /** Where no array is on the path, a document passes exactly when its key lies within the bounds. */
  exact: boolean;
  /** It holds only where no array is on the path: an expression compares the whole value. */
  withoutArrays: boolean;
  /** It passes only where the field is there. */
  present: boolean;
};

/** What a query says about keys: conditions that every document must pass, by path. */
export type Conditions = {
  paths: ReadonlyMap<string, readonly Condition[]>;
  /** True when the conditions are all that the query asks for. */
  complete: boolean;
};

const everything: Bounds = [{ low: Buffer.of(0), high: Buffer.of(0xff), point: false }];

/** Collects the conditions that are joined by "and". */
export function conditionsOf(filter: Filter): Conditions {
  const paths = new Map<string, Condition[]>();
  const add = (path: string, condition: Condition): void => {
    const list = paths.get(path);
    if (list === undefined) paths.set(path, [condition]);
    else list.push(condition);
  };
  return { complete: collect(filter, '', add), paths };
}

type Add = (path: string, condition: Condition) => void;

/** Answers whether what it added is all that the filter says. */
function collect(filter: Filter, prefix: string, add: Add): boolean {
  if (filter.op === 'and') {
    // Every one is visited, whatever the first says.
    return filter.of.map((inner) => collect(inner, prefix, add)).every((complete) => complete);
  }
  if (filter.op === 'expr') {
    for (const comparison of filter.expression.comparisons ?? []) addComparison(comparison, add);
    return false;
  }
  if (filter.op !== 'test') return false;
  const { test } = filter;
  const path = prefix + filter.path.text;
  if (test.kind === 'elemMatchDoc') {
    collect(test.filter, `${path}.`, add);
    return false;
  }
  if (test.kind === 'exists') {
    add(path, { bounds: everything, exact: false, withoutArrays: false, present: true });
    return false;
  }
  const bounds = boundsOf(test);
  if (bounds === undefined) return false;
  const numbered = namesElement(path.split('.'));
  // Elements that lack a field of that name are null to a query, but not to an index, which holds the element of that number.
  if (numbered && !aboveNull(bounds)) return false;
  const exact = isExact(test) && !numbered;
  add(path, { bounds, exact, withoutArrays: false, present: aboveNull(bounds) });
  return exact;
}

/** A number in a path may name an element of an array, or a field of its elements. */
function namesElement(parts: readonly string[]): boolean {
  return parts.some((part) => indexOf(part) >= 0);
}

function isExact(test: Test): boolean {
  switch (test.kind) {
    case 'eq':
      return !Array.isArray(test.value);
    case 'in':
      return test.patterns.length === 0 && !test.values.some((value) => Array.isArray(value));
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
    case 'never':
      return true;
    default:
      return false;
  }
}

function aboveNull(bounds: Bounds): boolean {
  return bounds.every((interval) => (interval.low[0] ?? 0) > Rank.null);
}

/** Expressions compare across types, and tell the missing from null: only constants above null have bounds. */
function addComparison({ kind, path, value }: Comparison, add: Add): void {
  if (namesElement(path.parts) || Array.isArray(value) || rankOf(value) <= Rank.null) return;
  const bounds = comparisonBounds(kind, value);
  add(path.text, { bounds, exact: false, withoutArrays: true, present: aboveNull(bounds) });
}

function comparisonBounds(kind: Comparison['kind'], value: Value): Bounds {
  const key = keyOf(value);
  const [lowest, highest] = [Buffer.of(0), Buffer.of(0xff)];
  switch (kind) {
    case 'eq':
      return [{ low: key, high: afterPrefix(key), point: true }];
    case 'gt':
      return [{ low: afterPrefix(key), high: highest, point: false }];
    case 'gte':
      return [{ low: key, high: highest, point: false }];
    case 'lt':
      return [{ low: lowest, high: key, point: false }];
    case 'lte':
      return [{ low: lowest, high: afterPrefix(key), point: false }];
  }
}
