import type { Recorded } from '@storefold/contracts';
import { OutcomeUnknown, type AppendResult, type NewEvent, type StreamStore } from '../streams/stream-store.js';
import type { MemoryStore } from './memory-store.js';

/** The process died: nothing of it goes on. */
export class Died extends Error {
  override readonly name = 'Died';
}

type Waiting = { readonly who: string; readonly what: string; readonly go: () => void };

/**
 * Lets one thing happen at a time, chosen by a seed, among all that wait to read or append: every interleaving of
 * processes over one store can come up, and each comes up again with its seed.
 */
export class Scheduler {
  readonly trace: string[] = [];
  readonly #random: () => number;
  #waiting: Waiting[] = [];
  readonly #paces = new Map<string, number>();

  constructor(random: () => number) {
    this.#random = random;
  }

  /** Some are much slower than others: only then does a great deal happen between two steps of one of them. */
  #paceOf(who: string): number {
    const known = this.#paces.get(who);
    if (known !== undefined) return known;
    const pace = this.#random() < 0.3 ? 0.03 : 1;
    this.#paces.set(who, pace);
    return pace;
  }

  #next(): Waiting | undefined {
    const paces = this.#waiting.map(({ who }) => this.#paceOf(who));
    let left = this.#random() * paces.reduce((sum, pace) => sum + pace, 0);
    const place = paces.findIndex((pace) => (left -= pace) < 0);
    return this.#waiting.splice(place === -1 ? 0 : place, 1)[0];
  }

  /** Resolves when it is this one's turn. */
  turn(who: string, what: string): Promise<void> {
    return new Promise((resolve) => this.#waiting.push({ who, what, go: resolve }));
  }

  /** Lets things happen until nothing waits any more. */
  async run(): Promise<void> {
    // What was let go may ask for its next turn a few promises later.
    for (let idle = 0; idle < 3;) {
      await new Promise((resolve) => setImmediate(resolve));
      const next = this.#next();
      if (!next) {
        idle++;
        continue;
      }
      idle = 0;
      this.trace.push(`${next.who}: ${next.what}`);
      next.go();
    }
  }
}

/** What one process sees of the common store: each call waits for its turn, and after `lives` appends the process dies. */
export class InterleavedStore implements StreamStore {
  readonly #store: MemoryStore;
  readonly #scheduler: Scheduler;
  readonly #who: string;
  readonly #random: () => number;
  #lives: number;

  /** @param lives appends until it dies: before or after the last of them stands, as chance has it */
  constructor(store: MemoryStore, scheduler: Scheduler, who: string, random: () => number, lives = Infinity) {
    this.#store = store;
    this.#scheduler = scheduler;
    this.#who = who;
    this.#random = random;
    this.#lives = lives;
  }

  get isDead(): boolean {
    return this.#lives <= 0;
  }

  async read(streamId: string, fromRevision: bigint, take: (event: Recorded) => void): Promise<void> {
    await this.#mayGoOn(`reads ${streamId}`);
    await this.#store.read(streamId, fromRevision, take);
  }

  async append(streamId: string, events: readonly NewEvent[], expectedRevision: bigint): Promise<AppendResult> {
    await this.#mayGoOn(`appends ${events.map(({ type }) => type).join(', ')} to ${streamId}`);
    this.#lives--;
    if (this.isDead && this.#random() < 0.5) throw new Died();
    const result = await this.#store.append(streamId, events, expectedRevision);
    if (this.isDead) throw new Died();
    // Now and then the answer is lost: the same events come again under the same ids.
    if (this.#random() < 0.05) throw new OutcomeUnknown('the connection broke');
    return result;
  }

  /** Asks somebody outside: the process may die before or after, and the answer may be lost. */
  async outside<Result>(what: string, work: () => Result, lost: () => Error): Promise<Result> {
    await this.#mayGoOn(what);
    this.#lives--;
    if (this.isDead && this.#random() < 0.5) throw new Died();
    if (this.#random() < 0.04) throw lost();
    const result = work();
    if (this.isDead) throw new Died();
    if (this.#random() < 0.04) throw lost();
    return result;
  }

  async #mayGoOn(what: string): Promise<void> {
    this.#check();
    await this.#scheduler.turn(this.#who, what);
    // It may have died while this call of it waited.
    this.#check();
  }

  #check(): void {
    if (this.isDead) throw new Died();
  }
}
