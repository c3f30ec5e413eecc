import { narrowColumn } from './columns.js';

/** Ids are random, or hashes already: four of their bytes mixed with four others are hash enough. */
export const idHash = (id: Buffer): number => (id.readUInt32LE(0) ^ id.readUInt32LE(12)) >>> 0;

/** 2^32 divided by the golden ratio, odd. */
const SPREAD = 0x9e37_79b1;
const EMPTY = 0xffff_ffff;
/** Open addressing by linear steps: at three quarters a look-up of an absent id takes some eight of them. */
const FULLEST = 0.75;

/**
 * From the hash of an event's id to the ordinals of events that may have it: 4 bytes an event for the hash, and 5 to 11 for
 * its place in the table.
 */
export class IdTable {
  readonly #hashes = narrowColumn();
  #slots = new Uint32Array(1 << 12).fill(EMPTY);

  /** Number of events. */
  get length(): number {
    return this.#hashes.length;
  }

  /** Where a hash belongs. Ids that were counted up differ in high bits only: multiplying spreads them over all. */
  #home(hash: number): number {
    return Math.imul(hash, SPREAD) >>> Math.clz32(this.#slots.length - 1);
  }

  /** Adds the next ordinal. */
  push(hash: number): void {
    const ordinal = this.#hashes.length;
    this.#hashes.push(hash);
    if (this.#hashes.length > this.#slots.length * FULLEST) this.#rebuild(this.#slots.length * 2);
    else this.#put(hash, ordinal);
  }

  /** Forgets the last ordinal. Later ones never stand before earlier ones on their way, so its slot is simply freed. */
  pop(): void {
    const ordinal = this.#hashes.length - 1;
    const mask = this.#slots.length - 1;
    let slot = this.#home(this.#hashes.at(ordinal));
    while (this.#slots[slot] !== ordinal) slot = (slot + 1) & mask;
    this.#slots[slot] = EMPTY;
    this.#hashes.shrink(ordinal);
  }

  /** Ordinals whose id has this hash: the caller compares the ids themselves. */
  *candidates(hash: number): Generator<number> {
    const mask = this.#slots.length - 1;
    for (let slot = this.#home(hash); ; slot = (slot + 1) & mask) {
      const ordinal = this.#slots[slot] ?? EMPTY;
      if (ordinal === EMPTY) return;
      if (this.#hashes.at(ordinal) === hash) yield ordinal;
    }
  }

  #put(hash: number, ordinal: number): void {
    const mask = this.#slots.length - 1;
    let slot = this.#home(hash);
    while (this.#slots[slot] !== EMPTY) slot = (slot + 1) & mask;
    this.#slots[slot] = ordinal;
  }

  #rebuild(size: number): void {
    this.#slots = new Uint32Array(size).fill(EMPTY);
    for (let ordinal = 0; ordinal < this.#hashes.length; ordinal++) this.#put(this.#hashes.at(ordinal), ordinal);
  }
}
