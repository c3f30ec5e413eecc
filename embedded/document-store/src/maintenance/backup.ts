import { closeSync, fsyncSync, openSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { checkStore } from './check-store.js';
import type { CheckReport } from './check-store.js';
import { dataFile, openStored } from './stored.js';

/** What was copied is damaged. */
export class DamagedCopy extends Error {
  override readonly name = 'DamagedCopy';
}

export type BackupReport = Pick<CheckReport, 'collections' | 'documents'> & {
  /** Of the copy: free pages are left out. */
  readonly bytes: number;
};

/**
 * Beside a server that writes without a pause, LMDB's compacting copy was seen to mix two moments, once in 25 copies: the check finds it, and
 * the next copy is whole. A folder that is damaged itself fails every time.
 */
const ATTEMPTS = 5;

/**
 * Copies a data folder as it is at one moment, also one whose server runs and writes, into a folder that is there and empty. The copy is on
 * the disk and was checked when this resolves; a server is started on it as on any data folder. Throws NoStore and DamagedCopy.
 */
export async function backUp(dataDir: string, target: string): Promise<BackupReport> {
  for (let attempt = 1; ; attempt++) {
    await copy(dataDir, target);
    const { collections, documents, findings, found } = await checkStore(target);
    const [first] = findings;
    if (first === undefined) return { collections, documents, bytes: statSync(dataFile(target)).size };
    if (attempt === ATTEMPTS)
      throw new DamagedCopy(
        `${dataDir} is damaged, and a copy of damage is no backup (${String(found)} findings; document-store check names them). ${first.where}: ${first.what}`,
      );
    for (const name of readdirSync(target)) rmSync(join(target, name));
  }
}

async function copy(dataDir: string, target: string): Promise<void> {
  const engine = openStored(dataDir);
  try {
    await engine.copyTo(target);
  } finally {
    await engine.close();
  }
  sync(dataFile(target));
  sync(target);
}

function sync(path: string): void {
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
