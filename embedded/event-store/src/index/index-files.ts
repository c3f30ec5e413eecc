import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { LogReader } from '../log/open-segments.js';
import type { Gap } from '../log/compact-segment.js';
import { identityOf, summaryPath, type Segment } from '../log/segment.js';
import { TOMBSTONE_REVISION } from '../store/system-events.js';
import type { Tell } from '../tell.js';
import type { EventIndex, IndexedEvent } from './event-index.js';
import { indexedFrame } from './indexed-frame.js';
import { readSummary, SummaryBuilder } from './segment-summary.js';

type OnEvent = (event: IndexedEvent) => void;

/**
 * Makes the index from the log at a start, and keeps beside each sealed segment what the next start needs of it. These files
 * can be deleted at any time: a segment whose file is absent, damaged or of another segment is read instead, and the
 * file made anew.
 */
export class IndexFiles {
  readonly #index: EventIndex;
  readonly #tell: Tell;
  /** Of the segment that is read or written now. */
  #summary = new SummaryBuilder();

  constructor(index: EventIndex, tell: Tell) {
    this.#index = index;
    this.#tell = tell;
  }

  /** @param onEvent told of each event beside the index */
  reader(onEvent: OnEvent): LogReader {
    const take = (event: IndexedEvent): void => {
      this.#index.load(event);
      onEvent(event);
    };
    return {
      frame: (address, contents) => {
        for (const event of indexedFrame(contents, address)) {
          take(event);
          this.#summary.add(event);
        }
      },
      gap: (gap) => {
        this.#index.links.skip(gap);
        this.#summary.addGap(gap);
      },
      skim: (segment) => this.#skim(segment, take),
      scanned: (segment) => {
        this.seal(segment);
      },
    };
  }

  /** Notes an event that was written to the last segment. */
  add(event: IndexedEvent): void {
    this.#summary.add(event);
  }

  /** Writes what was gathered of a segment that is sealed now, and begins with the next. */
  seal(segment: Segment): void {
    const bytes = this.#summary.encode(identityOf(segment));
    this.#summary = new SummaryBuilder();
    writeSummary(segment, bytes, this.#tell);
  }

  #skim(segment: Segment, take: OnEvent): boolean {
    const path = summaryPath(segment.path);
    if (!existsSync(path)) return false;
    const taken = readSummary(readFileSync(path), identityOf(segment), TOMBSTONE_REVISION, {
      event: take,
      gap: (gap: Gap) => {
        this.#index.links.skip(gap);
      },
    });
    if (!taken) this.#tell('warn', 'an index file does not match its segment: it is made anew', { path });
    return taken;
  }
}

/** Writes a segment's summary. Without it nothing is lost but time at the next start, so a failure is told and no more. */
export const writeSummary = (segment: Segment, bytes: Buffer, tell: Tell): void => {
  const path = summaryPath(segment.path);
  try {
    writeFileSync(`${path}.draft`, bytes, { mode: 0o600 });
    renameSync(`${path}.draft`, path);
  } catch (error) {
    tell('warn', 'an index file could not be written: the next start reads its segment', {
      path,
      error: String(error),
    });
  }
};
