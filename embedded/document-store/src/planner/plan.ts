import { Rank } from '../bson/compare.js';
import { afterPrefix } from '../bson/key.js';
import type { Filter } from '../query/filter.js';
import { pathOf } from '../query/path.js';
import type { SortKey } from '../query/sort.js';
import type { Collection } from '../storage/collection.js';
import type { IndexDefinition, IndexField } from '../storage/definitions.js';
import { collectBounds, intersect } from './bounds.js';
import type { Bounds, PathBounds } from './bounds.js';

export type KeyRange = { start: Buffer; end: Buffer };

/**
 * How to read the documents that may match: every candidate is tested again, so a plan only has to hold them all.
 * `sorted` says that they come in the order that was asked for.
 */
export type Plan = {
  /** The documents themselves by _id, or an index. */
  index: IndexDefinition | undefined;
  ranges: readonly KeyRange[];
  /** Set when the documents are named by their keys: no range is read then. */
  keys?: readonly Buffer[];
  reverse: boolean;
  sorted: boolean;
  /** The index may hold a document more than once. */
  dedupe: boolean;
  /** True when nothing bounds the read. */
  scan: boolean;
};

/** More key ranges than this are not worth it. */
const maxRanges = 20_000;

const idField: readonly IndexField[] = [{ path: pathOf('_id'), descending: false }];

/** Chooses the index that bounds the query best, or gives its order; the whole collection when none does. */
export function planQuery(
  collection: Collection,
  filter: Filter,
  sort: readonly SortKey[] = [],
  hint?: IndexDefinition | 'natural' | '_id_',
): Plan {
  const bounds = collectBounds(filter);
  const whole: Plan = {
    index: undefined,
    ranges: [wholeOf(collection.prefix)],
    reverse: false,
    sorted: sort.length === 0,
    dedupe: false,
    scan: true,
  };
  if (hint === 'natural') return whole;
  let best: Plan | undefined;
  let bestScore = 0;
  const consider = (plan: Scored | undefined): void => {
    if (plan === undefined) return;
    if (plan.score > bestScore) {
      best = plan.plan;
      bestScore = plan.score;
    }
  };
  if (hint === undefined || hint === '_id_') {
    const byId = planIndex(undefined, idField, [false], collection.prefix, bounds, sort);
    if (hint === '_id_') return byId?.plan ?? whole;
    consider(byId);
  }
  for (const index of collection.indexes) {
    if (index.building || (hint !== undefined && hint !== index)) continue;
    const prefix = Buffer.allocUnsafe(4);
    prefix.writeUInt32BE(index.id);
    const scored = planIndex(index, index.fields, index.multikey, prefix, bounds, sort);
    if (hint === index && scored !== undefined) return scored.plan;
    consider(scored);
  }
  return best ?? whole;
}

function wholeOf(prefix: Buffer): KeyRange {
  return { start: prefix, end: afterPrefix(prefix) };
}

type Scored = { plan: Plan; score: number };

function planIndex(
  index: IndexDefinition | undefined,
  fields: readonly IndexField[],
  multikey: readonly boolean[],
  prefix: Buffer,
  bounds: PathBounds,
  sort: readonly SortKey[],
): Scored | undefined {
  const perField = fieldBounds(fields, multikey, bounds);
  if (index?.sparse === true && !leavesOutMissing(perField)) return undefined;
  let prefixes: Buffer[] = [prefix];
  let ranges: KeyRange[] | undefined;
  let score = 0;
  let points = 0;
  for (const [at, field] of fields.entries()) {
    const intervals = perField[at];
    if (intervals === undefined) break;
    if (intervals.length === 0) return { plan: emptyPlan(index), score: 1_000 };
    const allPoints = intervals.every((interval) => interval.point);
    if (prefixes.length * intervals.length > maxRanges) break;
    const ordered = field.descending ? [...intervals].reverse() : intervals;
    if (!allPoints) {
      ranges = prefixes.flatMap((start) =>
        ordered.map((interval) => rangeOf(start, interval.low, interval.high, field.descending)),
      );
      score += 20;
      break;
    }
    prefixes = prefixes.flatMap((start) =>
      ordered.map((interval) => Buffer.concat([start, field.descending ? inverted(interval.low) : interval.low])),
    );
    points += 1;
    score += intervals.length === 1 ? 40 : 36;
  }
  const scan = score === 0;
  ranges ??= prefixes.map(wholeOf);
  const order = orderOf(fields, multikey, perField, points, sort);
  const full = points === fields.length && (index === undefined || index.unique);
  if (full) score += 50;
  if (order !== undefined && sort.length > 0) score += 30;
  if (score === 0) return undefined;
  const reverse = order === -1;
  return {
    plan: {
      index,
      ranges: reverse ? [...ranges].reverse() : ranges,
      reverse,
      sorted: order !== undefined,
      dedupe: multikey.some((flag) => flag),
      scan,
      ...(index === undefined && points === 1 ? { keys: reverse ? [...prefixes].reverse() : prefixes } : {}),
    },
    score,
  };
}

function emptyPlan(index: IndexDefinition | undefined): Plan {
  return { index, ranges: [], reverse: false, sorted: true, dedupe: false, scan: false };
}

/**
 * The bounds of each field. On a field with arrays two tests may be met by two elements, so only one of them bounds; and of several fields in
 * one array only the first is bounded.
 */
function fieldBounds(
  fields: readonly IndexField[],
  multikey: readonly boolean[],
  bounds: PathBounds,
): (Bounds | undefined)[] {
  let arrayBounded = false;
  return fields.map((field, at) => {
    const list = bounds.get(field.path.text);
    const [first, ...rest] = list ?? [];
    if (first === undefined) return undefined;
    if (multikey[at] !== true) return rest.reduce(intersect, first);
    if (arrayBounded) return undefined;
    arrayBounded = true;
    return rest.reduce((best, other) => (narrowness(other) > narrowness(best) ? other : best), first);
  });
}

function narrowness(bounds: Bounds): number {
  return bounds.every((interval) => interval.point) ? 1_000_000 - bounds.length : -bounds.length;
}

function leavesOutMissing(perField: readonly (Bounds | undefined)[]): boolean {
  const first = perField[0];
  return first?.every((interval) => (interval.low[0] ?? 0) > Rank.null) === true;
}

function inverted(bytes: Buffer): Buffer {
  const out = Buffer.allocUnsafe(bytes.length);
  for (let at = 0; at < bytes.length; at += 1) out[at] = 0xff - (bytes[at] ?? 0);
  return out;
}

/** Values are self-delimiting, so what lies below `high` going up lies after everything that begins with its inverse going down. */
function rangeOf(prefix: Buffer, low: Buffer, high: Buffer, descending: boolean): KeyRange {
  if (!descending) return { start: Buffer.concat([prefix, low]), end: Buffer.concat([prefix, high]) };
  return {
    start: Buffer.concat([prefix, afterPrefix(inverted(high))]),
    end: afterPrefix(Buffer.concat([prefix, inverted(low)])),
  };
}

/** 1 or -1 when the index, read forwards or backwards, gives the order asked for; undefined when it does not. */
function orderOf(
  fields: readonly IndexField[],
  multikey: readonly boolean[],
  perField: readonly (Bounds | undefined)[],
  points: number,
  sort: readonly SortKey[],
): 1 | -1 | undefined {
  if (sort.length === 0) return 1;
  const single = (at: number): boolean => at < points && perField[at]?.length === 1;
  let direction: 1 | -1 | undefined;
  let at = 0;
  for (const key of sort) {
    const fixed = fields.findIndex(
      (field, i) => field.path.text === key.path.text && single(i) && multikey[i] !== true,
    );
    if (fixed >= 0) continue;
    while (at < fields.length && fields[at]?.path.text !== key.path.text && single(at)) at += 1;
    const field = fields[at];
    if (field?.path.text !== key.path.text || multikey[at] === true) return undefined;
    const wanted = field.descending === key.descending ? 1 : -1;
    if (direction !== undefined && direction !== wanted) return undefined;
    direction = wanted;
    at += 1;
  }
  return direction ?? 1;
}
