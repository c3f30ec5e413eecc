import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { EventIndex } from '../index/event-index.js';
import { IndexFiles } from '../index/index-files.js';
import { linkProjections, type LinkProjection } from '../index/link-lists.js';
import { SegmentLog } from '../log/segment-log.js';
import { tellLine } from '../tell.js';
import { decodeData, decodeHeader, type EventHeader, type ProposedEvent } from '../wire/recorded-event.js';
import { AppendQueue, type AppendOutcome, type Decided, type Write } from './append-queue.js';
import { judgeAppend, judgeRemoval, type Expected, type StreamFacts } from './append-rules.js';
import { DiskNews } from './disk-news.js';
import type { EventStoreOptions } from './event-store-options.js';
import { refuseTooLarge } from './frame-writer.js';
import { KnownIds } from './known-ids.js';
import { linkTarget } from './link.js';
import { LinkStreams } from './link-streams.js';
import { MetadataCache } from './metadata-cache.js';
import { projectionStream, stoppedAtOf, turnedEvent } from './projection-state.js';
import { Readable } from './readable.js';
import { Staging } from './staging.js';
import { metadataOfMetadata, softDeleteJson, undeleted, type StreamMetadata } from './stream-metadata.js';
import { metaStream, originalOf, systemEvent, TOMBSTONE_REVISION, tombstoneEvent } from './system-events.js';

const sizeOf = (frames: readonly Buffer[]): number => frames.reduce((sum, frame) => sum + frame.length, 0);

/** Streams of events on disk: appends are decided one after another, written together, and told when the disk has them. */
export class EventStore extends EventEmitter<{ published: [] }> {
  readonly #log: SegmentLog;
  readonly #index = new EventIndex();
  readonly #files: IndexFiles;
  readonly #links: LinkStreams;
  readonly #tombstones = new Set<string>();
  readonly #metadata = new MetadataCache();
  readonly #clock: () => number;
  readonly #staging: Staging;
  readonly #known: KnownIds;
  readonly #queue: AppendQueue;

  private constructor(dataDir: string, options: EventStoreOptions) {
    super();
    const { clock = Date.now, tell = tellLine, onBroken = () => undefined, segmentBytes } = options;
    this.setMaxListeners(0);
    this.#clock = clock;
    this.#staging = new Staging(this.#index, this.#metadata, clock);
    this.#files = new IndexFiles(this.#index, tell);
    const reader = this.#files.reader((event) => {
      if (!event.inStream) this.#tombstones.add(event.stream);
    });
    this.#log = SegmentLog.open(join(dataDir, 'log'), reader, tell, { segmentBytes });
    this.#known = new KnownIds(this.#index, this.#log);
    this.#links = new LinkStreams(this.#index, (ordinal) => this.bytes(ordinal));
    for (const name of linkProjections) this.#links.set(name, this.#stoppedAt(name));
    this.#queue = new AppendQueue({
      log: this.#log,
      decide: (write, offset) => this.#decide(write, offset),
      publish: () => {
        this.#publish();
      },
      retract: () => {
        this.#index.retract();
        this.#metadata.clear();
      },
      sealed: () => {
        const segment = this.#log.sealed.at(-1);
        if (segment) this.#files.seal(segment);
      },
      disk: new DiskNews(tell, onBroken),
    });
  }

  /** Opens a data folder: its log, or what stands beside its segments. @throws CorruptLog when a frame is damaged */
  static open(dataDir: string, options: EventStoreOptions = {}): EventStore {
    return new EventStore(dataDir, options);
  }

  /** Begins a new log with two events: position 0 means "the start", and also its last position must not be taken for it. */
  async begin(): Promise<void> {
    const first = ['$EpochInformation', '$EpochBegan'].map((type) => systemEvent(type, JSON.stringify({ number: 0 })));
    if (this.#index.visible === 0) await this.append('$epoch', { kind: 'any' }, first);
  }

  /** What may be read; nothing in it is less than durable. */
  get index(): EventIndex {
    return this.#index;
  }

  /** The log, for whoever looks after it. */
  get log(): SegmentLog {
    return this.#log;
  }

  isTombstoned(stream: string): boolean {
    const original = originalOf(stream);
    return this.#tombstones.has(stream) || (original !== undefined && this.#tombstones.has(original));
  }

  /** The recorded event with this ordinal, as clients receive it; undefined where scavenging has removed it. */
  bytes(ordinal: number): Buffer | undefined {
    const { address, length, back } = this.#index.place(ordinal);
    return length <= 0 ? undefined : this.#log.read(address, length, back);
  }

  header(ordinal: number): EventHeader | undefined {
    const bytes = this.bytes(ordinal);
    return bytes && decodeHeader(bytes);
  }

  /** Where the log ends: the position that nothing has yet. */
  get end(): number {
    return this.#log.end;
  }

  /** Rules of reading a stream, from its newest visible metadata. */
  metadata(stream: string): StreamMetadata {
    if (originalOf(stream) !== undefined) return metadataOfMetadata;
    const entry = this.#index.stream(metaStream(stream));
    const ordinal = entry?.at(this.#index.visibleEnd(entry) - 1);
    return ordinal === undefined ? { softDeleted: false } : this.#metadataAt(stream, ordinal).parsed;
  }

  /** One past the last revision that a stream has, whether it may be read or not; 0 where there is none. */
  visibleEnd(stream: string): number {
    const linked = this.#links.list(stream);
    const list = this.#index.stream(stream);
    return linked?.end ?? (list ? this.#index.visibleEnd(list) : 0);
  }

  /** What of a stream may be read; undefined where there is no such stream to read. */
  readable(stream: string): Readable | undefined {
    if (this.isTombstoned(stream)) return undefined;
    const linked = this.#links.list(stream);
    const list = linked?.list ?? this.#index.stream(stream);
    if (!list) return undefined;
    const end = linked?.end ?? this.#index.visibleEnd(list);
    const rules = this.metadata(stream);
    if (end === list.first || rules.softDeleted) return undefined;
    let first = Math.max(
      list.first,
      rules.truncateBefore ?? 0,
      rules.maxCount === undefined ? 0 : end - rules.maxCount,
    );
    if (rules.maxAgeSeconds !== undefined) {
      const oldest = this.#clock() - rules.maxAgeSeconds * 1000;
      // Halving: a reader asks this for every event.
      first = list.firstThat(first, end, (ordinal) => {
        const header = this.header(ordinal);
        return header && header.createdMs >= oldest;
      });
    }
    return new Readable(list, first, end, (ordinal, revision) =>
      linked ? this.#links.link(stream, revision, ordinal) : this.bytes(ordinal),
    );
  }

  /** The recorded event at a revision of a stream; undefined where there is none that may be read. */
  eventAt(stream: string, revision: number): Buffer | undefined {
    return this.readable(stream)?.event(revision);
  }

  /** The event that a link (`revision@stream`) points to; undefined where it is gone, or was never a link. */
  linked(link: Buffer): Buffer | undefined {
    const target = linkTarget(decodeData(link));
    return target && this.eventAt(target.stream, target.revision);
  }

  append(stream: string, expected: Expected, events: readonly ProposedEvent[]): Promise<AppendOutcome> {
    return this.#queue.submit({ kind: 'append', stream, expected, events });
  }
  softDelete(stream: string, expected: Expected): Promise<AppendOutcome> {
    return this.#queue.submit({ kind: 'delete', stream, expected, events: [] });
  }
  tombstone(stream: string, expected: Expected): Promise<AppendOutcome> {
    return this.#queue.submit({ kind: 'tombstone', stream, expected, events: [] });
  }

  /** Whether a system projection goes on with the log. */
  isProjecting(projection: LinkProjection): boolean {
    return this.#links.isEnabled(projection);
  }

  /** Has a system projection stand still from here on, or go on and catch up at once; it stays so over restarts. */
  async setProjecting(projection: LinkProjection, on: boolean): Promise<void> {
    if (on === this.isProjecting(projection)) return;
    await this.append(projectionStream(projection), { kind: 'any' }, [turnedEvent(on)]);
    this.#links.set(projection, this.#stoppedAt(projection));
    this.emit('published');
  }

  /**
   * Begins a new segment of the log, so that the one written to until now can be scavenged.
   *
   * @throws NoRoom or DiskFailed, as an append does
   */
  seal(): Promise<void> {
    return this.#queue.seal();
  }

  /** Waits for what was taken to be written, then closes the files. Later writes are refused. @see LogClosed */
  async close(): Promise<void> {
    await this.#queue.close();
    this.#log.close();
  }

  #publish(): void {
    for (const event of this.#index.publish()) {
      this.#files.add(event);
      if (!event.inStream) this.#tombstones.add(event.stream);
    }
    this.emit('published');
  }

  #stoppedAt(projection: LinkProjection): number | undefined {
    const entry = this.#index.stream(projectionStream(projection));
    const bytes = entry && this.bytes(entry.at(entry.end - 1) ?? -1);
    return bytes && stoppedAtOf(bytes);
  }

  #decide(write: Write, offset: number): Decided {
    const { stream, expected, events } = write;
    // In the log a frame of no stream is a gap.
    if (stream === '') throw new Error('a stream needs a name');
    const facts = this.#facts(stream, events);
    const verdict = write.kind === 'append' ? judgeAppend(expected, facts) : judgeRemoval(write.kind, expected, facts);
    if (verdict.kind === 'deleted') return { outcome: { kind: 'deleted' }, frames: [] };
    if (verdict.kind === 'wrong-version')
      return { outcome: { kind: 'wrong-version', current: facts.lastRevision }, frames: [] };
    if (verdict.kind === 'repeat') {
      const revision = verdict.lastRevision;
      const position = this.#index.position(this.#index.stream(stream)?.at(revision) ?? 0);
      const outcome = { kind: 'appended', revision, position } as const;
      return { outcome: facts.softDeleted ? { ...outcome, unreadable: true } : outcome, frames: [] };
    }
    if (write.kind === 'delete')
      return this.#staging.write(metaStream(stream), offset, [systemEvent('$metadata', softDeleteJson)]);
    if (write.kind === 'tombstone') return this.#staging.write(stream, offset, [tombstoneEvent()], TOMBSTONE_REVISION);
    return this.#append(write, offset, facts);
  }

  #append({ stream, events }: Write, offset: number, facts: StreamFacts): Decided {
    if (events.length === 0)
      return { outcome: { kind: 'appended', revision: facts.lastRevision, position: offset }, frames: [] };
    refuseTooLarge(stream, events);
    const undelete = facts.softDeleted ? this.#undelete(stream, this.#newestMetadata(stream)) : [];
    const before = undelete.length === 0 ? [] : this.#staging.write(metaStream(stream), offset, undelete).frames;
    const original = originalOf(stream);
    const revives = original !== undefined && this.#facts(original, []).softDeleted;
    // Metadata that is set anew of a deleted stream brings the stream back, empty: as one frame, lest a crash leaves the half of
    // it that would bring back what was deleted.
    const after = revives ? this.#undelete(original, Buffer.from(events.at(-1)?.data ?? [])) : [];
    const { outcome, frames } = this.#staging.write(stream, offset + sizeOf(before), [...events, ...after]);
    const written = {
      ...outcome,
      revision: outcome.revision - after.length,
      position: outcome.position - after.length,
    };
    return { outcome: written, frames: [...before, ...frames] };
  }

  #newestMetadata(stream: string): Buffer {
    return this.#metadataAt(stream, this.#index.lastOrdinal(metaStream(stream)) ?? -1).data;
  }

  /** Says of a deleted stream that it may be read from its next revision on. */
  #undelete(stream: string, metadata: Buffer): readonly ProposedEvent[] {
    const changed = undeleted(metadata, this.#index.lastRevision(stream) + 1);
    return changed ? [systemEvent('$metadata', changed)] : [];
  }

  #facts(stream: string, events: readonly ProposedEvent[]): StreamFacts {
    const original = originalOf(stream);
    const newest = original === undefined ? this.#index.lastOrdinal(metaStream(stream)) : undefined;
    return {
      lastRevision: this.#index.lastRevision(stream),
      tombstoned: this.isTombstoned(stream) || this.#index.isStagedTombstone(original ?? stream),
      softDeleted: newest !== undefined && this.#metadataAt(stream, newest).parsed.softDeleted,
      hasMetadata: newest !== undefined,
      known: events.map((event) => this.#known.revision(stream, event.id)),
    };
  }

  #metadataAt(stream: string, ordinal: number) {
    return this.#metadata.at(stream, ordinal, () => decodeData(this.bytes(ordinal) ?? Buffer.alloc(0)));
  }
}
