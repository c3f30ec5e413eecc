import { readFileSync } from 'node:fs';

const EVERY_MS = 1_000;

/** Memory that is a process's own (RssAnon: neither files nor shared), in megabytes. */
const ownMemory = (pid: number): number | undefined => {
  try {
    const kilobytes = /RssAnon:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid.toString()}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
};

/** Watches the memory of processes and keeps the most that each had. */
export class MemoryWatch {
  readonly #most = new Map<string, number>();
  readonly #timer: NodeJS.Timeout;

  /** @param pids asked every second, because processes come and go */
  constructor(pids: () => Readonly<Record<string, number>>) {
    this.#timer = setInterval(() => {
      for (const [name, pid] of Object.entries(pids())) {
        const now = ownMemory(pid);
        if (now !== undefined) this.#most.set(name, Math.max(now, this.#most.get(name) ?? 0));
      }
    }, EVERY_MS);
  }

  /** Megabytes by process name. */
  end(): ReadonlyMap<string, number> {
    clearInterval(this.#timer);
    return this.#most;
  }
}
