import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger, StoredEvent } from '@storefold/platform';

/** Where an event stands. */
export type Place = { readonly streamId: string; readonly revision: bigint };

export type SetAsideOptions = {
  readonly process: string;
  /** Must be repeat-safe. */
  readonly handle: (event: StoredEvent) => Promise<void>;
  /** An event that was set aside has been dealt with. */
  readonly onProgress: () => void;
  readonly signal: AbortSignal;
  readonly logger: Logger;
  /** So many events at most: where more fail, it is not they that are at fault. @default 200 */
  readonly most?: number;
  /** Milliseconds between two tries: doubling from the first to the most. */
  readonly retryMs?: { readonly first: number; readonly most: number };
};

type Queue = { readonly events: StoredEvent[]; reason: string };

/**
 * Events that fail for a reason of their own, by key. They are tried again at intervals for as long as it takes, those of
 * one key in their order, while the process goes on with other keys.
 */
export class SetAside {
  readonly #options: SetAsideOptions;
  readonly #queues = new Map<string, Queue>();
  readonly #retrying = new Set<Promise<void>>();

  constructor(options: SetAsideOptions) {
    this.#options = options;
  }

  has(key: string): boolean {
    return this.#queues.has(key);
  }

  get isFull(): boolean {
    let waiting = 0;
    for (const { events } of this.#queues.values()) waiting += events.length;
    return waiting >= (this.#options.most ?? 200);
  }

  /** Sets the events of a key aside that fails now. */
  put(key: string, events: readonly StoredEvent[], reason: string): void {
    const queue = { events: [...events], reason };
    this.#queues.set(key, queue);
    const retrying = this.#retry(key, queue).finally(() => this.#retrying.delete(retrying));
    this.#retrying.add(retrying);
  }

  /** Sets later events aside behind those of their key; false where none of that key waits. */
  join(key: string, events: readonly StoredEvent[]): boolean {
    const queue = this.#queues.get(key);
    queue?.events.push(...events);
    return queue !== undefined;
  }

  /**
   * Where the events that wait stand: what a restart has to take up again.
   *
   * @param upTo only those up to this position of the log
   */
  places(upTo: bigint): readonly Place[] {
    return [...this.#queues.values()].flatMap(({ events }) =>
      events
        .filter(({ position }) => position === undefined || position.commit <= upTo)
        .map(({ streamId, revision }) => ({ streamId, revision })),
    );
  }

  /** The first key that waits and why, and how many others do; undefined when none does. */
  trouble(): string | undefined {
    for (const [key, { reason }] of this.#queues) {
      const others = this.#queues.size - 1;
      return `${key}: ${reason}${others > 0 ? `; and at ${others.toString()} more` : ''}`;
    }
    return undefined;
  }

  /** Resolves when no try is under way any more, after the signal aborted. */
  async settled(): Promise<void> {
    await Promise.all(this.#retrying);
  }

  async #retry(key: string, queue: Queue): Promise<void> {
    const { process, signal, logger, retryMs = { first: 100, most: 60_000 } } = this.#options;
    for (let pause = retryMs.first; this.#queues.get(key) === queue; pause = Math.min(pause * 2, retryMs.most)) {
      logger.error({ process, key, reason: queue.reason, retryInMs: pause }, 'a process set an event aside');
      await sleep(pause, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        await this.#work(key, queue);
      } catch (error) {
        queue.reason = error instanceof Error ? error.message : String(error);
      }
    }
  }

  async #work(key: string, { events }: Queue): Promise<void> {
    for (let event = events[0]; event && !this.#options.signal.aborted; event = events[0]) {
      await this.#options.handle(event);
      events.shift();
      if (events.length === 0) this.#queues.delete(key);
      this.#options.onProgress();
    }
  }
}
