import { randomUUID } from 'node:crypto';
import { StoreError } from '../errors.js';
import { readDocument } from '../bson/read.js';
import { Binary, isDoc } from '../bson/types.js';
import type { Doc, Value } from '../bson/types.js';
import { toNumber } from '../bson/numbers.js';
import { docOf, encodeDocument } from '../bson/write.js';
import { isNumeric } from '../bson/types.js';
import { afterPrefix } from '../bson/key.js';
import { pathOf } from '../query/path.js';
import { Collection } from './collection.js';
import type { IndexDefinition } from './definitions.js';
import type { Tables } from './tables.js';

const numbersKey = Buffer.from('#next');

/** The collections there are, by namespace. It lives in memory and is stored with the commits that change it. */
export class Catalogue {
  readonly #engine: Tables;
  /** Gives numbers that no one else gets; a transaction's catalogue takes them from the one of the disk. */
  readonly #reserve: () => number;
  #collections = new Map<string, Collection>();
  #next = 1;

  constructor(engine: Tables, reserve?: () => number) {
    this.#engine = engine;
    this.#reserve = reserve ?? (() => this.reserveId());
    this.load();
  }

  /** Reads the stored state: at start, and after a commit that failed. Collections keep their identity. */
  load(): void {
    const before = this.#collections;
    this.#collections = new Map();
    // Never back: an open transaction may have been given a number that is not stored yet.
    this.#next = Math.max(this.#next, this.#engine.catalogue.get(numbersKey)?.readUInt32BE() ?? 1);
    const names = { start: Buffer.from('='), end: Buffer.from('>') };
    for (const { key, value } of this.#engine.catalogue.range(names)) {
      const stored = readDocument(value);
      const known = before.get(key.toString('utf8', 1));
      const collection = known !== undefined && known.id === number(stored.get('id')) ? known : undefined;
      const read = this.#read(stored);
      if (collection !== undefined) {
        Object.assign(collection, {
          indexes: read.indexes,
          count: read.count,
          size: read.size,
          touched: false,
          redefined: false,
        });
      }
      this.#collections.set(read.namespace, collection ?? read);
    }
  }

  #read(stored: Doc): Collection {
    const id = number(stored.get('id'));
    const counts = this.#engine.catalogue.get(countsKey(id));
    const list = stored.get('indexes');
    return new Collection(this.#engine, {
      id,
      database: text(stored.get('database')),
      name: text(stored.get('name')),
      uuid: Buffer.from(text(stored.get('uuid')), 'hex'),
      indexes: Array.isArray(list) ? list.filter(isDoc).map(indexFrom) : [],
      count: counts?.readDoubleLE(0) ?? 0,
      size: counts?.readDoubleLE(8) ?? 0,
    });
  }

  get(database: string, name: string): Collection | undefined {
    return this.#collections.get(`${database}.${name}`);
  }

  all(): readonly Collection[] {
    return [...this.#collections.values()];
  }

  /** The collection, made if there is none. Inside a commit. */
  ensure(database: string, name: string): Collection {
    const existing = this.get(database, name);
    if (existing !== undefined) return existing;
    checkNames(database, name);
    const uuid = Buffer.from(randomUUID().replaceAll('-', ''), 'hex');
    const about = { id: this.nextId(), database, name, uuid, indexes: [], count: 0, size: 0 };
    const collection = new Collection(this.#engine, about);
    this.#collections.set(collection.namespace, collection);
    this.store(collection);
    return collection;
  }

  nextId(): number {
    const id = this.#reserve();
    this.#next = Math.max(this.#next, id + 1);
    this.#storeNext();
    return id;
  }

  /** A number for a collection or index that is stored later, with the collection. */
  reserveId(): number {
    const id = this.#next;
    this.#next += 1;
    return id;
  }

  #storeNext(): void {
    const bytes = Buffer.allocUnsafe(4);
    bytes.writeUInt32BE(this.#next);
    this.#engine.catalogue.put(numbersKey, bytes);
  }

  /** Takes over a collection that a transaction made, with its definition; the documents come from the transaction. Inside a commit. */
  adopt(made: Collection): Collection {
    const { id, database, name, uuid, indexes } = made;
    const collection = new Collection(this.#engine, { id, database, name, uuid, indexes, count: 0, size: 0 });
    this.#collections.set(collection.namespace, collection);
    this.#put(collection);
    this.#storeNext();
    return collection;
  }

  /** Stores a collection's definition, where it has changed. Inside a commit. */
  store(collection: Collection): void {
    const key = nameKey(collection.namespace);
    if (this.#engine.catalogue.get(key)?.equals(encodeDocument(definitionOf(collection))) === true) return;
    this.#engine.claims.definition(collection.id, collection.namespace);
    this.#put(collection);
  }

  #put(collection: Collection): void {
    this.#engine.catalogue.put(nameKey(collection.namespace), encodeDocument(definitionOf(collection)));
    collection.redefined = false;
  }

  /** Stores what the commit changed: counts, and indexes that met their first array. Called last in each commit. */
  storeTouched(): void {
    for (const collection of this.#collections.values()) {
      if (!collection.touched) continue;
      const counts = Buffer.allocUnsafe(16);
      counts.writeDoubleLE(collection.count, 0);
      counts.writeDoubleLE(collection.size, 8);
      this.#engine.catalogue.put(countsKey(collection.id), counts);
      collection.touched = false;
      if (collection.redefined) this.#put(collection);
    }
  }

  /** Removes a collection with its documents. Inside a commit. */
  drop(collection: Collection): void {
    this.#engine.claims.definition(collection.id, collection.namespace);
    this.#collections.delete(collection.namespace);
    this.#engine.catalogue.remove(nameKey(collection.namespace));
    this.#engine.catalogue.remove(countsKey(collection.id));
    for (const index of collection.indexes) this.clearIndex(index);
    for (const key of [
      ...this.#engine.records.keys({ start: collection.prefix, end: afterPrefix(collection.prefix) }),
    ]) {
      this.#engine.records.remove(key);
    }
  }

  clearIndex(index: IndexDefinition): void {
    const prefix = Buffer.allocUnsafe(4);
    prefix.writeUInt32BE(index.id);
    for (const key of [...this.#engine.entries.keys({ start: prefix, end: afterPrefix(prefix) })]) {
      this.#engine.entries.remove(key);
    }
  }

  rename(collection: Collection, database: string, name: string): void {
    checkNames(database, name);
    this.#engine.claims.definition(collection.id, collection.namespace);
    this.#collections.delete(collection.namespace);
    this.#engine.catalogue.remove(nameKey(collection.namespace));
    collection.database = database;
    collection.name = name;
    this.#collections.set(collection.namespace, collection);
    this.store(collection);
  }
}

function nameKey(namespace: string): Buffer {
  return Buffer.from(`=${namespace}`);
}

function countsKey(id: number): Buffer {
  return Buffer.from(`!${String(id)}`);
}

function number(value: Value): number {
  return isNumeric(value) ? toNumber(value) : 0;
}

function text(value: Value): string {
  return typeof value === 'string' ? value : '';
}

function definitionOf({ id, database, name, uuid, indexes }: Collection): Doc {
  return docOf({ id, database, name, uuid: uuid.toString('hex'), indexes: indexes.map(indexToDoc) });
}

function indexToDoc(index: IndexDefinition): Doc {
  const { id, name, pattern, unique, sparse, multikey } = index;
  return docOf({ id, name, pattern, unique, sparse, multikey });
}

function indexFrom(stored: Doc): IndexDefinition {
  const pattern = stored.get('pattern');
  const multikey = stored.get('multikey');
  return makeIndex({
    id: number(stored.get('id')),
    name: text(stored.get('name')),
    pattern: isDoc(pattern) ? pattern : docOf({}),
    unique: stored.get('unique') === true,
    sparse: stored.get('sparse') === true,
    multikey: Array.isArray(multikey) ? multikey.map((flag) => flag === true) : [],
    building: false,
  });
}

/** An index definition from its key pattern. */
export function makeIndex(about: Omit<IndexDefinition, 'fields'>): IndexDefinition {
  const fields = [...about.pattern].map(([path, direction]) => ({
    path: pathOf(path),
    descending: number(direction) < 0,
  }));
  return { ...about, fields, multikey: fields.map((_, at) => about.multikey[at] === true) };
}

/** MongoDB's rules for names of databases and collections. */
export function checkNames(database: string, name: string): void {
  if (database === '' || /[/\\. "$*<>:|?\0]/.test(database) || database.length > 63) {
    throw new StoreError('InvalidNamespace', `invalid database name: '${database}'`);
  }
  if (name === '' || name.includes('\0') || name.includes('$') || name.startsWith('.') || name.endsWith('.')) {
    throw new StoreError('InvalidNamespace', `invalid collection name: '${name}'`);
  }
  if (Buffer.byteLength(`${database}.${name}`) > 255) {
    throw new StoreError('InvalidNamespace', 'the name of database and collection may be 255 bytes long');
  }
  if (name.startsWith('system.')) throw new StoreError('InvalidNamespace', `${name} is reserved`);
}

/** The UUID of a collection as a BSON value. */
export function uuidOf(collection: Collection): Binary {
  return new Binary(collection.uuid, Binary.SUBTYPE_UUID);
}
