import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, readSync, statSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { damagedFrame } from '../log/corrupt-log.js';
import { writeLogEnd } from '../log/log-end.js';
import { scanFrames } from '../log/scan-frames.js';
import { isSegmentName, nextSegment, segmentName, type Segment } from '../log/segment.js';
import { syncFolder } from '../log/torn-tail.js';
import { isStillLast, segmentNow } from './live-segment.js';

/** A copy cannot be made there, or of that. */
export class CannotBackUp extends Error {
  override readonly name = 'CannotBackUp';
}

const COPY_BYTES = 1024 * 1024;

export type BackupReport = { readonly segments: number; readonly bytes: number; readonly end: number };

/**
 * Copies a data folder, also one whose server runs: the log is only ever added to, and a scavenge replaces a segment at once.
 * The copy holds every event that was acknowledged before it began; each of its frames was checked; it ends with a whole frame
 * and is on disk when this returns. A server is started on it as on any data folder.
 *
 * @throws CannotBackUp when the target holds something, or the source is no data folder
 * @throws CorruptLog when a frame is damaged: a copy of damage is no backup
 */
export const backUp = (dataDir: string, target: string): BackupReport => {
  const from = join(dataDir, 'log');
  if (!exists(from) || !readdirSync(from).some(isSegmentName))
    throw new CannotBackUp(`${dataDir} holds no event log; give the data folder of an event store`);
  mkdirSync(target, { recursive: true });
  if (readdirSync(target).length > 0)
    throw new CannotBackUp(`${target} is not empty; name a new folder, so that no earlier copy is written over`);
  const to = join(target, 'log');
  mkdirSync(to);
  let segments = 0;
  let bytes = 0;
  let end = 0;
  for (let path: string | undefined = join(from, segmentName(0)); path !== undefined;) {
    const { segment, next } = copySegment(path, join(to, basename(path)));
    path = next;
    segments++;
    bytes += segment.fileSize;
    end = segment.base + segment.logicalSize;
  }
  syncFolder(to);
  writeLogEnd(to, end);
  syncFolder(target);
  syncFolder(dirname(target));
  return { segments, bytes, end };
};

const exists = (folder: string): boolean => {
  try {
    return statSync(folder).isDirectory();
  } catch {
    return false;
  }
};

type Copied = { readonly segment: Segment; readonly next: string | undefined };

const copySegment = (from: string, to: string): Copied => {
  const fd = openSync(from, 'r');
  const target = openSync(to, 'wx', 0o600);
  try {
    for (let copied = 0; ;) {
      const segment = segmentNow(from, fd);
      // Looked at before the frames are: what is followed by another is not written to any more.
      const next = nextSegment(segment);
      const end = wholeEnd(segment, Math.max(copied, segment.dataStart), next !== undefined);
      copyBytes(fd, target, copied, end);
      copied = end;
      // What was copied may have grown until the next segment was begun, which begins where it ends now.
      if (next === undefined && !isStillLast(from, fd)) continue;
      fsyncSync(target);
      const logicalSize = segment.generation > 0 ? segment.logicalSize : end;
      return { segment: { ...segment, fileSize: end, logicalSize }, next };
    }
  } finally {
    closeSync(fd);
    closeSync(target);
  }
};

const copyBytes = (from: number, to: number, start: number, end: number): void => {
  const buffer = Buffer.allocUnsafe(Math.min(COPY_BYTES, end - start));
  for (let at = start; at < end;) {
    const read = readSync(from, buffer, 0, Math.min(buffer.length, end - at), at);
    if (read === 0) throw new CannotBackUp(`a file of the log became shorter while it was copied; begin anew`);
    for (let written = 0; written < read;) written += writeSync(to, buffer, written, read - written);
    at += read;
  }
};

/** Where the last whole frame of a segment ends, looked for from the end of an earlier one. */
const wholeEnd = (segment: Segment, from: number, isSealed: boolean): number => {
  let end = from;
  for (const found of scanFrames(segment.fd, from, segment.fileSize)) {
    if (found.kind === 'frame') end = found.offset + found.contents.length;
    else if (found.kind === 'corrupt' || isSealed)
      throw damagedFrame(segment.path, found.offset, found.kind === 'corrupt' ? found.why : 'it ends too early');
  }
  return end;
};
