import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { processBegan, stillRuns } from './process-identity.js';

const holder = z.object({ pid: z.int(), began: z.string() });

/** Another `storefold` works with the folder. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

const readHolder = (path: string) => {
  try {
    return holder.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
};

/**
 * Holds a data folder for this process. A lock whose process is gone (killed, or the machine went down) is taken over.
 *
 * @returns what lets go of it
 * @throws FolderInUse naming the process that holds it
 */
export const lockFolder = (dataDir: string): (() => void) => {
  const path = join(dataDir, 'start.lock');
  const own = JSON.stringify({ pid: process.pid, began: processBegan(process.pid) ?? '' });
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      writeFileSync(path, own, { flag: 'wx' });
      return () => {
        rmSync(path, { force: true });
      };
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
    const held = readHolder(path);
    if (held && stillRuns(held.pid, held.began))
      throw new FolderInUse(
        `the data folder ${dataDir} is in use by process ${held.pid.toString()}; stop that one (Ctrl-C), or name another folder with --data`,
      );
    // Moved, not deleted: of two who find it stale at once, one moves the stale one and the other moves nothing.
    try {
      renameSync(path, `${path}.stale`);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
    }
  }
  throw new FolderInUse(`the data folder ${dataDir} is being taken by another process; try again in a moment`);
};
