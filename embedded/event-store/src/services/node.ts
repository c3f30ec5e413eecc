import { randomUUID } from 'node:crypto';
import type { EventStore } from '../store/event-store.js';

/** The version whose protocol this server speaks. */
export const serverVersion = '24.6.0';

/** The one node that there is, as clients and people ask about it. */
export class Node {
  readonly instanceId = randomUUID();
  readonly host: string;
  /** Where it listens: known once it does. */
  port = 0;
  readonly #startedAt = performance.now();
  readonly #store: EventStore;

  constructor(host: string, store: EventStore) {
    this.host = host;
    this.#store = store;
  }

  /** Position at which the log ends, in bytes. */
  get logEnd(): number {
    return this.#store.end;
  }

  /** Figures of the moment, by name: bytes, counts, seconds. */
  stats(): Readonly<Record<string, number>> {
    const { rss, heapUsed, external } = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    return {
      'es-events': this.#store.index.visible,
      'es-streams': this.#store.index.streamCount(),
      'es-logBytes': this.#store.end,
      'proc-mem': rss,
      'proc-heapUsed': heapUsed,
      'proc-external': external,
      'proc-cpuSeconds': (user + system) / 1e6,
      'proc-uptimeSeconds': (performance.now() - this.#startedAt) / 1e3,
    };
  }
}
