import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { testFolder, type TestFolder } from '../testing/folder.js';
import { FolderInUse, lockFolder } from './folder-lock.js';
import { processBegan, stillRuns } from './process-identity.js';

describe('a data folder', () => {
  let folder: TestFolder;
  beforeEach(() => {
    folder = testFolder();
  });
  afterEach(() => {
    folder.remove();
  });
  const lock = (holder: string) => folder.file('start.lock', holder);

  it('is held until it is let go', () => {
    const release = lockFolder(folder.path);
    expect(() => lockFolder(folder.path)).to.throw(
      FolderInUse,
      `the data folder ${folder.path} is in use by process ${process.pid.toString()}; stop that one (Ctrl-C), or name another`,
    );
    release();
    expect(existsSync(join(folder.path, 'start.lock'))).to.equal(false);
    lockFolder(folder.path)();
  });

  it('is taken over from a process that is gone', () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    lock(JSON.stringify({ pid, began: '1' }));
    lockFolder(folder.path);
    expect(readFileSync(join(folder.path, 'start.lock'), 'utf8')).to.contain(process.pid.toString());
  });

  it('is taken over where the number of the process that held it is now that of another', () => {
    lock(JSON.stringify({ pid: process.pid, began: 'before this one' }));
    lockFolder(folder.path);
    expect(readFileSync(join(folder.path, 'start.lock'), 'utf8')).to.contain(String(processBegan(process.pid)));
  });

  it('is taken over where the lock cannot be read: the machine went down while it was written', () => {
    for (const left of ['', '{"pid":', '[]']) {
      lock(left);
      lockFolder(folder.path)();
    }
  });
});

describe('a process', () => {
  it('is told by its number and its beginning together', () => {
    const began = processBegan(process.pid) ?? '';
    expect(began).not.to.equal('');
    expect(processBegan(process.pid)).to.equal(began);
    expect(stillRuns(process.pid, began)).to.equal(true);
    expect(stillRuns(process.pid, `${began}1`)).to.equal(false);
  });

  it('has no beginning where there is none', () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    expect(processBegan(pid)).to.equal(undefined);
  });
});
