import { parseStreamMetadata, type StreamMetadata } from './stream-metadata.js';

type Known = { readonly ordinal: number; readonly data: Buffer; readonly parsed: StreamMetadata };

const ROOM = 100_000;

/**
 * The newest metadata of streams, parsed. What is only staged cannot be read from the log yet: it is remembered when it
 * is written.
 */
export class MetadataCache {
  readonly #known = new Map<string, Known>();

  /** The metadata that stands at this ordinal of the log; `read` gives its data where it is not remembered. */
  at(stream: string, ordinal: number, read: () => Buffer): Known {
    const known = this.#known.get(stream);
    return known?.ordinal === ordinal ? known : this.remember(stream, ordinal, read());
  }

  remember(stream: string, ordinal: number, bytes: Uint8Array): Known {
    // A copy: the bytes may be a part of a block of the log, which would be kept alive whole.
    const data = Buffer.from(bytes);
    const known = { ordinal, data, parsed: parseStreamMetadata(data) };
    // The newest stay: what is only staged cannot be read again.
    this.#known.delete(stream);
    const oldest = this.#known.size < ROOM ? undefined : this.#known.keys().next().value;
    if (oldest !== undefined) this.#known.delete(oldest);
    this.#known.set(stream, known);
    return known;
  }

  /** Forgets all: staged metadata was taken back. */
  clear(): void {
    this.#known.clear();
  }
}
