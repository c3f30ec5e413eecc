import { crc32 } from 'node:zlib';
import { encodeFrame, type FrameContents } from './frame.js';

/**
 * A segment that was scavenged. It begins with a header: eight bytes that can be no frame's length, how many bytes of the log the
 * segment stands for (f64), how often it was scavenged (u32), CRC-32 of these. Then frames as ever, without the events
 * that are gone; an event's position is read from its own bytes. A frame of no stream is a gap.
 */
export type CompactHeader = { readonly logicalSize: number; readonly generation: number };

/** As a frame's length these bytes would be far more than any frame may have. */
const MAGIC = Buffer.from('\xf0SFCMP1\xf0', 'latin1');
export const COMPACT_HEADER = 24;

export const encodeCompactHeader = ({ logicalSize, generation }: CompactHeader): Buffer => {
  const header = Buffer.alloc(COMPACT_HEADER);
  MAGIC.copy(header);
  header.writeDoubleLE(logicalSize, 8);
  header.writeUInt32LE(generation, 16);
  header.writeUInt32LE(crc32(header.subarray(0, 20)), 20);
  return header;
};

/** The header of a compact segment; undefined where a file is none, `damaged` where it was one. */
export const readCompactHeader = (bytes: Buffer): CompactHeader | 'damaged' | undefined => {
  const matching = MAGIC.filter((byte, at) => bytes[at] === byte).length;
  // One flipped bit must not make a compact segment pass for a plain one.
  if (matching < MAGIC.length - 1) return undefined;
  if (bytes.length < COMPACT_HEADER || matching < MAGIC.length) return 'damaged';
  if (crc32(bytes.subarray(0, 20)) !== bytes.readUInt32LE(20)) return 'damaged';
  return { logicalSize: bytes.readDoubleLE(8), generation: bytes.readUInt32LE(16) };
};

/** How many events of each stream of links stood where a gap is: their places there are kept, so that no revision changes. */
export type Gap = {
  readonly categories: Readonly<Record<string, number>>;
  readonly types: Readonly<Record<string, number>>;
  readonly streams: number;
  /** By hash of the correlation id. */
  readonly correlations: Readonly<Record<string, number>>;
};

const NO_STREAM = '';
const NO_ID = Buffer.alloc(16);

export const encodeGap = (gap: Gap): Buffer =>
  encodeFrame({
    stream: NO_STREAM,
    firstRevision: 0,
    events: [{ id: NO_ID, bytes: Buffer.from(JSON.stringify(gap), 'utf8') }],
  });

/** The gap that a frame stands for; undefined where it holds events. */
export const readGap = ({ stream, events }: FrameContents): Gap | undefined => {
  const [only] = events;
  if (stream !== NO_STREAM || !only) return undefined;
  // The frame's checksum says that these are the bytes which `encodeGap` wrote.
  return JSON.parse(only.bytes.toString('utf8')) as Gap;
};
