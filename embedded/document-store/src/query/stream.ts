import { TimeUp } from '../errors.js';
import { endAll, pushThrough } from '../aggregate/stage.js';
import type { Stage } from '../aggregate/stage.js';
import type { Matcher } from './match.js';
import type { Row } from './path.js';

/** Longest time in milliseconds that one query keeps the others waiting. */
const turn = 8;
const largestPiece = 1_000;

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** When a command must have ended; a deadline of Infinity is none. */
export function deadlineIn(maxTimeMs: number): number {
  return maxTimeMs > 0 ? performance.now() + maxTimeMs : Infinity;
}

/** Throws TimeUp where the deadline is past. */
export function checkDeadline(deadline: number): void {
  if (deadline !== Infinity && performance.now() > deadline) throw new TimeUp();
}

/** Where documents come from, piece by piece: an empty piece is not the end, `done` is. */
export type Candidates = { readonly done: boolean; next(limit: number): readonly { row: Row }[] };

/** The documents of a query, on demand: source, matcher, stages. */
export class RowStream {
  readonly #source: Candidates;
  readonly #matches: Matcher;
  readonly #stages: readonly Stage[];
  #ready: Row[] = [];
  #taken = 0;
  #ended = false;

  constructor(source: Candidates, matches: Matcher, stages: readonly Stage[]) {
    this.#source = source;
    this.#matches = matches;
    this.#stages = stages;
  }

  /** True when there is nothing more to come. It may be known only after one more look. */
  get exhausted(): boolean {
    return this.#ended && this.#taken >= this.#ready.length;
  }

  /** Makes sure that `count` documents are ready, or all that there are. Lets others run in between. */
  async fill(count: number, deadline: number): Promise<void> {
    let started = performance.now();
    let piece = Math.min(Math.max(count, 16), largestPiece);
    while (!this.#ended && this.#ready.length - this.#taken < count) {
      if (this.#source.done || this.#stages.some((stage) => stage.full)) {
        this.#ended = true;
        for (const row of endAll(this.#stages)) this.#ready.push(row);
        return;
      }
      const rows: Row[] = [];
      for (const { row } of this.#source.next(piece)) if (this.#matches(row)) rows.push(row);
      for (const row of pushThrough(this.#stages, rows)) this.#ready.push(row);
      piece = Math.min(piece * 2, largestPiece);
      const now = performance.now();
      if (now > deadline) throw new TimeUp();
      if (now - started > turn) {
        await nextTurn();
        started = performance.now();
      }
    }
  }

  /** Takes ready documents, at most `count` and about `maxBytes`, but at least one. */
  take(count: number, maxBytes: number): Row[] {
    const rows: Row[] = [];
    let bytes = 0;
    while (rows.length < count && this.#taken < this.#ready.length) {
      const row = this.#ready[this.#taken];
      if (row === undefined) break;
      bytes += row.bytes.length;
      if (rows.length > 0 && bytes > maxBytes) break;
      rows.push(row);
      this.#taken += 1;
    }
    if (this.#taken > 4_096 || this.#taken === this.#ready.length) {
      this.#ready = this.#ready.slice(this.#taken);
      this.#taken = 0;
    }
    return rows;
  }
}
