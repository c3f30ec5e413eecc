import { compareValues } from '../bson/compare.js';
import { keyOf } from '../bson/key.js';
import { add, divide } from '../bson/numbers.js';
import { doubleOf, isNumeric } from '../bson/types.js';
import type { Numeric, Value } from '../bson/types.js';

/** Gathers one value of a group. */
export type Accumulator = { take(value: Value): void; result(): Value };

/** The accumulators of `$group`. */
export const accumulators: ReadonlyMap<string, () => Accumulator> = new Map([
  ['$sum', sum],
  ['$avg', average],
  ['$min', () => extreme(-1)],
  ['$max', () => extreme(1)],
  ['$first', first],
  ['$last', last],
  ['$push', pushed],
  ['$addToSet', distinct],
]);

export function sum(): Accumulator {
  let total: Numeric = 0;
  return {
    take(value) {
      if (isNumeric(value)) total = add(total, value);
    },
    result: () => total,
  };
}

function average(): Accumulator {
  let total: Numeric = 0;
  let count = 0;
  return {
    take(value) {
      if (!isNumeric(value)) return;
      total = add(total, value);
      count += 1;
    },
    result: () => (count === 0 ? null : divide(total, doubleOf(count))),
  };
}

/** Null and missing do not count for `$min` and `$max`. */
function extreme(sign: 1 | -1): Accumulator {
  let best: Value;
  return {
    take(value) {
      if (value === undefined || value === null) return;
      if (best === undefined || compareValues(value, best) * sign > 0) best = value;
    },
    result: () => best ?? null,
  };
}

function first(): Accumulator {
  let taken = false;
  let kept: Value;
  return {
    take(value) {
      if (taken) return;
      kept = value;
      taken = true;
    },
    result: () => kept ?? null,
  };
}

function last(): Accumulator {
  let kept: Value;
  return {
    take(value) {
      kept = value;
    },
    result: () => kept ?? null,
  };
}

function pushed(): Accumulator {
  const values: Value[] = [];
  return {
    take(value) {
      if (value !== undefined) values.push(value);
    },
    result: () => values,
  };
}

function distinct(): Accumulator {
  const values = new Map<string, Value>();
  return {
    take(value) {
      if (value === undefined) return;
      const key = keyOf(value).toString('latin1');
      if (!values.has(key)) values.set(key, value);
    },
    result: () => [...values.values()],
  };
}
