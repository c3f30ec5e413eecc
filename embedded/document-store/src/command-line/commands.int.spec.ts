import { execFile } from 'node:child_process';
import { readFileSync, rmSync, truncateSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { MongoClient, MongoServerError } from 'mongodb';
import { openStored } from '../maintenance/stored.js';
import { startDocumentStore } from '../server.js';
import type { DocumentStore } from '../server.js';
import { FolderHeld } from '../storage/folder-lock.js';
import { mainFile, temporaryFolder } from '../testing/store.js';

/** Runs the command line and gives what it printed and its exit code. */
const run = (args: readonly string[]): Promise<{ code: number; output: string }> =>
  new Promise((resolve) => {
    const child = execFile(process.execPath, [mainFile, ...args], (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, output: stdout + stderr });
    });
  });

const rejected = async (work: () => Promise<unknown>): Promise<void> => {
  const outcome = await work().then(
    () => 'done',
    () => 'rejected',
  );
  expect(outcome).to.equal('rejected');
};

describe('the commands of the document store', () => {
  let dir: string;
  let other: string;
  let removals: (() => Promise<void>)[];
  let store: DocumentStore;
  let client: MongoClient;
  type Item = { _id: number; tags: string[]; n: number };
  const items = () => client.db('shop').collection<Item>('items');

  before(async () => {
    const folders = [await temporaryFolder(), await temporaryFolder()] as const;
    removals = folders.map((folder) => folder.remove);
    [dir, other] = [folders[0].dir, folders[1].dir];
    store = await startDocumentStore({ dataDir: dir, port: 0 });
    client = await new MongoClient(store.url).connect();
    await items().createIndexes([{ key: { tags: 1 } }, { key: { n: 1 }, unique: true }]);
    await items().insertMany(
      Array.from({ length: 500 }, (_, n) => ({ _id: n, n, tags: ['all', `t${String(n % 5)}`] })),
    );
  });
  after(async () => {
    await client.close();
    await store.close();
    for (const remove of removals) await remove();
  });

  it('copies a store that serves, as it was at one moment while documents moved between two collections', async () => {
    const target = join(other, 'moving');
    const session = client.db('shop').collection<Item>('moved');
    let moving = true;
    const move = async (): Promise<void> => {
      // One command of several changes is one transaction: no copy may hold some of them.
      for (let n = 1_000; moving; n += 2)
        await session.insertMany([n, n + 1].map((id) => ({ _id: id, n: id, tags: [] })));
    };
    const moves = move();
    const { code, output } = await run(['backup', target, '--data', dir, '--json']);
    moving = false;
    await moves;
    expect(code, output).to.equal(0);
    expect(JSON.parse(output)).to.include.keys('collections', 'documents', 'bytes');
    const copy = await startDocumentStore({ dataDir: target, port: 0 });
    const there = await new MongoClient(copy.url).connect();
    const found = await there.db('shop').collection<Item>('items').find().sort({ _id: 1 }).toArray();
    expect(found).to.deep.equal(await items().find().sort({ _id: 1 }).toArray());
    expect((await there.db('shop').collection('moved').countDocuments()) % 2).to.equal(0);
    await there.db('shop').collection<Item>('items').insertOne({ _id: -1, n: -1, tags: [] });
    await there.close();
    await copy.close();
  });

  it('makes no copy over anything, of what is no store, or of damage, and leaves nothing that looks like one', async () => {
    const full = await run(['backup', dir, '--data', dir]);
    expect(full.code).to.equal(1);
    expect(full.output).to.contain('is not empty');
    const target = join(other, 'copy');
    const none = await run(['backup', target, '--data', join(other, 'none')]);
    expect(none.code).to.equal(1);
    expect(none.output).to.contain('holds no documents');
    expect(existsSync(target)).to.equal(false);
    expect((await run(['backup', target, '--data', dir])).code).to.equal(0);
    truncateSync(join(target, 'data.mdb'), Math.floor(readFileSync(join(target, 'data.mdb')).length / 2));
    const damaged = await run(['backup', join(other, 'of-damaged'), '--data', target]);
    expect(damaged.code).to.equal(1);
    expect(damaged.output).to.contain('data.mdb: it is damaged');
    expect(existsSync(join(other, 'of-damaged'))).to.equal(false);
    rmSync(target, { recursive: true });
  });

  it('never opens the file of a store that serves: LMDB has lost transactions so', async () => {
    const { code, output } = await run(['check', '--data', dir]);
    expect(code).to.equal(1);
    expect(output).to.contain('is held by another document-store process');
    expect(() => openStored(dir)).to.throw(FolderHeld);
    const kept = openStored.bind(undefined, join(other, 'moving'));
    const first = kept();
    await Promise.all([rejected(() => startDocumentStore({ dataDir: join(other, 'moving'), port: 0 })), first.close()]);
    await (await startDocumentStore({ dataDir: join(other, 'moving'), port: 0 })).close();
  });

  it('takes no copy over the wire but into an empty folder, and from the admin database', async () => {
    const refused = async (database: string, to: string): Promise<unknown> =>
      client
        .db(database)
        .command({ documentStoreBackup: 1, to })
        .then(
          () => 'done',
          (error: unknown) => (error instanceof MongoServerError ? error.code : error),
        );
    expect(await refused('admin', dir)).to.equal(2);
    expect(await refused('admin', 'relative')).to.equal(2);
    expect(await refused('admin', join(other, 'none'))).to.equal(2);
    expect(await refused('shop', other)).to.equal(13);
  });

  it('checks a folder that nobody holds, and names a file that cannot be read', async () => {
    const target = join(other, 'cut');
    await run(['backup', target, '--data', dir]);
    const { code, output } = await run(['check', '--data', target]);
    expect(code, output).to.equal(0);
    expect(output).to.match(/documents in \d collections?, .* index entries: nothing is wrong/);
    truncateSync(join(target, 'data.mdb'), 8192 * 3);
    const cut = await run(['check', '--data', target, '--json']);
    expect(cut.code).to.equal(1);
    expect(cut.output).to.match(/"kind":"file","where":".*data.mdb","what":"it is damaged/);
  });

  it('has words and an exit code of its own for wrong usage', async () => {
    const codes = [
      ['check'],
      ['check', '--data', join(other, 'none')],
      ['backup', '--data', dir],
      ['check', '--help'],
    ].map(async (args) => (await run(args)).code);
    expect(await Promise.all(codes)).to.deep.equal([2, 1, 2, 0]);
  });
});
