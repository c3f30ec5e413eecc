import { closeSync, fsync, openSync, rmSync, write } from 'node:fs';
import { promisify } from 'node:util';
import { COMPACT_HEADER, encodeCompactHeader, type CompactHeader } from '../log/compact-segment.js';
import { isNoRoom, NoRoom } from '../log/disk-failure.js';

const writeAt = promisify(write);
const sync = promisify(fsync);
const BUFFERED_BYTES = 1024 * 1024;

/** The draft of a segment without what is unreachable, written beside the segment. */
export class CompactFile {
  readonly path: string;
  readonly #fd: number;
  #buffered: Buffer[];
  #bufferedBytes = COMPACT_HEADER;
  #written = 0;
  #isClosed = false;

  constructor(path: string, header: CompactHeader) {
    this.path = path;
    this.#fd = openSync(path, 'w', 0o600);
    this.#buffered = [encodeCompactHeader(header)];
  }

  /** How long the file is with what was added. */
  get size(): number {
    return this.#written + this.#bufferedBytes;
  }

  /** Adds a frame. @returns where in the file it stands */
  add(frame: Buffer): number {
    const at = this.size;
    this.#buffered.push(frame);
    this.#bufferedBytes += frame.length;
    return at;
  }

  get isDue(): boolean {
    return this.#bufferedBytes >= BUFFERED_BYTES;
  }

  /** Writes what was added. @throws NoRoom when the disk is full */
  async flush(): Promise<void> {
    const bytes = Buffer.concat(this.#buffered);
    this.#buffered = [];
    this.#bufferedBytes = 0;
    try {
      for (let done = 0; done < bytes.length;) {
        const { bytesWritten } = await writeAt(this.#fd, bytes, done, bytes.length - done, this.#written);
        done += bytesWritten;
        this.#written += bytesWritten;
      }
    } catch (error) {
      throw isNoRoom(error) ? new NoRoom(this.path, error) : error;
    }
  }

  /** Has it on disk and closes it. */
  async finish(): Promise<void> {
    await this.flush();
    await sync(this.#fd);
    this.#close();
  }

  /** Takes it away, finished or not. */
  discard(): void {
    this.#close();
    rmSync(this.path, { force: true });
  }

  /** Once: a file's number may be somebody else's after that. */
  #close(): void {
    if (!this.#isClosed) closeSync(this.#fd);
    this.#isClosed = true;
  }
}
