import { expect } from 'chai';
import { Long, MongoClient, MongoServerError, UUID } from 'mongodb';
import type { ClientSession, Collection, Db, Document } from 'mongodb';
import { startDocumentStore } from '../server.js';
import { sendRaw } from '../testing/raw.js';
import { codeOf, openStore, runStore, temporaryFolder } from '../testing/store.js';

type Cup = { _id: number; n: number };

/** The code of a refusal, with what drivers are told to do. */
async function refusal(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    if (error instanceof MongoServerError)
      return { code: error.code, again: error.hasErrorLabel('TransientTransactionError') };
    throw error;
  }
  return 'no refusal';
}

const conflict = { code: 112, again: true };
const aborted = { code: 251, again: true };

describe('a transaction of several documents', () => {
  let db: Db;
  let client: MongoClient;
  let close: () => Promise<void>;
  let cups: Collection<Cup>;
  let one: ClientSession;
  let two: ClientSession;

  before(async () => {
    ({ db, client, close } = await openStore());
  });
  after(() => close());
  beforeEach(async () => {
    cups = db.collection<Cup>('cups');
    await cups.drop();
    await cups.insertMany([
      { _id: 1, n: 1 },
      { _id: 2, n: 2 },
    ]);
    await cups.createIndex({ n: 1 }, { unique: true }, {});
    one = client.startSession();
    two = client.startSession();
  });
  afterEach(async () => {
    await one.endSession();
    await two.endSession();
  });

  it('is seen by itself at once, and by others as a whole when it is committed', async () => {
    one.startTransaction();
    await cups.updateOne({ _id: 1 }, { $set: { n: 10 } }, { session: one });
    await cups.insertOne({ _id: 3, n: 3 }, { session: one });
    await cups.deleteOne({ _id: 2 }, { session: one });
    const inside = await cups
      .find({ n: { $gt: 2 } }, { session: one })
      .sort({ n: -1 })
      .toArray();
    expect(inside.map(({ _id }) => _id)).to.deep.equal([1, 3]);
    expect(await cups.countDocuments({}, { session: one })).to.equal(2);
    expect(await cups.distinct('n', {}, { session: one })).to.deep.equal([3, 10]);
    expect(await cups.find().toArray()).to.deep.equal([
      { _id: 1, n: 1 },
      { _id: 2, n: 2 },
    ]);
    await one.commitTransaction();
    expect(await cups.find().sort({ n: 1 }).hint({ n: 1 }).toArray()).to.deep.equal([
      { _id: 3, n: 3 },
      { _id: 1, n: 10 },
    ]);
    expect(await cups.estimatedDocumentCount()).to.equal(2);
  });

  it('leaves nothing when it is aborted', async () => {
    one.startTransaction();
    await cups.updateMany({}, { $inc: { n: 100 } }, { session: one });
    await db.collection('made').insertOne({ a: 1 }, { session: one });
    await one.abortTransaction();
    expect(await cups.distinct('n')).to.deep.equal([1, 2]);
    expect(await db.listCollections({ name: 'made' }).toArray()).to.deep.equal([]);
  });

  it('reads the moment of its first statement, whatever others write, also by a cursor', async () => {
    await db.collection<Cup>('many').insertMany(Array.from({ length: 500 }, (_, at) => ({ _id: at, n: at })));
    one.startTransaction();
    const cursor = db.collection<Cup>('many').find({}, { session: one, batchSize: 50 });
    const first = await cursor.next();
    await db.collection<Cup>('many').updateMany({}, { $set: { n: -1 } });
    await db.collection<Cup>('many').deleteMany({ _id: { $gte: 250 } });
    const rest = await cursor.toArray();
    expect([first, ...rest].map((doc) => doc?.n)).to.deep.equal(Array.from({ length: 500 }, (_, at) => at));
    await one.commitTransaction();
    await db.collection('many').drop();
  });

  it('has a conflict at once where another one wrote first, and where the document changed since its snapshot', async () => {
    one.startTransaction();
    two.startTransaction();
    await cups.updateOne({ _id: 1 }, { $set: { n: 10 } }, { session: one });
    expect(await refusal(cups.updateOne({ _id: 1 }, { $set: { n: 11 } }, { session: two }))).to.deep.equal(conflict);
    expect(await refusal(two.commitTransaction())).to.deep.equal(aborted);
    await one.commitTransaction();

    two.startTransaction();
    await cups.findOne({ _id: 1 }, { session: two });
    await cups.updateOne({ _id: 2 }, { $set: { n: 20 } });
    expect(await refusal(cups.deleteOne({ _id: 2 }, { session: two }))).to.deep.equal(conflict);
    await two.abortTransaction();
    expect(await cups.distinct('n')).to.deep.equal([10, 20]);
  });

  it('has a conflict over a key of a unique index, and over one that it frees', async () => {
    one.startTransaction();
    two.startTransaction();
    await cups.insertOne({ _id: 3, n: 3 }, { session: one });
    expect(await refusal(cups.insertOne({ _id: 4, n: 3 }, { session: two }))).to.deep.equal(conflict);
    await two.abortTransaction();
    await cups.deleteOne({ _id: 1 }, { session: one });
    const waiting = cups.insertOne({ _id: 5, n: 1 });
    await one.commitTransaction();
    await waiting;
    expect(await cups.distinct('n')).to.deep.equal([1, 2, 3]);
  });

  it('ends with a duplicate that it can see', async () => {
    one.startTransaction();
    expect(await codeOf(cups.insertOne({ _id: 9, n: 1 }, { session: one }))).to.equal(11_000);
    expect(await refusal(one.commitTransaction())).to.deep.equal(aborted);
  });

  it('makes others wait that write outside of transactions, at most their maxTimeMS', async () => {
    one.startTransaction();
    await cups.updateOne({ _id: 1 }, { $set: { n: 10 } }, { session: one });
    expect(await codeOf(cups.updateOne({ _id: 1 }, { $inc: { n: 5 } }, { maxTimeMS: 30 }))).to.equal(50);
    let done = false;
    const waiting = cups.updateOne({ _id: 1 }, { $inc: { n: 5 } }).then(() => {
      done = true;
    });
    const dropping = cups.dropIndex('n_1');
    // Who writes something else goes first.
    await cups.updateOne({ _id: 2 }, { $inc: { n: 5 } });
    expect(done).to.equal(false);
    await one.commitTransaction();
    await Promise.all([waiting, dropping]);
    expect(await cups.distinct('n')).to.deep.equal([7, 15]);
  });

  it('makes collections and their indexes, and has a conflict where another one makes the same', async () => {
    one.startTransaction();
    two.startTransaction();
    await db.collection<Cup>('made').insertOne({ _id: 1, n: 1 }, { session: one });
    expect(await refusal(db.collection('made').insertOne({ a: 1 }, { session: two }))).to.deep.equal(conflict);
    await db.createCollection('bare', { session: one });
    await db.collection('bare').createIndex({ a: 1 }, {}, { session: one });
    await one.commitTransaction();
    expect(await db.collection('made').countDocuments()).to.equal(1);
    expect((await db.collection('bare').indexes()).map(({ name }) => name)).to.deep.equal(['_id_', 'a_1']);
    await two.abortTransaction();
    await db.dropCollection('made');
    await db.dropCollection('bare');
  });

  it('refuses what may not stand in it with 263, and options that belong elsewhere with 72', async () => {
    one.startTransaction();
    expect(await codeOf(cups.estimatedDocumentCount({ session: one }))).to.equal(263);
    await one.abortTransaction();
    one.startTransaction();
    await cups.findOne({}, { session: one });
    expect(await codeOf(cups.aggregate([{ $out: 'x' }], { session: one }).toArray())).to.equal(263);
    await one.abortTransaction();
    one.startTransaction();
    await cups.findOne({}, { session: one });
    expect(await codeOf(cups.createIndex({ other: 1 }, {}, { session: one }))).to.equal(263);
    await one.abortTransaction();
    one.startTransaction({ readConcern: { level: 'linearizable' } });
    expect(await codeOf(cups.findOne({}, { session: one }))).to.equal(72);
    await one.abortTransaction();
  });

  it('answers a repeated commit alike, also after a restart', async () => {
    const { dir, remove } = await temporaryFolder();
    let store = await startDocumentStore({ dataDir: dir, port: 0 });
    const { port } = store;
    const other = await new MongoClient(store.url).connect();
    const session = other.startSession();
    try {
      session.startTransaction();
      await other.db('d').collection('c').insertOne({ a: 1 }, { session });
      await session.commitTransaction();
      await session.commitTransaction();
      await store.close();
      store = await startDocumentStore({ dataDir: dir, port });
      await session.commitTransaction();
      expect(await other.db('d').collection('c').countDocuments()).to.equal(1);
    } finally {
      await other.close();
      await store.close();
      await remove();
    }
  });

  it('ends with its session, and with killSessions', async () => {
    one.startTransaction();
    await cups.updateOne({ _id: 1 }, { $set: { n: 10 } }, { session: one });
    await db.admin().command({ killSessions: [one.id] });
    expect(await refusal(cups.findOne({}, { session: one }))).to.deep.equal(aborted);
    await one.abortTransaction();
    await cups.updateOne({ _id: 1 }, { $set: { n: 12 } });
    expect(await cups.distinct('n')).to.deep.equal([2, 12]);
  });
});

describe('a transaction that no one ends', () => {
  it('is aborted when its time is over, and what it held is free', async () => {
    const { db, client, close } = await openStore({ transactionLifetimeSeconds: 0.3 });
    const session = client.startSession();
    await db.collection<Cup>('cups').insertOne({ _id: 1, n: 1 });
    session.startTransaction();
    await db.collection<Cup>('cups').updateOne({ _id: 1 }, { $set: { n: 2 } }, { session });
    await db.collection<Cup>('cups').updateOne({ _id: 1 }, { $inc: { n: 10 } });
    expect(await db.collection<Cup>('cups').distinct('n')).to.deep.equal([11]);
    expect(await refusal(session.commitTransaction())).to.deep.equal(aborted);
    await session.endSession();
    await close();
  });

  it('is aborted soon after its client is gone, and not when it comes back by another connection', async () => {
    const { db, port, close } = await openStore();
    const cups = db.collection<Cup>('cups');
    await cups.insertOne({ _id: 1, n: 1 });
    const statement = (lsid: UUID, starts: boolean): Document => ({
      update: 'cups',
      updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } } }],
      lsid: { id: lsid },
      txnNumber: Long.fromNumber(1),
      autocommit: false,
      ...(starts ? { startTransaction: true } : {}),
      $db: 'shop',
    });
    const [lost, found] = [new UUID(), new UUID()];
    expect(await sendRaw(port, statement(lost, true))).to.have.property('n', 1);
    // It waits for the lost one, longer than anything else here takes.
    await cups.updateOne({ _id: 1 }, { $inc: { n: 10 } });
    expect(await sendRaw(port, statement(lost, false))).to.have.property('code', 251);
    expect(await sendRaw(port, statement(found, true))).to.have.property('n', 1);
    expect(await sendRaw(port, statement(found, false))).to.have.property('n', 1);
    const commit = { commitTransaction: 1, lsid: { id: found }, txnNumber: Long.fromNumber(1), autocommit: false };
    expect(await sendRaw(port, { ...commit, $db: 'admin' })).to.have.property('ok', 1);
    expect(await cups.distinct('n')).to.deep.equal([13]);
    await close();
  });

  it('is there as a whole or not at all after the server was killed, and surely where it was acknowledged', async () => {
    const { dir, remove } = await temporaryFolder();
    const server = await runStore(['--data', dir, '--port', '0']);
    const client = await new MongoClient(server.url, { serverSelectionTimeoutMS: 300 }).connect();
    const acknowledged: number[] = [];
    const load = async (lane: number): Promise<void> => {
      for (let n = lane; ; n += 4) {
        const session = client.startSession();
        try {
          session.startTransaction();
          await client.db('k').collection<Cup>('left').insertOne({ _id: n, n }, { session });
          await client.db('k').collection<Cup>('right').insertOne({ _id: n, n }, { session });
          await session.commitTransaction();
          acknowledged.push(n);
        } catch {
          // The server is gone.
          return;
        } finally {
          await session.endSession().catch(() => undefined);
        }
      }
    };
    const loads = [0, 1, 2, 3].map(load);
    while (acknowledged.length < 40) await new Promise((resolve) => setTimeout(resolve, 5));
    server.child.kill('SIGKILL');
    await server.exited;
    await Promise.all(loads);
    await client.close();
    const again = await startDocumentStore({ dataDir: dir, port: 0 });
    const reader = await new MongoClient(again.url).connect();
    const [left = [], right = []] = await Promise.all(
      ['left', 'right'].map(async (name) =>
        (await reader.db('k').collection<Cup>(name).find().sort({ _id: 1 }).toArray()).map(({ _id }) => _id),
      ),
    );
    expect(left).to.deep.equal(right);
    expect(acknowledged.filter((n) => !left.includes(n))).to.deep.equal([]);
    await reader.close();
    await again.close();
    await remove();
  });
});
