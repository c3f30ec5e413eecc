import { crc32 } from 'node:zlib';
import type { Gap } from '../log/compact-segment.js';
import type { SegmentIdentity } from '../log/segment.js';
import { narrowColumn, wideColumn, type Column } from './columns.js';
import type { IndexedEvent } from './event-index.js';

/**
 * What the index takes from one segment, kept beside it so that a start need not read the segment: magic (8 bytes), length of a
 * JSON header (u32), CRC-32 of that and of all that follows (u32), the header, then the columns, little endian as the machines we run on.
 * It can be made from the segment at any time; one that does not match is made anew.
 */
const MAGIC = 'SFINDEX2';
const FIXED = 16;

type Header = {
  /** Of the segment: another one has another summary. */
  readonly fileSize: number;
  readonly generation: number;
  readonly endHash: number;
  readonly events: number;
  readonly streams: readonly string[];
  readonly types: readonly string[];
  readonly gaps: readonly { readonly before: number; readonly gap: Gap }[];
};

/** Names by number, each kept once. */
class Names {
  readonly list: string[] = [];
  readonly #numbers = new Map<string, number>();

  number(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.#numbers.set(name, this.list.length);
    this.list.push(name);
    return this.list.length - 1;
  }
}

const WIDE = ['position', 'place', 'revision'] as const;
const NARROW = ['length', 'back', 'idHash', 'correlation'] as const;

/** Gathers the events of a segment in the order of the log. Addresses are those of the log. */
export class SummaryBuilder {
  readonly #streams = new Names();
  readonly #types = new Names();
  readonly #gaps: { before: number; gap: Gap }[] = [];
  readonly #wide = WIDE.map(() => wideColumn());
  readonly #narrow = NARROW.map(() => narrowColumn());
  readonly #streamNumbers = narrowColumn();
  readonly #typeNumbers = narrowColumn();

  add(event: IndexedEvent): void {
    for (const [k, name] of WIDE.entries()) this.#wide[k]?.push(event[name]);
    for (const [k, name] of NARROW.entries()) this.#narrow[k]?.push(event[name]);
    this.#streamNumbers.push(this.#streams.number(event.stream));
    this.#typeNumbers.push(this.#types.number(event.type));
  }

  addGap(gap: Gap): void {
    this.#gaps.push({ before: this.#streamNumbers.length, gap });
  }

  encode(of: SegmentIdentity): Buffer {
    const events = this.#streamNumbers.length;
    const header: Header = {
      ...{ fileSize: of.fileSize, generation: of.generation, endHash: of.endHash, events },
      ...{ streams: this.#streams.list, types: this.#types.list, gaps: this.#gaps },
    };
    const text = Buffer.from(JSON.stringify(header), 'utf8');
    const body = [
      text,
      ...this.#wide.map((column) => bytesOf(column, 8)),
      ...[...this.#narrow, this.#streamNumbers, this.#typeNumbers].map((column) => bytesOf(column, 4)),
    ];
    const fixed = Buffer.alloc(FIXED);
    fixed.write(MAGIC, 'latin1');
    fixed.writeUInt32LE(text.length, 8);
    fixed.writeUInt32LE(
      body.reduce((sum, part) => crc32(part, sum), crc32(fixed.subarray(8, 12))),
      12,
    );
    return Buffer.concat([fixed, ...body]);
  }
}

const bytesOf = (column: Column<Float64Array> | Column<Uint32Array>, width: 4 | 8): Buffer => {
  const bytes = Buffer.alloc(column.length * width);
  for (let index = 0; index < column.length; index++) {
    if (width === 8) bytes.writeDoubleLE(column.at(index), index * 8);
    else bytes.writeUInt32LE(column.at(index), index * 4);
  }
  return bytes;
};

/** What a summary hands out, in the order of the log. */
export type SummaryReader = {
  readonly event: (event: IndexedEvent) => void;
  readonly gap: (gap: Gap) => void;
};

/**
 * Reads a summary and hands out its events.
 *
 * @param tombstoneRevision the revision under which events stand in no stream
 * @returns false, with nothing handed out, where it is damaged or belongs to another segment
 */
export const readSummary = (
  bytes: Buffer,
  of: SegmentIdentity,
  tombstoneRevision: number,
  { event, gap }: SummaryReader,
): boolean => {
  if (bytes.length < FIXED || bytes.toString('latin1', 0, 8) !== MAGIC) return false;
  if (crc32(bytes.subarray(FIXED), crc32(bytes.subarray(8, 12))) !== bytes.readUInt32LE(12)) return false;
  const columns = FIXED + bytes.readUInt32LE(8);
  // The checksum says that these are the bytes which `encode` wrote.
  const header = JSON.parse(bytes.toString('utf8', FIXED, columns)) as Header;
  if (header.fileSize !== of.fileSize || header.generation !== of.generation || header.endHash !== of.endHash)
    return false;
  const { events, streams, types, gaps } = header;
  const wide = (column: number, index: number): number => bytes.readDoubleLE(columns + (column * events + index) * 8);
  const narrowAt = columns + WIDE.length * events * 8;
  const narrow = (column: number, index: number): number =>
    bytes.readUInt32LE(narrowAt + (column * events + index) * 4);
  let nextGap = 0;
  for (let index = 0; index <= events; index++) {
    for (; gaps[nextGap]?.before === index; nextGap++) {
      const found = gaps[nextGap]?.gap;
      if (found) gap(found);
    }
    if (index === events) break;
    const revision = wide(2, index);
    event({
      position: wide(0, index),
      place: wide(1, index),
      revision,
      inStream: revision < tombstoneRevision,
      length: narrow(0, index),
      back: narrow(1, index),
      idHash: narrow(2, index),
      correlation: narrow(3, index),
      stream: streams[narrow(4, index)] ?? '',
      type: types[narrow(5, index)] ?? '',
    });
  }
  return true;
};
