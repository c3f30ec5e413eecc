import { StoreError } from '../errors.js';
import { isDoc } from '../bson/types.js';
import type { Doc, Value } from '../bson/types.js';
import { indexOf } from '../query/path.js';

/** A deep copy of the containers, so that an update may change it. Leaves are never changed and are shared. */
export function copyValue(value: Value): Value {
  if (isDoc(value)) return copyDoc(value);
  return Array.isArray(value) ? value.map(copyValue) : value;
}

export function copyDoc(doc: Doc): Doc {
  const copy: Doc = new Map();
  for (const [name, value] of doc) copy.set(name, copyValue(value));
  return copy;
}

/** Longest gap of nulls that setting an element past an array's end may fill. */
const maxPadding = 1_500_000;

/** A place in a document where an operator works: a container and a name or index in it. */
export type Slot = { get(): Value; set(value: Value): void; remove(): void };

function slotIn(container: Doc | Value[], part: string, path: string): Slot {
  if (isDoc(container)) {
    return {
      get: () => container.get(part),
      set: (value) => void container.set(part, value),
      remove: () => void container.delete(part),
    };
  }
  const index = indexOf(part);
  if (index < 0) {
    throw new StoreError('PathNotViable', `Cannot create field '${part}' in element of an array (path ${path})`);
  }
  return {
    get: () => container[index],
    set: (value) => {
      if (index - container.length > maxPadding) {
        throw new StoreError('BadValue', `can't backfill array to larger than ${String(maxPadding)} elements`);
      }
      while (container.length < index) container.push(null);
      container[index] = value;
    },
    // An element that is unset stays as null, so that the others keep their places.
    remove: () => {
      if (index < container.length) container[index] = null;
    },
  };
}

/**
 * Walks to a path for writing. Missing documents on the way are made when `create` is set; else undefined is the answer when something is missing.
 */
export function slotAt(root: Doc, parts: readonly string[], create: boolean): Slot | undefined {
  let container: Doc | Value[] = root;
  const path = parts.join('.');
  for (let at = 0; at < parts.length - 1; at += 1) {
    const part = parts[at] ?? '';
    if (!create && Array.isArray(container) && indexOf(part) < 0) return undefined;
    const slot: Slot = slotIn(container, part, path);
    let next: Value = slot.get();
    if (next === undefined) {
      if (!create) return undefined;
      next = new Map();
      slot.set(next);
    }
    if (!isDoc(next) && !Array.isArray(next)) {
      if (!create) return undefined;
      throw new StoreError(
        'PathNotViable',
        `Cannot create field '${parts[at + 1] ?? ''}' in element {${part}: ...}: it is not a document (path ${path})`,
      );
    }
    container = next;
  }
  const last = parts[parts.length - 1] ?? '';
  if (!create && Array.isArray(container) && indexOf(last) < 0) return undefined;
  return slotIn(container, last, path);
}
