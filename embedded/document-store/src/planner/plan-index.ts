import { afterPrefix } from '../bson/key.js';
import type { SortKey } from '../query/sort.js';
import type { IndexDefinition, IndexField } from '../storage/definitions.js';
import { intersect } from './bounds.js';
import type { Bounds } from './bounds.js';
import type { Conditions } from './conditions.js';
import type { KeyRange, Plan } from './plan-types.js';

/** More key ranges than this are not worth it. */
const maxRanges = 20_000;

/** What is read in the order of some fields: an index, or without one the documents by their _id. */
export type IndexSource = {
  index: IndexDefinition | undefined;
  fields: readonly IndexField[];
  multikey: readonly boolean[];
  /** What every key begins with. */
  prefix: Buffer;
};

/** `bounded` says that it reads less than the whole index. */
export type Scored = { plan: Plan; score: number; bounded: boolean };

export function wholeOf(prefix: Buffer): KeyRange {
  return { start: prefix, end: afterPrefix(prefix) };
}

/** The plan by one index, and what it is worth; undefined where it is worth nothing, unless it was asked for by a hint. */
export function planIndex(
  source: IndexSource,
  conditions: Conditions,
  sort: readonly SortKey[],
  hinted: boolean,
): Scored | undefined {
  const { index, fields, multikey, prefix } = source;
  const perField = fieldBounds(fields, multikey, conditions);
  let score = 0;
  if (index?.sparse === true) {
    // Without a hint a sparse index may not leave out what matches.
    if (needsField(fields, multikey, conditions)) score = 10;
    else if (!hinted) return undefined;
  }
  let prefixes: Buffer[] = [prefix];
  let ranges: KeyRange[] | undefined;
  let points = 0;
  for (const [at, field] of fields.entries()) {
    const intervals = perField[at];
    if (intervals === undefined) break;
    if (intervals.length === 0) return { plan: emptyPlan(index), score: 1_000, bounded: true };
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
  const used = ranges === undefined ? points : points + 1;
  ranges ??= prefixes.map(wholeOf);
  const order = orderOf(fields, multikey, perField, points, sort);
  const full = points === fields.length && (index === undefined || index.unique);
  if (full) score += 50;
  if (order !== undefined && sort.length > 0) score += 30;
  if (score === 0 && !hinted) return undefined;
  const reverse = order === -1;
  return {
    plan: {
      index,
      ranges: reverse ? [...ranges].reverse() : ranges,
      reverse,
      sorted: order !== undefined,
      dedupe: multikey.includes(true),
      scan: scan && index === undefined,
      exact: !scan && saysAll(source, conditions, used),
      ...(index === undefined && points === 1 ? { keys: reverse ? [...prefixes].reverse() : prefixes } : {}),
    },
    score,
    bounded: !scan,
  };
}

function emptyPlan(index: IndexDefinition | undefined): Plan {
  return { index, ranges: [], reverse: false, sorted: true, dedupe: false, scan: false, exact: true };
}

/**
 * The bounds of each field. On a field with arrays two tests may be met by two elements, so only one of them bounds; and of several fields in
 * one array only the first is bounded.
 */
function fieldBounds(
  fields: readonly IndexField[],
  multikey: readonly boolean[],
  { paths }: Conditions,
): (Bounds | undefined)[] {
  let arrayBounded = false;
  return fields.map((field, at) => {
    const arrays = multikey[at] === true;
    const list = (paths.get(field.path.text) ?? []).filter(({ withoutArrays }) => !withoutArrays || !arrays);
    const [first, ...rest] = list.map(({ bounds }) => bounds).filter((bounds) => !isEverything(bounds));
    if (first === undefined) return undefined;
    if (!arrays) return rest.reduce(intersect, first);
    if (arrayBounded) return undefined;
    arrayBounded = true;
    return rest.reduce((best, other) => (narrowness(other) > narrowness(best) ? other : best), first);
  });
}

function isEverything(bounds: Bounds): boolean {
  const [only] = bounds;
  return bounds.length === 1 && only?.low[0] === 0 && only.high[0] === 0xff;
}

function narrowness(bounds: Bounds): number {
  return bounds.every((interval) => interval.point) ? 1_000_000 - bounds.length : -bounds.length;
}

/** True when every document that passes has one of the fields, and so is in a sparse index. */
function needsField(fields: readonly IndexField[], multikey: readonly boolean[], { paths }: Conditions): boolean {
  return fields.some((field, at) =>
    (paths.get(field.path.text) ?? []).some(
      ({ present, withoutArrays }) => present && (!withoutArrays || multikey[at] !== true),
    ),
  );
}

/** True when the bounds of the first `used` fields say all that the query asks for. */
function saysAll(source: IndexSource, conditions: Conditions, used: number): boolean {
  if (!conditions.complete || source.multikey.includes(true)) return false;
  const names = source.fields.slice(0, used).map(({ path }) => path.text);
  return [...conditions.paths].every(([path, list]) => names.includes(path) && list.every(({ exact }) => exact));
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
