import { StoreError, unsupported } from '../errors.js';
import { docOf } from '../bson/write.js';
import type { Doc } from '../bson/types.js';
import { compileFilter } from '../query/match.js';
import { parseFilter } from '../query/parse.js';
import { Row } from '../query/path.js';
import { uuidOf } from '../storage/catalogue.js';
import type { Collection } from '../storage/collection.js';
import { collectionName, collectionOf, docField, flagField, text } from './command.js';
import type { Call, Command } from './command.js';
import { listReply } from './list-reply.js';

const create: Command = {
  fields: [
    'capped',
    'autoIndexId',
    'size',
    'max',
    'storageEngine',
    'validator',
    'validationLevel',
    'validationAction',
    'indexOptionDefaults',
    'viewOn',
    'pipeline',
    'collation',
    'timeseries',
    'clusteredIndex',
    'expireAfterSeconds',
    'changeStreamPreAndPostImages',
    'encryptedFields',
  ],
  async run(call) {
    const name = collectionName(call);
    for (const option of create.fields) {
      const value = call.request.get(option);
      const off = value === undefined || value === false || (option === 'autoIndexId' && value === true);
      const simple = option === 'collation' && docField(value, option).get('locale') === 'simple';
      if (!off && !simple) throw unsupported(`the create option ${option}`);
    }
    const { catalogue, writer } = call.store;
    const fields = await writer.write(() => {
      // Creating the same plain collection again is no error, as in MongoDB since 7.0.
      catalogue.ensure(call.database, name);
      return docOf({});
    }, true);
    return { fields };
  },
};

const drop: Command = {
  fields: [],
  async run(call) {
    const name = collectionName(call);
    const { catalogue, writer, cursors } = call.store;
    const fields = await writer.write(() => {
      const collection = catalogue.get(call.database, name);
      if (collection === undefined) return docOf({});
      catalogue.drop(collection);
      cursors.removeOf(collection.namespace);
      return docOf({ nIndexesWas: collection.indexes.length + 1, ns: collection.namespace });
    }, true);
    return { fields };
  },
};

const dropDatabase: Command = {
  fields: [],
  async run(call) {
    const { catalogue, writer, cursors } = call.store;
    const fields = await writer.write(() => {
      const all = catalogue.all().filter((collection) => collection.database === call.database);
      for (const collection of all) {
        catalogue.drop(collection);
        cursors.removeOf(collection.namespace);
      }
      return docOf(all.length === 0 ? {} : { dropped: call.database });
    }, true);
    return { fields };
  },
};

const renameCollection: Command = {
  fields: ['to', 'dropTarget'],
  async run(call) {
    if (call.database !== 'admin')
      throw new StoreError(13, 'renameCollection may only be run against the admin database.');
    const from = splitNamespace(text(call, 'renameCollection'));
    const to = splitNamespace(text(call, 'to'));
    const dropTarget = flagField(call.request.get('dropTarget'), 'dropTarget');
    const { catalogue, writer, cursors } = call.store;
    const fields = await writer.write(() => {
      const source = catalogue.get(from.database, from.name);
      if (source === undefined)
        throw new StoreError('NamespaceNotFound', `Source collection ${from.database}.${from.name} does not exist`);
      const target = catalogue.get(to.database, to.name);
      if (target === source) throw new StoreError('IllegalOperation', "Can't rename a collection to itself");
      if (target !== undefined && !dropTarget) throw new StoreError('NamespaceExists', 'target namespace exists');
      if (target !== undefined) catalogue.drop(target);
      cursors.removeOf(source.namespace);
      catalogue.rename(source, to.database, to.name);
      return docOf({});
    }, true);
    return { fields };
  },
};

function splitNamespace(namespace: string): { database: string; name: string } {
  const dot = namespace.indexOf('.');
  if (dot < 1) throw new StoreError('InvalidNamespace', `Invalid namespace specified: ${namespace}`);
  return { database: namespace.slice(0, dot), name: namespace.slice(dot + 1) };
}

const listCollections: Command = {
  fields: ['filter', 'nameOnly', 'authorizedCollections', 'cursor'],
  run(call) {
    const nameOnly = flagField(call.request.get('nameOnly'), 'nameOnly');
    const rows = call.store.catalogue
      .all()
      .filter((collection) => collection.database === call.database)
      .map((collection) => Row.ofDoc(describe(collection, nameOnly)));
    const kept = rows.filter(compileFilter(parseFilter(docField(call.request.get('filter'), 'filter'))));
    return listReply(call, `${call.database}.$cmd.listCollections`, kept);
  },
};

function describe(collection: Collection, nameOnly: boolean): Doc {
  const { name } = collection;
  if (nameOnly) return docOf({ name, type: 'collection' });
  return docOf({
    name,
    type: 'collection',
    options: {},
    info: { readOnly: false, uuid: uuidOf(collection) },
    idIndex: { v: 2, key: { _id: 1 }, name: '_id_' },
  });
}

const listDatabases: Command = {
  fields: ['filter', 'nameOnly', 'authorizedDatabases'],
  run(call) {
    const sizes = new Map<string, number>();
    for (const { database, size } of call.store.catalogue.all()) sizes.set(database, (sizes.get(database) ?? 0) + size);
    const nameOnly = flagField(call.request.get('nameOnly'), 'nameOnly');
    const matches = compileFilter(parseFilter(docField(call.request.get('filter'), 'filter')));
    const databases = [...sizes]
      .map(([name, size]) => docOf({ name, sizeOnDisk: BigInt(size), empty: false }))
      .filter((doc) => matches(Row.ofDoc(doc)));
    if (nameOnly) return { fields: docOf({ databases: databases.map((doc) => docOf({ name: doc.get('name') })) }) };
    const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    return {
      fields: docOf({ databases, totalSize: BigInt(total), totalSizeMb: BigInt(Math.floor(total / 1_048_576)) }),
    };
  },
};

const collStats: Command = {
  fields: ['scale'],
  run(call) {
    const collection = collectionOf(call);
    return {
      fields: docOf({
        ns: `${call.database}.${collectionName(call)}`,
        count: collection?.count ?? 0,
        size: BigInt(collection?.size ?? 0),
        avgObjSize:
          collection === undefined || collection.count === 0 ? 0 : Math.floor(collection.size / collection.count),
        nindexes: collection === undefined ? 0 : collection.indexes.length + 1,
      }),
    };
  },
};

const dbStats: Command = {
  fields: ['scale', 'freeStorage'],
  run(call: Call) {
    const all = call.store.catalogue.all().filter((collection) => collection.database === call.database);
    return {
      fields: docOf({
        db: call.database,
        collections: all.length,
        views: 0,
        objects: BigInt(all.reduce((sum, one) => sum + one.count, 0)),
        dataSize: BigInt(all.reduce((sum, one) => sum + one.size, 0)),
        indexes: all.reduce((sum, one) => sum + one.indexes.length + 1, 0),
      }),
    };
  },
};

export const collectionCommands: readonly (readonly [string, Command])[] = [
  ['create', create],
  ['drop', drop],
  ['dropDatabase', dropDatabase],
  ['renameCollection', renameCollection],
  ['listCollections', listCollections],
  ['listDatabases', listDatabases],
  ['collStats', collStats],
  ['dbStats', dbStats],
];
