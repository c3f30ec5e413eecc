import { StoreError } from '../errors.js';
import { KeyWriter, afterPrefix } from '../bson/key.js';
import { docOf } from '../bson/write.js';
import type { Doc, Value } from '../bson/types.js';
import type { IndexDefinition } from './definitions.js';
import { indexKeysOf, maxKey, valuesOfKey } from './index-keys.js';
import type { Tables } from './tables.js';

const maxDocument = 16 * 1024 * 1024;
const writer = new KeyWriter();
/** The values of entries, one for each offset: they are all alike. */
const offsets: (Buffer | undefined)[] = [];

/** The documents of one collection and their indexes. Writes belong inside `engine.commit`. */
export class Collection {
  /** Those of the disk, or a transaction's. */
  readonly engine: Tables;
  readonly id: number;
  database: string;
  name: string;
  readonly uuid: Buffer;
  indexes: IndexDefinition[];
  /** Kept with each commit that changes them. */
  count: number;
  size: number;
  /** Set by a write, so that the commit stores the counts; and where an index met its first array. */
  touched = false;
  redefined = false;

  constructor(
    engine: Tables,
    about: {
      id: number;
      database: string;
      name: string;
      uuid: Buffer;
      indexes: IndexDefinition[];
      count: number;
      size: number;
    },
  ) {
    this.engine = engine;
    this.id = about.id;
    this.database = about.database;
    this.name = about.name;
    this.uuid = about.uuid;
    this.indexes = about.indexes;
    this.count = about.count;
    this.size = about.size;
  }

  get namespace(): string {
    return `${this.database}.${this.name}`;
  }

  /** The key of the document with this _id. */
  keyOf(id: Value): Buffer {
    writer.reset();
    writer.uint32(this.id);
    writer.value(id);
    return writer.copy();
  }

  /** What every key of the collection begins with. */
  get prefix(): Buffer {
    const prefix = Buffer.allocUnsafe(4);
    prefix.writeUInt32BE(this.id);
    return prefix;
  }

  get(key: Buffer): Buffer | undefined {
    return this.engine.records.get(key);
  }

  /** Adds a document that has an _id. A document or unique key that is there already is refused, and nothing is changed. */
  insert(bytes: Buffer, id: Value): void {
    const key = this.#recordKey(id);
    if (bytes.length > maxDocument) throw tooLarge(bytes.length);
    this.#claim(key);
    if (this.engine.records.has(key)) throw this.#duplicate('_id_', docOf({ _id: 1 }), docOf({ _id: id }));
    const suffix = key.subarray(4);
    const added: Buffer[] = [];
    for (const index of this.indexes) {
      for (const entry of this.#keysOf(index, bytes)) added.push(this.#checked(index, entry, suffix, bytes));
    }
    this.engine.records.put(key, bytes);
    for (const entry of added) this.#putEntry(entry, suffix);
    this.count += 1;
    this.size += bytes.length;
    this.touched = true;
  }

  #claim(key: Buffer): void {
    this.engine.claims.documents(this.id);
    this.engine.claims.key(key);
  }

  /** A key of a unique index belongs to one writer, whether it is taken or given up. */
  #claimed(index: IndexDefinition, entry: Buffer): Buffer {
    if (index.unique) this.engine.claims.key(entry);
    return entry;
  }

  #recordKey(id: Value): Buffer {
    const key = this.keyOf(id);
    if (key.length > maxKey / 2) {
      throw new StoreError('KeyTooLong', `an _id may be ${String(maxKey / 2)} bytes long as a key`);
    }
    return key;
  }

  /** Puts a new version of a document in place of the old. */
  replace(key: Buffer, before: Buffer, after: Buffer): void {
    if (after.length > maxDocument) {
      throw new StoreError(17_419, `Resulting document after update is larger than ${String(maxDocument)}`);
    }
    this.#claim(key);
    const suffix = key.subarray(4);
    const added: Buffer[] = [];
    const removed: Buffer[] = [];
    for (const index of this.indexes) {
      const old = indexKeysOf(index, before).keys;
      const next = this.#keysOf(index, after);
      for (const entry of next) if (!holds(old, entry)) added.push(this.#checked(index, entry, suffix, after));
      for (const entry of old) if (!holds(next, entry)) removed.push(this.#claimed(index, entry));
    }
    this.engine.records.put(key, after);
    for (const entry of removed) this.engine.entries.remove(Buffer.concat([entry, suffix]));
    for (const entry of added) this.#putEntry(entry, suffix);
    this.size += after.length - before.length;
    this.touched = true;
  }

  remove(key: Buffer, bytes: Buffer): void {
    this.#claim(key);
    const suffix = key.subarray(4);
    for (const index of this.indexes) {
      for (const entry of indexKeysOf(index, bytes).keys) {
        this.engine.entries.remove(Buffer.concat([this.#claimed(index, entry), suffix]));
      }
    }
    this.engine.records.remove(key);
    this.count -= 1;
    this.size -= bytes.length;
    this.touched = true;
  }

  /** Adds the entries of one document to one index, as when the index is built. */
  addToIndex(index: IndexDefinition, key: Buffer, bytes: Buffer): void {
    const suffix = key.subarray(4);
    for (const entry of this.#keysOf(index, bytes)) this.#putEntry(this.#checked(index, entry, suffix, bytes), suffix);
  }

  /** An entry's value says where its _id begins. */
  #putEntry(entry: Buffer, suffix: Buffer): void {
    let at = offsets[entry.length];
    if (at === undefined) {
      at = Buffer.alloc(2);
      at.writeUInt16LE(entry.length);
      offsets[entry.length] = at;
    }
    this.engine.entries.put(Buffer.concat([entry, suffix]), at);
  }

  /** The keys of a document in an index; takes note of the first array on a path. */
  #keysOf(index: IndexDefinition, bytes: Buffer): readonly Buffer[] {
    const { keys, multikey } = indexKeysOf(index, bytes);
    if (keys.length === 1 && !multikey.includes(true)) return keys;
    for (const [at, met] of multikey.entries()) {
      if (met && index.multikey[at] !== true) {
        index.multikey[at] = true;
        this.redefined = true;
      }
    }
    return keys;
  }

  #checked(index: IndexDefinition, key: Buffer, suffix: Buffer, bytes: Buffer): Buffer {
    if (index.unique) this.#checkUnique(index, this.#claimed(index, key), suffix, bytes);
    return key;
  }

  #checkUnique(index: IndexDefinition, key: Buffer, suffix: Buffer, bytes: Buffer): void {
    for (const other of this.engine.entries.keys({ start: key, end: afterPrefix(key), limit: 2 })) {
      if (!other.subarray(key.length).equals(suffix)) {
        throw this.#duplicate(index.name, index.pattern, valuesOfKey(index, bytes, key));
      }
    }
  }

  #duplicate(name: string, pattern: Doc, values: Doc): StoreError {
    const dup = [...values].map(([field, value]) => `${field}: ${show(value)}`).join(', ');
    return new StoreError(
      'DuplicateKey',
      `E11000 duplicate key error collection: ${this.namespace} index: ${name} dup key: { ${dup} }`,
      { keyPattern: pattern, keyValue: values },
    );
  }
}

function holds(keys: readonly Buffer[], key: Buffer): boolean {
  return keys.some((one) => one.equals(key));
}

function show(value: Value): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  if (value === null || value === undefined) return 'null';
  if (value instanceof Map) return '{ ... }';
  if (Array.isArray(value)) return '[ ... ]';
  return value instanceof Date
    ? value.toISOString()
    : 'toHexString' in value
      ? `ObjectId('${value.toHexString()}')`
      : '...';
}

function tooLarge(length: number): StoreError {
  return new StoreError(
    'BSONObjectTooLarge',
    `object to insert too large. size in bytes: ${String(length)}, max size: ${String(maxDocument)}`,
  );
}
