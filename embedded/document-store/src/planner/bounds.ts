import { Rank, isExtreme, rankOf } from '../bson/compare.js';
import { afterPrefix, keyOf } from '../bson/key.js';
import type { Value } from '../bson/types.js';
import type { Test } from '../query/filter.js';
import type { Pattern } from '../query/regex.js';

/** Keys of one value from `low` (included) to `high` (left out). A point holds the keys of a single value. */
export type Interval = { low: Buffer; high: Buffer; point: boolean };

/** Sorted intervals that hold the keys of every document which can pass; none at all means that none can. */
export type Bounds = readonly Interval[];

function point(key: Buffer): Interval {
  return { low: key, high: afterPrefix(key), point: true };
}

type Order = 'gt' | 'gte' | 'lt' | 'lte';
const nan = keyOf(Number.NaN);

function wholeRank(rank: number): Interval {
  return { low: Buffer.of(rank), high: Buffer.of(rank + 1), point: false };
}

/** Equality with an array is met by the array as an element, or by its elements: an index holds those. */
function equality(value: Value): Interval[] {
  if (!Array.isArray(value)) return [point(keyOf(value))];
  return [point(keyOf(value)), value.length === 0 ? point(Buffer.of(Rank.emptyArray)) : point(keyOf(value[0]))];
}

function ofPattern(pattern: Pattern): Interval[] | undefined {
  if (pattern.prefix === undefined) return undefined;
  // A string key without its closing 00 00 is the beginning of all keys that begin so.
  const low = keyOf(pattern.prefix).subarray(0, -2);
  return [{ low, high: afterPrefix(low), point: false }, point(keyOf(pattern.source))];
}

/** The bounds of a test, or undefined when it says nothing about keys. */
export function boundsOf(test: Test): Bounds | undefined {
  switch (test.kind) {
    case 'eq':
      return sorted(equality(test.value));
    case 'in': {
      const intervals = test.values.flatMap(equality);
      for (const pattern of test.patterns) {
        const more = ofPattern(pattern);
        if (more === undefined) return undefined;
        intervals.push(...more);
      }
      return sorted(intervals);
    }
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return comparison(test.kind, test.value);
    case 'regex': {
      const intervals = ofPattern(test.pattern);
      return intervals === undefined ? undefined : sorted(intervals);
    }
    case 'elemMatchValue': {
      const all = test.tests.map(boundsOf).filter((bounds) => bounds !== undefined);
      return all.length === 0 ? undefined : all.reduce(intersect);
    }
    case 'never':
      return [];
    default:
      return undefined;
  }
}

function comparison(kind: Order, value: Value): Bounds | undefined {
  if (isExtreme(value) || Array.isArray(value)) return undefined;
  const rank = rankOf(value);
  const whole = wholeRank(rank);
  const key = keyOf(value);
  // NaN is below all numbers as a key, but neither above nor below any to a query.
  if (key.equals(nan)) return kind === 'gte' || kind === 'lte' ? [point(key)] : [];
  const low = rank === Rank.number ? afterPrefix(nan) : whole.low;
  switch (kind) {
    case 'gt':
      return nonEmpty({ low: afterPrefix(key), high: whole.high, point: false });
    case 'gte':
      return nonEmpty({ low: key, high: whole.high, point: false });
    case 'lt':
      return nonEmpty({ low, high: key, point: false });
    case 'lte':
      return nonEmpty({ low, high: afterPrefix(key), point: false });
  }
}

function nonEmpty(interval: Interval): Bounds {
  return interval.low.compare(interval.high) < 0 ? [interval] : [];
}

/** Orders intervals and joins those that overlap. */
function sorted(intervals: Interval[]): Bounds {
  intervals.sort((a, b) => a.low.compare(b.low));
  const joined: Interval[] = [];
  for (const interval of intervals) {
    const last = joined.at(-1);
    if (last === undefined || last.high.compare(interval.low) <= 0) joined.push(interval);
    else if (last.high.compare(interval.high) < 0)
      joined[joined.length - 1] = { low: last.low, high: interval.high, point: false };
  }
  return joined;
}

/** What lies in both. */
export function intersect(a: Bounds, b: Bounds): Bounds {
  const both: Interval[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const x = a[i];
    const y = b[j];
    if (x === undefined || y === undefined) break;
    const low = x.low.compare(y.low) >= 0 ? x.low : y.low;
    const high = x.high.compare(y.high) <= 0 ? x.high : y.high;
    if (low.compare(high) < 0) both.push({ low, high, point: x.point || y.point });
    if (x.high.compare(y.high) <= 0) i += 1;
    else j += 1;
  }
  return both;
}
