/** How many ids are remembered: a repeat older than that many movements is no longer recognised. */
export const movementsKept = 10_000;

/** About so many ids take as much memory as one small state. */
export const movementsPerState = 100;

/** Ids in the order they came, shared by all versions of a set that grew from one another. */
type Ledger = { readonly sequenceOf: Map<string, number>; newest: number };

/**
 * The newest ids of stock movements, as a value: `add` answers a new set and the old one stays as it was.
 *
 * A history folds a million movements, so sets that grew from one another share one ledger, and a set is that ledger
 * and how far into it the set reaches. Adding to the newest set is O(1) amortised; adding to an older one (a decision
 * taken anew after a conflict) copies the ids it holds.
 */
export class MovementIds {
  static readonly none = new MovementIds({ sequenceOf: new Map(), newest: 0 }, 0);

  readonly #ledger: Ledger;
  /** Sequence number of this set's newest id. */
  readonly #upTo: number;

  private constructor(ledger: Ledger, upTo: number) {
    this.#ledger = ledger;
    this.#upTo = upTo;
  }

  has(id: string): boolean {
    const sequence = this.#ledger.sequenceOf.get(id);
    return sequence !== undefined && sequence <= this.#upTo && sequence > this.#upTo - movementsKept;
  }

  add(id: string): MovementIds {
    if (this.has(id)) return this;
    const { sequenceOf, newest } = this.#ledger;
    // A ledger that others wrote beyond us, that knows the id otherwise, or that is half forgotten by now: begin another.
    const own = newest === this.#upTo && !sequenceOf.has(id) && sequenceOf.size < 2 * movementsKept;
    const ledger = own && this.#upTo > 0 ? this.#ledger : this.#copy();
    const sequence = this.#upTo + 1;
    ledger.sequenceOf.set(id, sequence);
    ledger.newest = sequence;
    return new MovementIds(ledger, sequence);
  }

  /** How many ids the set holds. */
  get size(): number {
    return Math.min(this.#upTo, movementsKept);
  }

  #copy(): Ledger {
    const sequenceOf = new Map<string, number>();
    for (const [id, sequence] of this.#ledger.sequenceOf)
      if (sequence <= this.#upTo && sequence > this.#upTo - movementsKept) sequenceOf.set(id, sequence);
    return { sequenceOf, newest: this.#upTo };
  }
}
