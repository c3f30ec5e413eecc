import {
  closeSync,
  fdatasync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  unlinkSync,
  write,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Tell } from '../tell.js';
import { BlockCache } from './block-cache.js';
import { damagedWhileRead } from './corrupt-log.js';
import { DiskFailed, isNoRoom, NoRoom } from './disk-failure.js';
import { checksumMatches, FRAME_HEADER } from './frame.js';
import { writeLogEnd } from './log-end.js';
import { openSegments, type LogReader } from './open-segments.js';
import { describeSegment, segmentName, type Segment } from './segment.js';
import { syncFolder } from './torn-tail.js';

const writeAt = promisify(write);
const sync = promisify(fdatasync);

/** @default 64 MB: what a start reads at the most when all other segments have their summaries */
const SEGMENT_BYTES = 64 * 1024 * 1024;

export type SegmentLogOptions = {
  /** A segment that has this many bytes is followed by another. @default 64 MB */
  readonly segmentBytes?: number | undefined;
};

/** The log was closed, in order. */
export class LogClosed extends Error {
  override readonly name = 'LogClosed';

  constructor() {
    super('the event store is closed');
  }
}

/**
 * The append-only log: segments named by the offset at which they begin, so that an offset in the log never changes.
 * One writer. What `append` resolved for is on disk. An address is a segment's base and a place in its file: the same as the
 * offset until the segment was scavenged.
 */
export class SegmentLog {
  readonly #folder: string;
  readonly #segmentBytes: number;
  readonly #segments: Segment[] = [];
  readonly #blocks = new BlockCache();
  #failed: DiskFailed | undefined;

  private constructor(folder: string, { segmentBytes = SEGMENT_BYTES }: SegmentLogOptions) {
    this.#folder = folder;
    this.#segmentBytes = segmentBytes;
  }

  /**
   * Opens the log and hands out what it holds, in order; a torn tail is cut off (`openSegments`).
   *
   * @throws CorruptLog naming file and offset when something is damaged or missing
   */
  static open(folder: string, reader: LogReader, tell: Tell, options: SegmentLogOptions = {}): SegmentLog {
    const log = new SegmentLog(folder, options);
    mkdirSync(folder, { recursive: true });
    // A new folder is lost with all that is in it when its own name is not on disk.
    for (const parent of [dirname(folder), dirname(dirname(folder))]) syncFolder(parent);
    // What a process that was killed had not finished.
    for (const name of readdirSync(folder)) if (name.endsWith('draft')) unlinkSync(join(folder, name));
    try {
      openSegments(folder, log.#segments, reader, tell);
    } catch (error) {
      for (const { fd } of log.#segments) closeSync(fd);
      throw error;
    }
    const last = log.#segments.at(-1);
    // Nothing is ever written behind the frames of a scavenged segment.
    if (last && last.generation > 0) reader.scanned?.(last);
    if (!last || last.generation > 0) log.#addSegment(log.end);
    return log;
  }

  /** The offset at which the next frame will begin, unless a segment begins before it. */
  get end(): number {
    const last = this.#segments.at(-1);
    return last ? last.base + last.logicalSize : 0;
  }

  /** The segments that nothing is added to any more, oldest first. */
  get sealed(): readonly Segment[] {
    return this.#segments.slice(0, -1);
  }

  /** Whether the segment that is written to has what a segment may have. */
  get isFull(): boolean {
    return this.#last().fileSize >= this.#segmentBytes;
  }

  /** Bytes of all segments' files. */
  get bytesOnDisk(): number {
    return this.#segments.reduce((sum, { fileSize }) => sum + fileSize, 0);
  }

  /**
   * Begins a new segment; the one before it is sealed.
   *
   * @throws NoRoom or DiskFailed, as `append` does
   */
  seal(): void {
    if (this.#failed) throw this.#failed;
    if (this.#last().fileSize > 0) this.#beginSegment();
  }

  /**
   * Writes frames at the end and waits until the disk has them. When it fails, the log is as long as before.
   *
   * @throws NoRoom when the disk is full: a later append may succeed
   * @throws DiskFailed when it cannot be known what the disk has: so does every later append
   */
  async append(frames: readonly Buffer[]): Promise<void> {
    const segment = this.#last();
    if (this.#failed) throw this.#failed;
    const bytes = frames.length === 1 && frames[0] ? frames[0] : Buffer.concat(frames);
    try {
      for (let written = 0; written < bytes.length;) {
        const { bytesWritten } = await writeAt(
          segment.fd,
          bytes,
          written,
          bytes.length - written,
          segment.fileSize + written,
        );
        written += bytesWritten;
      }
    } catch (error) {
      this.#takeBack(segment);
      throw this.#failure(segment.path, error);
    }
    try {
      await sync(segment.fd);
    } catch (error) {
      // Also where it says that there is no room: a sync that failed once says nothing the next time.
      this.#failed = new DiskFailed(segment.path, error);
      this.#takeBack(segment);
      throw this.#failed;
    }
    this.#blocks.forget(segment.base, segment.base + segment.fileSize);
    segment.fileSize += bytes.length;
    segment.logicalSize = segment.fileSize;
  }

  /**
   * Reads bytes of a frame, whose checksum is looked at when it was not since the disk was last read there.
   *
   * @param back how far before the address the frame begins
   * @throws CorruptLog naming file and offset when the frame is damaged
   */
  read(address: number, length: number, back: number): Buffer {
    const segment = this.#segmentAt(address);
    const frameAt = address - back;
    if (!this.#blocks.isVerified(segment.base, frameAt)) this.#verify(segment, frameAt);
    return this.#readIn(segment, address, length);
  }

  /** Takes the file that scavenging has made of a sealed segment, which now stands under the segment's name. */
  replaced(segment: Segment): void {
    const fd = openSync(segment.path, 'r+');
    const described = describeSegment(segment.path, fd);
    if ('damaged' in described) {
      closeSync(fd);
      throw new Error(described.damaged);
    }
    closeSync(segment.fd);
    Object.assign(segment, described);
    this.#blocks.clear();
  }

  /** Closes the files, having noted where the log ends. Nothing is read or written after it: the system uses the numbers of files again. */
  close(): void {
    if (this.#segments.length === 0) return;
    try {
      if (!this.#failed) writeLogEnd(this.#folder, this.end);
    } catch {
      // A full disk. What is noted there is true still, only older.
    }
    for (const { fd } of this.#segments.splice(0)) closeSync(fd);
  }

  #verify(segment: Segment, frameAt: number): void {
    const offset = frameAt - segment.base;
    const header = this.#readIn(segment, frameAt, FRAME_HEADER);
    const length = header.length < FRAME_HEADER ? 0 : FRAME_HEADER + header.readUInt32LE(0);
    const inside = length > FRAME_HEADER && offset + length <= segment.fileSize;
    if (!inside || !checksumMatches(this.#readIn(segment, frameAt, length))) {
      // What the disk says next time may be right.
      this.#blocks.clear();
      throw damagedWhileRead(segment.path, offset);
    }
    // A frame that is larger than the cache has driven out its own beginning: without it, it would be read again for each event.
    this.#readIn(segment, frameAt, 1);
    this.#blocks.setVerified(segment.base, frameAt);
  }

  #readIn(segment: Segment, address: number, length: number): Buffer {
    return this.#blocks.read(segment.base, address, length, (into, from) => {
      const at = from - segment.base;
      const most = Math.min(into.length, segment.fileSize - at);
      return most <= 0 ? 0 : readSync(segment.fd, into, 0, most, at);
    });
  }

  #segmentAt(address: number): Segment {
    let low = 0;
    let high = this.#segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#segments[middle]?.base ?? 0) <= address) low = middle;
      else high = middle - 1;
    }
    const segment = this.#segments[low];
    if (!segment) throw new LogClosed();
    return segment;
  }

  /** Cuts off what a failed append wrote, lest a start finds it in the system's memory and takes it for durable. */
  #takeBack({ path, fd, fileSize }: Segment): void {
    try {
      ftruncateSync(fd, fileSize);
    } catch (error) {
      this.#failed ??= new DiskFailed(path, error);
    }
  }

  #failure(path: string, error: unknown): NoRoom | DiskFailed {
    if (isNoRoom(error) && !this.#failed) return new NoRoom(path, error);
    return (this.#failed ??= new DiskFailed(path, error));
  }

  #last(): Segment {
    const last = this.#segments.at(-1);
    if (!last) throw new LogClosed();
    return last;
  }

  #addSegment(base: number): void {
    const path = join(this.#folder, segmentName(base));
    const fd = openSync(path, 'wx+', 0o600);
    this.#segments.push({ base, path, fd, logicalSize: 0, fileSize: 0, dataStart: 0, generation: 0 });
    syncFolder(this.#folder);
  }

  #beginSegment(): void {
    const base = this.end;
    const path = join(this.#folder, segmentName(base));
    try {
      this.#addSegment(base);
    } catch (error) {
      // Where the file was made and its name is not on disk, it must not be used: only a start may find it.
      if (this.#last().base === base) this.#failed = new DiskFailed(path, error);
      throw this.#failure(path, error);
    }
  }
}

export { CorruptLog } from './corrupt-log.js';
