/** Neighbouring events of which either one is still open, or all are settled. */
export type Run = {
  /** Position of the last event in it. */
  through: number;
  /** Events in it. */
  count: number;
  open: boolean;
  previous: Run | undefined;
  next: Run | undefined;
};

/**
 * Up to where everything is settled, when events are settled in any order. Settled neighbours become one run, so that
 * the size is that of the open events and not of all that were settled behind the first open one.
 */
export class Progress {
  #first: Run | undefined;
  #last: Run | undefined;
  #through: number | undefined;
  #count = 0;

  constructor(through?: number) {
    this.#through = through;
  }

  /** Everything up to this position is settled; undefined where nothing is yet. */
  get through(): number | undefined {
    return this.#through;
  }

  /** How many events that are, since the beginning of this object. */
  get count(): number {
    return this.#count;
  }

  /** Whether every event that was begun or passed over is settled. */
  get finished(): boolean {
    return this.#first === undefined;
  }

  /** Begins an event. Positions grow from call to call. */
  begin(position: number): Run {
    const run: Run = { through: position, count: 1, open: true, previous: this.#last, next: undefined };
    if (this.#last) this.#last.next = run;
    else this.#first = run;
    this.#last = run;
    return run;
  }

  /** Passes over an event that no one is to see: it counts as settled. */
  pass(position: number): void {
    const last = this.#last;
    if (last && !last.open) {
      last.through = position;
      last.count++;
      return;
    }
    this.settle(this.begin(position));
  }

  settle(run: Run): void {
    run.open = false;
    const { previous, next } = run;
    if (next && !next.open) this.#join(run, next);
    if (previous && !previous.open) this.#join(previous, run);
    const first = this.#first;
    if (!first || first.open) return;
    this.#through = first.through;
    this.#count += first.count;
    this.#first = first.next;
    if (first.next) first.next.previous = undefined;
    else this.#last = undefined;
  }

  #join(left: Run, right: Run): void {
    left.through = right.through;
    left.count += right.count;
    left.next = right.next;
    if (right.next) right.next.previous = left;
    else this.#last = left;
  }
}
