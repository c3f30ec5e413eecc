/** Everything that is known of a stream without reading the log. */
export type StreamEntry = {
  readonly name: string;
  /** Ordinal of each event in the log, by revision. */
  readonly ordinals: number[];
};

const CHUNK = 1 << 16;

/** A list of numbers that grows without copying and shrinks from its end. */
class NumberList {
  readonly #chunks: Float64Array[] = [];
  length = 0;

  push(value: number): void {
    if (this.length % CHUNK === 0 && this.length / CHUNK === this.#chunks.length)
      this.#chunks.push(new Float64Array(CHUNK));
    const chunk = this.#chunks[Math.floor(this.length / CHUNK)];
    if (chunk) chunk[this.length % CHUNK] = value;
    this.length++;
  }

  at(index: number): number {
    return this.#chunks[Math.floor(index / CHUNK)]?.[index % CHUNK] ?? -1;
  }
}

/**
 * Where events stand: by ordinal in the log, by stream and revision, by id. Rebuilt from the log at start.
 * New events are staged first (decisions of the same batch see them) and become visible to readers once `publish`
 * says that the disk has them; `retract` takes staged ones back when it does not.
 */
export class EventIndex {
  readonly #positions = new NumberList();
  readonly #offsets = new NumberList();
  readonly #lengths = new NumberList();
  readonly #streams = new Map<string, StreamEntry>();
  #ids = new Int32Array(1 << 16).fill(-1);
  #idHashes = new Uint32Array(1 << 16);
  #idCount = 0;
  #staged: StreamEntry[] = [];
  #stagedIds: Buffer[] = [];
  #visible = 0;

  /** Number of events that readers may see. */
  get visible(): number {
    return this.#visible;
  }

  stream(name: string): StreamEntry | undefined {
    return this.#streams.get(name);
  }

  streamCount(): number {
    return this.#streams.size;
  }

  /** Highest revision of a stream, staged events included; -1 where there is none. */
  lastRevision(name: string): number {
    return (this.#streams.get(name)?.ordinals.length ?? 0) - 1;
  }

  /** Ordinal of a stream's last event, staged ones included; -1 where there is none. */
  lastOrdinal(name: string): number {
    return this.#streams.get(name)?.ordinals.at(-1) ?? -1;
  }

  /** Number of a stream's events that readers may see. */
  visibleLength(entry: StreamEntry): number {
    let length = entry.ordinals.length;
    while (length > 0 && (entry.ordinals[length - 1] ?? 0) >= this.#visible) length--;
    return length;
  }

  position(ordinal: number): number {
    return this.#positions.at(ordinal);
  }
  place(ordinal: number): { readonly offset: number; readonly length: number } {
    return { offset: this.#offsets.at(ordinal), length: this.#lengths.at(ordinal) };
  }

  /** The first visible ordinal whose position is at or above `position`. */
  seek(position: number): number {
    let low = 0;
    let high = this.#visible;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#positions.at(middle) < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  stage(stream: string, id: Buffer, position: number, offset: number, length: number): void {
    let entry = this.#streams.get(stream);
    if (!entry) {
      entry = { name: stream, ordinals: [] };
      this.#streams.set(stream, entry);
    }
    const ordinal = this.#positions.length;
    entry.ordinals.push(ordinal);
    this.#positions.push(position);
    this.#offsets.push(offset);
    this.#lengths.push(length);
    this.#addId(id, ordinal);
    this.#staged.push(entry);
    this.#stagedIds.push(id);
  }

  publish(): void {
    this.#staged = [];
    this.#stagedIds = [];
    this.#visible = this.#positions.length;
  }

  retract(): void {
    for (const entry of this.#staged.reverse()) {
      entry.ordinals.pop();
      if (entry.ordinals.length === 0) this.#streams.delete(entry.name);
      this.#positions.length--;
      this.#offsets.length--;
      this.#lengths.length--;
    }
    this.#staged = [];
    this.#stagedIds = [];
    this.#rehash(this.#ids.length);
  }

  /** The id of an event that is only staged: the log does not have it yet. */
  stagedId(ordinal: number): Buffer | undefined {
    return this.#stagedIds[ordinal - this.#visible];
  }

  /** Ordinals of events whose id may be this one: a 32-bit hash decides, so the caller compares the ids themselves. */
  *candidates(id: Buffer): Generator<number> {
    const hash = hashOf(id);
    const mask = this.#ids.length - 1;
    for (let slot = hash & mask; this.#ids[slot] !== -1; slot = (slot + 1) & mask) {
      if (this.#idHashes[slot] === hash) yield this.#ids[slot] ?? -1;
    }
  }

  #addId(id: Buffer, ordinal: number): void {
    if (++this.#idCount * 2 > this.#ids.length) this.#rehash(this.#ids.length * 2);
    this.#put(hashOf(id), ordinal);
  }

  #put(hash: number, ordinal: number): void {
    const mask = this.#ids.length - 1;
    let slot = hash & mask;
    while (this.#ids[slot] !== -1) slot = (slot + 1) & mask;
    this.#ids[slot] = ordinal;
    this.#idHashes[slot] = hash;
  }

  /** Makes the table anew, without ordinals that were retracted. */
  #rehash(size: number): void {
    const ids = this.#ids;
    const hashes = this.#idHashes;
    this.#ids = new Int32Array(size).fill(-1);
    this.#idHashes = new Uint32Array(size);
    this.#idCount = 0;
    for (let slot = 0; slot < ids.length; slot++) {
      const ordinal = ids[slot] ?? -1;
      if (ordinal === -1 || ordinal >= this.#positions.length) continue;
      this.#idCount++;
      this.#put(hashes[slot] ?? 0, ordinal);
    }
  }
}

/** Ids are random, or hashes already: four of their bytes mixed with four others are hash enough. */
const hashOf = (id: Buffer): number => (id.readUInt32LE(0) ^ id.readUInt32LE(12)) >>> 0;
