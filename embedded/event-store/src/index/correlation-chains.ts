import { crc32 } from 'node:zlib';
import { narrowColumn } from './columns.js';
import { REMOVED } from './ordinal-list.js';

const NONE = 0xffff_ffff;
const FULLEST = 0.75;

/** Hash of a correlation id; 0 means that an event has none. */
export const correlationHash = (id: string): number => crc32(id) || 1;

/**
 * Events that share a correlation id, as chains from the newest to the oldest: most chains hold two or three events, and
 * there may be as many chains as orders, so that a list for each would cost more than all the rest of the index.
 * A chain is found by the hash of its id; who reads one compares the ids themselves.
 */
export class CorrelationChains {
  readonly #hashes = narrowColumn();
  readonly #previous = narrowColumn();
  /** Removed events that stood right before this one in its chain. */
  readonly #removedBefore = new Map<number, number>();
  /** Removed events at the end of a chain, by hash. */
  readonly #removedLast = new Map<number, number>();
  #slots = new Uint32Array(1 << 10).fill(NONE);
  #chains = 0;

  /** Adds the next ordinal. */
  push(hash: number): void {
    const ordinal = this.#hashes.length;
    this.#hashes.push(hash);
    if (hash === 0) {
      this.#previous.push(NONE);
      return;
    }
    if (this.#chains >= this.#slots.length * FULLEST) this.#grow();
    const slot = this.#slotOf(hash);
    const head = this.#slots[slot] ?? NONE;
    if (head === NONE) this.#chains++;
    this.#previous.push(head);
    this.#slots[slot] = ordinal;
    const removed = this.#removedLast.get(hash);
    if (removed === undefined) return;
    this.#removedBefore.set(ordinal, removed);
    this.#removedLast.delete(hash);
  }

  /** Forgets the last ordinal. */
  pop(): void {
    const ordinal = this.#hashes.length - 1;
    const hash = this.#hashes.at(ordinal);
    if (hash !== 0) {
      const before = this.#previous.at(ordinal);
      const slot = this.#slotOf(hash);
      if (before === NONE) this.#free(slot);
      else this.#slots[slot] = before;
      const removed = this.#removedBefore.get(ordinal);
      if (removed !== undefined) this.#removedLast.set(hash, removed);
      this.#removedBefore.delete(ordinal);
    }
    this.#hashes.shrink(ordinal);
    this.#previous.shrink(ordinal);
  }

  /** Notes that scavenging has removed an event of this chain here. */
  skip(hash: number, count: number): void {
    this.#removedLast.set(hash, (this.#removedLast.get(hash) ?? 0) + count);
  }

  /** The ordinals of a chain, oldest first, `REMOVED` where an event is gone. */
  chain(hash: number): readonly number[] {
    const newestFirst: number[] = new Array<number>(this.#removedLast.get(hash) ?? 0).fill(REMOVED);
    for (let ordinal = this.#head(hash); ordinal !== undefined;) {
      newestFirst.push(ordinal);
      for (let gone = this.#removedBefore.get(ordinal) ?? 0; gone > 0; gone--) newestFirst.push(REMOVED);
      const before = this.#previous.at(ordinal);
      ordinal = before === NONE ? undefined : before;
    }
    return newestFirst.reverse();
  }

  #head(hash: number): number | undefined {
    const head = this.#slots[this.#slotOf(hash)];
    return head === NONE ? undefined : head;
  }

  /** Where a chain's head stands, or would stand. */
  #slotOf(hash: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const head = this.#slots[slot] ?? NONE;
      if (head === NONE || this.#hashes.at(head) === hash) return slot;
      slot = (slot + 1) & mask;
    }
  }

  /** Takes a head away, and moves those that stand behind it for want of room nearer to where they belong. */
  #free(slot: number): void {
    const mask = this.#slots.length - 1;
    let hole = slot;
    for (let next = (hole + 1) & mask; ; next = (next + 1) & mask) {
      const head = this.#slots[next] ?? NONE;
      if (head === NONE) break;
      const way = (next - this.#hashes.at(head)) & mask;
      if (way < ((next - hole) & mask)) continue;
      this.#slots[hole] = head;
      hole = next;
    }
    this.#slots[hole] = NONE;
    this.#chains--;
  }

  #grow(): void {
    const heads = this.#slots;
    this.#slots = new Uint32Array(heads.length * 2).fill(NONE);
    for (const head of heads) if (head !== NONE) this.#slots[this.#slotOf(this.#hashes.at(head))] = head;
  }
}
