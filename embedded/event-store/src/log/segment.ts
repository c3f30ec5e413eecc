import { existsSync, fstatSync, readSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { COMPACT_HEADER, readCompactHeader } from './compact-segment.js';

/** A file of the log. Its addresses begin at `base`, which is in its name. */
export type Segment = {
  readonly base: number;
  readonly path: string;
  fd: number;
  /** How much of the log it stands for. */
  logicalSize: number;
  /** How much of its file is used; less than `logicalSize` once it was scavenged. */
  fileSize: number;
  /** Where its first frame begins in the file. */
  dataStart: number;
  /** How often it was scavenged. */
  generation: number;
};

export const segmentName = (base: number): string => `${base.toString().padStart(16, '0')}.log`;
export const summaryPath = (segmentPath: string): string => segmentPath.replace(/\.log$/, '.index');
export const isSegmentName = (name: string): boolean => /^\d{16,}\.log$/.test(name);

export const baseOf = (path: string): number => Number(basename(path, '.log'));

/**
 * What a file of the log is. Its `logicalSize` is that of the file until its frames were read.
 *
 * @returns why it cannot be one, where its header is damaged
 */
export const describeSegment = (path: string, fd: number): Segment | { readonly damaged: string } => {
  const size = fstatSync(fd).size;
  const head = Buffer.alloc(COMPACT_HEADER);
  const header = readCompactHeader(head.subarray(0, readSync(fd, head, 0, head.length, 0)));
  if (header === 'damaged') return { damaged: 'the header of a scavenged segment does not match its checksum' };
  return {
    ...{ base: baseOf(path), path, fd, fileSize: size },
    ...(header
      ? { logicalSize: header.logicalSize, dataStart: COMPACT_HEADER, generation: header.generation }
      : { logicalSize: size, dataStart: 0, generation: 0 }),
  };
};

/** The path of the segment that was begun when this one was full; undefined where this one may still be written to. */
export const nextSegment = ({ path, base, logicalSize }: Segment): string | undefined => {
  const next = join(dirname(path), segmentName(base + logicalSize));
  return logicalSize > 0 && existsSync(next) ? next : undefined;
};

const HASHED_BYTES = 4_096;

/** What tells a segment from every other. */
export type SegmentIdentity = {
  readonly fileSize: number;
  readonly generation: number;
  /** CRC-32 of the last bytes of its file: two segments that hold different events end differently. */
  readonly endHash: number;
};

export const identityOf = ({ fd, fileSize, generation }: Segment): SegmentIdentity => {
  const bytes = Buffer.alloc(Math.min(HASHED_BYTES, fileSize));
  readSync(fd, bytes, 0, bytes.length, fileSize - bytes.length);
  return { fileSize, generation, endHash: crc32(bytes) };
};
