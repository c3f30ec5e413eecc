import { expect } from 'chai';
import type { Db, Document, MongoClient } from 'mongodb';
import { codeOf, openStore } from '../testing/store.js';

type Item = { _id: number; [field: string]: unknown };

describe('commands on collections and indexes', () => {
  let db: Db;
  let client: MongoClient;
  let close: () => Promise<void>;

  before(async () => {
    ({ db, client, close } = await openStore());
  });
  beforeEach(() => db.dropDatabase());
  after(() => close());

  const names = async (): Promise<string[]> => (await db.listCollections().toArray()).map(({ name }) => name).sort();
  const items = () => db.collection<Item>('items');

  it('create, list and drop', async () => {
    await db.createCollection('mugs');
    await db.createCollection('mugs');
    await items().insertOne({ _id: 1 });
    expect(await names()).to.deep.equal(['items', 'mugs']);
    const [info] = await db.listCollections({ name: 'mugs' }).toArray();
    expect(info).to.deep.include({ name: 'mugs', type: 'collection', options: {} });
    expect(info).to.have.nested.property('idIndex.name', '_id_');
    await items().drop();
    expect(await items().find().toArray()).to.deep.equal([]);
    expect(await names()).to.deep.equal(['mugs']);
    await db.dropDatabase();
    expect(await names()).to.deep.equal([]);
  });

  it('list collections and indexes in batches as small as they are asked for', async () => {
    for (const name of ['a', 'b', 'c']) await db.createCollection(name);
    const command = { listCollections: 1, nameOnly: true, cursor: { batchSize: 2 } };
    const { cursor } = (await db.command(command)) as { cursor: { id: bigint; firstBatch: Document[] } };
    expect(cursor.firstBatch).to.have.length(2);
    const more = (await db.command({ getMore: cursor.id, collection: '$cmd.listCollections' })) as {
      cursor: { nextBatch: Document[] };
    };
    expect(more.cursor.nextBatch).to.deep.equal([{ name: 'c', type: 'collection' }]);
    await db.collection('a').createIndex({ x: 1 });
    const indexes = (await db.command({ listIndexes: 'a', cursor: { batchSize: 1 } })) as typeof more & {
      cursor: { firstBatch: Document[] };
    };
    expect(indexes.cursor.firstBatch.map(({ name }) => name as unknown)).to.deep.equal(['_id_']);
  });

  it('rename, and over another only when told', async () => {
    await items().insertOne({ _id: 1, a: 1 });
    await items().createIndex({ a: 1 });
    await db.collection<Item>('old').insertOne({ _id: 2 });
    expect(await codeOf(items().rename('old'))).to.equal(48);
    await items().rename('old', { dropTarget: true });
    expect(await db.collection('old').find({ a: 1 }).hint('a_1').toArray()).to.deep.equal([{ _id: 1, a: 1 }]);
    expect(await names()).to.deep.equal(['old']);
    expect(await codeOf(items().rename('new'))).to.equal(26);
    expect(await codeOf(db.collection('old').rename('a$b'))).to.equal(73);
  });

  it('list databases with what they hold', async () => {
    await items().insertOne({ _id: 1 });
    const { databases } = await client
      .db()
      .admin()
      .listDatabases({ filter: { name: 'shop' } });
    expect(databases).to.have.length(1);
    expect(databases[0]).to.include({ name: 'shop', empty: false });
    const named = await client.db().admin().listDatabases({ nameOnly: true });
    expect(named.databases).to.deep.include({ name: 'shop' });
  });

  const badNames = ['', 'a$b', '.a', 'a.', 'system.users', 'x'.repeat(255)];
  for (const name of badNames) {
    it(`refuse the name "${name.slice(0, 20)}"`, async () => {
      expect(await codeOf(db.command({ create: name }))).to.equal(73);
    });
  }

  it('make indexes: once, under their own names, and tell how many there are', async () => {
    const made = await db.command({
      createIndexes: 'items',
      indexes: [
        { key: { a: 1 }, name: 'a_1' },
        { key: { b: -1, 'c.d': 1 }, name: 'b', unique: true, sparse: true },
      ],
    });
    expect(made).to.include({ numIndexesBefore: 1, numIndexesAfter: 3, createdCollectionAutomatically: true });
    const again = await db.command({ createIndexes: 'items', indexes: [{ key: { a: 1 }, name: 'a_1' }] });
    expect(again).to.include({ numIndexesBefore: 3, numIndexesAfter: 3, note: 'all indexes already exist' });
    expect(await items().indexes()).to.deep.equal([
      { v: 2, key: { _id: 1 }, name: '_id_' },
      { v: 2, key: { a: 1 }, name: 'a_1' },
      { v: 2, key: { b: -1, 'c.d': 1 }, name: 'b', unique: true, sparse: true },
    ]);
    await items().dropIndex('b');
    await db.command({ dropIndexes: 'items', index: { a: 1 } });
    expect((await items().indexes()).length).to.equal(1);
  });

  const badIndexes: [string, Document, number][] = [
    ['of no field', { key: {}, name: 'x' }, 67],
    ['in no direction', { key: { a: 0 }, name: 'x' }, 67],
    ['of text', { key: { a: 'text' }, name: 'x' }, 67],
    ['of an empty name', { key: { 'a..b': 1 }, name: 'x' }, 67],
    ['without a name', { key: { a: 1 } }, 9],
    ['with an option that is not known', { key: { a: 1 }, name: 'x', frob: 1 }, 197],
    ['that is unique on _id', { key: { _id: 1 }, name: '_id_', unique: true }, 197],
  ];
  for (const [title, index, code] of badIndexes) {
    it(`refuse an index ${title} with ${String(code)}`, async () => {
      expect(await codeOf(db.command({ createIndexes: 'items', indexes: [index] }))).to.equal(code);
      expect(await names()).to.deep.equal([]);
    });
  }

  it('refuse to drop the index of _id, one that is not there, and of no collection', async () => {
    await items().insertOne({ _id: 1 });
    expect(await codeOf(items().dropIndex('_id_'))).to.equal(72);
    expect(await codeOf(items().dropIndex('none'))).to.equal(27);
    expect(await codeOf(db.command({ dropIndexes: 'none', index: '*' }))).to.equal(26);
    expect(await codeOf(db.command({ listIndexes: 'none' }))).to.equal(26);
  });

  it('refuse a document that an index cannot hold', async () => {
    await db.command({ createIndexes: 'items', indexes: [{ key: { 'a.0': 1 }, name: 'first' }] });
    expect(await codeOf(items().insertOne({ _id: 1, a: [{ 0: 'x' }] }))).to.equal(16746);
    await items().createIndex({ b: 1, c: 1 });
    expect(await codeOf(items().insertOne({ _id: 1, b: [1], c: [1] }))).to.equal(171);
    expect(await codeOf(items().insertOne({ _id: 1, b: 'x'.repeat(3_000) }))).to.equal(17280);
    expect(await items().countDocuments()).to.equal(0);
  });

  it('tell the field and the very value of a duplicate, also inside of a list', async () => {
    await items().createIndex({ 'l.n': 1, k: -1 }, { unique: true }, {});
    const insert = (document: Item): Promise<Document> => db.command({ insert: 'items', documents: [document] });
    await insert({ _id: 1, l: [{ n: 1 }, { n: 2 }], k: 'a' });
    const reply = await insert({ _id: 2, l: [{ n: 3 }, { n: 2 }], k: 'a' });
    const [error] = reply['writeErrors'] as Document[];
    expect(error).to.deep.include({
      index: 0,
      code: 11000,
      keyPattern: { 'l.n': 1, k: -1 },
      keyValue: { 'l.n': 2, k: 'a' },
    });
    expect(error?.['errmsg']).to.include('dup key: { l.n: 2, k: "a" }');
  });

  it('let the missing be there once in a unique index, and often in one that is sparse', async () => {
    await items().createIndex({ a: 1 }, { unique: true }, {});
    await items().insertOne({ _id: 1 });
    expect(await codeOf(items().insertOne({ _id: 2 }))).to.equal(11000);
    expect(await codeOf(items().insertOne({ _id: 2, a: null }))).to.equal(11000);
    await items().dropIndexes();
    await items().createIndex({ a: 1 }, { unique: true, sparse: true }, {});
    await items().insertMany([{ _id: 2 }, { _id: 3 }, { _id: 4, a: null }]);
    expect(await codeOf(items().insertOne({ _id: 5, a: null }))).to.equal(11000);
  });

  it('keep an index that is unique when documents change places in it', async () => {
    await items().createIndex({ a: 1 }, { unique: true }, {});
    await items().insertMany([
      { _id: 1, a: 1 },
      { _id: 2, a: 2 },
    ]);
    expect(await codeOf(items().updateOne({ _id: 1 }, { $set: { a: 2 } }))).to.equal(11000);
    await items().updateOne({ _id: 2 }, { $set: { a: [3, 4] } });
    await items().updateOne({ _id: 1 }, { $set: { a: 2 } });
    expect(await codeOf(items().updateOne({ _id: 1 }, { $set: { a: 4 } }))).to.equal(11000);
    expect(await items().find({ a: 4 }).toArray()).to.deep.equal([{ _id: 2, a: [3, 4] }]);
  });
});
