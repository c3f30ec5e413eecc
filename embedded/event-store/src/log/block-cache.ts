const BLOCK_BYTES = 64 * 1024;
/** 16 MB: what readers of the newest events share. */
const BLOCKS = 256;

/** Part of the log as it was read, and the frames that begin in it whose checksum was seen to match. */
type Block = { readonly bytes: Buffer; readonly verified: Set<number> };

/** Fills a buffer with the log's bytes from an address on; gives how many there were. */
type Fill = (into: Buffer, address: number) => number;

/** Blocks of one segment each, the oldest given up first. Addresses in them count from the segment's base. */
export class BlockCache {
  readonly #blocks = new Map<number, Block>();

  /** The bytes from an address of the log on; they lie in the segment that begins at `base`. */
  read(base: number, address: number, length: number, fill: Fill): Buffer {
    const first = Math.floor((address - base) / BLOCK_BYTES);
    const last = Math.floor((address + length - 1 - base) / BLOCK_BYTES);
    const within = address - base - first * BLOCK_BYTES;
    if (first === last) return this.#block(base, first, fill).bytes.subarray(within, within + length);
    const blocks: Buffer[] = [];
    for (let index = first; index <= last; index++) blocks.push(this.#block(base, index, fill).bytes);
    return Buffer.concat(blocks).subarray(within, within + length);
  }

  /** Whether the frame at an address was found whole since its block was read. */
  isVerified(base: number, address: number): boolean {
    return this.#known(base, address)?.verified.has(address) ?? false;
  }

  setVerified(base: number, address: number): void {
    this.#known(base, address)?.verified.add(address);
  }

  /** Forgets the block in which an address stands: more was written there. */
  forget(base: number, address: number): void {
    this.#blocks.delete(base + Math.floor((address - base) / BLOCK_BYTES) * BLOCK_BYTES);
  }

  /** Forgets everything. */
  clear(): void {
    this.#blocks.clear();
  }

  #known(base: number, address: number): Block | undefined {
    return this.#blocks.get(base + Math.floor((address - base) / BLOCK_BYTES) * BLOCK_BYTES);
  }

  #block(base: number, index: number, fill: Fill): Block {
    const address = base + index * BLOCK_BYTES;
    const cached = this.#blocks.get(address);
    if (cached) return cached;
    const bytes = Buffer.allocUnsafe(BLOCK_BYTES);
    const block = { bytes: bytes.subarray(0, fill(bytes, address)), verified: new Set<number>() };
    if (this.#blocks.size >= BLOCKS) {
      const oldest = this.#blocks.keys().next();
      if (!oldest.done) this.#blocks.delete(oldest.value);
    }
    this.#blocks.set(address, block);
    return block;
  }
}
