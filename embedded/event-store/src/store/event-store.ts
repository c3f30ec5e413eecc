import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { EventIndex, type StreamEntry } from '../index/event-index.js';
import { ID_BYTES, type FrameContents } from '../log/frame.js';
import { SegmentLog } from '../log/segment-log.js';
import { tellLine } from '../tell.js';
import { decodeData, decodeHeader, type EventHeader, type ProposedEvent } from '../wire/recorded-event.js';
import { judgeAppend, judgeRemoval, type Expected, type StreamFacts } from './append-rules.js';
import type { AppendOutcome, Decided, Waiting, Write } from './append-queue.js';
import { DiskNews } from './disk-news.js';
import type { EventStoreOptions } from './event-store-options.js';
import { MetadataCache } from './metadata-cache.js';
import { linkTarget } from './link.js';
import { Staging } from './staging.js';
import {
  idBytes,
  metaStream,
  originalOf,
  streamOf,
  systemEvent,
  TOMBSTONE_REVISION,
  tombstoneEvent,
} from './system-events.js';
import { metadataOfMetadata, softDeleteJson, undeleted, type StreamMetadata } from './stream-metadata.js';

/** Events, or frames, that one sync carries at the most: bounds how long the first of them waits. */
const BATCH = { writes: 1_000, bytes: 8 * 1024 * 1024 };
const sizeOf = (frames: readonly Buffer[]): number => frames.reduce((sum, frame) => sum + frame.length, 0);

/** Streams of events on disk: appends are decided one after another, written together, and told when the disk has them. */
export class EventStore extends EventEmitter<{ published: [] }> {
  readonly #log: SegmentLog;
  readonly #index = new EventIndex();
  readonly #tombstones = new Set<string>();
  readonly #metadata = new MetadataCache();
  readonly #clock: () => number;
  readonly #staging: Staging;
  readonly #disk: DiskNews;
  #waiting: Waiting[] = [];
  #writing = false;

  private constructor(
    dataDir: string,
    { clock = Date.now, tell = tellLine, onBroken = () => undefined }: EventStoreOptions,
  ) {
    super();
    this.setMaxListeners(0);
    this.#clock = clock;
    this.#staging = new Staging(this.#index, this.#metadata, clock);
    this.#disk = new DiskNews(tell, onBroken);
    const take = (offset: number, frame: FrameContents): void => {
      for (const [k, event] of frame.events.entries())
        this.#index.stage(
          streamOf(frame.stream, frame.firstRevision),
          event.id,
          offset + k,
          offset + event.offset,
          event.length,
        );
      if (frame.firstRevision === TOMBSTONE_REVISION) this.#tombstones.add(frame.stream);
      this.#index.publish();
    };
    this.#log = SegmentLog.open(join(dataDir, 'log'), take, tell);
  }

  /** Opens a data folder, reading its whole log. @throws CorruptLog when a frame is damaged */
  static open(dataDir: string, options: EventStoreOptions = {}): EventStore {
    return new EventStore(dataDir, options);
  }

  /** Writes the first event of a new log, so that no event of a user stands at position 0, which means "the start". */
  async begin(): Promise<void> {
    if (this.#index.visible === 0)
      await this.append('$epoch', { kind: 'any' }, [systemEvent('$EpochInformation', JSON.stringify({ number: 0 }))]);
  }

  /** What may be read; nothing in it is less than durable. */
  get index(): EventIndex {
    return this.#index;
  }

  isTombstoned(stream: string): boolean {
    const original = originalOf(stream);
    return this.#tombstones.has(stream) || (original !== undefined && this.#tombstones.has(original));
  }

  /** The recorded event with this ordinal, as clients receive it. */
  bytes(ordinal: number): Buffer {
    const { offset, length } = this.#index.place(ordinal);
    return this.#log.read(offset, length);
  }

  header(ordinal: number): EventHeader {
    return decodeHeader(this.bytes(ordinal));
  }

  /** Where the log ends: the position that nothing has yet. */
  get end(): number {
    return this.#log.end;
  }

  /** Rules of reading a stream, from its newest visible metadata. */
  metadata(stream: string): StreamMetadata {
    if (originalOf(stream) !== undefined) return metadataOfMetadata;
    const entry = this.#index.stream(metaStream(stream));
    const length = entry ? this.#index.visibleLength(entry) : 0;
    const ordinal = entry?.ordinals[length - 1];
    return ordinal === undefined ? { softDeleted: false } : this.#metadataAt(stream, ordinal).parsed;
  }

  /** First revision that may be read, and one past the last; undefined where there is no such stream to read. */
  readable(stream: string): { readonly entry: StreamEntry; readonly first: number; readonly end: number } | undefined {
    const entry = this.#index.stream(stream);
    if (!entry) return undefined;
    const end = this.#index.visibleLength(entry);
    const rules = this.metadata(stream);
    if (end === 0 || rules.softDeleted) return undefined;
    let first = Math.max(0, rules.truncateBefore ?? 0, rules.maxCount === undefined ? 0 : end - rules.maxCount);
    if (rules.maxAgeSeconds !== undefined) {
      const oldest = this.#clock() - rules.maxAgeSeconds * 1000;
      while (first < end && this.header(entry.ordinals[first] ?? 0).createdMs < oldest) first++;
    }
    return { entry, first, end };
  }

  /** The recorded event at a revision of a stream; undefined where there is none that may be read. */
  eventAt(stream: string, revision: number): Buffer | undefined {
    const readable = this.readable(stream);
    if (!readable || revision < readable.first || revision >= readable.end) return undefined;
    const ordinal = readable.entry.ordinals[revision];
    return ordinal === undefined ? undefined : this.bytes(ordinal);
  }

  /** The event that a link (`revision@stream`) points to; undefined where it is gone, or was never a link. */
  linked(link: Buffer): Buffer | undefined {
    const target = linkTarget(decodeData(link));
    return target && this.eventAt(target.stream, target.revision);
  }

  append(stream: string, expected: Expected, events: readonly ProposedEvent[]): Promise<AppendOutcome> {
    return this.#submit({ kind: 'append', stream, expected, events });
  }
  softDelete(stream: string, expected: Expected): Promise<AppendOutcome> {
    return this.#submit({ kind: 'delete', stream, expected, events: [] });
  }
  tombstone(stream: string, expected: Expected): Promise<AppendOutcome> {
    return this.#submit({ kind: 'tombstone', stream, expected, events: [] });
  }

  /** Waits for what is being written, then closes the files. */
  async close(): Promise<void> {
    while (this.#writing) await new Promise((resolve) => setTimeout(resolve, 5));
    this.#log.close();
  }

  #submit(write: Write): Promise<AppendOutcome> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ write, resolve, reject });
      if (!this.#writing) {
        this.#writing = true;
        setImmediate(() => void this.#drain());
      }
    });
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const frames: Buffer[] = [];
      const answers: (() => void)[] = [];
      const batch: Waiting[] = [];
      const tombstoned: string[] = [];
      let bytes = 0;
      let taken = 0;
      for (const waiting of this.#waiting) {
        if (taken >= BATCH.writes || bytes >= BATCH.bytes) break;
        taken++;
        try {
          const { outcome, written } = this.#decide(waiting.write, this.#log.end + bytes, tombstoned);
          for (const frame of written) {
            frames.push(frame);
            bytes += frame.length;
          }
          batch.push(waiting);
          answers.push(() => {
            waiting.resolve(outcome);
          });
        } catch (error) {
          waiting.reject(error);
        }
      }
      this.#waiting = this.#waiting.slice(taken);
      try {
        if (frames.length > 0) await this.#log.append(frames);
      } catch (error) {
        this.#index.retract();
        this.#metadata.clear();
        for (const { reject } of batch) reject(error);
        this.#disk.refused(error);
        continue;
      }
      this.#index.publish();
      for (const stream of tombstoned) this.#tombstones.add(stream);
      if (frames.length > 0) {
        this.#disk.taken();
        this.emit('published');
      }
      for (const answer of answers) answer();
    }
    this.#writing = false;
  }

  #decide(write: Write, offset: number, tombstoned: string[]): Decided {
    const { stream, expected, events } = write;
    const facts = this.#facts(stream, events, tombstoned);
    const verdict = write.kind === 'append' ? judgeAppend(expected, facts) : judgeRemoval(write.kind, expected, facts);
    if (verdict.kind === 'deleted') return { outcome: { kind: 'deleted' }, written: [] };
    if (verdict.kind === 'wrong-version')
      return { outcome: { kind: 'wrong-version', current: facts.lastRevision }, written: [] };
    if (verdict.kind === 'repeat') {
      const ordinal = this.#index.stream(stream)?.ordinals[verdict.lastRevision] ?? 0;
      return {
        outcome: { kind: 'appended', revision: verdict.lastRevision, position: this.#index.position(ordinal) },
        written: [],
      };
    }
    if (write.kind === 'delete')
      return this.#staging.write(metaStream(stream), offset, [systemEvent('$metadata', softDeleteJson)]);
    if (write.kind === 'tombstone') {
      tombstoned.push(stream);
      return this.#staging.write(stream, offset, [tombstoneEvent()], TOMBSTONE_REVISION);
    }
    if (events.length === 0)
      return { outcome: { kind: 'appended', revision: facts.lastRevision, position: offset }, written: [] };
    const before = facts.softDeleted ? this.#undelete(stream, offset) : [];
    const original = originalOf(stream);
    const revives = original !== undefined && this.#facts(original, [], tombstoned).softDeleted;
    const main = this.#staging.write(stream, offset + sizeOf(before), events);
    // Metadata that is set anew of a deleted stream brings the stream back, empty.
    const after = revives ? this.#undelete(original, offset + sizeOf([...before, ...main.written])) : [];
    return { outcome: main.outcome, written: [...before, ...main.written, ...after] };
  }

  /** Says of a deleted stream that it may be read from its next revision on. */
  #undelete(stream: string, offset: number): readonly Buffer[] {
    const meta = metaStream(stream);
    const { data } = this.#metadataAt(stream, this.#index.lastOrdinal(meta));
    const changed = undeleted(data, this.#index.lastRevision(stream) + 1);
    return changed ? this.#staging.write(meta, offset, [systemEvent('$metadata', changed)]).written : [];
  }

  #facts(stream: string, events: readonly ProposedEvent[], tombstoned: readonly string[]): StreamFacts {
    const original = originalOf(stream);
    const newest = original === undefined ? this.#index.stream(metaStream(stream))?.ordinals.at(-1) : undefined;
    return {
      lastRevision: this.#index.lastRevision(stream),
      tombstoned:
        this.isTombstoned(stream) ||
        tombstoned.includes(stream) ||
        (original !== undefined && tombstoned.includes(original)),
      softDeleted: newest !== undefined && this.#metadataAt(stream, newest).parsed.softDeleted,
      hasMetadata: newest !== undefined,
      known: events.map((event) => this.#knownRevision(stream, event.id)),
    };
  }

  #metadataAt(stream: string, ordinal: number) {
    return this.#metadata.at(stream, ordinal, () => decodeData(this.bytes(ordinal)));
  }

  /** The revision at which a stream holds an event of this id, staged ones included. */
  #knownRevision(stream: string, id: string): number | undefined {
    const bytes = idBytes(id);
    for (const ordinal of this.#index.candidates(bytes)) {
      const revision = this.#index.stream(stream)?.ordinals.indexOf(ordinal) ?? -1;
      if (revision >= 0 && this.#idAt(ordinal).equals(bytes)) return revision;
    }
    return undefined;
  }

  #idAt(ordinal: number): Buffer {
    const staged = this.#index.stagedId(ordinal);
    return staged ?? this.#log.read(this.#index.place(ordinal).offset - ID_BYTES, ID_BYTES);
  }
}
