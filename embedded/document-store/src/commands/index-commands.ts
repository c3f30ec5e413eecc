import { StoreError, unsupported } from '../errors.js';
import { equalValues } from '../bson/compare.js';
import { toNumber } from '../bson/numbers.js';
import { isDoc, isNumeric } from '../bson/types.js';
import type { Doc, Value } from '../bson/types.js';
import { docOf } from '../bson/write.js';
import { afterPrefix } from '../bson/key.js';
import { makeIndex } from '../storage/catalogue.js';
import type { Collection } from '../storage/collection.js';
import type { IndexDefinition } from '../storage/definitions.js';
import { checkCollation, collectionName, collectionOf, flagField } from './command.js';
import type { Call, Command } from './command.js';
import { listReply } from './list-reply.js';
import { Row } from '../query/path.js';

const maxIndexes = 64;
const options = new Set([
  'key',
  'name',
  'unique',
  'sparse',
  'background',
  'v',
  'collation',
  'ns',
  'hidden',
  'partialFilterExpression',
  'expireAfterSeconds',
]);

type Wanted = { name: string; pattern: Doc; unique: boolean; sparse: boolean };

function cannot(why: string): StoreError {
  return new StoreError('CannotCreateIndex', why);
}

function parseIndex(spec: Value): Wanted {
  if (!isDoc(spec)) throw new StoreError('TypeMismatch', 'each index must be an object');
  for (const name of spec.keys()) {
    if (!options.has(name)) throw new StoreError(197, `The field '${name}' is not valid for an index specification`);
  }
  if (spec.has('partialFilterExpression')) throw cannot('partial indexes are not supported by this server');
  if (spec.has('expireAfterSeconds')) throw cannot('indexes that expire documents are not supported by this server');
  if (flagField(spec.get('hidden'), 'hidden')) throw cannot('hidden indexes are not supported by this server');
  checkCollation(spec.get('collation'));
  const pattern = spec.get('key');
  const name = spec.get('name');
  if (!isDoc(pattern))
    throw new StoreError('FailedToParse', "The 'key' field is a required property of an index specification");
  if (typeof name !== 'string' || name === '')
    throw new StoreError('FailedToParse', "The 'name' field is a required property of an index specification");
  if (pattern.size === 0) throw cannot('Index keys cannot be an empty object');
  if (pattern.size > 32) throw cannot('an index may have 32 fields');
  if (isIdIndex(pattern) && (spec.has('unique') || spec.has('sparse'))) {
    throw new StoreError(197, "The fields 'unique' and 'sparse' are not valid for an _id index specification");
  }
  for (const [path, direction] of pattern) {
    if (typeof direction === 'string') throw cannot(`the index type '${direction}' is not supported by this server`);
    if (!isNumeric(direction) || toNumber(direction) === 0 || Number.isNaN(toNumber(direction))) {
      throw cannot(`Values in v:2 index key pattern must be numbers > 0 or < 0; ${path} is not`);
    }
    if (path === '' || path.split('.').some((part) => part === '' || part.startsWith('$'))) {
      throw cannot(`'${path}' cannot be indexed: a wildcard, an empty or a $-prefixed name`);
    }
  }
  return {
    name,
    pattern,
    unique: flagField(spec.get('unique'), 'unique'),
    sparse: flagField(spec.get('sparse'), 'sparse'),
  };
}

/** The index that is already there, if it is the one wanted; a different one of the same name or key is refused. */
function existing(collection: Collection, wanted: Wanted): IndexDefinition | undefined {
  for (const index of collection.indexes) {
    const sameKey = samePattern(index.pattern, wanted.pattern);
    const sameOptions = index.unique === wanted.unique && index.sparse === wanted.sparse;
    if (index.name === wanted.name) {
      if (sameKey && sameOptions) return index;
      throw new StoreError(
        'IndexKeySpecsConflict',
        `An existing index has the same name as the requested index but another key or options: ${wanted.name}`,
      );
    }
    if (sameKey)
      throw new StoreError('IndexOptionsConflict', `Index already exists with a different name: ${index.name}`);
  }
  return undefined;
}

function samePattern(a: Doc, b: Doc): boolean {
  return equalValues(a, b);
}

function isIdIndex(pattern: Doc): boolean {
  return pattern.size === 1 && pattern.has('_id') && isNumeric(pattern.get('_id'));
}

const createIndexes: Command = {
  fields: ['indexes', 'commitQuorum'],
  async run(call) {
    const list = call.request.get('indexes');
    if (!Array.isArray(list) || list.length === 0)
      throw new StoreError('BadValue', 'Must specify at least one index to create');
    const wanted = list.map(parseIndex);
    const name = collectionName(call);
    const { catalogue, writer } = call.store;
    const built: IndexDefinition[] = [];
    const fields = await writer.write(() => {
      const created = catalogue.get(call.database, name) === undefined;
      const collection = catalogue.ensure(call.database, name);
      const before = collection.indexes.length + 1;
      let made = 0;
      for (const one of wanted) {
        if (isIdIndex(one.pattern) || existing(collection, one) !== undefined) continue;
        if (collection.indexes.length + 1 >= maxIndexes)
          throw cannot(`add index fails, too many indexes for ${collection.namespace}`);
        const index = makeIndex({ id: catalogue.nextId(), ...one, multikey: [], building: true });
        built.push(index);
        const range = { start: collection.prefix, end: afterPrefix(collection.prefix) };
        try {
          for (const { key, value } of collection.engine.records.range(range)) collection.addToIndex(index, key, value);
        } catch (error) {
          catalogue.clearIndex(index);
          throw error;
        }
        collection.indexes = [...collection.indexes, index];
        made += 1;
      }
      catalogue.store(collection);
      const note = made === 0 ? { note: 'all indexes already exist' } : {};
      return docOf({
        numIndexesBefore: before,
        numIndexesAfter: before + made,
        createdCollectionAutomatically: created,
        ...note,
      });
    }, true);
    for (const index of built) index.building = false;
    return { fields };
  },
};

/** An index as listIndexes and explain show it. */
export function describeIndex(index: IndexDefinition): Doc {
  return docOf({
    v: 2,
    key: index.pattern,
    name: index.name,
    ...(index.unique ? { unique: true } : {}),
    ...(index.sparse ? { sparse: true } : {}),
  });
}

function existingCollection(call: Call): Collection {
  const collection = collectionOf(call);
  if (collection === undefined)
    throw new StoreError('NamespaceNotFound', `ns does not exist: ${call.database}.${collectionName(call)}`);
  return collection;
}

const listIndexes: Command = {
  fields: ['cursor'],
  run(call) {
    const collection = existingCollection(call);
    const all = [docOf({ v: 2, key: { _id: 1 }, name: '_id_' }), ...collection.indexes.map(describeIndex)];
    return listReply(
      call,
      collection.namespace,
      all.map((doc) => Row.ofDoc(doc)),
    );
  },
};

const dropIndexes: Command = {
  fields: ['index'],
  async run(call) {
    const which = call.request.get('index');
    const { writer, catalogue } = call.store;
    const fields = await writer.write(() => {
      const collection = existingCollection(call);
      const before = collection.indexes.length + 1;
      const dropped =
        which === '*'
          ? collection.indexes
          : (Array.isArray(which) ? which : [which]).map((one) => namedIndex(collection, one));
      for (const index of dropped) catalogue.clearIndex(index);
      collection.indexes = collection.indexes.filter((index) => !dropped.includes(index));
      catalogue.store(collection);
      return docOf({ nIndexesWas: before });
    }, true);
    return { fields };
  },
};

function namedIndex(collection: Collection, which: Value): IndexDefinition {
  if (which === '_id_' || (isDoc(which) && isIdIndex(which)))
    throw new StoreError('InvalidOptions', 'cannot drop _id index');
  if (typeof which !== 'string' && !isDoc(which)) throw unsupported('an index given by anything but name or key');
  const index = collection.indexes.find((one) =>
    typeof which === 'string' ? one.name === which : samePattern(one.pattern, which),
  );
  if (index === undefined)
    throw new StoreError(
      'IndexNotFound',
      typeof which === 'string' ? `index not found with name [${which}]` : "can't find index with this key",
    );
  return index;
}

export const indexCommands: readonly (readonly [string, Command])[] = [
  ['createIndexes', createIndexes],
  ['listIndexes', listIndexes],
  ['dropIndexes', dropIndexes],
  ['deleteIndexes', dropIndexes],
];
