import { readFileSync } from 'node:fs';

const EVERY_MS = 1_000;
/** Ticks of `/proc/PID/stat`: 100 a second on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** What a process used of the machine. */
export type Used = {
  /** The most memory of its own that it had (RssAnon: neither files nor shared), in megabytes. */
  readonly megabytes: number;
  /** Processor time, its threads and the kernel's work for it included, in seconds. */
  readonly cpuSeconds: number;
};

/** What a process has used so far; undefined where there is none of this id. */
export const processUse = (pid: number): Used | undefined => {
  try {
    const of = (file: string): string => readFileSync(`/proc/${pid.toString()}/${file}`, 'utf8');
    const kilobytes = /RssAnon:\s+(\d+) kB/.exec(of('status'))?.[1];
    const stat = of('stat');
    // The name in parentheses may hold spaces; what follows it does not. Fields 14 and 15 are utime and stime.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (kilobytes === undefined) return undefined;
    const cpuSeconds = (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
    return { megabytes: Number(kilobytes) / 1024, cpuSeconds };
  } catch {
    return undefined;
  }
};

/** Watches processes: the most memory that each had, and the processor time that it took while it was watched. */
export class ProcessWatch {
  readonly #pids: () => Readonly<Record<string, number>>;
  readonly #before = new Map<string, number>();
  readonly #used = new Map<string, Used>();
  readonly #timer: NodeJS.Timeout;

  /** @param pids asked every second, because processes come and go */
  constructor(pids: () => Readonly<Record<string, number>>) {
    this.#pids = pids;
    this.#look();
    this.#timer = setInterval(() => {
      this.#look();
    }, EVERY_MS);
  }

  /** By process name; a process that ended meanwhile is told as it was last seen. */
  end(): ReadonlyMap<string, Used> {
    clearInterval(this.#timer);
    this.#look();
    return this.#used;
  }

  #look(): void {
    for (const [name, pid] of Object.entries(this.#pids())) {
      const now = processUse(pid);
      if (!now) continue;
      const before = this.#before.get(name) ?? now.cpuSeconds;
      this.#before.set(name, before);
      this.#used.set(name, {
        megabytes: Math.max(now.megabytes, this.#used.get(name)?.megabytes ?? 0),
        cpuSeconds: now.cpuSeconds - before,
      });
    }
  }
}
