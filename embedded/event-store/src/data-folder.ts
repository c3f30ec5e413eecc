import { mkdirSync, openSync, closeSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Another process holds the folder. */
export class FolderHeld extends Error {
  override readonly name = 'FolderHeld';
}

/** A process is told apart from a later one of the same id by the moment at which it was started (Linux: ticks since boot). */
const startOf = (pid: number): string => {
  try {
    const stat = readFileSync(`/proc/${pid.toString()}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? 'unknown';
  } catch {
    return 'unknown';
  }
};

const runs = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/**
 * Takes a data folder for this process. A lock left behind by a process that was killed is recognised and taken over.
 *
 * @returns gives the folder back
 * @throws FolderHeld naming the process that holds it
 */
export const holdFolder = (folder: string): (() => void) => {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'lock');
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const fd = openSync(path, 'wx', 0o600);
      writeSync(fd, JSON.stringify({ pid: process.pid, start: startOf(process.pid) }));
      closeSync(fd);
      return () => {
        unlinkSync(path);
      };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const holder = readHolder(path);
    if (holder && runs(holder.pid) && startOf(holder.pid) === holder.start) {
      throw new FolderHeld(
        `the data folder ${folder} is held by process ${holder.pid.toString()}; stop it first, or name another folder`,
      );
    }
    try {
      unlinkSync(path);
    } catch {
      // Somebody else took the stale lock away first: try again.
    }
  }
  throw new FolderHeld(`the data folder ${folder} is being taken by another process; try again`);
};

const readHolder = (path: string): { readonly pid: number; readonly start: string } | undefined => {
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (parsed === null || typeof parsed !== 'object' || !('pid' in parsed) || !('start' in parsed)) return undefined;
    return { pid: Number(parsed.pid), start: String(parsed.start) };
  } catch {
    return undefined;
  }
};
