import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { readGap } from '../log/compact-segment.js';
import { damagedFrame } from '../log/corrupt-log.js';
import type { FrameContents } from '../log/frame.js';
import { scanFrames } from '../log/scan-frames.js';
import { nextSegment, segmentName } from '../log/segment.js';
import { decodePosition } from '../wire/event-position.js';
import { isStillLast, segmentNow } from './live-segment.js';

/** A frame of the log, and the position of its first event, which is the same also after a scavenge. */
export type PlacedFrame = { readonly position: number; readonly contents: FrameContents };

/**
 * Reads the frames of a log in order, also of one that is written to: it ends with the last whole frame.
 *
 * @param folder the folder of the log, `log` in a data folder
 * @throws CorruptLog when a frame is damaged, or a segment is missing
 */
export const logFrames = function* (folder: string): Generator<PlacedFrame, void> {
  for (let path: string | undefined = join(folder, segmentName(0)); path !== undefined;) {
    const fd = openSync(path, 'r');
    try {
      path = yield* framesOf(path, fd);
    } finally {
      closeSync(fd);
    }
  }
};

/** @returns the path of the segment that follows */
const framesOf = function* (path: string, fd: number): Generator<PlacedFrame, string | undefined> {
  let end = 0;
  for (;;) {
    const segment = segmentNow(path, fd);
    // Looked at before the frames are: what is followed by another is not written to any more.
    const next = nextSegment(segment);
    end = Math.max(end, segment.dataStart);
    for (const found of scanFrames(fd, end, segment.fileSize)) {
      if (found.kind === 'frame') {
        end = found.offset + found.contents.length;
        const [first] = found.contents.events;
        if (first && !readGap(found.contents))
          yield { position: decodePosition(first.bytes), contents: found.contents };
      } else if (found.kind === 'corrupt' || next !== undefined) {
        throw damagedFrame(path, found.offset, found.kind === 'corrupt' ? found.why : 'it ends too early');
      }
    }
    if (next !== undefined) return next;
    if (isStillLast(path, fd)) return undefined;
  }
};
