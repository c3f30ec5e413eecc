import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Engine } from '../storage/engine.js';

/** A folder that was given as a data folder and is none. */
export class NoStore extends Error {
  override readonly name = 'NoStore';
}

/** The file that holds everything. */
export function dataFile(dataDir: string): string {
  return join(dataDir, 'data.mdb');
}

/**
 * Opens a data folder to be read only; its server may run meanwhile. Throws NoStore.
 *
 * What is read without giving the thread away comes from one moment.
 */
export function openStored(dataDir: string): Engine {
  if (!existsSync(dataFile(dataDir)))
    throw new NoStore(`${dataDir} holds no documents; give the data folder of a document store`);
  return new Engine(dataDir, { readOnly: true });
}
