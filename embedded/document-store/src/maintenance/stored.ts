import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Engine } from '../storage/engine.js';
import { lockFolder } from '../storage/folder-lock.js';

/** A folder that was given as a data folder and is none. */
export class NoStore extends Error {
  override readonly name = 'NoStore';
}

/** The file that holds everything. */
export function dataFile(dataDir: string): string {
  return join(dataDir, 'data.mdb');
}

/** @throws NoStore where a folder holds no documents */
export function mustBeStore(dataDir: string): void {
  if (!existsSync(dataFile(dataDir)))
    throw new NoStore(`${dataDir} holds no documents; give the data folder of a document store`);
}

/** A data folder that is open to be read, and how it is given back. */
export type Stored = { readonly engine: Engine; readonly close: () => Promise<void> };

/**
 * Opens a data folder to be read only, and holds it meanwhile. Never beside its server: an LMDB file that a second process opens, even to
 * read, was seen to lose a transaction that the first had acknowledged, once in some 200 openings under load.
 *
 * Throws NoStore, and FolderHeld where its server runs.
 */
export function openStored(dataDir: string): Stored {
  mustBeStore(dataDir);
  const release = lockFolder(dataDir);
  try {
    const engine = new Engine(dataDir, { readOnly: true });
    return {
      engine,
      close: async () => {
        await engine.close();
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}
