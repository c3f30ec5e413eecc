import { StoreError, unsupported } from '../errors.js';
import { BSONRegExp, BsonType, isDoc, isNumeric } from '../bson/types.js';
import type { Doc, Value } from '../bson/types.js';
import { toNumber } from '../bson/numbers.js';
import { parseExpression } from '../aggregate/expression.js';
import { isTruthy } from '../aggregate/truth.js';
import type { Variables } from '../aggregate/expression-types.js';
import type { Filter, Test } from './filter.js';
import { pathOf } from './path.js';
import { patternOf } from './regex.js';
import type { Pattern } from './regex.js';

const refused = new Set([
  '$where',
  '$text',
  '$jsonSchema',
  '$sampleRate',
  '$geoWithin',
  '$within',
  '$near',
  '$nearSphere',
  '$geoIntersects',
  '$bitsAllSet',
  '$bitsAllClear',
  '$bitsAnySet',
  '$bitsAnyClear',
]);

/** Reads a query document, with what `let` bound for its `$expr`. Operators that are not known are refused, never taken for field names. */
export function parseFilter(doc: Doc, variables?: Variables): Filter {
  const of: Filter[] = [];
  for (const [name, value] of doc) {
    if (name.startsWith('$')) of.push(topLevel(name, value, variables));
    else of.push(...fieldFilters(name, value));
  }
  return of.length === 1 && of[0] !== undefined ? of[0] : { op: 'and', of };
}

function topLevel(name: string, value: Value, variables: Variables | undefined): Filter {
  switch (name) {
    case '$and':
    case '$or':
    case '$nor': {
      if (!Array.isArray(value)) throw new StoreError('BadValue', `${name} must be an array`);
      if (value.length === 0) throw new StoreError('BadValue', `${name} must be a nonempty array`);
      const of = value.map((entry) => {
        if (!isDoc(entry)) throw new StoreError('BadValue', `${name} argument's entries must be objects`);
        return parseFilter(entry, variables);
      });
      return { op: name === '$and' ? 'and' : name === '$or' ? 'or' : 'nor', of };
    }
    case '$expr':
      return { op: 'expr', expression: parseExpression(value, variables) };
    case '$comment':
      return { op: 'and', of: [] };
    case '$alwaysFalse':
      return { op: 'never' };
    default:
      if (refused.has(name)) throw unsupported(name);
      throw new StoreError('BadValue', `unknown top level operator: ${name}`);
  }
}

/** True for `{ $gt: ... }`: a document whose first field is an operator. */
function isOperators(value: Value): value is Doc {
  if (!isDoc(value)) return false;
  const first = value.keys().next().value;
  return first?.startsWith('$') === true && first !== '$ref' && first !== '$id' && first !== '$db';
}

function fieldFilters(name: string, value: Value): Filter[] {
  const path = pathOf(name);
  const tests = isOperators(value) ? operatorTests(value) : [equality(value)];
  return tests.map((test) => ({ op: 'test', path, test }));
}

function equality(value: Value): Test {
  if (value instanceof BSONRegExp) return { kind: 'regex', pattern: patternOf(value.pattern, value.options) };
  return { kind: 'eq', value };
}

/** The tests of `{ $gt: 1, $lt: 5 }`; all must pass, each on some value of its own. */
function operatorTests(operators: Doc): Test[] {
  const tests: Test[] = [];
  for (const [name, value] of operators) {
    if (name === '$options') {
      if (!operators.has('$regex')) throw new StoreError('BadValue', '$options needs a $regex');
    } else tests.push(...operatorTest(name, value, operators));
  }
  return tests;
}

function operatorTest(name: string, value: Value, all: Doc): Test[] {
  switch (name) {
    case '$eq':
      return [{ kind: 'eq', value }];
    case '$ne':
      if (value instanceof BSONRegExp) throw new StoreError('BadValue', "Can't have regex as arg to $ne.");
      return [{ kind: 'not', tests: [{ kind: 'eq', value }] }];
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      if (value instanceof BSONRegExp)
        throw new StoreError('BadValue', `Can't have RegEx as arg to predicate over field`);
      return [{ kind: comparisons[name], value }];
    case '$in':
      return [parseIn(name, value)];
    case '$nin':
      return [{ kind: 'not', tests: [parseIn(name, value)] }];
    case '$exists':
      return isTruthy(value) ? [{ kind: 'exists' }] : [{ kind: 'not', tests: [{ kind: 'exists' }] }];
    case '$type':
      return [{ kind: 'type', types: parseTypes(value) }];
    case '$size':
      return [{ kind: 'size', size: wholeNumber('$size', value) }];
    case '$all':
      return parseAll(value);
    case '$elemMatch':
      return [parseElemMatch(value)];
    case '$regex':
      return [{ kind: 'regex', pattern: parseRegex(value, all.get('$options')) }];
    case '$mod':
      return [parseMod(value)];
    case '$not':
      return [parseNot(value)];
    default:
      if (refused.has(name)) throw unsupported(name);
      throw new StoreError('BadValue', `unknown operator: ${name}`);
  }
}

const comparisons = { $gt: 'gt', $gte: 'gte', $lt: 'lt', $lte: 'lte' } as const;

function parseIn(name: string, value: Value): Test {
  if (!Array.isArray(value)) throw new StoreError('BadValue', `${name} needs an array`);
  const values: Value[] = [];
  const patterns: Pattern[] = [];
  for (const item of value) {
    if (item instanceof BSONRegExp) patterns.push(patternOf(item.pattern, item.options));
    else if (isOperators(item)) throw new StoreError('BadValue', `cannot nest $ under ${name}`);
    else values.push(item);
  }
  return { kind: 'in', values, patterns };
}

const typeNumbers = new Map<string, readonly number[]>([
  ...Object.entries(BsonType).map(([name, byte]): [string, readonly number[]] => [name, [byte]]),
  ['number', [BsonType.double, BsonType.int, BsonType.long, BsonType.decimal]],
]);
const knownTypes = new Set<number>(Object.values(BsonType));

function parseTypes(value: Value): ReadonlySet<number> {
  const types = new Set<number>();
  const list = Array.isArray(value) ? value : [value];
  if (list.length === 0) throw new StoreError('FailedToParse', '$type must match at least one type');
  for (const item of list) {
    if (typeof item === 'string') {
      const numbers = typeNumbers.get(item);
      if (numbers === undefined) throw new StoreError('BadValue', `Unknown type name alias: ${item}`);
      for (const number of numbers) types.add(number);
    } else if (isNumeric(item)) {
      const number = toNumber(item) === -1 ? BsonType.minKey : toNumber(item);
      if (!knownTypes.has(number)) throw new StoreError('BadValue', `Invalid numerical type code: ${String(number)}`);
      types.add(number);
    } else throw new StoreError('TypeMismatch', 'type must be represented as a number or a string');
  }
  return types;
}

function wholeNumber(name: string, value: Value): number {
  const number = isNumeric(value) ? toNumber(value) : Number.NaN;
  if (!Number.isInteger(number)) throw new StoreError('FailedToParse', `Failed to parse ${name}. Expected an integer`);
  if (number < 0) throw new StoreError('FailedToParse', `Failed to parse ${name}. Expected a non-negative number`);
  return number;
}

function parseAll(value: Value): Test[] {
  if (!Array.isArray(value)) throw new StoreError('BadValue', '$all needs an array');
  if (value.length === 0) return [{ kind: 'never' }];
  return value.map((item) => {
    if (!isOperators(item)) return equality(item);
    if (item.size === 1 && item.has('$elemMatch')) return parseElemMatch(item.get('$elemMatch'));
    throw new StoreError('BadValue', 'no $ expressions in $all');
  });
}

function parseElemMatch(value: Value): Test {
  if (!isDoc(value)) throw new StoreError('BadValue', '$elemMatch needs an Object');
  const first = value.keys().next().value ?? '';
  const logical = first === '$and' || first === '$or' || first === '$nor' || first === '$expr';
  if (first === '$expr') throw new StoreError('BadValue', '$expr can only be applied to the top-level document');
  if (first.startsWith('$') && !logical) return { kind: 'elemMatchValue', tests: operatorTests(value) };
  return { kind: 'elemMatchDoc', filter: parseFilter(value) };
}

function parseRegex(value: Value, options: Value): Pattern {
  if (options !== undefined && typeof options !== 'string')
    throw new StoreError('BadValue', '$options has to be a string');
  if (value instanceof BSONRegExp) {
    if (options !== undefined && value.options !== '') {
      throw new StoreError(51_075, 'options set in both $regex and $options');
    }
    return patternOf(value.pattern, options ?? value.options);
  }
  if (typeof value !== 'string') throw new StoreError('BadValue', '$regex has to be a string');
  return patternOf(value, options ?? '');
}

function parseMod(value: Value): Test {
  if (!Array.isArray(value)) throw new StoreError('BadValue', 'malformed mod, needs to be an array');
  if (value.length < 2) throw new StoreError('BadValue', 'malformed mod, not enough elements');
  if (value.length > 2) throw new StoreError('BadValue', 'malformed mod, too many elements');
  const [divisor, remainder] = value.map((item) => {
    const number = isNumeric(item) ? toNumber(item) : Number.NaN;
    if (!Number.isFinite(number))
      throw new StoreError('BadValue', 'malformed mod, divisor or remainder is not a number');
    return BigInt(Math.trunc(number));
  });
  if (divisor === undefined || remainder === undefined || divisor === 0n) {
    throw new StoreError('BadValue', 'divisor cannot be 0');
  }
  return { kind: 'mod', divisor, remainder };
}

function parseNot(value: Value): Test {
  if (value instanceof BSONRegExp) return { kind: 'not', tests: [equality(value)] };
  if (!isDoc(value)) throw new StoreError('BadValue', '$not needs a regex or a document');
  if (value.size === 0) throw new StoreError('BadValue', '$not cannot be empty');
  if (!isOperators(value)) throw new StoreError('BadValue', 'unknown operator in $not');
  return { kind: 'not', tests: operatorTests(value) };
}
