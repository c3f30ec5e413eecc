import { narrowColumn, wideColumn } from './columns.js';
import { IdTable } from './id-table.js';
import { LinkLists, type LinkKeys } from './link-lists.js';
import { OrdinalList, REMOVED } from './ordinal-list.js';

/** Everything that is known of a stream without reading the log: its name, and the ordinals of its events by revision. */
export class StreamEntry extends OrdinalList {
  readonly name: string;

  constructor(name: string, first: number) {
    super(first);
    this.name = name;
  }
}

/** An event as the index knows it. */
export type IndexedEvent = LinkKeys & {
  readonly idHash: number;
  readonly position: number;
  /** Address of the event's bytes in the log, how many they are, and how far before them their frame begins. */
  readonly place: number;
  readonly length: number;
  readonly back: number;
};

type Staged = { readonly entry: StreamEntry | undefined; readonly event: IndexedEvent; readonly id: Buffer };

/**
 * Where events stand: by ordinal in the log, by stream and revision, by id, and in the streams of links. Made from the
 * log, or from what its segments have beside them; some 60 bytes an event and 150 a stream.
 * New events are staged first (decisions of the same batch see them) and become visible to readers once `publish`
 * says that the disk has them; `retract` takes staged ones back when it does not.
 */
export class EventIndex {
  readonly #positions = wideColumn();
  readonly #places = wideColumn();
  readonly #lengths = narrowColumn();
  readonly #backs = narrowColumn();
  readonly #ids = new IdTable();
  readonly #streams = new Map<string, StreamEntry>();
  readonly links = new LinkLists();
  #staged: Staged[] = [];
  readonly #stagedTombstones = new Set<string>();
  #visible = 0;

  /** Number of ordinals that readers may see; those of removed events count. */
  get visible(): number {
    return this.#visible;
  }

  stream(name: string): StreamEntry | undefined {
    return this.#streams.get(name);
  }

  streamCount(): number {
    return this.#streams.size;
  }

  /** Highest revision of a stream, staged events included; -1 where there is none. */
  lastRevision(name: string): number {
    return (this.#streams.get(name)?.end ?? 0) - 1;
  }

  /** Ordinal of a stream's last event, staged ones included; undefined where there is none. */
  lastOrdinal(name: string): number | undefined {
    const entry = this.#streams.get(name);
    return entry?.at(entry.end - 1);
  }

  /** One past the last revision of a list that readers may see. */
  visibleEnd(list: OrdinalList): number {
    let end = list.end;
    while (end > list.first && (list.at(end - 1) ?? 0) >= this.#visible) end--;
    return end;
  }

  position(ordinal: number): number {
    return this.#positions.at(ordinal);
  }

  /** Where an event's bytes are; a length of 0 says that scavenging has removed them. */
  place(ordinal: number): { readonly address: number; readonly length: number; readonly back: number } {
    return { address: this.#places.at(ordinal), length: this.#lengths.at(ordinal), back: this.#backs.at(ordinal) };
  }

  isRemoved(ordinal: number): boolean {
    return this.#lengths.at(ordinal) === 0;
  }

  /** The first visible ordinal whose position is at or above `position`. */
  seek(position: number): number {
    let low = 0;
    let high = this.#visible;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#positions.at(middle) < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  stage(event: IndexedEvent, id: Buffer): void {
    const entry = event.inStream ? this.#entry(event.stream, event.revision) : undefined;
    this.#staged.push({ entry, event, id });
    if (!event.inStream) this.#stagedTombstones.add(event.stream);
    this.#add(entry, event);
  }

  /** Shows what was staged. @returns it */
  publish(): readonly IndexedEvent[] {
    const published = this.#staged.map(({ event }) => event);
    this.#staged = [];
    this.#stagedTombstones.clear();
    this.#visible = this.#positions.length;
    return published;
  }

  isStagedTombstone(stream: string): boolean {
    return this.#stagedTombstones.has(stream);
  }

  retract(): void {
    for (const { entry, event } of this.#staged.reverse()) {
      this.links.pop(event);
      entry?.pop();
      if (entry && entry.end === entry.first) this.#streams.delete(entry.name);
      this.#ids.pop();
      const ordinals = this.#positions.length - 1;
      for (const column of [this.#positions, this.#places, this.#lengths, this.#backs]) column.shrink(ordinals);
    }
    this.#staged = [];
    this.#stagedTombstones.clear();
  }

  /** Takes an event that is in the log already, at a start. Revisions that scavenging has removed keep their places. */
  load(event: IndexedEvent): void {
    const entry = event.inStream ? this.#entry(event.stream, event.revision) : undefined;
    while (entry && entry.end < event.revision) entry.push(REMOVED);
    this.#add(entry, event);
    this.#visible = this.#positions.length;
  }

  /** An event that is only staged, with its id: the log does not have it yet. */
  staged(ordinal: number): { readonly id: Buffer; readonly event: IndexedEvent } | undefined {
    return this.#staged[ordinal - this.#visible];
  }

  /** Ordinals of events whose id may be this one: a 32-bit hash decides, so the caller compares the ids themselves. */
  candidates(idHash: number): Generator<number> {
    return this.#ids.candidates(idHash);
  }

  /** Says where scavenging has moved an event's bytes; a length of 0 that it removed them. */
  move(ordinal: number, address: number, length: number, back: number): void {
    this.#places.set(ordinal, address);
    this.#lengths.set(ordinal, length);
    this.#backs.set(ordinal, back);
  }

  #add(entry: StreamEntry | undefined, event: IndexedEvent): void {
    const ordinal = this.#positions.length;
    entry?.push(ordinal);
    this.#positions.push(event.position);
    this.#places.push(event.place);
    this.#lengths.push(event.length);
    this.#backs.push(event.back);
    this.#ids.push(event.idHash);
    this.links.push(ordinal, event);
  }

  #entry(name: string, revision: number): StreamEntry {
    const known = this.#streams.get(name);
    if (known) return known;
    const made = new StreamEntry(name, revision);
    this.#streams.set(name, made);
    return made;
  }
}
