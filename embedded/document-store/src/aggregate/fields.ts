import { StoreError } from '../errors.js';
import { isDoc } from '../bson/types.js';
import type { Doc, Value } from '../bson/types.js';
import { Row } from '../query/path.js';
import { fieldPath, parseExpression, scopeOf } from './expression.js';
import type { Expression, Variables } from './expression-types.js';

type Assignment = { parts: readonly string[]; expression: Expression };

/** `$addFields` and `$set`: adds computed fields to each document, on dotted paths and through arrays. */
export function compileAddFields(shape: Doc, variables?: Variables): (row: Row) => Row {
  if (shape.size === 0) throw new StoreError(40_177, 'a specification must have at least one field');
  const assignments: Assignment[] = [];
  const visit = (value: Value, at: string): void => {
    if (isDoc(value) && value.size > 0 && !(value.keys().next().value ?? '').startsWith('$')) {
      for (const [inner, innerValue] of value) visit(innerValue, `${at}.${inner}`);
    } else assignments.push({ parts: fieldPath(at).parts, expression: parseExpression(value, variables) });
  };
  for (const [name, value] of shape) visit(value, name);
  return (row) => {
    const scope = scopeOf(row);
    let doc = row.doc;
    for (const { parts, expression } of assignments) doc = setPath(doc, parts, 0, expression.evaluate(scope));
    return Row.ofDoc(doc);
  };
}

/** A copy of the document with a value on a path; `undefined` removes the field. */
export function setPath(doc: Doc, parts: readonly string[], at: number, value: Value): Doc {
  const copy = new Map(doc);
  const name = parts[at] ?? '';
  if (at === parts.length - 1) {
    if (value === undefined) copy.delete(name);
    else copy.set(name, value);
    return copy;
  }
  const inner = setInside(doc.get(name), parts, at + 1, value);
  if (inner !== undefined) copy.set(name, inner);
  return copy;
}

function setInside(current: Value, parts: readonly string[], at: number, value: Value): Value {
  if (isDoc(current)) return setPath(current, parts, at, value);
  if (Array.isArray(current)) return current.map((item) => setInside(item, parts, at, value));
  return value === undefined ? current : setPath(new Map(), parts, at, value);
}

/** `$unset` as a stage: removes paths, through arrays. */
export function compileUnset(argument: Value): (row: Row) => Row {
  const list = Array.isArray(argument) ? argument : [argument];
  const paths = list.map((item) => {
    if (typeof item !== 'string')
      throw new StoreError(31_002, '$unset specification must be a string or an array of strings');
    return fieldPath(item).parts;
  });
  if (paths.length === 0)
    throw new StoreError(31_119, '$unset specification must be a string or an array with at least one field');
  return (row) => {
    let doc = row.doc;
    for (const parts of paths) doc = removePath(doc, parts, 0);
    return Row.ofDoc(doc);
  };
}

function removePath(doc: Doc, parts: readonly string[], at: number): Doc {
  const name = parts[at] ?? '';
  if (!doc.has(name)) return doc;
  const copy = new Map(doc);
  if (at === parts.length - 1) copy.delete(name);
  else copy.set(name, removeInside(doc.get(name), parts, at + 1));
  return copy;
}

function removeInside(current: Value, parts: readonly string[], at: number): Value {
  if (isDoc(current)) return removePath(current, parts, at);
  return Array.isArray(current) ? current.map((item) => removeInside(item, parts, at)) : current;
}
