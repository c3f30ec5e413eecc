import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@storefold/platform';
import type { ProcessGroup } from './process-group.js';

export type ParkingOptions = {
  readonly process: string;
  readonly signal: AbortSignal;
  readonly logger: Logger;
  /** So many events at most: where more fail, it is not they that are at fault. @default 200 */
  readonly most?: number;
  readonly replayMs?: { readonly first: number; readonly most: number };
};

/** How often the store is asked what others parked. */
const LOOK_MS = 5_000;

/**
 * What a process cannot deal with now. Its events are parked with the store, which keeps them over restarts of ours, and are
 * offered again at intervals for as long as it takes, while the process goes on with others.
 */
export class Parking {
  readonly #group: Pick<ProcessGroup, 'parked' | 'replay'>;
  readonly #options: ParkingOptions;
  /** Why, by key: of what failed here since it last went well. */
  readonly #reasons = new Map<string, string>();
  #parked = 0;
  #pause: number;
  #replayAt = 0;
  #wake: (() => void) | undefined;

  constructor(group: Pick<ProcessGroup, 'parked' | 'replay'>, options: ParkingOptions) {
    this.#group = group;
    this.#options = options;
    this.#pause = this.#between.first;
  }

  get #between() {
    return this.#options.replayMs ?? { first: 1_000, most: 60_000 };
  }

  #stops(): boolean {
    return this.#options.signal.aborted;
  }

  get isFull(): boolean {
    return this.#parked >= (this.#options.most ?? 200);
  }

  /** An event of this key failed. */
  ill(key: string, reason: string): void {
    this.#reasons.set(key, reason);
  }

  /** One of this key was dealt with. */
  well(key: string): void {
    this.#reasons.delete(key);
  }

  /** One more event was parked. */
  more(): void {
    this.#parked++;
    this.look();
  }

  /** Looks soon at what is parked, whoever parked it. */
  look(): void {
    this.#wake?.();
  }

  /** The first key that waits and why, and how many others do; undefined when none does. */
  trouble(): string | undefined {
    for (const [key, reason] of this.#reasons) {
      const others = this.#reasons.size - 1;
      return `${key}: ${reason}${others > 0 ? `; and at ${others.toString()} more` : ''}`;
    }
    return this.#parked > 0 ? `${this.#parked.toString()} events that were parked` : undefined;
  }

  /** Offers again what is parked, at intervals that grow for as long as something is. */
  async run(): Promise<void> {
    while (!this.#stops()) {
      await this.#next();
      if (this.#stops()) return;
      try {
        await this.#pass();
      } catch (error) {
        // The store is away, which the subscription says itself.
        this.#options.logger.debug({ process: this.#options.process, err: error }, 'what is parked is not known');
      }
    }
  }

  async #pass(): Promise<void> {
    this.#parked = await this.#group.parked();
    if (this.#parked === 0) {
      this.#pause = this.#between.first;
      this.#replayAt = 0;
      return;
    }
    const now = Date.now();
    if (this.#replayAt === 0) this.#replayAt = now + this.#pause;
    if (now < this.#replayAt) return;
    this.#pause = Math.min(this.#pause * 2, this.#between.most);
    this.#replayAt = now + this.#pause;
    await this.#group.replay();
  }

  /** Until somebody asks to look, what is parked is to be offered again, or a while has passed. */
  async #next(): Promise<void> {
    const waking = new AbortController();
    const { signal } = this.#options;
    const wake = () => {
      waking.abort();
    };
    this.#wake = wake;
    signal.addEventListener('abort', wake, { once: true });
    const until = this.#parked > 0 && this.#replayAt > 0 ? Math.max(5, this.#replayAt - Date.now()) : LOOK_MS;
    await sleep(Math.min(until, LOOK_MS), undefined, { signal: waking.signal }).catch(() => undefined);
    signal.removeEventListener('abort', wake);
    this.#wake = undefined;
  }
}
