import { Map as PersistentMap, Set as PersistentSet } from 'immutable';

/**
 * When what is held or waited for ends: orders by the second of their end, as a value. An agenda of half an hour has 1,800
 * seconds however many orders it holds, so finding the next one is cheap, and is done only when a second is empty.
 */
export class Ends {
  static readonly none = new Ends(PersistentMap(), undefined);

  readonly #bySecond: PersistentMap<number, PersistentSet<string>>;
  /** The first second in which something ends; undefined where nothing does. */
  readonly #first: number | undefined;

  private constructor(bySecond: PersistentMap<number, PersistentSet<string>>, first: number | undefined) {
    this.#bySecond = bySecond;
    this.#first = first;
  }

  /** @param at ISO 8601 */
  with(orderId: string, at: string): Ends {
    const second = secondOf(at);
    const orders = this.#bySecond.get(second) ?? PersistentSet<string>();
    return new Ends(
      this.#bySecond.set(second, orders.add(orderId)),
      this.#first === undefined ? second : Math.min(this.#first, second),
    );
  }

  without(orderId: string, at: string): Ends {
    const second = secondOf(at);
    const orders = this.#bySecond.get(second)?.delete(orderId);
    if (!orders) return this;
    if (!orders.isEmpty()) return new Ends(this.#bySecond.set(second, orders), this.#first);
    const left = this.#bySecond.delete(second);
    return new Ends(left, second === this.#first ? left.keySeq().min() : this.#first);
  }

  /** Orders of which something may have ended by then: all that did, and at most those of the same second. */
  upTo(now: string): readonly string[] {
    const second = secondOf(now);
    if (this.#first === undefined || this.#first > second) return [];
    const due = [...this.#bySecond.keys()].filter((each) => each <= second).sort((one, other) => one - other);
    return due.flatMap((each) => [...(this.#bySecond.get(each) ?? [])]);
  }

  get isEmpty(): boolean {
    return this.#bySecond.isEmpty();
  }
}

const secondOf = (at: string): number => Math.floor(Date.parse(at) / 1000);
