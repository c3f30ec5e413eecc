import { linkSync, mkdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
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
    if (putLock(path)) {
      return () => {
        unlinkSync(path);
      };
    }
    const holder = readHolder(path);
    if (isAlive(holder)) throw heldBy(folder, holder);
    // Moved aside, not removed: between the look and the move somebody else may have put a lock of their own.
    const aside = `${path}.stale-${process.pid.toString()}`;
    try {
      renameSync(path, aside);
    } catch {
      // Somebody else took the stale lock away first: try again.
      continue;
    }
    const moved = readHolder(aside);
    if (isAlive(moved)) {
      linkSync(aside, path);
      unlinkSync(aside);
      throw heldBy(folder, moved);
    }
    unlinkSync(aside);
  }
  throw new FolderHeld(`the data folder ${folder} is being taken by another process; try again`);
};

type Holder = { readonly pid: number; readonly start: string };

const isAlive = (holder: Holder | undefined): holder is Holder =>
  holder !== undefined && runs(holder.pid) && startOf(holder.pid) === holder.start;

const heldBy = (folder: string, { pid }: Holder): FolderHeld =>
  new FolderHeld(
    `the data folder ${folder} is held by process ${pid.toString()}; stop it first, or name another folder`,
  );

/** Puts a lock of this process, whole at once: nobody sees one that says nothing. @returns false where one stands */
const putLock = (path: string): boolean => {
  const draft = `${path}.${process.pid.toString()}`;
  writeFileSync(draft, JSON.stringify({ pid: process.pid, start: startOf(process.pid) }), { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    unlinkSync(draft);
  }
};

const readHolder = (path: string): Holder | undefined => {
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (parsed === null || typeof parsed !== 'object' || !('pid' in parsed) || !('start' in parsed)) return undefined;
    return { pid: Number(parsed.pid), start: String(parsed.start) };
  } catch {
    return undefined;
  }
};
