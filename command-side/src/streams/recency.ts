/** Something that holds memory and can let go of it. */
export type Keepable = {
  /** In units of one small state (about 10 KB at most). */
  readonly weight: number;
  /** Lets go; false while it is at work. */
  readonly release: () => boolean;
};

/** While thousands are at work there is little to let go of: do not look through all of them each time. */
const LOOK_AT = 32;

/** Keeps what was used last, up to a total weight; the rest is let go, oldest first. */
export class Recency {
  readonly #limit: number;
  /** In order of last use, oldest first, with the weight that was counted. */
  readonly #kept = new Map<Keepable, number>();
  #weight = 0;

  /** @param limit total weight */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Total weight of what is kept. */
  get weight(): number {
    return this.#weight;
  }

  touch(item: Keepable): void {
    this.forget(item);
    const weight = item.weight;
    this.#kept.set(item, weight);
    this.#weight += weight;
    if (this.#weight > this.#limit) this.#shrink(item);
  }

  forget(item: Keepable): void {
    this.#weight -= this.#kept.get(item) ?? 0;
    this.#kept.delete(item);
  }

  #shrink(newest: Keepable): void {
    let looked = 0;
    for (const item of this.#kept.keys()) {
      if (this.#weight <= this.#limit || ++looked > LOOK_AT) return;
      // What is at work touches again when it is done, and is weighed then.
      if (item !== newest && item.release()) this.forget(item);
    }
  }
}
