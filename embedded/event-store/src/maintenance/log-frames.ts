import { closeSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readGap } from '../log/compact-segment.js';
import { damagedFrame } from '../log/corrupt-log.js';
import type { FrameContents } from '../log/frame.js';
import { scanFrames } from '../log/scan-frames.js';
import { describeSegment, isSegmentName } from '../log/segment.js';

/** A frame of the log, and where in the log it stands. */
export type PlacedFrame = { readonly address: number; readonly contents: FrameContents };

/**
 * Reads the frames of a log in order, also of one that is written to: it ends with the last whole frame.
 *
 * @param folder the folder of the log, `log` in a data folder
 * @throws CorruptLog when a frame is damaged
 */
export const logFrames = function* (folder: string): Generator<PlacedFrame, void> {
  const read = new Set<string>();
  for (;;) {
    const names = readdirSync(folder).filter(isSegmentName).sort();
    const name = names.find((candidate) => !read.has(candidate));
    if (name === undefined) return;
    read.add(name);
    const path = join(folder, name);
    const fd = openSync(path, 'r');
    try {
      const segment = describeSegment(path, fd);
      if ('damaged' in segment) throw damagedFrame(path, 0, segment.damaged);
      for (const found of scanFrames(fd, segment.dataStart, segment.fileSize)) {
        if (found.kind === 'corrupt') throw damagedFrame(path, found.offset, found.why);
        if (found.kind === 'torn' && name !== names.at(-1)) throw damagedFrame(path, found.offset, 'it ends too early');
        if (found.kind !== 'frame' || readGap(found.contents)) continue;
        yield { address: segment.base + found.offset, contents: found.contents };
      }
    } finally {
      closeSync(fd);
    }
  }
};
