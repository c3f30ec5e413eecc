import { closeSync, existsSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { indexedFrame } from '../index/indexed-frame.js';
import { readSummary, SummaryBuilder } from '../index/segment-summary.js';
import { readGap } from '../log/compact-segment.js';
import type { FrameContents } from '../log/frame.js';
import { readLogEnd } from '../log/log-end.js';
import { scanFrames } from '../log/scan-frames.js';
import { describeSegment, identityOf, isSegmentName, summaryPath, type Segment } from '../log/segment.js';
import { TOMBSTONE_REVISION } from '../store/system-events.js';
import { decodeIndexFields, decodeRevision, decodeStream } from '../wire/recorded-event.js';

/** Something that is not as it should be. Without `offset` it concerns the whole file. */
export type Finding = {
  readonly file: string;
  readonly offset?: number;
  /** `damage`: events are lost or wrong. `torn`: the log ends inside a frame. `index`: can be made anew. */
  readonly kind: 'damage' | 'torn' | 'index';
  readonly what: string;
};

export type CheckReport = {
  readonly segments: number;
  readonly frames: number;
  readonly events: number;
  readonly streams: number;
  readonly bytes: number;
  readonly findings: readonly Finding[];
};

/**
 * Reads a whole log and says everything that is wrong with it: frames whose checksum fails, pieces that are missing, events
 * that are not where their frame says, revisions that do not follow one another, index files that say something else.
 * Nothing is changed. A log that is written to meanwhile may end inside a frame: that is found as `torn`.
 *
 * @param folder the folder of the log, `log` in a data folder
 */
export const checkLog = (folder: string): CheckReport => new LogCheck(folder).run();

class LogCheck {
  readonly #folder: string;
  readonly #findings: Finding[] = [];
  /** One past the last revision seen, by stream. */
  readonly #next = new Map<string, number>();
  /** Whether a segment before this place was scavenged: then streams may have gaps. */
  #scavenged = false;
  #frames = 0;
  #events = 0;
  #bytes = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  run(): CheckReport {
    const names = readdirSync(this.#folder).filter(isSegmentName).sort();
    let reached = 0;
    for (const [index, name] of names.entries())
      reached = this.#checkSegment(join(this.#folder, name), reached, index === names.length - 1);
    const acknowledged = readLogEnd(this.#folder, (path) => readFileSync(path));
    if (acknowledged !== undefined && reached < acknowledged)
      this.#find(
        join(this.#folder, 'end'),
        undefined,
        'damage',
        `the log was stopped in order at offset ${acknowledged.toString()} and ends at ${reached.toString()}`,
      );
    return {
      ...{ segments: names.length, frames: this.#frames, events: this.#events, streams: this.#next.size },
      ...{ bytes: this.#bytes, findings: this.#findings },
    };
  }

  #find(file: string, offset: number | undefined, kind: Finding['kind'], what: string): void {
    this.#findings.push({ file, ...(offset === undefined ? {} : { offset }), kind, what });
  }

  /** @returns the offset of the log that the segment reaches */
  #checkSegment(path: string, reached: number, isLast: boolean): number {
    const fd = openSync(path, 'r');
    try {
      const segment = describeSegment(path, fd);
      if ('damaged' in segment) {
        this.#find(path, 0, 'damage', segment.damaged);
        return reached;
      }
      if (segment.base !== reached)
        this.#find(
          path,
          undefined,
          'damage',
          `the log reaches offset ${reached.toString()} and goes on at ${segment.base.toString()}: a piece between them is missing or too long`,
        );
      this.#scavenged ||= segment.generation > 0;
      const { summary, end } = this.#checkFrames(segment, isLast);
      const whole = end === segment.fileSize;
      // What a damaged frame held is not known: streams may seem to jump behind it.
      if (!whole) this.#next.clear();
      if (!isLast && whole) this.#checkSummary(segment, summary);
      this.#bytes += segment.fileSize;
      return segment.base + (segment.generation > 0 ? segment.logicalSize : end);
    } finally {
      closeSync(fd);
    }
  }

  #checkFrames(segment: Segment, isLast: boolean): { readonly summary: SummaryBuilder; readonly end: number } {
    const summary = new SummaryBuilder();
    let end = segment.dataStart;
    for (const found of scanFrames(segment.fd, segment.dataStart, segment.fileSize)) {
      if (found.kind === 'frame') {
        end = found.offset + found.contents.length;
        const gap = readGap(found.contents);
        if (gap) {
          summary.addGap(gap);
          continue;
        }
        this.#checkFrame(segment, found.offset, found.contents);
        for (const event of indexedFrame(found.contents, segment.base + found.offset)) summary.add(event);
      } else if (found.kind === 'torn' && isLast && segment.generation === 0) {
        this.#find(
          segment.path,
          found.offset,
          'torn',
          'the log ends inside a frame: torn by a crash before it was acknowledged, or damaged. A start cuts it off and keeps it',
        );
      } else {
        this.#find(segment.path, found.offset, 'damage', found.kind === 'corrupt' ? found.why : 'it ends too early');
      }
    }
    return { summary, end };
  }

  #checkFrame(segment: Segment, offset: number, frame: FrameContents): void {
    this.#frames++;
    const wrong = (what: string): void => {
      this.#find(segment.path, offset, 'damage', what);
    };
    const inStream = frame.firstRevision !== TOMBSTONE_REVISION;
    for (const [k, event] of frame.events.entries()) {
      this.#events++;
      const { position } = decodeIndexFields(event.bytes);
      if (segment.generation === 0 && position !== segment.base + offset + k)
        wrong(
          `event ${k.toString()} has position ${position.toString()}, and stands at ${(segment.base + offset + k).toString()}`,
        );
      if (decodeStream(event.bytes) !== frame.stream)
        wrong(`event ${k.toString()} names another stream than its frame`);
      if (inStream && decodeRevision(event.bytes) !== frame.firstRevision + k)
        wrong(`event ${k.toString()} has another revision than its frame says`);
    }
    if (!inStream) return;
    const next = this.#next.get(frame.stream);
    // Scavenging removes the beginnings of streams: only a step back is wrong, and a gap where nothing was scavenged.
    if (next !== undefined && (frame.firstRevision < next || (!this.#scavenged && frame.firstRevision > next)))
      wrong(
        `stream "${frame.stream}" goes on at revision ${frame.firstRevision.toString()} instead of ${next.toString()}`,
      );
    this.#next.set(frame.stream, frame.firstRevision + frame.events.length);
  }

  #checkSummary(segment: Segment, summary: SummaryBuilder): void {
    const path = summaryPath(segment.path);
    if (!existsSync(path)) {
      this.#find(path, undefined, 'index', 'an index file is missing: the next start makes it anew');
      return;
    }
    const bytes = readFileSync(path);
    const silent = { event: () => undefined, gap: () => undefined };
    if (!readSummary(bytes, identityOf(segment), TOMBSTONE_REVISION, silent))
      this.#find(
        path,
        undefined,
        'index',
        'an index file is damaged or of another segment: the next start makes it anew',
      );
    else if (!bytes.equals(summary.encode(identityOf(segment))))
      this.#find(
        path,
        undefined,
        'damage',
        'an index file says something else than its segment: delete it, the next start makes it anew',
      );
  }
}
