import { StoreError } from '../errors.js';
import { KeyWriter } from '../bson/key.js';
import type { Doc, Value } from '../bson/types.js';
import { indexOf, locate, locateRaw } from '../query/path.js';
import type { IndexDefinition } from './definitions.js';

/** LMDB's longest key, less the index's number. */
export const maxKey = 1_960;

/** The keys of one document in one index (without number and _id), and for each field whether an array was met on its path. */
export type IndexKeys = { keys: Buffer[]; multikey: readonly boolean[] };

const writer = new KeyWriter();

/** Where a field of the index stands while arrays are opened: a value, and how much of the path led to it. */
type Place = { value: Value; depth: number; emptyArray: boolean };

/** Computes the keys of a raw document. Arrays make several; a sparse or partial index may have none. */
export function indexKeysOf(index: IndexDefinition, bytes: Buffer): IndexKeys {
  const places: Place[] = [];
  let arrays = false;
  let present = false;
  for (const field of index.fields) {
    const { value, depth } = locateRaw(bytes, 0, field.path);
    if (Array.isArray(value)) arrays = true;
    if (value !== undefined) present = true;
    places.push({ value, depth, emptyArray: false });
  }
  if (index.sparse && !present) return { keys: [], multikey: index.fields.map(() => false) };
  if (!arrays) return { keys: [keyOfPlaces(index, places)], multikey: noArrays(index) };
  const multikey = index.fields.map(() => false);
  const keys = new Map<string, Buffer>();
  expand(index, places, multikey, (settled) => {
    const key = keyOfPlaces(index, settled);
    keys.set(key.toString('latin1'), key);
  });
  return { keys: [...keys.values()], multikey };
}

/** The values that one key of a document was made from, as an error tells them: of an array the element, null for the missing. */
export function valuesOfKey(index: IndexDefinition, bytes: Buffer, key: Buffer): Doc {
  const places = index.fields.map((field) => ({ ...locateRaw(bytes, 0, field.path), emptyArray: false }));
  const values: Doc = new Map();
  expand(index, places, [], (settled) => {
    if (values.size > 0 || !keyOfPlaces(index, settled).equals(key)) return;
    for (const [at, field] of index.fields.entries()) values.set(field.path.text, settled[at]?.value ?? null);
  });
  return values;
}

const plain = new WeakMap<IndexDefinition, readonly boolean[]>();

function noArrays(index: IndexDefinition): readonly boolean[] {
  let flags = plain.get(index);
  if (flags === undefined) {
    flags = index.fields.map(() => false);
    plain.set(index, flags);
  }
  return flags;
}

/** Opens the first array, and shows each set of places that has none left open; every field that stands at the same array moves into its elements together. */
function expand(
  index: IndexDefinition,
  places: readonly Place[],
  multikey: boolean[],
  found: (settled: readonly Place[]) => void,
): void {
  // A number in the path names one element: that opens no array.
  const settled = places.map((place, at) => byPosition(index, place, at));
  const first = settled.findIndex((place) => isOpen(place));
  const array = settled[first]?.value;
  if (!Array.isArray(array)) {
    found(settled);
    return;
  }
  const together = settled.map((place, at) => place.value === array || sameArray(index, settled, first, at));
  if (settled.some((place, at) => isOpen(place) && together[at] !== true)) {
    const names = settled.flatMap((place, at) => (isOpen(place) ? [index.fields[at]?.path.text ?? ''] : []));
    throw new StoreError('CannotIndexParallelArrays', `cannot index parallel arrays [${names.join('] [')}]`);
  }
  for (const [at, joined] of together.entries()) if (joined) multikey[at] = true;
  const length = index.fields.length;
  if (array.length === 0) {
    expand(
      index,
      settled.map((place, at) => (together[at] === true ? emptied(index, place, at) : place)),
      multikey,
      found,
    );
    return;
  }
  for (let item = 0; item < array.length; item += 1) {
    const opened: Place[] = [];
    for (let at = 0; at < length; at += 1) {
      const place = settled[at];
      if (place === undefined) continue;
      opened.push(together[at] === true ? into(index, place, at, item) : place);
    }
    expand(index, opened, multikey, found);
  }
}

/** An array nested directly in an array is a value of its own and stays closed. */
function isOpen(place: Place): boolean {
  return Array.isArray(place.value) && !place.emptyArray;
}

function sameArray(index: IndexDefinition, places: readonly Place[], first: number, at: number): boolean {
  const a = index.fields[first]?.path.parts.slice(0, places[first]?.depth).join('.');
  const b = index.fields[at]?.path.parts.slice(0, places[at]?.depth).join('.');
  return a === b && isOpen(places[at] ?? { value: undefined, depth: 0, emptyArray: false });
}

function byPosition(index: IndexDefinition, place: Place, at: number): Place {
  const path = index.fields[at]?.path;
  if (path === undefined || !isOpen(place) || !Array.isArray(place.value) || place.depth >= path.parts.length)
    return place;
  const position = indexOf(path.parts[place.depth] ?? '');
  if (position < 0) return place;
  // The number could as well be a name inside an element: a query would look at both, and an index can hold only one.
  const name = path.parts[place.depth] ?? '';
  if (place.value.some((item) => item instanceof Map && item.has(name))) {
    throw new StoreError(
      16_746,
      `Ambiguous field name found in array (do not use numeric field names in embedded elements in an array), field: '${name}'`,
    );
  }
  const { value, depth } = locate(place.value[position], path, place.depth + 1);
  return byPosition(index, { value, depth, emptyArray: false }, at);
}

function emptied(index: IndexDefinition, place: Place, at: number): Place {
  const ends = place.depth === index.fields[at]?.path.parts.length;
  // At the end of the path the empty array is what is indexed; in the middle nothing is below it.
  return ends ? { ...place, emptyArray: true } : { value: undefined, depth: Infinity, emptyArray: false };
}

function into(index: IndexDefinition, place: Place, at: number, item: number): Place {
  const path = index.fields[at]?.path;
  if (path === undefined || !Array.isArray(place.value)) return place;
  const element = place.value[item];
  if (place.depth === path.parts.length)
    return { value: element, depth: place.depth, emptyArray: Array.isArray(element) };
  if (!(element instanceof Map)) return { value: undefined, depth: path.parts.length, emptyArray: false };
  const found = locate(element, path, place.depth);
  return { value: found.value, depth: found.depth, emptyArray: false };
}

function keyOfPlaces(index: IndexDefinition, places: readonly Place[]): Buffer {
  writer.reset();
  writer.uint32(index.id);
  for (const [at, field] of index.fields.entries()) {
    const place = places[at];
    if (
      place?.emptyArray === true &&
      Array.isArray(place.value) &&
      place.value.length === 0 &&
      place.depth !== Infinity
    ) {
      writer.emptyArray(field.descending);
    } else writer.value(place?.value, field.descending);
  }
  if (writer.length > maxKey - 100) {
    throw new StoreError(
      'KeyTooLong',
      `the values of index ${index.name} are longer than ${String(maxKey - 100)} bytes`,
    );
  }
  return writer.copy();
}
