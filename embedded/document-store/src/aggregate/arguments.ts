import { StoreError } from '../errors.js';
import type { Value } from '../bson/types.js';
import type { Expression, Operator, Parse } from './expression-types.js';

/** An operator of a fixed number of arguments: `{$op: [a, b]}`, or `{$op: a}` where one is enough. */
export function fixed(least: number, most: number, apply: (values: Value[]) => Value): Operator {
  return (argument, parse, name) => overAll(parseArguments(argument, parse, name, least, most), apply);
}

/** Parses the arguments of an operator and refuses too few or too many. */
export function parseArguments(argument: Value, parse: Parse, name: string, least: number, most: number): Expression[] {
  const list = Array.isArray(argument) ? argument : [argument];
  if (list.length < least || list.length > most) {
    const wanted = least === most ? String(least) : `${String(least)} to ${String(most)}`;
    throw new StoreError(
      16_020,
      `Expression ${name} takes ${wanted} arguments. ${String(list.length)} were passed in.`,
    );
  }
  return list.map((item) => parse(item));
}

/** An operator of any number of arguments. */
export function many(apply: (values: Value[]) => Value): Operator {
  return (argument, parse) => {
    const list = Array.isArray(argument) ? argument : [argument];
    return overAll(
      list.map((item) => parse(item)),
      apply,
    );
  };
}

export function overAll(items: readonly Expression[], apply: (values: Value[]) => Value): Expression {
  return { evaluate: (scope) => apply(items.map((item) => item.evaluate(scope))) };
}

/** True when a value is null or missing: most operators then answer null. */
export function isNullish(value: Value): value is null | undefined {
  return value === null || value === undefined;
}
