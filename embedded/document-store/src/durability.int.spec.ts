import { createServer } from 'node:net';
import { expect } from 'chai';
import { Long, MongoClient, UUID } from 'mongodb';
import type { Document } from 'mongodb';
import { Engine } from './storage/engine.js';
import { startDocumentStore } from './server.js';
import { Catalogue } from './storage/catalogue.js';
import { Writer } from './storage/writer.js';
import { sendRaw } from './testing/raw.js';
import { codeOf, runStore, temporaryFolder } from './testing/store.js';
import { docOf, encodeDocument } from './bson/write.js';

describe('a server that is killed', () => {
  it('has lost nothing that it acknowledged with j: true, and its indexes agree with its documents', async function () {
    this.timeout(60_000);
    const { dir, remove } = await temporaryFolder();
    const acknowledged: number[] = [];
    let next = 0;
    try {
      for (let round = 0; round < 3; round += 1) {
        const server = await runStore(['--data', dir, '--port', '0']);
        const client = await new MongoClient(server.url, { serverSelectionTimeoutMS: 500 }).connect();
        const items = client
          .db('k')
          .collection<{ _id: number; a: number }>('items', { writeConcern: { w: 1, journal: true } });
        await items.createIndex({ a: 1 });
        const found = new Set((await items.find().toArray()).map(({ _id }) => _id));
        expect(acknowledged.filter((id) => !found.has(id))).to.deep.equal([]);
        expect(await items.countDocuments({ a: { $gte: 0 } }, { hint: { a: 1 } })).to.equal(found.size);
        expect(await items.estimatedDocumentCount()).to.equal(found.size);
        let running = true;
        const load = async (): Promise<void> => {
          while (running) {
            const ids = Array.from({ length: 20 }, () => next++);
            try {
              await items.insertMany(
                ids.map((id) => ({ _id: id, a: id % 7 })),
                { ordered: false },
              );
              acknowledged.push(...ids);
            } catch {
              // The server is gone, or a retry met what it had written before.
              running = false;
            }
          }
        };
        const loads = [load(), load(), load()];
        await new Promise((resolve) => setTimeout(resolve, 300 + round * 150));
        server.child.kill('SIGKILL');
        await server.exited;
        running = false;
        await Promise.all(loads);
        await client.close();
      }
      expect(acknowledged.length).to.be.above(50);
      const last = await startDocumentStore({ dataDir: dir, port: 0 });
      const client = await new MongoClient(last.url).connect();
      const found = new Set((await client.db('k').collection('items').find().toArray()).map(({ _id }) => Number(_id)));
      expect(acknowledged.filter((id) => !found.has(id))).to.deep.equal([]);
      await client.close();
      await last.close();
    } finally {
      await remove();
    }
  });
});

describe('a retryable write', () => {
  it('is not done twice, also after a restart', async () => {
    const { dir, remove } = await temporaryFolder();
    const update = (number: number): Document => ({
      update: 'c',
      updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } }, upsert: true }],
      lsid: { id: new UUID('2b0a3c3e-0c4b-4d5c-9a4f-3f1b1c0d7e11') },
      txnNumber: Long.fromNumber(number),
      $db: 'r',
    });
    const send = async (command: Document): Promise<{ reply: Document; n: unknown }> => {
      const store = await startDocumentStore({ dataDir: dir, port: 0 });
      try {
        const reply = await sendRaw(store.port, command);
        const found = await sendRaw(store.port, { find: 'c', filter: {}, $db: 'r' });
        const [doc] = (found['cursor'] as { firstBatch: Document[] }).firstBatch;
        return { reply, n: doc?.['n'] as unknown };
      } finally {
        await store.close();
      }
    };
    try {
      const first = await send(update(1));
      const again = await send(update(1));
      expect([first.n, again.n]).to.deep.equal([1, 1]);
      expect(first.reply['upserted']).to.deep.equal([{ index: 0, _id: 1 }]);
      expect(again.reply['upserted']).to.deep.equal(first.reply['upserted']);
      expect((await send(update(2))).n).to.equal(2);
      expect((await send(update(1))).reply['code']).to.equal(225);
    } finally {
      await remove();
    }
  });
});

describe('a disk that takes no more', () => {
  it('turns the store read-only at once: writes are refused with 14031, reads go on, a restart writes again', async () => {
    const { dir, remove } = await temporaryFolder();
    const engine = new Engine(dir);
    const catalogue = new Catalogue(engine);
    const writer = new Writer(engine, catalogue, () => undefined);
    const put = (id: number): Promise<unknown> =>
      writer.write(() => {
        catalogue.ensure('d', 'c').insert(encodeDocument(docOf({ _id: id })), id);
      }, true);
    try {
      await put(1);
      engine.beforeCommit = () => {
        throw new Error('No space left on device');
      };
      expect(await codeOf(put(2))).to.equal(14031);
      engine.beforeCommit = undefined;
      expect(await codeOf(put(3))).to.equal(14031);
      const collection = catalogue.get('d', 'c');
      expect(collection?.count).to.equal(1);
      expect(collection?.get(collection.keyOf(1))).to.not.equal(undefined);
      expect(collection?.get(collection.keyOf(2))).to.equal(undefined);
      await engine.close();
      const again = new Engine(dir);
      const reopened = new Catalogue(again);
      await new Writer(again, reopened, () => undefined).write(() => {
        reopened.ensure('d', 'c').insert(encodeDocument(docOf({ _id: 4 })), 4);
      }, true);
      expect(reopened.get('d', 'c')?.count).to.equal(2);
      await again.close();
    } finally {
      await remove();
    }
  });
});

describe('the command line', () => {
  let dir: string;
  let remove: () => Promise<void>;
  beforeEach(async () => {
    ({ dir, remove } = await temporaryFolder());
  });
  afterEach(() => remove());

  it('refuses to listen beyond loopback, and points to MongoDB', async () => {
    const server = await runStore(['--data', dir, '--port', '0', '--host', '0.0.0.0']);
    expect(await server.exited).to.equal(2);
    expect(server.output()).to.match(/loopback only.*Run MongoDB/);
  });

  it('refuses a folder that another process holds, and takes over what a killed one left', async () => {
    const first = await runStore(['--data', dir, '--port', '0']);
    const second = await runStore(['--data', dir, '--port', '0']);
    expect(await second.exited).to.equal(1);
    expect(second.output()).to.match(/is held by another document-store process/);
    first.child.kill('SIGKILL');
    await first.exited;
    const third = await runStore(['--data', dir, '--port', '0']);
    expect(third.url).to.not.equal('');
    third.child.kill('SIGTERM');
    expect(await third.exited).to.equal(0);
  });

  it('says which port is taken', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';
    const server = await runStore(['--data', dir, '--port', port]);
    expect(await server.exited).to.equal(1);
    expect(server.output()).to.contain(`port ${port} is taken`);
    taken.close();
  });

  it('answers wrong usage with 2 and help with 0', async () => {
    expect(await (await runStore([])).exited).to.equal(2);
    expect(await (await runStore(['--data', 'x', '--port', 'http'])).exited).to.equal(2);
    expect(await (await runStore(['--help'])).exited).to.equal(0);
  });
});
