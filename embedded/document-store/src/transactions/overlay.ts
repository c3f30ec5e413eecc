import type { Entry, Ordered, Range } from '../storage/tables.js';

type Written = { key: Buffer; value: Buffer | undefined };

/** A table as a transaction sees it: a snapshot, and over it what the transaction itself wrote. */
export class Overlay implements Ordered {
  readonly #base: Ordered;
  /** Throws when the transaction has ended: its snapshot is gone then. */
  readonly #check: () => void;
  readonly #byKey = new Map<string, Written>();
  /** The same in the order of their keys. */
  readonly #sorted: Written[] = [];

  constructor(base: Ordered, check: () => void) {
    this.#base = base;
    this.#check = check;
  }

  /** What the transaction wrote; a value of undefined was removed. */
  get writes(): readonly Readonly<Written>[] {
    return this.#sorted;
  }

  get(key: Buffer): Buffer | undefined {
    this.#check();
    const own = this.#byKey.get(key.toString('latin1'));
    return own === undefined ? this.#base.get(key) : own.value;
  }

  has(key: Buffer): boolean {
    this.#check();
    const own = this.#byKey.get(key.toString('latin1'));
    return own === undefined ? this.#base.has(key) : own.value !== undefined;
  }

  put(key: Buffer, value: Buffer): void {
    this.#write(key, value);
  }

  remove(key: Buffer): void {
    this.#write(key, undefined);
  }

  #write(key: Buffer, value: Buffer | undefined): void {
    this.#check();
    const text = key.toString('latin1');
    const before = this.#byKey.get(text);
    // Copies: a key or value may be a part of a message of megabytes.
    const kept = value === undefined ? undefined : Buffer.from(value);
    if (before !== undefined) {
      before.value = kept;
      return;
    }
    const written = { key: Buffer.from(key), value: kept };
    this.#byKey.set(text, written);
    this.#sorted.splice(this.#firstFrom(key), 0, written);
  }

  /** Where the first of the own keys stands that is not below `key`. */
  #firstFrom(key: Buffer): number {
    let low = 0;
    let high = this.#sorted.length;
    // Most are written in order: the end is looked at first.
    const last = this.#sorted[high - 1];
    if (last === undefined || Buffer.compare(last.key, key) < 0) return high;
    while (low < high) {
      const middle = (low + high) >> 1;
      const at = this.#sorted[middle];
      if (at !== undefined && Buffer.compare(at.key, key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  *range(range: Range): Generator<Entry> {
    this.#check();
    const { limit = Infinity, reverse = false, start, end } = range;
    const own = this.#sorted.slice(this.#firstFrom(start), this.#firstFrom(end));
    if (reverse) own.reverse();
    let given = 0;
    let next = 0;
    const sign = reverse ? -1 : 1;
    for (const entry of this.#base.range({ start, end, reverse })) {
      for (; next < own.length; next += 1) {
        const written = own[next];
        if (written === undefined || Buffer.compare(written.key, entry.key) * sign >= 0) break;
        if (written.value === undefined) continue;
        if (given >= limit) return;
        given += 1;
        yield { key: written.key, value: written.value };
      }
      // A key of its own takes the place of the snapshot's.
      if (own[next]?.key.equals(entry.key) === true) continue;
      if (given >= limit) return;
      given += 1;
      yield entry;
    }
    for (; next < own.length && given < limit; next += 1) {
      const written = own[next];
      if (written?.value === undefined) continue;
      given += 1;
      yield { key: written.key, value: written.value };
    }
  }

  *keys(range: Range): Generator<Buffer> {
    for (const { key } of this.range(range)) yield key;
  }

  count(range: Range): number {
    this.#check();
    let count = this.#base.count(range);
    for (const { key, value } of this.#sorted.slice(this.#firstFrom(range.start), this.#firstFrom(range.end))) {
      count += (value === undefined ? 0 : 1) - (this.#base.has(key) ? 1 : 0);
    }
    return count;
  }
}
