import { compareValues, equalValues, isExtreme, rankOf } from '../bson/compare.js';
import { keyOf } from '../bson/key.js';
import { toNumber } from '../bson/numbers.js';
import { BSONRegExp, isNumeric, typeOf } from '../bson/types.js';
import type { Value } from '../bson/types.js';
import { evaluate } from '../aggregate/expression.js';
import { isTruthy } from '../aggregate/truth.js';
import type { Filter, Test } from './filter.js';
import { Row, someValue } from './path.js';
import type { Path } from './path.js';

/** True when a document is what a query asks for. */
export type Matcher = (row: Row) => boolean;

/** Lists longer than this are looked up by key instead of one by one. */
const longList = 12;

/** Turns a parsed query into a function. */
export function compileFilter(filter: Filter): Matcher {
  switch (filter.op) {
    case 'and': {
      const matchers = filter.of.map(compileFilter);
      if (matchers.length === 0) return () => true;
      return (row) => matchers.every((matches) => matches(row));
    }
    case 'or': {
      const matchers = filter.of.map(compileFilter);
      return (row) => matchers.some((matches) => matches(row));
    }
    case 'nor': {
      const matchers = filter.of.map(compileFilter);
      return (row) => !matchers.some((matches) => matches(row));
    }
    case 'test':
      return compilePathTest(filter.path, filter.test);
    case 'expr':
      return (row) => isTruthy(evaluate(filter.expression, row.doc));
    case 'never':
      return () => false;
  }
}

function compilePathTest(path: Path, test: Test): Matcher {
  if (test.kind === 'not') {
    const matchers = test.tests.map((inner) => compilePathTest(path, inner));
    return (row) => !matchers.every((matches) => matches(row));
  }
  const passes = compileTest(test);
  const intoLeaf = test.kind !== 'size' && test.kind !== 'elemMatchDoc' && test.kind !== 'elemMatchValue';
  return (row) => {
    const { value, depth } = row.locate(path);
    return Array.isArray(value) ? someValue(value, path, depth, intoLeaf, passes) : passes(value);
  };
}

/** A test of one value, apart from how it is reached. */
export function compileTest(test: Test): (value: Value) => boolean {
  switch (test.kind) {
    case 'eq': {
      const wanted = test.value;
      if (typeof wanted === 'string') return (value) => value === wanted;
      return (value) => equalValues(value, wanted);
    }
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return compileComparison(test.kind, test.value);
    case 'in':
      return compileIn(test);
    case 'regex': {
      const { regexp, source } = test.pattern;
      return (value) =>
        typeof value === 'string' ? regexp.test(value) : value instanceof BSONRegExp && equalValues(value, source);
    }
    case 'exists':
      return (value) => value !== undefined;
    case 'type':
      return (value) => value !== undefined && test.types.has(typeOf(value));
    case 'size':
      return (value) => Array.isArray(value) && value.length === test.size;
    case 'mod':
      return (value) => {
        if (!isNumeric(value)) return false;
        const number = toNumber(value);
        const whole =
          typeof value === 'bigint' ? value : Number.isFinite(number) ? BigInt(Math.trunc(number)) : undefined;
        return whole !== undefined && whole % test.divisor === test.remainder;
      };
    case 'elemMatchValue': {
      const tests = test.tests.map(compileElementTest);
      return (value) => Array.isArray(value) && value.some((item) => tests.every((passes) => passes(item)));
    }
    case 'elemMatchDoc': {
      const matches = compileFilter(test.filter);
      return (value) => Array.isArray(value) && value.some((item) => isElement(item, matches));
    }
    case 'not': {
      const tests = test.tests.map(compileTest);
      return (value) => !tests.every((passes) => passes(value));
    }
    case 'never':
      return () => false;
  }
}

/** True when an array's element is a document (or array, by its indexes) that matches. */
function isElement(item: Value, matches: Matcher): boolean {
  if (item instanceof Map) return matches(Row.ofDoc(item));
  if (Array.isArray(item)) return matches(Row.ofDoc(new Map(item.map((value, at) => [String(at), value]))));
  return false;
}

/** Inside `$elemMatch` the value is the element itself: an array there is looked into as a field would be. */
function compileElementTest(test: Test): (value: Value) => boolean {
  if (test.kind === 'not') {
    const tests = test.tests.map(compileElementTest);
    return (value) => !tests.every((passes) => passes(value));
  }
  return compileTest(test);
}

/** Order tests compare within one type only, but for MinKey and MaxKey. */
function compileComparison(kind: 'gt' | 'gte' | 'lt' | 'lte', wanted: Value): (value: Value) => boolean {
  const holds =
    kind === 'gt'
      ? (order: number) => order > 0
      : kind === 'gte'
        ? (order: number) => order >= 0
        : kind === 'lt'
          ? (order: number) => order < 0
          : (order: number) => order <= 0;
  // The missing counts as null here, too.
  if (isExtreme(wanted)) return (value) => holds(compareValues(value, wanted));
  const rank = rankOf(wanted);
  if (isNumeric(wanted) && Number.isNaN(toNumber(wanted))) {
    // NaN is neither above nor below anything.
    return kind === 'gt' || kind === 'lt' ? () => false : (value) => equalValues(value, wanted);
  }
  return (value) => {
    if (rankOf(value) !== rank) return false;
    if (isNumeric(value) && Number.isNaN(toNumber(value))) return false;
    return holds(compareValues(value, wanted));
  };
}

function compileIn(test: Extract<Test, { kind: 'in' }>): (value: Value) => boolean {
  const patterns = test.patterns.map((pattern) => compileTest({ kind: 'regex', pattern }));
  const matchesPattern = (value: Value): boolean => patterns.some((passes) => passes(value));
  if (test.values.length <= longList) {
    return (value) => test.values.some((wanted) => equalValues(value, wanted)) || matchesPattern(value);
  }
  const keys = new Set(test.values.map((value) => keyOf(value).toString('latin1')));
  return (value) => keys.has(keyOf(value).toString('latin1')) || matchesPattern(value);
}
