import { randomUUID } from 'node:crypto';
import { linkTarget } from '../store/link.js';
import type { EventStore } from '../store/event-store.js';
import { decodePosition } from '../wire/event-position.js';
import { varintSize, WireWriter } from '../wire/protobuf.js';
import { decodeData, decodeType, encodeStreamIdentifier } from '../wire/recorded-event.js';

const NOTHING = Buffer.alloc(0);

/** The messages of a `ReadResp` that hold no event. */
export const readMessages = {
  confirmation: () => new WireWriter(64).bytes(2, new WireWriter(48).string(1, randomUUID()).finish()).finish(),
  caughtUp: () => new WireWriter(4).bytes(8, NOTHING).finish(),
  fellBehind: () => new WireWriter(4).bytes(9, NOTHING).finish(),
  checkpoint: (position: number) =>
    new WireWriter(32).bytes(3, new WireWriter(24).uint64(1, position).uint64(2, position).finish()).finish(),
  streamNotFound: (stream: string) =>
    new WireWriter(stream.length + 16)
      .bytes(4, new WireWriter().bytes(1, encodeStreamIdentifier(stream)).finish())
      .finish(),
};

/**
 * A `ReadResp` that holds an event. A link is resolved where that is wanted: its target beside it, or nothing beside it
 * where the target is gone. What only has the type of a link is an event like any other.
 *
 * @param position of the event in the log, where the caller knows it: it is looked for in the event otherwise
 */
export const eventMessage = (
  store: EventStore,
  recorded: Buffer,
  resolveLinks: boolean,
  position = decodePosition(recorded),
): Buffer =>
  resolveLinks && decodeType(recorded) === '$>' && linkTarget(decodeData(recorded))
    ? readEvent(store.linked(recorded), recorded, position)
    : readEvent(recorded, undefined, position);

/** The size is told first, so that the event's bytes are copied only once. */
const readEvent = (event: Buffer | undefined, link: Buffer | undefined, position: number): Buffer => {
  const size = fieldSize(event) + fieldSize(link) + 1 + varintSize(position);
  const message = new WireWriter(size + 16).varint(1 * 8 + 2).varint(size);
  if (event) message.bytes(1, event);
  if (link) message.bytes(2, link);
  return message.oneofUint64(3, position).finish();
};

const fieldSize = (bytes: Buffer | undefined): number => (bytes ? 1 + varintSize(bytes.length) + bytes.length : 0);
