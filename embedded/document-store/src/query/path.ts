import { BsonType } from '../bson/types.js';
import type { Doc, Value } from '../bson/types.js';
import { findElement, readDocument, readValue } from '../bson/read.js';
import { encodeDocument } from '../bson/write.js';

/** A dotted path, taken apart once; `names` are the parts' bytes for reading raw documents. */
export type Path = { text: string; parts: readonly string[]; names: readonly Buffer[] };

export function pathOf(text: string): Path {
  const parts = text.split('.');
  return { text, parts, names: parts.map((part) => Buffer.from(part)) };
}

/**
 * A document on its way through a query: raw bytes as stored, or a document in memory, whichever it came as. Either is made
 * from the other only when asked for.
 */
export class Row {
  #bytes: Buffer | undefined;
  #doc: Doc | undefined;

  private constructor(bytes: Buffer | undefined, doc: Doc | undefined) {
    this.#bytes = bytes;
    this.#doc = doc;
  }

  static ofBytes(bytes: Buffer): Row {
    return new Row(bytes, undefined);
  }

  static ofDoc(doc: Doc): Row {
    return new Row(undefined, doc);
  }

  /** The document in memory. It may be shared: callers copy before they change it. */
  get doc(): Doc {
    this.#doc ??= readDocument(this.#bytes ?? encodeDocument(new Map()));
    return this.#doc;
  }

  get bytes(): Buffer {
    this.#bytes ??= encodeDocument(this.doc);
    return this.#bytes;
  }

  /** A top-level field. */
  field(name: string): Value {
    if (this.#doc !== undefined) return this.#doc.get(name);
    return this.locate(pathOf(name)).value;
  }

  /**
   * Walks down a path until it ends or meets an array. `depth` parts were used up: fewer than all means that `value` is an array in the
   * middle of the path.
   */
  locate(path: Path): Located {
    if (this.#doc === undefined && this.#bytes !== undefined) return locateRaw(this.#bytes, 0, path);
    return locate(this.doc, path, 0);
  }
}

export type Located = { value: Value; depth: number };

const missing = (path: Path): Located => ({ value: undefined, depth: path.parts.length });

/** `locate` for a value in memory, from the given depth on. */
export function locate(from: Value, path: Path, depth: number): Located {
  let value = from;
  for (let at = depth; at < path.parts.length; at += 1) {
    if (Array.isArray(value)) return { value, depth: at };
    if (!(value instanceof Map)) return missing(path);
    value = value.get(path.parts[at] ?? '');
  }
  return { value, depth: path.parts.length };
}

/** `locate` for raw bytes: only the value at the end is decoded. */
export function locateRaw(bytes: Buffer, start: number, path: Path): Located {
  let at = start;
  const last = path.names.length - 1;
  for (let depth = 0; depth <= last; depth += 1) {
    const element = findElement(bytes, at, path.names[depth] ?? Buffer.alloc(0));
    if (element === undefined) return missing(path);
    if (depth === last || element.type === BsonType.array) {
      return { value: readValue(element.type, bytes, element.value), depth: depth + 1 };
    }
    if (element.type !== BsonType.object) return missing(path);
    at = element.value;
  }
  return missing(path);
}

const digits = /^(0|[1-9]\d*)$/;

/** The array index that a path part names, or -1. */
export function indexOf(part: string): number {
  return digits.test(part) ? Number(part) : -1;
}

/**
 * Shows `test` each value that MongoDB looks at for a path, until one passes: through arrays in the middle of the path into their
 * documents (and into the element that a number names), at the end each element and then the array itself.
 * A document without the field shows `undefined`; elements that are no documents show nothing.
 */
export function someValue(
  from: Value,
  path: Path,
  depth: number,
  intoLeaf: boolean,
  test: (value: Value) => boolean,
): boolean {
  const { value, depth: reached } = locate(from, path, depth);
  if (!Array.isArray(value)) return test(value);
  if (reached === path.parts.length) {
    if (intoLeaf) for (const item of value) if (test(item)) return true;
    return test(value);
  }
  const index = indexOf(path.parts[reached] ?? '');
  for (const [at, item] of value.entries()) {
    if (item instanceof Map && someValue(item, path, reached, intoLeaf, test)) return true;
    if (at === index && someValue(item, path, reached + 1, intoLeaf, test)) return true;
  }
  return false;
}
