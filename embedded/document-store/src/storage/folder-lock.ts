import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** When a process began, in clock ticks since boot, or undefined where the system does not tell: with the id it names one process for good. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'latin1');
    // The name in brackets may hold spaces; the start time is field 22.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** True when the process that a lock names is still the one that wrote it. */
function isHeld(text: string): boolean {
  const [pid = 0, start = ''] = text
    .trim()
    .split(' ')
    .map((part, at) => (at === 0 ? Number(part) : part));
  if (typeof pid !== 'number' || !Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return false;
  const now = startOf(pid);
  return now === undefined || start === '' || now === start;
}

/**
 * Takes a lock away whose holder is gone; false when it is held. It is renamed first, which only one of several processes can do, and put back when
 * another has taken the folder in between.
 */
function takeAway(path: string): boolean {
  const stale = readLock(path);
  if (stale !== undefined && isHeld(stale)) return false;
  const aside = `${path}.${String(process.pid)}`;
  try {
    renameSync(path, aside);
  } catch {
    return true;
  }
  const taken = readLock(aside);
  if (taken !== undefined && taken !== stale && isHeld(taken)) {
    renameSync(aside, path);
    return false;
  }
  rmSync(aside, { force: true });
  return true;
}

function readLock(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return undefined;
  }
}

/**
 * Takes the data folder for this process. The lock of a process that is gone, or whose id another process has by now, is taken over.
 * Answers how to give it back.
 */
export function lockFolder(dir: string): () => void {
  mkdirSync(dir, { recursive: true });
  const path = join(dir, 'holder.lock');
  const mine = `${String(process.pid)} ${startOf(process.pid) ?? ''}\n`;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      writeFileSync(path, mine, { flag: 'wx' });
      return () => {
        rmSync(path, { force: true });
      };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    if (!takeAway(path)) break;
  }
  throw new FolderHeld(dir);
}

/** Another process works in the data folder. */
export class FolderHeld extends Error {
  constructor(dir: string) {
    super(
      `the data folder ${dir} is held by another document-store process: stop that one, or give another folder with --data`,
    );
    this.name = 'FolderHeld';
  }
}
