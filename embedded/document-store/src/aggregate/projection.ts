import { StoreError } from '../errors.js';
import { toNumber } from '../bson/numbers.js';
import { isDoc, isNumeric } from '../bson/types.js';
import type { Doc, Value } from '../bson/types.js';
import { Row } from '../query/path.js';
import { parseExpression, scopeOf } from './expression.js';
import type { Expression, Scope, Variables } from './expression-types.js';

/** What a projection says of one field: keep, leave out, compute, or go on inside. */
type Node = { kind: 'keep' } | { kind: 'drop' } | { kind: 'compute'; expression: Expression } | Inner;
type Inner = { kind: 'inner'; fields: Map<string, Node> };

/** A field that only find knows how to compute; with mode `keep` it makes the projection an inclusion. */
export type Special = { expression: Expression; mode: 'keep' | undefined };

/** Reads the shape of `$project` or find's projection and answers what makes a projected document. */
export function compileProjection(
  shape: Doc,
  variables?: Variables,
  extra?: (name: string, value: Value) => Special | undefined,
): (row: Row) => Row {
  const root: Inner = { kind: 'inner', fields: new Map() };
  let mode: 'keep' | 'drop' | undefined;
  let idGiven: boolean | undefined;
  const setMode = (wanted: 'keep' | 'drop', name: string): void => {
    if (mode !== undefined && mode !== wanted) {
      const [code, said] = wanted === 'keep' ? [31_253, 'inclusion on field'] : [31_254, 'exclusion on field'];
      throw new StoreError(
        code,
        `Cannot do ${said} ${name} in ${wanted === 'keep' ? 'exclusion' : 'inclusion'} projection`,
      );
    }
    mode = wanted;
  };
  const visit = (name: string, value: Value, at: string): void => {
    const special = extra?.(at, value);
    if (special !== undefined) {
      if (special.mode !== undefined) setMode(special.mode, at);
      place(root, at, { kind: 'compute', expression: special.expression });
      return;
    }
    if (isFlag(value)) {
      const keep = typeof value === 'boolean' ? value : toNumber(value) !== 0;
      if (at === '_id') idGiven = keep;
      else setMode(keep ? 'keep' : 'drop', at);
      place(root, at, keep ? { kind: 'keep' } : { kind: 'drop' });
      return;
    }
    if (isDoc(value) && value.size > 0 && !(value.keys().next().value ?? '').startsWith('$')) {
      for (const [inner, innerValue] of value) visit(inner, innerValue, `${at}.${inner}`);
      return;
    }
    if (at !== '_id') setMode('keep', at);
    place(root, at, { kind: 'compute', expression: parseExpression(value, variables) });
  };
  for (const [name, value] of shape) visit(name, value, name);
  if (mode === undefined)
    mode = idGiven === true ? 'keep' : idGiven === false ? 'drop' : extra === undefined ? 'keep' : 'drop';
  if (mode === 'keep') {
    if (idGiven === undefined && !root.fields.has('_id')) root.fields.set('_id', { kind: 'keep' });
    return (row) => Row.ofDoc(include(root, row.doc, scopeOf(row), true));
  }
  if (idGiven === true) root.fields.delete('_id');
  return (row) => Row.ofDoc(exclude(root, row.doc, scopeOf(row)));
}

function isFlag(value: Value): value is Extract<Value, boolean | number | bigint> {
  return typeof value === 'boolean' || isNumeric(value);
}

function place(root: Inner, path: string, node: Node): void {
  const parts = path.split('.');
  const last = parts.pop() ?? '';
  let inner = root;
  for (const part of [...parts, last]) {
    if (part === '') throw new StoreError(40_353, 'FieldPath must not end or begin with a dot');
    if (part.startsWith('$'))
      throw new StoreError(16_410, `FieldPath field names may not start with '$'. Given: ${part}`);
  }
  for (const part of parts) {
    const next = inner.fields.get(part);
    if (next === undefined) {
      const made: Inner = { kind: 'inner', fields: new Map() };
      inner.fields.set(part, made);
      inner = made;
    } else if (next.kind === 'inner') inner = next;
    else throw new StoreError(31_249, `Path collision at ${path}`);
  }
  if (inner.fields.has(last)) throw new StoreError(31_250, `Path collision at ${path}`);
  inner.fields.set(last, node);
}

/** Kept fields stand in the document's own order, computed ones behind in the projection's. */
function include(node: Inner, doc: Doc, scope: Scope, top: boolean): Doc {
  const out: Doc = new Map();
  for (const [name, value] of doc) {
    const field = node.fields.get(name);
    if (field === undefined || field.kind === 'drop') continue;
    if (field.kind === 'keep') out.set(name, value);
    else if (field.kind === 'inner') {
      const inner = includeInside(field, value, scope);
      if (inner !== undefined) out.set(name, inner);
    } else if (!top || name === '_id') {
      const result = field.expression.evaluate(scope);
      if (result !== undefined) out.set(name, result);
    }
  }
  addComputed(node, out, scope);
  return out;
}

function includeInside(node: Inner, value: Value, scope: Scope): Value {
  if (isDoc(value)) return include(node, value, scope, false);
  if (Array.isArray(value)) {
    return value.map((item) => includeInside(node, item, scope)).filter((item) => item !== undefined);
  }
  return hasComputed(node) ? include(node, new Map(), scope, false) : undefined;
}

function hasComputed(node: Inner): boolean {
  return [...node.fields.values()].some(
    (field) => field.kind === 'compute' || (field.kind === 'inner' && hasComputed(field)),
  );
}

function addComputed(node: Inner, out: Doc, scope: Scope): void {
  for (const [name, field] of node.fields) {
    if (out.has(name)) continue;
    if (field.kind === 'compute') {
      const result = field.expression.evaluate(scope);
      if (result !== undefined) out.set(name, result);
    } else if (field.kind === 'inner' && hasComputed(field)) {
      const inner = include(field, new Map(), scope, false);
      if (inner.size > 0) out.set(name, inner);
    }
  }
}

function exclude(node: Inner, doc: Doc, scope: Scope): Doc {
  const out: Doc = new Map();
  for (const [name, value] of doc) {
    const field = node.fields.get(name);
    if (field === undefined || field.kind === 'keep') out.set(name, value);
    else if (field.kind === 'inner') out.set(name, excludeInside(field, value, scope));
    else if (field.kind === 'compute') {
      const result = field.expression.evaluate(scope);
      if (result !== undefined) out.set(name, result);
    }
  }
  return out;
}

function excludeInside(node: Inner, value: Value, scope: Scope): Value {
  if (isDoc(value)) return exclude(node, value, scope);
  if (Array.isArray(value)) return value.map((item) => excludeInside(node, item, scope));
  return value;
}
