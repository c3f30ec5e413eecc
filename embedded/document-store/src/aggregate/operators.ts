import type { Value } from '../bson/types.js';
import type { Expression } from './expression.js';
import { arithmetic } from './arithmetic.js';
import { comparisons } from './comparisons.js';

/** Parses an inner expression; `extra` names variables that it may use beside those of its surroundings. */
export type Parse = (value: Value, extra?: readonly string[]) => Expression;

/** Builds an expression from an operator's argument. */
export type Operator = (argument: Value, parse: Parse, name: string) => Expression;

/** Every operator of expressions that this server knows. What is not here is refused. */
export const operators: ReadonlyMap<string, Operator> = new Map([...arithmetic, ...comparisons]);
