/** Lets a number of things happen at a time; the rest wait in the order they came. */
export class Gate {
  #free: number;
  readonly #queue: (() => void)[] = [];
  #next = 0;

  constructor(most: number) {
    this.#free = most;
  }

  async pass<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#free > 0) this.#free--;
    else
      await new Promise<void>((resolve) => {
        this.#queue.push(resolve);
      });
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  #leave(): void {
    const next = this.#queue[this.#next];
    if (next === undefined) {
      this.#free++;
      return;
    }
    // A moving head instead of `shift`, which would copy a long queue each time.
    if (++this.#next > 1_000) {
      this.#queue.splice(0, this.#next);
      this.#next = 0;
    }
    next();
  }
}
