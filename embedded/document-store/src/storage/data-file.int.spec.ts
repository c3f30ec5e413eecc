import { copyFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import { startDocumentStore } from '../server.js';
import { temporaryFolder } from '../testing/store.js';

describe('a data file that was damaged', () => {
  let dir: string;
  let remove: () => Promise<void>;
  let file: string;
  let whole: string;

  before(async () => {
    ({ dir, remove } = await temporaryFolder());
    file = join(dir, 'data.mdb');
    whole = join(dir, 'whole');
    const store = await startDocumentStore({ dataDir: dir, port: 0 });
    const client = await new MongoClient(store.url).connect();
    await client
      .db('shop')
      .collection('cups')
      .insertMany(Array.from({ length: 5_000 }, (_, n) => ({ n })));
    await client.close();
    await store.close();
    copyFileSync(file, whole);
  });
  after(() => remove());
  beforeEach(() => {
    copyFileSync(whole, file);
  });

  const refusal = async (): Promise<string> => {
    try {
      const store = await startDocumentStore({ dataDir: dir, port: 0 });
      await store.close();
      return 'it started';
    } catch (error) {
      return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    }
  };
  const overwrite = (change: (bytes: Buffer) => void): void => {
    const bytes = readFileSync(file);
    change(bytes);
    writeFileSync(file, bytes);
  };

  it('is opened where it was not', async () => {
    expect(await refusal()).to.equal('it started');
  });
  it('is refused with its name and what to do when it was cut', async () => {
    truncateSync(file, 100_000);
    expect(await refusal()).to.match(
      /^DamagedDataFile: .*data\.mdb is damaged: it is cut: it has 100000 bytes.*Restore a backup/,
    );
  });
  it('is refused when another file lies in its place', async () => {
    writeFileSync(file, 'a letter to the bank');
    expect(await refusal()).to.contain('it does not begin as a data file does');
  });
  it('is refused when its beginning was emptied', async () => {
    overwrite((bytes) => bytes.fill(0, 0, 16_384));
    expect(await refusal()).to.contain('it does not begin as a data file does');
  });
  it('is refused when the pages where its trees begin were overwritten', async () => {
    overwrite((bytes) => bytes.fill(0, 16_384));
    expect(await refusal()).to.match(/page \d+, where one of its trees begins, is not a page of a tree/);
  });
  it('leaves the file as it was, and the folder free for the next try', async () => {
    truncateSync(file, 100_000);
    const before = readFileSync(file);
    await refusal();
    expect(readFileSync(file).equals(before)).to.equal(true);
    copyFileSync(whole, file);
    expect(await refusal()).to.equal('it started');
  });
});
