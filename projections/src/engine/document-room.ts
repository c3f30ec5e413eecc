import { BSON } from 'mongodb';
import type { Stored } from './stored.js';

/** Bytes of documents, as the store counts them, that one writer keeps and has at hand. Each takes some four times that as an object. */
export type Room = {
  /** Of documents remembered from their last write. */
  readonly remembered: number;
  /** Of documents that are loaded, folded and written together. */
  readonly atHand: number;
};
export const ROOM: Room = { remembered: 500_000, atHand: 4_000_000 };

/** While nobody knows how large the documents are, as many at once. */
const FIRST_AT_ONCE = 100;
/** One document of so many is measured: the documents of a view are alike, and to measure costs as much as to write. */
const MEASURED = 16;
/** A measured document counts for so much of what is thought of all. */
const WEIGHT = 1 / 8;

/**
 * Documents as they were written last, the oldest forgotten first, so that memory is bounded by bytes whatever a view's documents are
 * like; and how many may be at hand at once, for the same reason.
 */
export class DocumentRoom {
  readonly #room: Room;
  readonly #remembered = new Map<string, Stored>();
  #seen = 0;
  #typicalBytes: number | undefined;

  constructor(room: Room = ROOM) {
    this.#room = room;
  }

  /** How many documents may be loaded, folded and written together; one at least. */
  get atOnce(): number {
    return this.#typicalBytes === undefined
      ? Math.min(FIRST_AT_ONCE, Math.max(1, this.#room.atHand))
      : Math.max(1, Math.floor(this.#room.atHand / this.#typicalBytes));
  }

  get(id: string): Stored | undefined {
    return this.#remembered.get(id);
  }

  /** Remembers a document that was written. */
  keep(document: Stored): void {
    this.measure(document);
    this.#remembered.delete(document._id);
    this.#remembered.set(document._id, document);
    const most = Math.floor(this.#room.remembered / (this.#typicalBytes ?? 1));
    for (const oldest of this.#remembered.keys()) {
      if (this.#remembered.size <= most) break;
      this.#remembered.delete(oldest);
    }
  }

  forget(id: string): void {
    this.#remembered.delete(id);
  }

  /** Learns from a document how large those of the view are. */
  measure(document: Stored): void {
    if (this.#seen++ % MEASURED !== 0) return;
    const bytes = BSON.calculateObjectSize(document);
    this.#typicalBytes =
      this.#typicalBytes === undefined ? bytes : this.#typicalBytes + WEIGHT * (bytes - this.#typicalBytes);
  }
}
