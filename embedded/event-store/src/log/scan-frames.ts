import { readSync } from 'node:fs';
import { readFrame, type FrameContents } from './frame.js';

/** A frame of a file, or what stands where one should begin. `offset` is its place in the file. */
export type Scanned =
  | { readonly kind: 'frame'; readonly offset: number; readonly contents: FrameContents }
  | { readonly kind: 'torn'; readonly offset: number; readonly tail: Buffer }
  | { readonly kind: 'corrupt'; readonly offset: number; readonly why: string };

const SCAN_BYTES = 4 * 1024 * 1024;

/**
 * Reads the frames of a file one after another, from `start` to `end`. After a torn or corrupt one there are no more.
 *
 * @param chunkBytes how much is read at once
 */
export const scanFrames = function* (
  fd: number,
  start: number,
  end: number,
  chunkBytes = SCAN_BYTES,
): Generator<Scanned, void> {
  let fileEnd = end;
  let buffer: Buffer = Buffer.alloc(0);
  let offset = start;
  let read = start;
  for (;;) {
    const frame = readFrame(buffer, read === fileEnd);
    if (frame.kind === 'frame') {
      yield { kind: 'frame', offset, contents: frame.contents };
      offset += frame.contents.length;
      buffer = buffer.subarray(frame.contents.length);
    } else if (frame.kind === 'unfinished') {
      const chunk = Buffer.allocUnsafe(Math.min(Math.max(chunkBytes, buffer.length), fileEnd - read));
      const bytes = readSync(fd, chunk, 0, chunk.length, read);
      // The file is shorter than it was said to be: what is there is its end.
      if (bytes === 0) fileEnd = read;
      read += bytes;
      buffer = Buffer.concat([buffer, chunk.subarray(0, bytes)]);
    } else if (buffer.length === 0) {
      return;
    } else {
      yield frame.kind === 'torn'
        ? { kind: 'torn', offset, tail: buffer }
        : { kind: 'corrupt', offset, why: frame.why };
      return;
    }
  }
};
