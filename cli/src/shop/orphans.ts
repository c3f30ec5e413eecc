import { setTimeout as sleep } from 'node:timers/promises';
import { stillRuns } from './process-identity.js';
import type { RunFile } from './run-file.js';

const PATIENCE_MS = 5_000;

const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name);
  } catch {
    // It ended in between.
  }
};

/**
 * Ends services that outlived their supervisor (it was killed): they hold the ports and the stores' folders. Only
 * processes that are still the ones we started are touched.
 *
 * @returns names of those that were ended
 */
export const endOrphans = async (run: RunFile): Promise<readonly string[]> => {
  const isOurs = ([name, pid]: readonly [string, number]): boolean => stillRuns(pid, run.pidsBegan[name] ?? '');
  const orphans = Object.entries(run.pids).filter(isOurs);
  for (const [, pid] of orphans) signal(pid, 'SIGTERM');
  const until = Date.now() + PATIENCE_MS;
  while (orphans.some(isOurs) && Date.now() < until) await sleep(50);
  for (const orphan of orphans.filter(isOurs)) signal(orphan[1], 'SIGKILL');
  while (orphans.some(isOurs)) await sleep(20);
  return orphans.map(([name]) => name);
};
