import { closeSync, fsyncSync, ftruncateSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tell } from '../tell.js';
import { readGap, type Gap } from './compact-segment.js';
import { CorruptLog, damagedFrame } from './corrupt-log.js';
import type { FrameContents } from './frame.js';
import { readLogEnd } from './log-end.js';
import { scanFrames } from './scan-frames.js';
import { describeSegment, isSegmentName, type Segment } from './segment.js';
import { keepTornTail } from './torn-tail.js';

/** Who is told what the log holds, in order, when it is opened. */
export type LogReader = {
  /** @param address where the frame stands */
  readonly frame: (address: number, contents: FrameContents) => void;
  readonly gap?: (gap: Gap) => void;
  /** Takes a segment that is not the last from what is kept beside it. False: it must be read. */
  readonly skim?: (segment: Segment) => boolean;
  /** A segment that is not the last was read to its end. */
  readonly scanned?: (segment: Segment) => void;
};

/**
 * Opens every segment of a folder and hands out what it holds. A torn tail (a frame that was being written when the
 * machine or process died, hence never acknowledged) is cut off, kept beside the segment, and told.
 *
 * @param segments filled in order; the caller closes them, also when this throws
 * @throws CorruptLog naming file and offset when something is damaged or missing
 */
export const openSegments = (folder: string, segments: Segment[], reader: LogReader, tell: Tell): void => {
  const names = readdirSync(folder).filter(isSegmentName).sort();
  for (const [index, name] of names.entries()) {
    const path = join(folder, name);
    const fd = openSync(path, 'r+');
    const segment = describeSegment(path, fd);
    if ('damaged' in segment) {
      closeSync(fd);
      throw damagedFrame(path, 0, segment.damaged);
    }
    const before = segments.at(-1);
    const reached = before ? before.base + before.logicalSize : 0;
    segments.push(segment);
    if (segment.base !== reached)
      throw new CorruptLog(
        `the log in ${folder} reaches offset ${reached.toString()} and goes on at ${segment.base.toString()}: a file between them is missing or too long. Restore the folder from a backup.`,
      );
    const isLast = index === names.length - 1;
    if (isLast || !reader.skim?.(segment)) readSegment(segment, isLast, reader, tell);
  }
  const acknowledged = readLogEnd(folder, (path) => readFileSync(path));
  const last = segments.at(-1);
  const end = last ? last.base + last.logicalSize : 0;
  if (acknowledged !== undefined && end < acknowledged)
    throw new CorruptLog(
      `the log in ${folder} ends at offset ${end.toString()}, and was stopped in order at ${acknowledged.toString()}: what was acknowledged is missing. Restore the folder from a backup.`,
    );
};

const readSegment = (segment: Segment, isLast: boolean, reader: LogReader, tell: Tell): void => {
  let end = segment.dataStart;
  for (const found of scanFrames(segment.fd, segment.dataStart, segment.fileSize)) {
    if (found.kind === 'frame') {
      const gap = readGap(found.contents);
      if (gap) reader.gap?.(gap);
      else reader.frame(segment.base + found.offset, found.contents);
      end = found.offset + found.contents.length;
    } else if (found.kind === 'corrupt' || !isLast || segment.generation > 0) {
      // A segment is begun when the one before it is on disk whole: only the last can be torn.
      throw damagedFrame(segment.path, found.offset, found.kind === 'corrupt' ? found.why : 'it ends too early');
    } else {
      refuseToCut(segment, found.offset);
      cutTail(segment, found.offset, found.tail, tell);
    }
  }
  segment.fileSize = end;
  if (segment.generation === 0) segment.logicalSize = end;
  if (!isLast) reader.scanned?.(segment);
};

/** A frame that was there when the log was last stopped in order cannot have been torn since. */
const refuseToCut = ({ base, path }: Segment, offset: number): void => {
  const acknowledged = readLogEnd(join(path, '..'), (file) => readFileSync(file));
  if (acknowledged !== undefined && base + offset < acknowledged)
    throw damagedFrame(path, offset, 'it was whole when the log was last stopped in order');
};

/** What a crash left of an append that nobody was told of: kept beside the segment, then cut off. */
const cutTail = ({ path, fd }: Segment, offset: number, tail: Buffer, tell: Tell): void => {
  const keptIn = keepTornTail(path, offset, tail);
  ftruncateSync(fd, offset);
  fsyncSync(fd);
  tell('warn', 'the log ended inside a frame: a crash tore it before it was acknowledged. It was cut off and kept', {
    path,
    offset,
    bytes: tail.length,
    keptIn,
  });
};
