import { Timestamp } from 'bson';
import { expect } from 'chai';
import { Long, MongoClient, MongoServerError, UUID } from 'mongodb';
import type { Db, Document } from 'mongodb';
import { sendRaw } from '../testing/raw.js';
import { codeOf, openStore } from '../testing/store.js';

describe('a session', () => {
  let db: Db;
  let client: MongoClient;
  let port: number;
  let close: () => Promise<void>;

  before(async () => {
    ({ db, client, port, close } = await openStore({ testCommands: true }));
  });
  after(() => close());
  afterEach(() => db.admin().command({ configureFailPoint: 'failCommand', mode: 'off' }));

  const fail = (mode: unknown, data: Document): Promise<Document> =>
    db.admin().command({ configureFailPoint: 'failCommand', mode, data });

  it('is started, refreshed and ended, and its commands name it by a UUID', async () => {
    const admin = db.admin();
    expect(await admin.command({ startSession: 1 })).to.include({ ok: 1, timeoutMinutes: 30 });
    expect(await admin.command({ hello: 1 })).to.include({ logicalSessionTimeoutMinutes: 30 });
    const id = { id: new UUID() };
    for (const name of ['refreshSessions', 'killSessions', 'endSessions'])
      expect(await admin.command({ [name]: [id] })).to.include({ ok: 1 });
    expect(await admin.command({ killAllSessions: [] })).to.include({ ok: 1 });
    expect(await codeOf(admin.command({ endSessions: 1 }))).to.equal(14);
    expect(await sendRaw(port, { ping: 1, lsid: 5, $db: 'admin' })).to.include({ code: 72 });
    expect(await sendRaw(port, { endSessions: [{ id: 'x' }], $db: 'admin' })).to.include({ code: 72 });
  });

  it('has the time in every answer, which moves with writes and with what the client saw elsewhere', async () => {
    const timeOf = async (command: Document): Promise<bigint> => {
      const time: unknown = (await sendRaw(port, command))['operationTime'];
      expect(time).to.be.instanceOf(Timestamp);
      return time instanceof Timestamp ? time.toBigInt() : 0n;
    };
    const before = await timeOf({ ping: 1, $db: 'admin' });
    const written = await timeOf({ insert: 'c', documents: [{ a: 1 }], $db: 'shop' });
    expect(written > before).to.equal(true);
    const far = new Timestamp({ t: Math.floor(Date.now() / 1_000) + 1_000, i: 7 });
    const gossip = { clusterTime: far, signature: { hash: Buffer.alloc(20), keyId: Long.ZERO } };
    expect(await timeOf({ ping: 1, $clusterTime: gossip, $db: 'admin' })).to.equal(far.toBigInt());
    const mad = { ...gossip, clusterTime: new Timestamp({ t: 0xffffffff, i: 0xffffffff }) };
    expect(await sendRaw(port, { ping: 1, $clusterTime: mad, $db: 'admin' })).to.include({ code: 205 });
    const late = new Timestamp({ t: far.t + 10, i: 1 });
    const find = { find: 'c', filter: {}, $db: 'shop' };
    expect(await sendRaw(port, { ...find, readConcern: { afterClusterTime: far } })).to.include({ ok: 1 });
    expect(await sendRaw(port, { ...find, readConcern: { afterClusterTime: late } })).to.include({ code: 72 });
  });

  it('reads what it wrote when it is causally consistent', async () => {
    await client.withSession({ causalConsistency: true }, async (session) => {
      for (let n = 0; n < 20; n += 1) {
        await db.collection('own').insertOne({ n }, { session });
        expect(await db.collection('own').countDocuments({}, { session })).to.equal(n + 1);
      }
    });
  });

  it('follows the rules of transaction numbers', async () => {
    const lsid = { id: new UUID() };
    const insert = { insert: 'c', documents: [{ a: 1 }], lsid, $db: 'shop' };
    const number = (n: number): Document => ({ txnNumber: Long.fromNumber(n), autocommit: false });
    const start = { ...insert, startTransaction: true };
    expect(await sendRaw(port, { ...start, ...number(5) })).to.include({ ok: 1 });
    expect(await sendRaw(port, { ...start, ...number(5) })).to.include({ code: 50_911 });
    expect(await sendRaw(port, { ...start, ...number(4) })).to.include({ code: 225 });
    expect(await sendRaw(port, { ...insert, ...number(6) })).to.include({ code: 251 });
    expect(await sendRaw(port, { ...insert, txnNumber: Long.fromNumber(5) })).to.include({ code: 225 });
    // A retryable write with a newer number ends the transaction.
    expect(await sendRaw(port, { ...insert, txnNumber: Long.fromNumber(7) })).to.include({ ok: 1 });
    expect(await sendRaw(port, { ...insert, ...number(5) })).to.include({ code: 225 });
    expect(await sendRaw(port, { ...insert, autocommit: true, txnNumber: Long.fromNumber(8) })).to.include({
      code: 72,
    });
    expect(await sendRaw(port, { ...insert, autocommit: false })).to.include({ code: 72 });
    expect(await sendRaw(port, { ping: 1, lsid, txnNumber: Long.fromNumber(9), $db: 'shop' })).to.include({
      code: 50_768,
    });
  });

  it('repeats a write that met a lost connection, once, and a read too', async () => {
    const twice = db.collection<{ _id: number; n: number }>('twice');
    for (const data of [{ closeConnection: true }, { errorCode: 91 }]) {
      await twice.deleteMany({});
      await fail({ times: 1 }, { failCommands: ['insert', 'update', 'findAndModify', 'find'], ...data });
      await twice.insertOne({ _id: 1, n: 0 });
      await fail({ times: 1 }, { failCommands: ['findAndModify'], ...data });
      const changed = await twice.findOneAndUpdate({ _id: 1 }, { $inc: { n: 1 } }, { returnDocument: 'after' });
      expect(changed?.n).to.equal(1);
      await fail({ times: 1 }, { failCommands: ['find'], ...data });
      expect(await twice.find().toArray()).to.deep.equal([{ _id: 1, n: 1 }]);
    }
  });

  it('keeps the image of a findAndModify, and the errors of a bulk, for its repeat', async () => {
    const lsid = { id: new UUID() };
    await db.collection<Document & { _id: number }>('kept').insertMany([{ _id: 1, n: 1 }, { _id: 2 }]);
    const change = {
      findAndModify: 'kept',
      query: { _id: 1 },
      update: { $inc: { n: 1 } },
      lsid,
      txnNumber: Long.fromNumber(1),
      $db: 'shop',
    };
    const first = await sendRaw(port, change);
    await db.collection<{ _id: number }>('kept').deleteOne({ _id: 1 });
    expect((await sendRaw(port, change))['value']).to.deep.equal({ _id: 1, n: 1 });
    expect(first['value']).to.deep.equal({ _id: 1, n: 1 });
    const bulk = {
      insert: 'kept',
      documents: [{ _id: 3 }, { _id: 2 }, { _id: 4 }],
      ordered: false,
      lsid,
      txnNumber: Long.fromNumber(2),
      $db: 'shop',
    };
    const done = await sendRaw(port, bulk);
    const again = await sendRaw(port, bulk);
    expect(done['n']).to.equal(2);
    expect(again['n']).to.equal(2);
    expect(again['writeErrors']).to.deep.equal(done['writeErrors']);
  });

  it('is told what a commit may mean whose answer is lost', async () => {
    const unknown = async (data: Document): Promise<string[]> => {
      await fail({ times: 2 }, { failCommands: ['commitTransaction'], ...data });
      const session = client.startSession();
      session.startTransaction();
      await db.collection('c').insertOne({ a: 1 }, { session });
      try {
        await session.commitTransaction();
      } catch (error) {
        return error instanceof MongoServerError ? error.errorLabels.toSorted() : [String(error)];
      } finally {
        await session.endSession();
      }
      return [];
    };
    const both = ['RetryableWriteError', 'UnknownTransactionCommitResult'];
    expect(await unknown({ errorCode: 11_602 })).to.include.members(both);
    expect(await unknown({ writeConcernError: { code: 91, errmsg: 'going down' } })).to.include.members(both);
    expect(await unknown({ errorCode: 251 })).to.deep.equal(['TransientTransactionError']);
  });

  it('fails commands as a fail point says: by name of the client, late, after some, with labels', async () => {
    const named = await new MongoClient(`mongodb://127.0.0.1:${String(port)}/?directConnection=true`, {
      appName: 'unlucky',
    }).connect();
    await fail('alwaysOn', { failCommands: ['ping'], errorCode: 42, appName: 'unlucky', errorLabels: ['Own'] });
    const refused: unknown = await named
      .db('shop')
      .command({ ping: 1 })
      .catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(MongoServerError).and.to.include({ code: 42 });
    expect(await db.command({ ping: 1 })).to.include({ ok: 1 });
    await named.close();
    await fail({ skip: 1 }, { failCommands: ['ping'], errorCode: 42 });
    await db.command({ ping: 1 });
    expect(await codeOf(db.command({ ping: 1 }))).to.equal(42);
    await fail({ times: 1 }, { failCommands: ['ping'], blockConnection: true, blockTimeMS: 120 });
    const started = performance.now();
    await db.command({ ping: 1 });
    expect(performance.now() - started).to.be.above(100);
    expect(await codeOf(fail('sometimes', { failCommands: ['ping'] }))).to.equal(2);
    expect(await codeOf(fail('alwaysOn', { failCommands: ['ping'], frob: 1 }))).to.equal(40_415);
    expect(await codeOf(db.admin().command({ configureFailPoint: 'other', mode: 'off' }))).to.equal(115);
  });

  it('labels what its driver may do again: a commit that got no lock, not a write concern that was not met in a transaction', async () => {
    const inTransaction = { lsid: { id: new UUID() }, autocommit: false };
    const insert = (number: number): Promise<Document> =>
      sendRaw(port, {
        ...{ insert: 'labelled', documents: [{}], $db: 'shop', startTransaction: true },
        ...{ ...inTransaction, txnNumber: Long.fromNumber(number) },
      });
    await fail({ times: 1 }, { failCommands: ['insert'], writeConcernError: { code: 91, errmsg: 'shutting down' } });
    const unmet = await insert(1);
    expect(unmet['writeConcernError']).to.include({ code: 91 });
    expect(unmet).not.to.have.property('errorLabels');
    expect(await insert(2)).to.include({ ok: 1 });
    await fail({ times: 1 }, { failCommands: ['commitTransaction'], errorCode: 24 });
    const commit = { commitTransaction: 1, ...inTransaction, txnNumber: Long.fromNumber(2), $db: 'admin' };
    expect((await sendRaw(port, commit))['errorLabels']).to.deep.equal(['TransientTransactionError']);
  });

  const failWrite = (mode: unknown, data: Document = {}): Promise<Document> =>
    db.admin().command({ configureFailPoint: 'onPrimaryTransactionalWrite', mode, data });

  it('does a write once whose answer is lost, and again one that was lost before its commit', async () => {
    const lost = db.collection<{ _id: number; n: number }>('lost');
    await lost.insertOne({ _id: 1, n: 0 });
    for (const data of [
      {},
      { failBeforeCommitExceptionCode: 1 },
      { failBeforeCommitExceptionCode: 91, closeConnection: false },
    ]) {
      await lost.updateOne({ _id: 1 }, { $set: { n: 0 } });
      await failWrite({ times: 1 }, data);
      await lost.updateOne({ _id: 1 }, { $inc: { n: 1 } });
      expect(await lost.findOne({ _id: 1 }), JSON.stringify(data)).to.deep.equal({ _id: 1, n: 1 });
    }
  });

  it('loses a write that fails before its commit each time, and says so', async () => {
    const never = db.collection<{ _id: number }>('never');
    await failWrite('alwaysOn', { failBeforeCommitExceptionCode: 1 });
    const failure = await never.insertMany([{ _id: 1 }, { _id: 2 }]).catch((error: unknown) => error);
    await failWrite('off');
    expect(failure).to.be.instanceOf(Error);
    expect(await never.countDocuments()).to.equal(0);
  });

  it('counts the statements of a write that are let pass', async () => {
    const lsid = { id: new UUID() };
    const insert = (number: number, ids: readonly number[]): Promise<Document> =>
      sendRaw(port, {
        insert: 'passed',
        documents: ids.map((_id) => ({ _id })),
        ...{ lsid, txnNumber: Long.fromNumber(number), $db: 'shop' },
      });
    await failWrite({ skip: 2 }, { failBeforeCommitExceptionCode: 91, closeConnection: false });
    expect(await insert(1, [1, 2])).to.include({ ok: 1 });
    expect(await insert(2, [3])).to.include({ ok: 0, code: 91 });
    await failWrite('off');
    expect(await codeOf(db.admin().command({ configureFailPoint: 'somethingElse', mode: 'off' }))).to.equal(115);
  });

  it('reads one moment with the read concern snapshot, whatever is written meanwhile', async () => {
    const past = db.collection<{ _id: number; n: number }>('past');
    await past.insertMany([
      { _id: 1, n: 1 },
      { _id: 2, n: 1 },
    ]);
    await client.withSession({ snapshot: true }, async (session) => {
      const cursor = past.find({}, { session, batchSize: 1 });
      expect(await cursor.next()).to.deep.equal({ _id: 1, n: 1 });
      await past.updateMany({}, { $inc: { n: 1 } });
      await past.insertOne({ _id: 3, n: 9 });
      expect(await cursor.next()).to.deep.equal({ _id: 2, n: 1 });
      expect(await past.distinct('n', {}, { session })).to.deep.equal([1]);
      expect(await past.aggregate([{ $count: 'all' }], { session }).toArray()).to.deep.equal([{ all: 2 }]);
      expect(await past.countDocuments({ n: 1 }, { session })).to.equal(2);
    });
    await client.withSession({ snapshot: true }, async (session) => {
      expect(await past.countDocuments({}, { session })).to.equal(3);
    });
  });

  it('refuses a moment that is not kept, and to write or count by one', async () => {
    const find = { find: 'c', filter: {}, $db: 'shop' };
    const at = (level: string, time: unknown) =>
      sendRaw(port, { ...find, readConcern: { level, atClusterTime: time } });
    expect(await at('snapshot', new Timestamp({ t: 1, i: 1 }))).to.include({ code: 239 });
    expect(await at('snapshot', 5)).to.include({ code: 14 });
    expect(await at('local', new Timestamp({ t: 1, i: 1 }))).to.include({ code: 72 });
    const snapshot = { readConcern: { level: 'snapshot' }, $db: 'shop' };
    expect(await sendRaw(port, { insert: 'c', documents: [{}], ...snapshot })).to.include({ code: 72 });
    const out = { aggregate: 'c', cursor: {}, pipeline: [{ $out: 'd' }] };
    expect(await sendRaw(port, { ...out, ...snapshot })).to.include({ code: 72 });
    const linearizable = { readConcern: { level: 'linearizable' }, $db: 'shop' };
    expect(await sendRaw(port, { ...out, ...linearizable })).to.include({ code: 72 });
  });

  it('stands in the list of sessions', async () => {
    const id = new UUID();
    const reply = await sendRaw(port, {
      ...{ aggregate: 1, pipeline: [{ $listLocalSessions: {} }], cursor: {}, lsid: { id }, $db: 'admin' },
    });
    const cursor = reply['cursor'] as { firstBatch: { _id: { id: UUID } }[] };
    expect(cursor.firstBatch.map((one) => one._id.id.toString('hex'))).to.include(id.toString('hex'));
    const wrong = { aggregate: 2, pipeline: [{ $listLocalSessions: {} }], cursor: {}, $db: 'admin' };
    expect(await sendRaw(port, wrong)).to.include({ code: 9 });
  });
});

describe('a write concern', () => {
  it('that one node cannot meet is told beside the write that was done', async () => {
    const { port, db, close } = await openStore();
    const insert = (writeConcern: Document): Promise<Document> =>
      sendRaw(port, { insert: 'c', documents: [{}], writeConcern, $db: 'shop' });
    const three = await insert({ w: 3, wtimeout: 10 });
    expect(three).to.include({ ok: 1, n: 1 });
    expect(three['writeConcernError']).to.include({ code: 100, codeName: 'UnsatisfiableWriteConcern' });
    expect((await insert({ w: 'tag' }))['writeConcernError']).to.include({ code: 79 });
    expect(await insert({ w: 'majority', j: true, wtimeout: 5 })).to.not.have.property('writeConcernError');
    expect(await insert({ w: -1 })).to.include({ code: 9 });
    expect(await insert({ w: 51 })).to.include({ code: 9 });
    expect(await insert({ j: 'x' })).to.include({ code: 9 });
    expect(await insert({ frob: 1 })).to.include({ code: 40_415 });
    expect(await db.collection('c').countDocuments()).to.equal(3);
    await close();
  });
});
