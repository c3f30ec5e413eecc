import { readdirSync, readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

type Usage = { readonly pid: number; readonly name: string; readonly ticks: number };

/** CPU ticks that every process has used so far. Linux only; elsewhere none. */
const usages = (): readonly Usage[] => {
  let pids: readonly string[];
  try {
    pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
  return pids.flatMap((pid) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
      return [{ pid: Number(pid), name, ticks: Number(fields[11]) + Number(fields[12]) }];
    } catch {
      return [];
    }
  });
};

const TICKS_PER_SECOND = 100;
const WATCH_MS = 1_000;
/** Share of one core from which another process may spoil a figure. */
const BUSY = 0.1;

/**
 * Looks for what could spoil figures: the load, and other processes that use the CPU. To be asked before anything of ours runs.
 *
 * @returns sentences; none on a quiet machine
 */
export const busyHints = async (): Promise<readonly string[]> => {
  const hints: string[] = [];
  const [load = 0] = loadavg();
  const cores = cpus().length;
  if (load > cores / 2) hints.push(`load average ${load.toFixed(1)} on ${cores.toString()} cores before the start`);
  const before = new Map(usages().map(({ pid, ticks }) => [pid, ticks]));
  await sleep(WATCH_MS);
  for (const { pid, name, ticks } of usages()) {
    const share = (ticks - (before.get(pid) ?? ticks)) / TICKS_PER_SECOND / (WATCH_MS / 1000);
    if (pid !== process.pid && share > BUSY)
      hints.push(`${name} (process ${pid.toString()}) uses ${Math.round(share * 100).toString()} % of a core`);
  }
  return hints;
};
