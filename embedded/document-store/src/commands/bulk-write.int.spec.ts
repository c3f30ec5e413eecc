import { expect } from 'chai';
import { MongoClientBulkWriteError } from 'mongodb';
import type { AnyClientBulkWriteModel, Db, Document, MongoClient } from 'mongodb';
import { codeOf, openStore } from '../testing/store.js';

type Item = Document & { _id: number };
type Model = AnyClientBulkWriteModel<Document>;

/** The driver's types of this call know no other _id than an ObjectId. */
const byId = (id: number): Document => ({ _id: id });

describe('bulkWrite of a client', () => {
  let db: Db;
  let client: MongoClient;
  let close: () => Promise<void>;

  before(async () => {
    ({ db, client, close } = await openStore());
  });
  beforeEach(() => db.dropDatabase());
  after(() => close());

  const all = (name: string): Promise<Document[]> => db.collection(name).find().sort({ _id: 1 }).toArray();
  const insert = (name: string, document: Document): Model => ({
    name: 'insertOne',
    namespace: `shop.${name}`,
    document,
  });

  it('writes into several collections and tells of each operation', async () => {
    const models: Model[] = [
      insert('mugs', { _id: 1, n: 1 }),
      insert('bags', { _id: 1, n: 5 }),
      insert('mugs', { _id: 2, n: 2 }),
      { name: 'updateMany', namespace: 'shop.mugs', filter: { n: { $gt: 0 } }, update: { $inc: { n: 10 } } },
      { name: 'updateOne', namespace: 'shop.mugs', filter: byId(3), update: { $set: { n: 3 } }, upsert: true },
      { name: 'replaceOne', namespace: 'shop.bags', filter: byId(1), replacement: { n: 6 } },
      { name: 'deleteOne', namespace: 'shop.mugs', filter: { n: 11 } },
    ];
    const result = await client.bulkWrite(models, { verboseResults: true });
    expect(result).to.include({
      insertedCount: 3,
      matchedCount: 3,
      modifiedCount: 3,
      upsertedCount: 1,
      deletedCount: 1,
    });
    expect(result.updateResults?.get(4)).to.have.property('upsertedId', 3);
    expect(result.deleteResults?.get(6)).to.have.property('deletedCount', 1);
    expect(await all('mugs')).to.deep.equal([
      { _id: 2, n: 12 },
      { _id: 3, n: 3 },
    ]);
    expect(await all('bags')).to.deep.equal([{ _id: 1, n: 6 }]);
  });

  it('stops at the first refusal when it is ordered, and goes on when it is not', async () => {
    const models: Model[] = [
      insert('mugs', { _id: 1 }),
      insert('mugs', { _id: 1 }),
      insert('mugs', { _id: 2 }),
      { name: 'updateOne', namespace: 'shop.mugs', filter: byId(2), update: { $frob: { a: 1 } } },
    ];
    const refused = async (ordered: boolean): Promise<[number, number][]> => {
      const error: unknown = await client.bulkWrite(models, { ordered }).catch((caught: unknown) => caught);
      if (!(error instanceof MongoClientBulkWriteError)) throw new Error('the bulk write was not refused');
      return [...error.writeErrors].map(([index, { code }]) => [index, code]);
    };
    expect(await refused(true)).to.deep.equal([[1, 11000]]);
    expect(await all('mugs')).to.deep.equal([{ _id: 1 }]);
    expect(await refused(false)).to.deep.equal([
      [0, 11000],
      [1, 11000],
      [3, 9],
    ]);
    expect(await all('mugs')).to.deep.equal([{ _id: 1 }, { _id: 2 }]);
  });

  it('takes let, sort, hint, array filters and constants', async () => {
    await db.collection<Item>('mugs').insertMany([
      { _id: 1, n: 1, l: [1, 5] },
      { _id: 2, n: 2, l: [1, 5] },
    ]);
    await client.bulkWrite(
      [
        {
          name: 'updateOne',
          namespace: 'shop.mugs',
          filter: { $expr: { $gt: ['$n', '$$least'] } },
          update: { $set: { 'l.$[big]': 9 } },
          arrayFilters: [{ big: { $gt: 2 } }],
          hint: { _id: 1 },
        },
        { name: 'updateOne', namespace: 'shop.mugs', filter: {}, update: { $set: { last: true } }, sort: { n: -1 } },
      ],
      { let: { least: 1 } },
    );
    expect(await all('mugs')).to.deep.equal([
      { _id: 1, n: 1, l: [1, 5] },
      { _id: 2, n: 2, l: [1, 9], last: true },
    ]);
  });

  it('gives its results through a cursor where the batch is smaller', async () => {
    const command = {
      bulkWrite: 1,
      ops: Array.from({ length: 5 }, (_, n) => ({ insert: 0, document: { _id: n } })),
      nsInfo: [{ ns: 'shop.mugs' }],
      cursor: { batchSize: 2 },
    };
    const { cursor, nInserted } = await db.admin().command(command);
    const first = cursor as { id: bigint; ns: string; firstBatch: Document[] };
    expect(nInserted).to.equal(5);
    expect([first.ns, first.firstBatch.map(({ idx }) => idx as unknown)]).to.deep.equal([
      'admin.$cmd.bulkWrite',
      [0, 1],
    ]);
    const more = await db.admin().command({ getMore: first.id, collection: '$cmd.bulkWrite' });
    const next = more['cursor'] as { nextBatch: Document[] };
    expect(next.nextBatch).to.deep.equal([
      { ok: 1, idx: 2, n: 1 },
      { ok: 1, idx: 3, n: 1 },
      { ok: 1, idx: 4, n: 1 },
    ]);
  });

  const nsInfo = [{ ns: 'shop.mugs' }];
  const refusals: [string, Document, number][] = [
    ['without operations', { ops: [], nsInfo }, 16],
    ['without a namespace', { ops: [{ insert: 0, document: {} }], nsInfo: [{}] }, 40414],
    ['with a namespace that is none', { ops: [{ insert: 0, document: {} }], nsInfo: [{ ns: 'shop' }] }, 73],
  ];
  for (const [title, command, code] of refusals) {
    it(`is refused ${title} with ${String(code)}`, async () => {
      expect(await codeOf(db.admin().command({ bulkWrite: 1, ...command }))).to.equal(code);
    });
  }

  const entries: [string, Document, number][] = [
    ['of a kind that is not known', { frob: 0 }, 9],
    ['with a field that is not known', { delete: 0, filter: {}, frob: 1 }, 40415],
    ['into a namespace that is not listed', { insert: 1, document: {} }, 2],
    ['without a filter', { delete: 0 }, 40414],
    ['of many with a sort', { update: 0, filter: {}, updateMods: { $set: { a: 1 } }, multi: true, sort: { a: 1 } }, 9],
    [
      'with constants but no pipeline',
      { update: 0, filter: {}, updateMods: { $set: { a: 1 } }, constants: { a: 1 } },
      51198,
    ],
  ];
  for (const [title, operation, code] of entries) {
    it(`refuses an operation ${title} with ${String(code)}`, async () => {
      const { cursor, nErrors } = await db.admin().command({ bulkWrite: 1, ops: [operation], nsInfo });
      expect(nErrors).to.equal(1);
      expect((cursor as { firstBatch: Document[] }).firstBatch[0]).to.include({ ok: 0, idx: 0, code });
    });
  }

  it('ends a transaction with its first refusal, also where it is not ordered', async () => {
    await db.collection<Item>('mugs').insertOne({ _id: 1 });
    const models = [insert('mugs', { _id: 2 }), insert('mugs', { _id: 1 }), insert('mugs', { _id: 1 })];
    const session = client.startSession();
    try {
      session.startTransaction();
      const refused = client.bulkWrite(models, { session, ordered: false });
      expect(await refused.catch((error: unknown) => error)).to.be.instanceOf(MongoClientBulkWriteError);
      expect(await codeOf(session.commitTransaction())).to.equal(251);
    } finally {
      await session.endSession();
    }
    expect(await all('mugs')).to.deep.equal([{ _id: 1 }]);
  });

  it('is refused outside of the admin database', async () => {
    expect(await codeOf(db.command({ bulkWrite: 1, ops: [{ insert: 0, document: {} }], nsInfo }))).to.equal(13);
  });
});
