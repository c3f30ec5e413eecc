import { randomUUID } from 'node:crypto';
import { linkTarget } from '../store/link.js';
import type { EventStore } from '../store/event-store.js';
import { decodePosition } from '../wire/event-position.js';
import { WireWriter } from '../wire/protobuf.js';
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
 */
export const eventMessage = (store: EventStore, recorded: Buffer, resolveLinks: boolean): Buffer => {
  const event = new WireWriter(recorded.length + 32);
  if (resolveLinks && decodeType(recorded) === '$>' && linkTarget(decodeData(recorded))) {
    const target = store.linked(recorded);
    if (target) event.bytes(1, target);
    event.bytes(2, recorded);
  } else {
    event.bytes(1, recorded);
  }
  const inner = event.oneofUint64(3, decodePosition(recorded)).finish();
  return new WireWriter(inner.length + 8).bytes(1, inner).finish();
};
