import { narrowColumn, type Column } from './columns.js';

/** Stands where an event was that scavenging has removed. */
export const REMOVED = 0xffff_ffff;
/** Nearly all streams are shorter than this; the few long ones are worth a column of their own. */
const LONG = 1_024;

/** Ordinals of a stream's events by revision: small while a stream is short, compact when it is long. */
export class OrdinalList {
  /** Revision of the first ordinal that is held; what was before it was scavenged away. */
  readonly first: number;
  #short: number[] | undefined = [];
  #long: Column<Uint32Array> | undefined;

  constructor(first = 0) {
    this.first = first;
  }

  /** One past the last revision. */
  get end(): number {
    return this.first + (this.#long?.length ?? this.#short?.length ?? 0);
  }

  push(ordinal: number): void {
    if (this.#short && this.#short.length >= LONG) {
      this.#long = narrowColumn();
      for (const known of this.#short) this.#long.push(known);
      this.#short = undefined;
    }
    if (this.#long) this.#long.push(ordinal);
    else this.#short?.push(ordinal);
  }

  pop(): void {
    if (this.#long) this.#long.shrink(this.#long.length - 1);
    else this.#short?.pop();
  }

  /** The ordinal at a revision; undefined where none is held, or it was removed. */
  at(revision: number): number | undefined {
    const index = revision - this.first;
    if (index < 0 || revision >= this.end) return undefined;
    const ordinal = this.#long ? this.#long.at(index) : this.#short?.[index];
    return ordinal === REMOVED ? undefined : ordinal;
  }

  /**
   * The first revision between two whose ordinal passes a test which all later ones pass too; `end` where none does.
   *
   * @param passes undefined for what scavenging has removed: what follows it decides for it
   */
  firstThat(from: number, end: number, passes: (ordinal: number) => boolean | undefined): number {
    const verdict = (revision: number): boolean | undefined => {
      const ordinal = this.at(revision);
      return ordinal === undefined ? undefined : passes(ordinal);
    };
    let low = from;
    for (let high = end; low < high;) {
      const middle = (low + high) >>> 1;
      let there = middle;
      let passed = verdict(there);
      while (passed === undefined && ++there < high) passed = verdict(there);
      if (passed === false) low = there + 1;
      else high = middle;
    }
    return low;
  }
}
