import { randomBytes } from 'node:crypto';
import { StoreError } from '../errors.js';
import type { RowStream } from '../query/stream.js';

/** A query that has more to give. */
export type Cursor = {
  id: bigint;
  namespace: string;
  stream: RowStream;
  batchSize: number;
  used: number;
  timeout: boolean;
  deadline: number;
  busy: boolean;
};

/** MongoDB's cursorTimeoutMillis. */
const idleLimit = 10 * 60 * 1_000;
const maxCursors = 20_000;

/** The open cursors. Idle ones end after ten minutes. */
export class Cursors {
  readonly #open = new Map<bigint, Cursor>();
  readonly #timer: NodeJS.Timeout;

  constructor() {
    this.#timer = setInterval(() => {
      this.#expire();
    }, 30_000);
    this.#timer.unref();
  }

  add(namespace: string, stream: RowStream, batchSize: number, timeout: boolean, maxTimeMs: number): Cursor {
    if (this.#open.size >= maxCursors) this.#dropOldest();
    let id = 0n;
    while (id === 0n || this.#open.has(id)) id = randomBytes(8).readBigUInt64LE() >> 1n;
    const cursor = { id, namespace, stream, batchSize, used: Date.now(), timeout, deadline: maxTimeMs, busy: false };
    this.#open.set(id, cursor);
    return cursor;
  }

  get(id: bigint, namespace: string): Cursor {
    const cursor = this.#open.get(id);
    if (cursor === undefined) throw new StoreError('CursorNotFound', `cursor id ${String(id)} not found`);
    if (cursor.namespace !== namespace) {
      throw new StoreError(
        13,
        `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${cursor.namespace}`,
      );
    }
    cursor.used = Date.now();
    return cursor;
  }

  remove(id: bigint): boolean {
    return this.#open.delete(id);
  }

  /** Ends the cursors of a collection that is gone. */
  removeOf(namespace: string): void {
    for (const cursor of this.#open.values()) if (cursor.namespace === namespace) this.#open.delete(cursor.id);
  }

  get size(): number {
    return this.#open.size;
  }

  #expire(): void {
    const before = Date.now() - idleLimit;
    for (const cursor of this.#open.values()) {
      if (cursor.timeout && !cursor.busy && cursor.used < before) this.#open.delete(cursor.id);
    }
  }

  #dropOldest(): void {
    const [oldest] = this.#open.keys();
    if (oldest !== undefined) this.#open.delete(oldest);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#open.clear();
  }
}
