import { renameSync } from 'node:fs';
import { dirname } from 'node:path';
import type { EventIndex, IndexedEvent } from '../index/event-index.js';
import { writeSummary } from '../index/index-files.js';
import { indexedFrame } from '../index/indexed-frame.js';
import { SummaryBuilder } from '../index/segment-summary.js';
import { encodeGap, readGap } from '../log/compact-segment.js';
import { damagedFrame } from '../log/corrupt-log.js';
import { encodeFrame, type FrameContents } from '../log/frame.js';
import { scanFrames } from '../log/scan-frames.js';
import { identityOf, type Segment } from '../log/segment.js';
import type { SegmentLog } from '../log/segment-log.js';
import { syncFolder } from '../log/torn-tail.js';
import type { Tell } from '../tell.js';
import { CompactFile } from './compact-file.js';
import { GapBuilder } from './gap-builder.js';

/** Small steps: appends and readers go on between them. */
const STEP_BYTES = 256 * 1024;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export type ScavengeParts = {
  readonly log: SegmentLog;
  readonly index: EventIndex;
  /** The first revision of a stream that stays. */
  readonly keepFrom: (stream: string) => number;
  readonly isStopped: () => boolean;
  readonly tell: Tell;
};

type Move = { readonly ordinal: number; readonly address: number; readonly length: number; readonly back: number };

export const draftPath = (segmentPath: string): string => segmentPath.replace(/\.log$/, '.scavenge-draft');

/**
 * Writes a sealed segment anew without the events that cannot be read any more, and puts the new file in its place at once.
 * Positions stay what they were. A crash leaves the old file or the new one.
 *
 * @returns how many bytes of disk it freed; 0 where the segment was left as it was
 * @throws CorruptLog when a frame is damaged, NoRoom when the disk is full: the segment is left as it was
 */
export const scavengeSegment = async (segment: Segment, parts: ScavengeParts): Promise<number> => {
  const generation = segment.generation + 1;
  const file = new CompactFile(draftPath(segment.path), { logicalSize: segment.logicalSize, generation });
  try {
    const rewriting = new Rewriting(segment, file, parts);
    await rewriting.run();
    const freed = segment.fileSize - file.size;
    if (rewriting.removed === 0 || freed <= 0 || parts.isStopped()) {
      file.discard();
      return 0;
    }
    await file.finish();
    renameSync(file.path, segment.path);
    syncFolder(dirname(segment.path));
    // From here to the last move nothing else runs: readers find every event in the old file or in the new one.
    parts.log.replaced(segment);
    for (const { ordinal, address, length, back } of rewriting.moves) parts.index.move(ordinal, address, length, back);
    writeSummary(segment, rewriting.summary.encode(identityOf(segment)), parts.tell);
    return freed;
  } catch (error) {
    if (segment.generation < generation) file.discard();
    throw error;
  }
};

class Rewriting {
  readonly summary = new SummaryBuilder();
  readonly moves: Move[] = [];
  readonly #gap = new GapBuilder();
  readonly #segment: Segment;
  readonly #file: CompactFile;
  readonly #parts: ScavengeParts;
  removed = 0;

  constructor(segment: Segment, file: CompactFile, parts: ScavengeParts) {
    this.#segment = segment;
    this.#file = file;
    this.#parts = parts;
  }

  async run(): Promise<void> {
    const { fd, dataStart, fileSize, path } = this.#segment;
    let since = dataStart;
    for (const found of scanFrames(fd, dataStart, fileSize, STEP_BYTES)) {
      if (found.kind !== 'frame')
        throw damagedFrame(path, found.offset, found.kind === 'corrupt' ? found.why : 'it ends too early');
      const gap = readGap(found.contents);
      if (gap) this.#gap.merge(gap);
      else this.#take(found.contents, found.offset);
      if (this.#file.isDue) await this.#file.flush();
      if (found.offset - since < STEP_BYTES) continue;
      since = found.offset;
      await turn();
      if (this.#parts.isStopped()) return;
    }
    this.#writeGap();
  }

  /** What of a frame is removed is always its beginning: a stream is shortened from its start. */
  #take(frame: FrameContents, offset: number): void {
    const { base } = this.#segment;
    const events = indexedFrame(frame, base + offset);
    const stays = events.every(({ inStream }) => !inStream) ? -1 : this.#parts.keepFrom(frame.stream);
    const from = events.findIndex(({ revision }) => revision >= stays);
    const kept = from < 0 ? [] : frame.events.slice(from);
    for (const event of events.slice(0, events.length - kept.length)) this.#remove(event);
    if (kept.length === 0) return;
    this.#writeGap();
    const firstRevision = frame.firstRevision + from;
    const bytes = encodeFrame({ stream: frame.stream, firstRevision, events: kept });
    const address = base + this.#file.add(bytes);
    let back = bytes.length - kept.reduce((sum, { length }) => sum + length + 20, 0);
    for (const event of events.slice(from)) {
      back += 20;
      const moved = { ...event, place: address + back, back };
      this.summary.add(moved);
      this.moves.push({ ordinal: this.#ordinal(event), address: moved.place, length: event.length, back });
      back += event.length;
    }
  }

  #remove(event: IndexedEvent): void {
    this.removed++;
    this.#gap.add(event);
    this.moves.push({ ordinal: this.#ordinal(event), address: event.place, length: 0, back: 0 });
  }

  #ordinal({ position }: IndexedEvent): number {
    return this.#parts.index.seek(position);
  }

  #writeGap(): void {
    const gap = this.#gap.take();
    if (!gap) return;
    this.summary.addGap(gap);
    this.#file.add(encodeGap(gap));
  }
}
