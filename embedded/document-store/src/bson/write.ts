import {
  BSONRegExp,
  Binary,
  BsonType,
  Code,
  Decimal128,
  Double,
  MinKey,
  ObjectId,
  Timestamp,
  isInt32,
} from './types.js';
import type { Doc, Value } from './types.js';

/** Writes BSON into one growing buffer. Begin and end calls must pair; `take` hands the bytes over. */
export class BsonWriter {
  #bytes: Buffer;
  #pos = 0;

  constructor(size = 512) {
    this.#bytes = Buffer.allocUnsafe(size);
  }

  get length(): number {
    return this.#pos;
  }

  /** What was written; the writer must not be used afterwards. */
  take(): Buffer {
    return this.#bytes.subarray(0, this.#pos);
  }

  #room(size: number): void {
    if (this.#pos + size <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#pos + size));
    this.#bytes.copy(grown, 0, 0, this.#pos);
    this.#bytes = grown;
  }

  int32(value: number): void {
    this.#room(4);
    this.#pos = this.#bytes.writeInt32LE(value, this.#pos);
  }

  #byte(value: number): void {
    this.#room(1);
    this.#bytes[this.#pos] = value;
    this.#pos += 1;
  }

  /** Overwrites four bytes that were written before. */
  patchInt32(at: number, value: number): void {
    this.#bytes.writeInt32LE(value, at);
  }

  raw(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#pos);
    this.#pos += bytes.length;
  }

  #text(text: string): void {
    this.#room(text.length * 3 + 1);
    const bytes = this.#bytes;
    let pos = this.#pos;
    if (text.length < 24) {
      let at = 0;
      for (; at < text.length; at += 1) {
        const code = text.charCodeAt(at);
        if (code > 127) break;
        bytes[pos + at] = code;
      }
      if (at === text.length) {
        pos += at;
        bytes[pos] = 0;
        this.#pos = pos + 1;
        return;
      }
    }
    pos += bytes.write(text, pos, 'utf8');
    bytes[pos] = 0;
    this.#pos = pos + 1;
  }

  #string(text: string): void {
    this.#room(4);
    const at = this.#pos;
    this.#pos += 4;
    this.#text(text);
    this.#bytes.writeInt32LE(this.#pos - at - 4, at);
  }

  /** Opens a document; the answer goes to `endDocument`. */
  beginDocument(): number {
    const at = this.#pos;
    this.int32(0);
    return at;
  }

  endDocument(at: number): void {
    this.#byte(0);
    this.patchInt32(at, this.#pos - at);
  }

  /** Type byte and name of an element whose value the caller writes next. */
  header(type: number, name: string): void {
    this.#byte(type);
    this.#text(name);
  }

  /** An element whose value is already BSON. */
  rawElement(type: number, name: string, bytes: Uint8Array): void {
    this.header(type, name);
    this.raw(bytes);
  }

  document(doc: Doc): void {
    const at = this.beginDocument();
    for (const [name, value] of doc) this.element(name, value);
    this.endDocument(at);
  }

  /** One field. A missing value writes nothing. */
  element(name: string, value: Value): void {
    switch (typeof value) {
      case 'string':
        this.header(BsonType.string, name);
        this.#string(value);
        return;
      case 'number':
        if (isInt32(value)) {
          this.header(BsonType.int, name);
          this.int32(value);
        } else {
          this.header(BsonType.double, name);
          this.#double(value);
        }
        return;
      case 'boolean':
        this.header(BsonType.bool, name);
        this.#byte(value ? 1 : 0);
        return;
      case 'bigint':
        this.header(BsonType.long, name);
        this.#int64(value);
        return;
      case 'undefined':
        return;
      case 'object':
        this.#object(name, value);
    }
  }

  #double(value: number): void {
    this.#room(8);
    this.#pos = this.#bytes.writeDoubleLE(value, this.#pos);
  }

  #int64(value: bigint): void {
    this.#room(8);
    this.#pos = this.#bytes.writeBigInt64LE(value, this.#pos);
  }

  #object(name: string, value: Exclude<Value, undefined | boolean | number | string | bigint>): void {
    if (value === null) {
      this.header(BsonType.null, name);
    } else if (value instanceof Map) {
      this.header(BsonType.object, name);
      this.document(value);
    } else if (Array.isArray(value)) {
      this.header(BsonType.array, name);
      const at = this.beginDocument();
      for (const [index, item] of value.entries()) this.element(String(index), item === undefined ? null : item);
      this.endDocument(at);
    } else if (value instanceof Date) {
      this.header(BsonType.date, name);
      this.#int64(BigInt(value.getTime()));
    } else if (value instanceof ObjectId) {
      this.header(BsonType.objectId, name);
      this.raw(value.id);
    } else if (value instanceof Double) {
      this.header(BsonType.double, name);
      this.#double(value.value);
    } else if (value instanceof Decimal128) {
      this.header(BsonType.decimal, name);
      this.raw(value.bytes);
    } else if (value instanceof Binary) {
      this.header(BsonType.binData, name);
      this.int32(value.position);
      this.#byte(value.sub_type);
      this.raw(value.buffer.subarray(0, value.position));
    } else if (value instanceof Timestamp) {
      this.header(BsonType.timestamp, name);
      this.int32(value.i | 0);
      this.int32(value.t | 0);
    } else if (value instanceof BSONRegExp) {
      this.header(BsonType.regex, name);
      this.#text(value.pattern);
      this.#text(value.options);
    } else if (value instanceof Code) {
      this.header(BsonType.javascript, name);
      this.#string(value.code);
    } else {
      this.header(value instanceof MinKey ? BsonType.minKey : BsonType.maxKey, name);
    }
  }
}

/** The BSON of a document. */
export function encodeDocument(doc: Doc): Buffer {
  const writer = new BsonWriter();
  writer.document(doc);
  return writer.take();
}

/** A plain value of this program (replies, explain, errors) as a BSON value. */
export function toValue(input: unknown): Value {
  if (input === null || input === undefined) return null;
  if (typeof input === 'object') {
    if (input instanceof Map) return input;
    if (Array.isArray(input)) return input.map(toValue);
    if (
      input instanceof Date ||
      input instanceof ObjectId ||
      input instanceof Double ||
      input instanceof Decimal128 ||
      input instanceof Binary ||
      input instanceof Timestamp ||
      input instanceof BSONRegExp ||
      input instanceof Code
    ) {
      return input;
    }
    return docOf(Object.fromEntries(Object.entries(input)));
  }
  if (
    typeof input === 'string' ||
    typeof input === 'number' ||
    typeof input === 'boolean' ||
    typeof input === 'bigint'
  ) {
    return input;
  }
  return null;
}

/** A document from a plain object; fields that are undefined are left out. */
export function docOf(fields: Readonly<Record<string, unknown>>): Doc {
  const doc: Doc = new Map();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) doc.set(name, toValue(value));
  return doc;
}
