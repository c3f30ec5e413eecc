import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * When a process began, as the system tells it: a number for a process is used again by another, number and beginning
 * together are not.
 *
 * @returns undefined where no such process runs
 */
export const processBegan = (pid: number): string | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid.toString()}/stat`, 'utf8');
    // The name in brackets may hold spaces; field 3 is the state (Z: ended, not yet collected), field 22 the beginning.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    if (process.platform === 'linux') return undefined;
  }
  const told = spawnSync('ps', ['-o', 'lstart=', '-p', pid.toString()], { encoding: 'utf8' });
  return told.status === 0 && told.stdout.trim() !== '' ? told.stdout.trim() : undefined;
};

/** Whether this very process still runs. */
export const stillRuns = (pid: number, began: string): boolean => processBegan(pid) === began;
