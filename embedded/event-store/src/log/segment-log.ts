import {
  closeSync,
  fdatasync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  write,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Tell } from '../tell.js';
import { DiskFailed, isNoRoom, NoRoom } from './disk-failure.js';
import { readFrame, type FrameContents } from './frame.js';
import { keepTornTail, syncFolder } from './torn-tail.js';

const writeAt = promisify(write);
const sync = promisify(fdatasync);

const SEGMENT_BYTES = 256 * 1024 * 1024;
const BLOCK_BYTES = 64 * 1024;
const CACHED_BLOCKS = 512;
const SCAN_BYTES = 8 * 1024 * 1024;

type OnFrame = (offset: number, frame: FrameContents) => void;
type Segment = { readonly base: number; readonly fd: number; size: number };

/** A frame in the log is damaged, or a piece of the log is missing: told with its place, never served. */
export class CorruptLog extends Error {
  override readonly name = 'CorruptLog';
}

/**
 * The append-only log: segments named by the offset at which they begin, so that an offset in the log never changes.
 * One writer. What `append` resolved for is on disk.
 */
export class SegmentLog {
  readonly #folder: string;
  readonly #segments: Segment[] = [];
  readonly #blocks = new Map<number, Buffer>();
  #failed: DiskFailed | undefined;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Opens the log and hands every whole frame to `onFrame`, in order. A torn tail (a frame that was being written when
   * the machine or process died, hence never acknowledged) is cut off, kept beside the segment, and told.
   *
   * @throws CorruptLog naming segment and offset when a frame is damaged that more of the log follows
   */
  static open(folder: string, onFrame: OnFrame, tell: Tell): SegmentLog {
    const log = new SegmentLog(folder);
    mkdirSync(folder, { recursive: true });
    const bases = readdirSync(folder)
      .filter((name) => name.endsWith('.log'))
      .map((name) => Number(name.slice(0, -4)))
      .sort((a, b) => a - b);
    try {
      log.#openSegments(bases, onFrame, tell);
    } catch (error) {
      log.close();
      throw error;
    }
    if (log.#segments.length === 0) log.#addSegment(0);
    return log;
  }

  /** Where the next frame will begin. */
  get end(): number {
    const last = this.#last();
    return last.base + last.size;
  }

  /**
   * Writes frames at the end and waits until the disk has them. When it fails, the log is as long as before.
   *
   * @throws NoRoom when the disk is full: a later append may succeed
   * @throws DiskFailed when it cannot be known what the disk has: so does every later append
   */
  async append(frames: readonly Buffer[]): Promise<void> {
    if (this.#failed) throw this.#failed;
    if (this.#last().size >= SEGMENT_BYTES) this.#beginSegment();
    const segment = this.#last();
    const bytes = frames.length === 1 && frames[0] ? frames[0] : Buffer.concat(frames);
    try {
      for (let written = 0; written < bytes.length;) {
        const { bytesWritten } = await writeAt(
          segment.fd,
          bytes,
          written,
          bytes.length - written,
          segment.size + written,
        );
        written += bytesWritten;
      }
    } catch (error) {
      this.#takeBack(segment);
      throw this.#failure(segment, error);
    }
    try {
      await sync(segment.fd);
    } catch (error) {
      // Also where it says that there is no room: a sync that failed once says nothing the next time.
      this.#failed = new DiskFailed(this.#pathOf(segment.base), error);
      this.#takeBack(segment);
      throw this.#failed;
    }
    this.#forgetBlock(segment.base + segment.size);
    segment.size += bytes.length;
  }

  /** Reads bytes that stand at an offset of the log; they lie in one segment. */
  read(offset: number, length: number): Buffer {
    const first = Math.floor(offset / BLOCK_BYTES);
    const last = Math.floor((offset + length - 1) / BLOCK_BYTES);
    const within = offset - first * BLOCK_BYTES;
    if (first === last) return this.#block(first).subarray(within, within + length);
    const blocks: Buffer[] = [];
    for (let index = first; index <= last; index++) blocks.push(this.#block(index));
    return Buffer.concat(blocks).subarray(within, within + length);
  }

  /** Cuts off what a failed append wrote, lest a start finds it in the system's memory and takes it for durable. */
  #takeBack({ base, fd, size }: Segment): void {
    try {
      ftruncateSync(fd, size);
    } catch (error) {
      this.#failed ??= new DiskFailed(this.#pathOf(base), error);
    }
  }

  #failure({ base }: Pick<Segment, 'base'>, error: unknown): NoRoom | DiskFailed {
    if (isNoRoom(error) && !this.#failed) return new NoRoom(this.#pathOf(base), error);
    return (this.#failed ??= new DiskFailed(this.#pathOf(base), error));
  }

  close(): void {
    for (const { fd } of this.#segments) closeSync(fd);
  }

  #last(): Segment {
    const last = this.#segments.at(-1);
    if (!last) throw new Error('the log has no segment');
    return last;
  }

  #pathOf(base: number): string {
    return join(this.#folder, `${base.toString().padStart(16, '0')}.log`);
  }

  #addSegment(base: number): void {
    this.#segments.push({ base, fd: openSync(this.#pathOf(base), 'wx+', 0o600), size: 0 });
    syncFolder(this.#folder);
  }

  #beginSegment(): void {
    const base = this.end;
    try {
      this.#addSegment(base);
    } catch (error) {
      // Where the file was made and its name is not on disk, it must not be used: only a start may find it.
      if (this.#last().base === base) this.#failed = new DiskFailed(this.#pathOf(base), error);
      throw this.#failure({ base }, error);
    }
  }

  /** A block of the log, which may span the end of one segment and the start of the next. */
  #block(index: number): Buffer {
    const cached = this.#blocks.get(index);
    if (cached) return cached;
    const from = index * BLOCK_BYTES;
    const block = Buffer.allocUnsafe(BLOCK_BYTES);
    let filled = 0;
    for (const { base, fd, size } of this.#segments) {
      const begin = Math.max(from + filled, base);
      const end = Math.min(from + BLOCK_BYTES, base + size);
      if (begin < end) filled += readSync(fd, block, begin - from, end - begin, begin - base);
    }
    if (this.#blocks.size >= CACHED_BLOCKS) {
      const oldest = this.#blocks.keys().next();
      if (!oldest.done) this.#blocks.delete(oldest.value);
    }
    this.#blocks.set(index, block.subarray(0, filled));
    return block.subarray(0, filled);
  }

  /** The block at the end was cached half full. */
  #forgetBlock(offset: number): void {
    this.#blocks.delete(Math.floor(offset / BLOCK_BYTES));
  }

  #openSegments(bases: readonly number[], onFrame: OnFrame, tell: Tell): void {
    for (const [index, base] of bases.entries()) {
      const reached = index === 0 ? 0 : this.end;
      if (base !== reached)
        throw new CorruptLog(
          `the log in ${this.#folder} reaches offset ${reached.toString()} and goes on at ${base.toString()}: a file between them is missing or too long. Restore the folder from a backup.`,
        );
      this.#openSegment(base, index === bases.length - 1, onFrame, tell);
    }
  }

  #openSegment(base: number, isLast: boolean, onFrame: OnFrame, tell: Tell): void {
    const path = this.#pathOf(base);
    const fd = openSync(path, 'r+');
    const fileSize = fstatSync(fd).size;
    const segment: Segment = { base, fd, size: 0 };
    this.#segments.push(segment);
    let buffer = Buffer.alloc(0);
    let read = 0;
    for (;;) {
      const frame = readFrame(buffer, read === fileSize);
      if (frame.kind === 'frame') {
        onFrame(base + segment.size, frame.contents);
        segment.size += frame.contents.length;
        buffer = buffer.subarray(frame.contents.length);
      } else if (frame.kind === 'unfinished') {
        const chunk = Buffer.allocUnsafe(Math.min(SCAN_BYTES, fileSize - read));
        read += readSync(fd, chunk, 0, chunk.length, read);
        buffer = Buffer.concat([buffer, chunk]);
      } else if (buffer.length === 0) {
        return;
      } else if (frame.kind === 'corrupt' || !isLast) {
        // A segment is begun when the one before it is on disk whole: only the last can be torn.
        const why = frame.kind === 'corrupt' ? frame.why : 'it ends too early';
        throw new CorruptLog(
          `the frame at offset ${segment.size.toString()} of ${path} is damaged: ${why}. Nothing after it is served; restore this file from a backup.`,
        );
      } else {
        this.#cutTail(segment, path, buffer, tell);
        return;
      }
    }
  }

  /** What a crash left of an append that nobody was told of: kept beside the segment, then cut off. */
  #cutTail(segment: Segment, path: string, tail: Buffer, tell: Tell): void {
    const keptIn = keepTornTail(path, segment.size, tail);
    ftruncateSync(segment.fd, segment.size);
    fsyncSync(segment.fd);
    tell('warn', 'the log ended inside a frame: a crash tore it before it was acknowledged. It was cut off and kept', {
      path,
      offset: segment.size,
      bytes: tail.length,
      keptIn,
    });
  }
}
