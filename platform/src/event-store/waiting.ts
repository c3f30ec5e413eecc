import type { StoredEvent } from './to-recorded.js';

/** An event of `$all`, not yet parsed: who follows decides what an unreadable one means. */
export type LogEntry = StoredEvent & { readonly position: { readonly commit: bigint } };

export type Batch = { readonly events: number; readonly bytes: number };

/** Two events so close in the log are no larger than that; what lies further apart may have others between it. */
const CLOSE_BYTES = 4_096n;
/** Of an event beside its data: metadata, ids, times. */
const BESIDE_BYTES = 600;

/** Events that were read and not dealt with yet, and how large they are together. */
export class Waiting {
  readonly #most: () => Batch;
  #entries: LogEntry[] = [];
  #sizes: number[] = [];
  #bytes = 0;
  #last: bigint | undefined;

  /**
   * @param from position of the event before the first, where there is one
   * @param most what a batch is at most, as of now
   */
  constructor(from: bigint | undefined, most: () => Batch) {
    this.#last = from;
    this.#most = most;
  }

  get size(): number {
    return this.#entries.length;
  }

  /** Whether a whole batch waits. */
  get isBatch(): boolean {
    return this.#holds(1);
  }

  /** Whether so much waits that no more is to be read: with one batch alone the reader would rest while it is taken. */
  get isEnough(): boolean {
    return this.#holds(2);
  }

  #holds(batches: number): boolean {
    const { events, bytes } = this.#most();
    const { length } = this.#entries;
    return length > 0 && (length >= batches * events || this.#bytes >= batches * bytes);
  }

  add(entry: LogEntry): void {
    const size = this.#sizeOf(entry);
    this.#entries.push(entry);
    this.#sizes.push(size);
    this.#bytes += size;
    this.#last = entry.position.commit;
  }

  /** A batch of the oldest: one event at least where any waits. */
  take(): readonly LogEntry[] {
    const { events, bytes } = this.#most();
    let count = 0;
    let taken = 0;
    while (
      count < this.#entries.length &&
      (count === 0 || (count < events && taken + (this.#sizes[count] ?? 0) <= bytes))
    )
      taken += this.#sizes[count++] ?? 0;
    const entries = this.#entries.slice(0, count);
    this.#entries = this.#entries.slice(count);
    this.#sizes = this.#sizes.slice(count);
    this.#bytes -= taken;
    return entries;
  }

  /** Positions count bytes of the log, so most need not be measured. */
  #sizeOf({ position: { commit }, data }: LogEntry): number {
    if (this.#last !== undefined && commit - this.#last <= CLOSE_BYTES) return Number(commit - this.#last);
    return BESIDE_BYTES + Buffer.byteLength(JSON.stringify([data]));
  }
}
