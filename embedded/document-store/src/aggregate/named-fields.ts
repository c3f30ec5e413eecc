import { StoreError } from '../errors.js';
import { isDoc, typeName } from '../bson/types.js';
import type { Doc, Value } from '../bson/types.js';
import { isNullish } from './arguments.js';
import type { Operator, Parse } from './expression-types.js';

/** The parts of an argument that is an object. Throws where one is unknown, or one that is needed is missing. */
function partsOf(
  argument: Value,
  name: string,
  code: number,
  needed: readonly string[],
  others: readonly string[] = [],
): Doc {
  if (!isDoc(argument)) throw new StoreError(code, `${name} only supports an object as its argument`);
  for (const part of argument.keys())
    if (!needed.includes(part) && !others.includes(part))
      throw new StoreError(code, `${name} found an unknown argument: ${part}`);
  for (const part of needed)
    if (!argument.has(part)) throw new StoreError(code, `${name} requires '${part}' to be specified`);
  return argument;
}

/** The name of a field, dots and dollars and all: it must be a constant. A string that begins with $ is written with $literal. */
function fieldName(value: Value, parse: Parse, name: string, code: number): string {
  const constant = parse(value).constant;
  if (constant === undefined || typeof constant.value !== 'string')
    throw new StoreError(
      code,
      `${name} requires 'field' to evaluate to a constant string; a name that begins with $ needs $literal`,
    );
  return constant.value;
}

function withField(into: Value, field: string, value: Value, name: string): Value {
  if (isNullish(into)) return null;
  if (!isDoc(into))
    throw new StoreError(4_161_105, `${name} requires 'input' to evaluate to type Object, not ${typeName(into)}`);
  const copy = new Map(into);
  if (value === undefined) copy.delete(field);
  else copy.set(field, value);
  return copy;
}

/** Fields whose names hold dots or begin with a dollar: https://www.mongodb.com/docs/manual/core/dot-dollar-considerations/ */
export const namedFields: readonly (readonly [string, Operator])[] = [
  [
    '$getField',
    (argument, parse, name) => {
      const short = !isDoc(argument) || !argument.has('field');
      const parts = short
        ? new Map<string, Value>([['field', argument]])
        : partsOf(argument, name, 3_041_702, ['field'], ['input']);
      const field = fieldName(parts.get('field'), parse, name, 5_654_602);
      const input = parse(parts.has('input') ? parts.get('input') : '$$CURRENT');
      return {
        evaluate: (scope) => {
          const from = input.evaluate(scope);
          if (isDoc(from)) return from.get(field);
          return from === null ? null : undefined;
        },
      };
    },
  ],
  [
    '$setField',
    (argument, parse, name) => {
      const parts = partsOf(argument, name, 4_161_101, ['field', 'input', 'value']);
      const field = fieldName(parts.get('field'), parse, name, 4_161_106);
      const [input, value] = [parse(parts.get('input')), parse(parts.get('value'))];
      return { evaluate: (scope) => withField(input.evaluate(scope), field, value.evaluate(scope), name) };
    },
  ],
  [
    '$unsetField',
    (argument, parse, name) => {
      const parts = partsOf(argument, name, 4_161_101, ['field', 'input']);
      const field = fieldName(parts.get('field'), parse, name, 4_161_106);
      const input = parse(parts.get('input'));
      return { evaluate: (scope) => withField(input.evaluate(scope), field, undefined, name) };
    },
  ],
];
