import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, readSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { damagedFrame } from '../log/corrupt-log.js';
import { writeLogEnd } from '../log/log-end.js';
import { scanFrames } from '../log/scan-frames.js';
import { describeSegment, isSegmentName, type Segment } from '../log/segment.js';
import { syncFolder } from '../log/torn-tail.js';

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
  const copied = new Set<string>();
  let bytes = 0;
  let end = 0;
  for (;;) {
    const names = readdirSync(from).filter(isSegmentName).sort();
    const next = names.find((name) => !copied.has(name));
    if (next === undefined) break;
    const isLast = next === names.at(-1);
    const segment = copySegment(join(from, next), join(to, next), isLast);
    copied.add(next);
    bytes += segment.fileSize;
    end = segment.base + segment.logicalSize;
  }
  syncFolder(to);
  writeLogEnd(to, end);
  syncFolder(target);
  return { segments: copied.size, bytes, end };
};

const exists = (folder: string): boolean => {
  try {
    return statSync(folder).isDirectory();
  } catch {
    return false;
  }
};

/** @param isLast whether it may be written to, and so may end inside a frame */
const copySegment = (from: string, to: string, isLast: boolean): Segment => {
  const fd = openSync(from, 'r');
  const target = openSync(to, 'wx', 0o600);
  try {
    const segment = describeSegment(from, fd);
    if ('damaged' in segment) throw damagedFrame(from, 0, segment.damaged);
    const end = wholeEnd(segment, isLast);
    const buffer = Buffer.allocUnsafe(COPY_BYTES);
    for (let at = 0; at < end;) {
      const read = readSync(fd, buffer, 0, Math.min(buffer.length, end - at), at);
      for (let written = 0; written < read;) written += writeSync(target, buffer, written, read - written);
      at += read;
    }
    fsyncSync(target);
    return { ...segment, fileSize: end, logicalSize: segment.generation > 0 ? segment.logicalSize : end };
  } finally {
    closeSync(fd);
    closeSync(target);
  }
};

/** Where the last whole frame of a segment ends. */
const wholeEnd = (segment: Segment, isLast: boolean): number => {
  let end = segment.dataStart;
  for (const found of scanFrames(segment.fd, segment.dataStart, segment.fileSize)) {
    if (found.kind === 'frame') end = found.offset + found.contents.length;
    else if (found.kind === 'corrupt' || !isLast)
      throw damagedFrame(segment.path, found.offset, found.kind === 'corrupt' ? found.why : 'it ends too early');
  }
  return end;
};
