import { readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { CorruptLog, damagedFrame } from '../log/corrupt-log.js';
import { describeSegment, isSegmentName, nextSegment, type Segment } from '../log/segment.js';

/**
 * What a file of a log is now; another process may write to it.
 *
 * @throws CorruptLog where it is none
 */
export const segmentNow = (path: string, fd: number): Segment => {
  const segment = describeSegment(path, fd);
  if ('damaged' in segment) throw damagedFrame(path, 0, segment.damaged);
  return segment;
};

/**
 * Whether the log ends with a segment that was read as its last. It may have grown, and have been followed by another, meanwhile.
 *
 * @throws CorruptLog where a segment is missing behind it
 */
export const isStillLast = (path: string, fd: number): boolean => {
  // In this order: what is there now was begun when the segment had its full size.
  const isFollowed = readdirSync(dirname(path)).some((name) => isSegmentName(name) && name > basename(path));
  const segment = segmentNow(path, fd);
  if (nextSegment(segment) !== undefined) return false;
  if (isFollowed)
    throw new CorruptLog(
      `the log reaches offset ${(segment.base + segment.logicalSize).toString()} with ${path}, and no file of it begins there: one is missing. Restore the folder from a backup.`,
    );
  return true;
};
