import { StoreError } from '../errors.js';
import { equalValues } from '../bson/compare.js';
import { readDocument } from '../bson/read.js';
import { isDoc, typeName } from '../bson/types.js';
import type { Doc, Value } from '../bson/types.js';
import { pushThrough } from '../aggregate/stage.js';
import { indexOf, Row } from '../query/path.js';
import { copyDoc, slotAt } from './document.js';
import type { Change, Update } from './parse.js';

/** What an update works with beside the document. `position` finds the element that a query matched on a path, for `$`. */
export type UpdateContext = { inserting: boolean; now: Date; position: (arrayPath: string) => number | undefined };

/** The document after an update; the one given stays as it is. `_id` never changes. */
export function applyUpdate(update: Update, before: Doc, context: UpdateContext): Doc {
  const after = updated(update, before, context);
  const id = before.get('_id');
  const newId = after.get('_id');
  if (id === undefined) return after;
  // A replacement, and a pipeline, may leave the _id out; an operator may not take it away.
  if (newId === undefined && update.kind !== 'change') return new Map<string, Value>([['_id', id], ...after]);
  if (newId === undefined || !equalValues(id, newId)) {
    throw new StoreError(
      'ImmutableField',
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    );
  }
  return after;
}

function updated(update: Update, before: Doc, context: UpdateContext): Doc {
  switch (update.kind) {
    case 'replace':
      return withIdFirst(readDocument(update.bytes));
    case 'pipeline': {
      const [row] = pushThrough(update.stages(), [Row.ofDoc(before)]);
      return row === undefined ? before : withIdFirst(row.doc);
    }
    case 'change': {
      const doc = copyDoc(before);
      for (const change of update.changes) applyChange(change, doc, update, context);
      return doc;
    }
  }
}

function withIdFirst(doc: Doc): Doc {
  if (!doc.has('_id') || doc.keys().next().value === '_id') return doc;
  return new Map<string, Value>([['_id', doc.get('_id')], ...doc]);
}

function applyChange(
  change: Change,
  doc: Doc,
  update: Extract<Update, { kind: 'change' }>,
  context: UpdateContext,
): void {
  if (change.onInsert && !context.inserting) return;
  if (change.operator === '$rename-to') return;
  if (change.operator === '$rename') {
    rename(change, doc, update.changes);
    return;
  }
  // Taking away and cutting down never make the way to their place.
  const create = !['$unset', '$pull', '$pullAll', '$pop'].includes(change.operator);
  for (const parts of placesOf(change, doc, update, context)) {
    const slot = slotAt(doc, parts, create);
    if (slot === undefined) continue;
    const outcome = change.apply(slot.get(), context.now);
    if (outcome === 'remove') slot.remove();
    else if (outcome !== 'keep') slot.set(outcome.value);
  }
}

function rename(change: Change, doc: Doc, changes: readonly Change[]): void {
  const target = changes[changes.indexOf(change) + 1];
  const from = slotAt(doc, change.parts, false);
  const value = from?.get();
  if (from === undefined || value === undefined || target === undefined) return;
  if (throughArray(doc, change.parts) || throughArray(doc, target.parts)) {
    throw new StoreError('BadValue', 'The source and target fields of $rename cannot lie in an array');
  }
  from.remove();
  slotAt(doc, target.parts, true)?.set(value);
}

function throughArray(doc: Doc, parts: readonly string[]): boolean {
  let value: Value = doc;
  for (const part of parts.slice(0, -1)) {
    if (!isDoc(value)) return false;
    value = value.get(part);
    if (Array.isArray(value)) return true;
  }
  return false;
}

/** The paths that a change means on this document: `$`, `$[]` and `$[name]` become indexes. */
function placesOf(
  change: Change,
  doc: Doc,
  update: Extract<Update, { kind: 'change' }>,
  context: UpdateContext,
): readonly (readonly string[])[] {
  if (!change.parts.some((part) => part.startsWith('$'))) return [change.parts];
  let places: string[][] = [[]];
  for (const part of change.parts) {
    if (part === '$') {
      const position = context.position(places[0]?.join('.') ?? '');
      if (position === undefined) {
        throw new StoreError('BadValue', 'The positional operator did not find the match needed from the query.');
      }
      places = places.map((place) => [...place, String(position)]);
    } else if (part.startsWith('$[')) {
      const name = part.slice(2, -1);
      places = places.flatMap((place) => elementsOf(doc, place, name, update).map((at) => [...place, String(at)]));
    } else places = places.map((place) => [...place, part]);
  }
  return places;
}

function elementsOf(
  doc: Doc,
  place: readonly string[],
  name: string,
  update: Extract<Update, { kind: 'change' }>,
): number[] {
  let value: Value = doc;
  for (const part of place)
    value = isDoc(value) ? value.get(part) : Array.isArray(value) ? value[indexOf(part)] : undefined;
  if (!Array.isArray(value)) {
    if (value === undefined) {
      throw new StoreError(
        'BadValue',
        `The path '${place.join('.')}' must exist in the document in order to apply array updates.`,
      );
    }
    throw new StoreError(
      'BadValue',
      `Cannot apply array updates to non-array element ${place.join('.')}: ${typeName(value)}`,
    );
  }
  const matches = name === '' ? undefined : update.filters.get(name);
  const found: number[] = [];
  for (const [at, item] of value.entries()) {
    if (matches === undefined || matches(Row.ofDoc(new Map([[name, item]])))) found.push(at);
  }
  return found;
}
