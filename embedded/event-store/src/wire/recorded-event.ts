import { WireReader, WireWriter } from './protobuf.js';

/** An event as a client proposed it. Ids are lower-case UUID text. */
export type ProposedEvent = {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
};

/** Where a proposed event was put. `createdMs` is Unix time in milliseconds; a tombstone's revision is beyond 2^53. */
export type Placement = { readonly revision: number | bigint; readonly position: number; readonly createdMs: number };

const uuid = (id: string): Buffer => new WireWriter(40).string(2, id).finish();
const mapEntry = (key: string, value: string): Buffer => new WireWriter(64).string(1, key).string(2, value).finish();
const contentTypes = new Map<string, Buffer>();
const types = new Map<string, Buffer>();

/** Map entries of types recur millions of times: kept, within reason. */
const cachedEntry = (cache: Map<string, Buffer>, key: string, value: string): Buffer => {
  const known = cache.get(value);
  if (known) return known;
  const made = mapEntry(key, value);
  if (cache.size < 10_000) cache.set(value, made);
  return made;
};

/** The bytes of `ReadResp.ReadEvent.RecordedEvent`, as clients receive it. `created` travels in ticks of 100 ns. */
export const encodeRecordedEvent = (
  event: ProposedEvent,
  streamIdentifier: Buffer,
  { revision, position, createdMs }: Placement,
): Buffer =>
  new WireWriter(event.data.length + event.metadata.length + streamIdentifier.length + 160)
    .bytes(1, uuid(event.id))
    .bytes(2, streamIdentifier)
    .uint64(3, revision)
    .uint64(4, position)
    .uint64(5, position)
    .bytes(6, cachedEntry(types, 'type', event.type))
    .bytes(6, cachedEntry(contentTypes, 'content-type', event.contentType))
    .bytes(6, mapEntry('created', (createdMs * 10_000).toString()))
    .bytes(7, event.metadata)
    .bytes(8, event.data)
    .finish();

/** `StreamIdentifier` of a stream's name. */
export const encodeStreamIdentifier = (stream: string): Buffer =>
  new WireWriter(stream.length + 8).string(3, stream).finish();

/** What the server itself needs of a stored event. */
export type EventHeader = { readonly type: string; readonly contentType: string; readonly createdMs: number };

/** Reads type, content type and time of a recorded event's bytes. */
export const decodeHeader = (bytes: Buffer): EventHeader => {
  let type = '';
  let contentType = '';
  let createdMs = 0;
  const reader = new WireReader(bytes);
  while (!reader.done) {
    const tag = reader.varint();
    if (tag !== 6 * 8 + 2) {
      reader.skip(tag % 8);
      continue;
    }
    const [key, value] = decodeMapEntry(reader.bytes());
    if (key === 'type') type = value;
    else if (key === 'content-type') contentType = value;
    else if (key === 'created') createdMs = Number(value) / 10_000;
  }
  return { type, contentType, createdMs };
};

/** The type of a recorded event. Nothing behind it is looked at: filters ask this of every event of the log. */
export const decodeType = (bytes: Buffer): string => {
  const reader = new WireReader(bytes);
  while (!reader.done) {
    const tag = reader.varint();
    if (tag !== 6 * 8 + 2) {
      reader.skip(tag % 8);
      continue;
    }
    const [key, value] = decodeMapEntry(reader.bytes());
    if (key === 'type') return value;
  }
  return '';
};

/** The name of a recorded event's stream. Nothing behind it is looked at. */
export const decodeStream = (bytes: Buffer): string => {
  const reader = new WireReader(bytes);
  while (!reader.done) {
    const tag = reader.varint();
    if (tag !== 2 * 8 + 2) {
      reader.skip(tag % 8);
      continue;
    }
    const identifier = new WireReader(reader.bytes());
    while (!identifier.done) {
      const inner = identifier.varint();
      if (inner === 3 * 8 + 2) return identifier.bytes().toString('utf8');
      identifier.skip(inner % 8);
    }
  }
  return '';
};

/** Key and value of an entry of a `map<string, string>`. */
export const decodeMapEntry = (bytes: Buffer): readonly [string, string] => {
  let key = '';
  let value = '';
  const reader = new WireReader(bytes);
  while (!reader.done) {
    const tag = reader.varint();
    if (tag === 10) key = reader.bytes().toString('utf8');
    else if (tag === 18) value = reader.bytes().toString('utf8');
    else reader.skip(tag % 8);
  }
  return [key, value];
};

/** What the index needs of a recorded event, in one pass. */
export type IndexFields = { readonly position: number; readonly type: string; readonly metadata: Buffer };

export const decodeIndexFields = (bytes: Buffer): IndexFields => {
  let position = 0;
  let type = '';
  let metadata: Buffer = Buffer.alloc(0);
  const reader = new WireReader(bytes);
  while (!reader.done) {
    const tag = reader.varint();
    if (tag === 4 * 8) position = reader.varint();
    else if (tag === 6 * 8 + 2 && type === '') {
      const [key, value] = decodeMapEntry(reader.bytes());
      if (key === 'type') type = value;
    } else if (tag === 7 * 8 + 2) metadata = reader.bytes();
    else reader.skip(tag % 8);
  }
  return { position, type, metadata };
};

/** Revision of a recorded event in its stream. */
export const decodeRevision = (bytes: Buffer): number => {
  const reader = new WireReader(bytes);
  while (!reader.done) {
    const tag = reader.varint();
    if (tag === 3 * 8) return reader.varint();
    reader.skip(tag % 8);
  }
  return 0;
};

/** The metadata of a recorded event. */
export const decodeMetadata = (bytes: Buffer): Buffer => decodeIndexFields(bytes).metadata;

/** The data of a recorded event. */
export const decodeData = (bytes: Buffer): Buffer => {
  const reader = new WireReader(bytes);
  while (!reader.done) {
    const tag = reader.varint();
    if (tag === 8 * 8 + 2) return reader.bytes();
    reader.skip(tag % 8);
  }
  return Buffer.alloc(0);
};
