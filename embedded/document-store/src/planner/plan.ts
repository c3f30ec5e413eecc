import type { Filter } from '../query/filter.js';
import { compileFilter } from '../query/match.js';
import type { Matcher } from '../query/match.js';
import { pathOf } from '../query/path.js';
import type { SortKey } from '../query/sort.js';
import type { Collection } from '../storage/collection.js';
import type { IndexField } from '../storage/definitions.js';
import { conditionsOf } from './conditions.js';
import { planIndex, wholeOf } from './plan-index.js';
import type { Scored } from './plan-index.js';
import type { Hint, Plan } from './plan-types.js';
import { unionsOf } from './union.js';

export type { Hint, KeyRange, Plan } from './plan-types.js';

const idField: readonly IndexField[] = [{ path: pathOf('_id'), descending: false }];

/** Chooses the index that bounds the query best, or gives its order; the whole collection when none does. */
export function planQuery(collection: Collection, filter: Filter, sort: readonly SortKey[] = [], hint?: Hint): Plan {
  const whole: Plan = {
    index: undefined,
    ranges: [wholeOf(collection.prefix)],
    reverse: hint === 'backwards',
    sorted: sort.length === 0,
    dedupe: false,
    scan: true,
    exact: false,
  };
  if (hint === 'natural' || hint === 'backwards') return whole;
  const byId = hint === undefined ? planById(collection, filter) : undefined;
  if (byId !== undefined) return byId;
  const single = bestIndex(collection, filter, sort, hint);
  if (hint !== undefined) return single?.plan ?? whole;
  const union = unionsOf(filter).reduce<Scored | undefined>(
    (best, branches) => better(best, planUnion(collection, branches, sort)),
    undefined,
  );
  return better(single, union)?.plan ?? whole;
}

/** The commonest query of all, without a look at the indexes: one document by its _id, which is in any order. */
function planById(collection: Collection, filter: Filter): Plan | undefined {
  if (filter.op !== 'test' || filter.path.text !== '_id' || filter.test.kind !== 'eq') return undefined;
  const { value } = filter.test;
  if (Array.isArray(value)) return undefined;
  return {
    index: undefined,
    ranges: [],
    keys: [collection.keyOf(value)],
    reverse: false,
    sorted: true,
    dedupe: false,
    scan: false,
    exact: true,
  };
}

function better(one: Scored | undefined, other: Scored | undefined): Scored | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return other.score > one.score ? other : one;
}

function bestIndex(collection: Collection, filter: Filter, sort: readonly SortKey[], hint: Hint): Scored | undefined {
  const conditions = conditionsOf(filter);
  let best: Scored | undefined;
  let bounded: Scored | undefined;
  const consider = (scored: Scored | undefined): void => {
    best = better(best, scored);
    if (scored?.bounded === true) bounded = better(bounded, scored);
  };
  if (hint === undefined || hint === '_id_') {
    const byId = { index: undefined, fields: idField, multikey: [false], prefix: collection.prefix };
    consider(planIndex(byId, conditions, sort, hint === '_id_'));
  }
  for (const index of collection.indexes) {
    if (index.building || (hint !== undefined && hint !== index)) continue;
    const prefix = Buffer.allocUnsafe(4);
    prefix.writeUInt32BE(index.id);
    const { fields, multikey } = index;
    consider(planIndex({ index, fields, multikey, prefix }, conditions, sort, hint === index));
  }
  if (best?.bounded === false && bounded !== undefined && readsFew(collection, bounded.plan)) return bounded;
  return best;
}

/** So few documents are sorted sooner than an index is walked, however well its order fits. */
const few = 200;

function readsFew(collection: Collection, plan: Plan): boolean {
  if (plan.keys !== undefined) return plan.keys.length <= few;
  const { records, entries } = collection.engine;
  const table = plan.index === undefined ? records : entries;
  let read = 0;
  for (const range of plan.ranges) {
    // lmdb's own count knows no limit.
    for (const key of table.keys({ ...range, limit: few + 1 - read })) if (key.length > 0) read += 1;
    if (read > few) return false;
  }
  return true;
}

/** The plans of all branches, if each is bounded by an index; the weakest tells what the whole is worth. */
function planUnion(collection: Collection, branches: readonly Filter[], sort: readonly SortKey[]): Scored | undefined {
  const plans: Plan[] = [];
  let score = Infinity;
  for (const branch of branches) {
    const found = bestIndex(collection, branch, [], undefined);
    if (found === undefined || found.plan.scan) return undefined;
    plans.push(found.plan);
    score = Math.min(score, found.score);
  }
  return {
    plan: {
      index: undefined,
      ranges: [],
      union: plans,
      reverse: false,
      sorted: sort.length === 0,
      dedupe: false,
      scan: false,
      exact: false,
    },
    // Of two that bound alike, one index is read once and may give the order.
    score: score - 5,
    bounded: true,
  };
}

/** The test that a plan's candidates still need. */
export function matcherFor(plan: Plan, filter: Filter): Matcher {
  return plan.exact ? () => true : compileFilter(filter);
}
