import { StoreError, unsupported } from '../errors.js';
import { isDoc } from '../bson/types.js';
import type { Doc, Value } from '../bson/types.js';
import { Row, locate, pathOf } from '../query/path.js';
import type { Path } from '../query/path.js';
import type { Expression, Scope, Variables } from './expression-types.js';
import { notOffered } from './not-offered.js';
import { operators } from './operators.js';

const nothing: ReadonlyMap<string, Value> = new Map();
const none: Variables = new Map();

export function scopeOf(row: Row, variables: ReadonlyMap<string, Value> = nothing): Scope {
  return { row, variables };
}

/** Evaluates on a document. */
export function evaluate(expression: Expression, doc: Doc): Value {
  return expression.evaluate(scopeOf(Row.ofDoc(doc)));
}

export function literal(value: Value): Expression {
  return { evaluate: () => value, constant: { value } };
}

/** Reads an expression: a `$field`, a `$$VARIABLE`, an operator, a document or array of expressions, or a literal. */
export function parseExpression(value: Value, variables: Variables = none): Expression {
  if (typeof value === 'string') return value.startsWith('$') ? parseReference(value, variables) : literal(value);
  if (Array.isArray(value)) {
    const items = value.map((item) => parseExpression(item, variables));
    if (items.every((item) => item.constant !== undefined)) return literal(value);
    return { evaluate: (scope) => items.map((item) => item.evaluate(scope) ?? null) };
  }
  if (!isDoc(value)) return literal(value);
  const [first] = value.entries();
  if (first?.[0].startsWith('$') === true) {
    if (value.size !== 1)
      throw new StoreError(15_983, 'an object representing an expression must have exactly one field');
    return parseOperator(first[0], first[1], variables);
  }
  return parseObject(value, variables);
}

function parseObject(value: Doc, variables: Variables): Expression {
  const fields: [string, Expression][] = [];
  for (const [name, inner] of value) {
    if (name.startsWith('$')) throw new StoreError(15_983, `unexpected operator ${name} beside fields`);
    if (name.includes('.')) throw new StoreError(16_412, 'FieldPath field names may not contain a dot here');
    fields.push([name, parseExpression(inner, variables)]);
  }
  if (fields.every(([, field]) => field.constant !== undefined)) return literal(value);
  return {
    evaluate: (scope) => {
      const doc: Doc = new Map();
      for (const [name, field] of fields) {
        const result = field.evaluate(scope);
        if (result !== undefined) doc.set(name, result);
      }
      return doc;
    },
  };
}

function parseOperator(name: string, argument: Value, variables: Variables): Expression {
  if (name === '$literal' || name === '$const') return literal(argument);
  const operator = operators.get(name);
  if (operator !== undefined)
    return operator(
      argument,
      (inner, extra) => parseExpression(inner, extra === undefined ? variables : declaring(variables, extra)),
      name,
    );
  if (notOffered.has(name)) throw unsupported(`the expression ${name}`);
  throw new StoreError(168, `Unrecognized expression '${name}'`);
}

/** Names that an operator gives values to; they hide those of the same name outside. */
function declaring(variables: Variables, extra: readonly string[]): Variables {
  return new Map([...variables, ...extra.map((name): [string, undefined] => [name, undefined])]);
}

function parseReference(text: string, variables: Variables): Expression {
  if (text.startsWith('$$')) return parseVariable(text.slice(2), variables);
  const path = fieldPath(text.slice(1));
  return { path, evaluate: ({ row }) => readField(row, path) };
}

/** Checks the parts of a field path. */
export function fieldPath(text: string): Path {
  if (text === '') throw new StoreError(16_872, "'$' by itself is not a valid FieldPath");
  const path = pathOf(text);
  for (const part of path.parts) {
    if (part === '') throw new StoreError(15_998, 'FieldPath field names may not be empty strings.');
    if (part.includes('\0')) throw new StoreError(16_411, 'FieldPath field names may not contain a null byte.');
    if (part.startsWith('$'))
      throw new StoreError(16_410, `FieldPath field names may not start with '$'. Given: ${part}`);
  }
  return path;
}

function parseVariable(text: string, variables: Variables): Expression {
  const [name = '', ...rest] = text.split('.');
  const path = rest.length === 0 ? undefined : fieldPath(rest.join('.'));
  const into = (value: Value): Value => (path === undefined ? value : readValue(value, path, 0));
  switch (name) {
    case 'ROOT':
    case 'CURRENT':
      if (path !== undefined) return { path, evaluate: ({ row }) => readField(row, path) };
      return { evaluate: ({ row }) => row.doc };
    case 'NOW': {
      const now = new Date();
      return { evaluate: () => into(now) };
    }
    case 'REMOVE':
      return { evaluate: () => undefined };
    default:
      if (!variables.has(name)) throw new StoreError(17_276, `Use of undefined variable: ${name}`);
      return bound(variables.get(name), into) ?? { evaluate: (scope) => into(scope.variables.get(name)) };
  }
}

function bound(constant: { value: Value } | undefined, into: (value: Value) => Value): Expression | undefined {
  return constant === undefined ? undefined : literal(into(constant.value));
}

/** Refuses what MongoDB takes for no name of a user's variable. */
export function checkVariableName(name: string): void {
  if (/^[a-z\u0080-\uffff][\w\u0080-\uffff]*$/.test(name) || name === 'CURRENT') return;
  throw new StoreError(
    'FailedToParse',
    `'${name}' starts with an invalid character for a user variable name, or holds one`,
  );
}

/** A field as expressions see it: through arrays into their documents, with the missing left out. */
export function readField(row: Row, path: Path): Value {
  const { value, depth } = row.locate(path);
  return depth === path.parts.length ? value : readValue(value, path, depth);
}

function readValue(from: Value, path: Path, at: number): Value {
  const { value, depth } = locate(from, path, at);
  if (depth === path.parts.length || !Array.isArray(value)) return value;
  const found: Value[] = [];
  for (const item of value) {
    if (!isDoc(item) && !Array.isArray(item)) continue;
    const inner = readValue(item, path, depth);
    if (inner !== undefined) found.push(inner);
  }
  return found;
}
