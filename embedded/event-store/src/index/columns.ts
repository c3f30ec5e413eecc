const CHUNK = 1 << 16;

type Typed = Float64Array | Uint32Array;

/** A column of numbers that grows without copying what it has and shrinks from its end. */
class Column<Chunk extends Typed> {
  readonly #make: (length: number) => Chunk;
  readonly #chunks: Chunk[] = [];
  #length = 0;

  constructor(make: (length: number) => Chunk) {
    this.#make = make;
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    const within = this.#length % CHUNK;
    if (within === 0 && this.#length / CHUNK === this.#chunks.length) this.#chunks.push(this.#make(CHUNK));
    const chunk = this.#chunks[Math.floor(this.#length / CHUNK)];
    if (chunk) chunk[within] = value;
    this.#length++;
  }

  /** The value at an index that exists; -1 elsewhere. */
  at(index: number): number {
    return this.#chunks[Math.floor(index / CHUNK)]?.[index % CHUNK] ?? -1;
  }

  set(index: number, value: number): void {
    const chunk = this.#chunks[Math.floor(index / CHUNK)];
    if (chunk) chunk[index % CHUNK] = value;
  }

  /** Forgets everything from this length on. */
  shrink(length: number): void {
    this.#length = length;
  }
}

/** Whole numbers up to 2^53, 8 bytes each. */
export const wideColumn = (): Column<Float64Array> => new Column((length) => new Float64Array(length));
/** Whole numbers up to 2^32 - 1, 4 bytes each. */
export const narrowColumn = (): Column<Uint32Array> => new Column((length) => new Uint32Array(length));
export type { Column };
