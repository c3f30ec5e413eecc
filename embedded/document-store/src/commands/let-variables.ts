import { checkVariableName, parseExpression, scopeOf } from '../aggregate/expression.js';
import type { Variables } from '../aggregate/expression-types.js';
import type { Value } from '../bson/types.js';
import { Row } from '../query/path.js';
import { docField } from './command.js';

const empty = Row.ofDoc(new Map());

/**
 * The variables of a command's `let`: expressions of no document, evaluated once, before anything is read. `beside` are those that they may
 * name themselves.
 */
export function letVariables(value: Value, name = 'let', beside: Variables = new Map()): Variables {
  const bound = new Map(beside);
  for (const [variable, expression] of docField(value, name)) {
    checkVariableName(variable);
    bound.set(variable, { value: parseExpression(expression, beside).evaluate(scopeOf(empty)) });
  }
  return bound;
}
