import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The process that wrote the lock, if it still runs. */
const holderOf = (lock: string): number | undefined => {
  const pid = Number(readFileSync(lock, 'utf8'));
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return undefined;
  try {
    process.kill(pid, 0);
    return pid;
  } catch {
    return undefined;
  }
};

/**
 * One process per folder, as LMDB files are opened by one: answers what gives it back.
 *
 * @throws Error naming the other's process id
 */
export const lockFolder = (dataDir: string): (() => void) => {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = join(dataDir, 'lock');
  if (existsSync(lock)) {
    const holder = holderOf(lock);
    if (holder !== undefined)
      throw new Error(
        `process ${holder.toString()} serves ${dataDir} already; end it, or name another folder with --data`,
      );
    rmSync(lock, { force: true });
  }
  const fd = openSync(lock, 'wx', 0o600);
  writeFileSync(fd, process.pid.toString());
  closeSync(fd);
  return () => {
    rmSync(lock, { force: true });
  };
};
