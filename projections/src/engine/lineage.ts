/** Events of a document that are told beside it, before they move to a chunk of their own. */
export const CHUNK = 64;
/** Each so many chunks hold what the document was after them: a look at the past folds 256 events at most. */
export const CHUNKS_BETWEEN_SNAPSHOTS = 4;

/** Positions of {@link CHUNK} events in a row that made a document, and the document after them where it is kept. */
export type LineageChunk = {
  readonly key: string;
  /** Counts from 0. */
  readonly number: number;
  readonly from: bigint;
  readonly to: bigint;
  readonly steps: Uint8Array;
  /** Undefined where none is kept; null where there was no document. */
  readonly after?: object | null;
};

/** How a document came to be, as far as it is told beside it: `events` in all, the newest at `last`. */
export type Tail = { readonly events: number; readonly last: bigint; readonly steps: Uint8Array };

const SEVEN_BITS = 128n;

const encode = (step: bigint): readonly number[] => {
  const bytes: number[] = [];
  let rest = step;
  while (rest >= SEVEN_BITS) {
    bytes.push(Number(rest % SEVEN_BITS) + 128);
    rest /= SEVEN_BITS;
  }
  return [...bytes, Number(rest)];
};

/**
 * Positions from what stands between them: `steps` holds the distances from each event to the next as base-128 varints,
 * lowest bits first, so they are told from the newest back.
 *
 * @returns oldest first
 */
export const positionsOf = (last: bigint, steps: Uint8Array): readonly bigint[] => {
  const distances: bigint[] = [];
  let [value, unit] = [0n, 1n];
  for (const byte of steps) {
    value += BigInt(byte % 128) * unit;
    unit *= SEVEN_BITS;
    if (byte >= 128) continue;
    distances.push(value);
    [value, unit] = [0n, 1n];
  }
  const positions = [last];
  let at = last;
  for (const distance of distances.reverse()) positions.push((at -= distance));
  return positions.reverse();
};

/** Positions told beside a document; those before them are in its chunks. */
export const positionsOfTail = ({ events, last, steps }: Tail): readonly bigint[] =>
  events % CHUNK === 0 ? [] : positionsOf(last, steps);

/** Notes which events make a document while it is folded. Where chunks are cut depends on the events alone, not on batches. */
export class LineageWriter {
  readonly #key: string;
  #events: number;
  #last: bigint;
  #steps: number[];
  readonly #chunks: LineageChunk[] = [];

  /** @param tail undefined for a document that nothing made yet */
  constructor(key: string, tail: Tail | undefined) {
    this.#key = key;
    this.#events = tail?.events ?? 0;
    this.#last = tail?.last ?? -1n;
    this.#steps = tail ? [...tail.steps] : [];
  }

  /** One more event was folded; `document` is what it made, undefined when it left none. */
  add(position: bigint, document: object | undefined): void {
    if (this.#events % CHUNK !== 0) this.#steps.push(...encode(position - this.#last));
    this.#events++;
    this.#last = position;
    if (this.#events % CHUNK !== 0) return;
    const number = this.#events / CHUNK - 1;
    const steps = Uint8Array.from(this.#steps);
    const [from = position] = positionsOf(position, steps);
    const isKept = (number + 1) % CHUNKS_BETWEEN_SNAPSHOTS === 0;
    const chunk = { key: this.#key, number, from, to: position, steps };
    this.#chunks.push(isKept ? { ...chunk, after: document ?? null } : chunk);
    this.#steps = [];
  }

  tail(): Tail {
    return { events: this.#events, last: this.#last, steps: Uint8Array.from(this.#steps) };
  }

  /** Chunks that were filled since. */
  chunks(): readonly LineageChunk[] {
    return this.#chunks;
  }
}
