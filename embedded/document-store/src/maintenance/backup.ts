import { closeSync, fsyncSync, openSync, statSync } from 'node:fs';
import { FolderHeld } from '../storage/folder-lock.js';
import { readAddress } from '../storage/server-address.js';
import { askServer } from './ask-server.js';
import { checkStore } from './check-store.js';
import type { CheckReport } from './check-store.js';
import { dataFile, mustBeStore, openStored } from './stored.js';

/** What was copied is damaged. */
export class DamagedCopy extends Error {
  override readonly name = 'DamagedCopy';
}

export type BackupReport = Pick<CheckReport, 'collections' | 'documents'> & {
  /** Of the copy: free pages are left out. */
  readonly bytes: number;
};

/**
 * Copies a data folder as it is at one moment into a folder that is there and empty: by itself where nobody holds the folder, else its
 * server does it, which goes on serving. The copy is on the disk and was checked when this resolves; a server is started on it as on any
 * data folder. Throws NoStore and DamagedCopy.
 *
 * @param target an absolute path
 */
export async function backUp(dataDir: string, target: string): Promise<BackupReport> {
  await copy(dataDir, target);
  sync(dataFile(target));
  sync(target);
  const { collections, documents, findings, found } = await checkStore(target);
  const [first] = findings;
  if (first !== undefined)
    throw new DamagedCopy(
      `${dataDir} is damaged, and a copy of damage is no backup (${String(found)} findings; document-store check names them). ${first.where}: ${first.what}`,
    );
  return { collections, documents, bytes: statSync(dataFile(target)).size };
}

async function copy(dataDir: string, target: string): Promise<void> {
  mustBeStore(dataDir);
  try {
    const { engine, close } = openStored(dataDir);
    try {
      await engine.copyTo(target);
    } finally {
      await close();
    }
  } catch (error) {
    if (!(error instanceof FolderHeld)) throw error;
    const address = readAddress(dataDir);
    if (address === undefined) throw error;
    await askServer(address, { documentStoreBackup: 1, to: target });
  }
}

function sync(path: string): void {
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
