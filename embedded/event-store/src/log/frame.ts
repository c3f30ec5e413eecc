import { crc32 } from 'node:zlib';

/**
 * A frame is one append: all its events or none. Layout, little endian:
 * `length u32, crc32 u32` of the body, then the body: `nameLength u16, name, firstRevision f64, count u32`, and per
 * event `length u32, id (16 bytes), recorded event`.
 * The position of event k of a frame is the frame's offset in the log plus k: known before the event is encoded,
 * growing, and never used twice (a frame is longer than its number of events).
 */
export type Frame = {
  readonly stream: string;
  readonly firstRevision: number;
  readonly events: readonly { readonly id: Buffer; readonly bytes: Buffer }[];
};

export const FRAME_HEADER = 8;
/** An event's id stands right before its bytes. */
export const ID_BYTES = 16;
/** A longer one would not be read as a frame. */
export const MAX_BODY = 64 * 1024 * 1024;

/** Events that one frame, hence one append, cannot hold. */
export class FrameTooLarge extends Error {
  override readonly name = 'FrameTooLarge';

  constructor(bytes: number) {
    super(
      `an append takes at most ${MAX_BODY.toString()} bytes with the names of its stream and types; this one would take ${bytes.toString()}. Append its events in several steps.`,
    );
  }
}

/** A name of nothing and one event of nothing. */
const LEAST_BODY = 2 + 12 + 20;

/** @throws FrameTooLarge */
export const encodeFrame = ({ stream, firstRevision, events }: Frame): Buffer => {
  const name = Buffer.from(stream, 'utf8');
  const body = 2 + name.length + 12 + events.reduce((size, event) => size + 20 + event.bytes.length, 0);
  if (body > MAX_BODY) throw new FrameTooLarge(body);
  const frame = Buffer.allocUnsafe(FRAME_HEADER + body);
  let at = frame.writeUInt16LE(name.length, FRAME_HEADER);
  at += name.copy(frame, at);
  at = frame.writeDoubleLE(firstRevision, at);
  at = frame.writeUInt32LE(events.length, at);
  for (const { id, bytes } of events) {
    at = frame.writeUInt32LE(bytes.length, at);
    at += id.copy(frame, at);
    at += bytes.copy(frame, at);
  }
  frame.writeUInt32LE(body, 0);
  frame.writeUInt32LE(crc32(frame.subarray(FRAME_HEADER)), 4);
  return frame;
};

/** What a frame holds, with the place of each event's bytes relative to the frame's start. */
export type FrameContents = {
  readonly stream: string;
  readonly firstRevision: number;
  readonly length: number;
  readonly events: readonly FramedEvent[];
};

/** One event of a frame: its id, its bytes, and where they stand relative to the frame's start. */
export type FramedEvent = {
  readonly id: Buffer;
  readonly bytes: Buffer;
  readonly offset: number;
  readonly length: number;
};

export type FrameReading =
  | { readonly kind: 'frame'; readonly contents: FrameContents }
  | { readonly kind: 'unfinished' }
  | { readonly kind: 'torn' }
  | { readonly kind: 'corrupt'; readonly why: string };

/**
 * Reads the frame at the start of a buffer. `isRest`: the buffer holds the log from there to its end.
 * `unfinished`: the buffer ends inside the frame, and there is more of the log. `torn`: the log ends inside the frame, or
 * nothing was written there. `corrupt`: it was whole once, because its checksum fails and more follows.
 */
export const readFrame = (buffer: Buffer, isRest: boolean): FrameReading => {
  const incomplete = (): FrameReading => (isRest ? judgeTail(buffer) : { kind: 'unfinished' });
  if (buffer.length < FRAME_HEADER) return incomplete();
  const body = buffer.readUInt32LE(0);
  if (body === 0) return isBlank(buffer) ? incomplete() : { kind: 'corrupt', why: 'its length is zero' };
  if (body > MAX_BODY) return { kind: 'corrupt', why: 'its length is impossible' };
  const length = FRAME_HEADER + body;
  if (buffer.length < length) return incomplete();
  const frame = buffer.subarray(0, length);
  if (!checksumMatches(frame))
    return buffer.length === length ? incomplete() : { kind: 'corrupt', why: 'its checksum does not match' };
  return addsUp(frame)
    ? { kind: 'frame', contents: parseBody(frame) }
    : { kind: 'corrupt', why: 'its parts do not add up' };
};

/**
 * A frame that reaches to the end of the log or past it was torn by a crash, unless its length is a lie: the checksum does
 * not cover it. A whole frame behind it gives that away, since frames are written one after another.
 */
const judgeTail = (rest: Buffer): FrameReading => {
  const next = isBlank(rest) ? undefined : wholeFrameAfter(rest);
  return next === undefined
    ? { kind: 'torn' }
    : { kind: 'corrupt', why: `its length is wrong, a whole frame follows ${next.toString()} bytes later` };
};

/** Where the first whole frame behind the start of a buffer begins. */
const wholeFrameAfter = (rest: Buffer): number | undefined => {
  for (let at = 1; at + FRAME_HEADER + LEAST_BODY <= rest.length; at++) {
    const body = rest.readUInt32LE(at);
    if (body < LEAST_BODY || body > rest.length - at - FRAME_HEADER) continue;
    const frame = rest.subarray(at, at + FRAME_HEADER + body);
    // Cheapest first: nearly every place fails at its length, and nearly every other at its parts.
    if (addsUp(frame) && checksumMatches(frame)) return at;
  }
  return undefined;
};

const isBlank = (bytes: Buffer): boolean => bytes.every((byte) => byte === 0);

/** Whether a whole frame is what was written. */
export const checksumMatches = (frame: Buffer): boolean =>
  crc32(frame.subarray(FRAME_HEADER)) === frame.readUInt32LE(4);

/** Whether the lengths inside a frame end where it ends. */
const addsUp = (frame: Buffer): boolean => {
  if (frame.length < FRAME_HEADER + LEAST_BODY) return false;
  let at = FRAME_HEADER + 2 + frame.readUInt16LE(FRAME_HEADER);
  if (at + 12 > frame.length) return false;
  const count = frame.readUInt32LE(at + 8);
  at += 12;
  for (let index = 0; index < count; index++) {
    if (at + 20 > frame.length) return false;
    at += 20 + frame.readUInt32LE(at);
  }
  return at === frame.length;
};

const parseBody = (frame: Buffer): FrameContents => {
  const nameLength = frame.readUInt16LE(FRAME_HEADER);
  let at = FRAME_HEADER + 2 + nameLength;
  const stream = frame.toString('utf8', FRAME_HEADER + 2, at);
  const firstRevision = frame.readDoubleLE(at);
  const count = frame.readUInt32LE(at + 8);
  at += 12;
  const events: FramedEvent[] = [];
  for (let index = 0; index < count; index++) {
    const length = frame.readUInt32LE(at);
    const end = at + 20 + length;
    events.push({ id: frame.subarray(at + 4, at + 20), bytes: frame.subarray(at + 20, end), offset: at + 20, length });
    at = end;
  }
  return { stream, firstRevision, length: frame.length, events };
};
