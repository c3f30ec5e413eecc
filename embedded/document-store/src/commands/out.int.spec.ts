import { expect } from 'chai';
import type { Db, Document } from 'mongodb';
import { codeOf, openStore } from '../testing/store.js';

type Keyed = Document & { _id: string | number };

describe('$out', () => {
  let db: Db;
  let close: () => Promise<void>;
  const out = (...pipeline: Document[]): Promise<Document[]> => db.collection('from').aggregate(pipeline).toArray();
  const all = (name: string): Promise<Document[]> => db.collection(name).find().sort({ _id: 1 }).toArray();

  before(async () => {
    ({ db, close } = await openStore());
  });
  beforeEach(async () => {
    await db.dropDatabase();
    await db.collection<Keyed>('from').insertMany([
      { _id: 1, k: 'a' },
      { _id: 2, k: 'b' },
      { _id: 3, k: 'b' },
    ]);
  });
  after(() => close());

  it('puts what the pipeline gives in the place of what was there, and answers nothing', async () => {
    await db.collection<Keyed>('to').insertOne({ _id: 'old' });
    expect(await out({ $match: { k: 'b' } }, { $out: 'to' })).to.deep.equal([]);
    expect(await all('to')).to.deep.equal([
      { _id: 2, k: 'b' },
      { _id: 3, k: 'b' },
    ]);
    expect(await db.collection('to').estimatedDocumentCount()).to.equal(2);
  });

  it('may write over the collection that it reads, and into another database', async () => {
    await out({ $set: { seen: true } }, { $out: 'from' });
    expect((await all('from')).map((doc) => doc['seen'] as unknown)).to.deep.equal([true, true, true]);
    await out({ $limit: 1 }, { $out: { db: 'elsewhere', coll: 'to' } });
    const { databases } = await db.admin().listDatabases();
    expect(databases.map(({ name }) => name)).to.include('elsewhere');
  });

  it('keeps the indexes of the collection, and uses them', async () => {
    await db.collection('to').createIndex({ k: 1 });
    await out({ $out: 'to' });
    expect((await db.collection('to').indexes()).map(({ name }) => name)).to.deep.equal(['_id_', 'k_1']);
    expect(await db.collection('to').countDocuments({ k: 'b' }, { hint: 'k_1' })).to.equal(2);
  });

  it('leaves everything as it was when a document breaks a unique index', async () => {
    await db.collection<Keyed>('to').insertOne({ _id: 'old', k: 'x' });
    await db.collection('to').createIndex({ k: 1 }, { unique: true }, {});
    expect(await codeOf(out({ $out: 'to' }))).to.equal(11000);
    expect(await all('to')).to.deep.equal([{ _id: 'old', k: 'x' }]);
    expect((await db.listCollections().toArray()).map(({ name }) => name).sort()).to.deep.equal(['from', 'to']);
  });

  const refused: [string, Document[], number][] = [
    ['in the middle', [{ $out: 'to' }, { $limit: 1 }], 40601],
    ['inside a facet', [{ $facet: { a: [{ $out: 'to' }] } }], 40600],
    ['without a name', [{ $out: 5 }], 16990],
    ['without a collection', [{ $out: { db: 'x' } }], 40414],
    ['into a reserved name', [{ $out: 'system.users' }], 73],
    ['into a time series', [{ $out: { db: 'x', coll: 'y', timeseries: { timeField: 't' } } }], 115],
  ];
  for (const [title, pipeline, code] of refused) {
    it(`is refused ${title} with ${String(code)}`, async () => {
      expect(await codeOf(out(...pipeline))).to.equal(code);
      expect((await db.listCollections().toArray()).map(({ name }) => name)).to.deep.equal(['from']);
    });
  }
});
