import { Unavailable } from '@storefold/platform';

/** Bounds how many commands wait in all mailboxes of a process together, and so their memory. */
export class Backlog {
  readonly #most: number;
  #waiting = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get waiting(): number {
    return this.#waiting;
  }

  /** @throws Unavailable when as many wait as may */
  enter(): void {
    if (this.#waiting >= this.#most)
      throw new Unavailable(`${this.#most.toString()} commands wait already; try again in a moment`);
    this.#waiting++;
  }

  leave(count: number): void {
    this.#waiting -= count;
  }
}
