import type { EventStore } from '../store/event-store.js';
import { accepts } from './accepts.js';
import type { Outgoing } from './outgoing.js';
import { eventMessage, readMessages } from './read-messages.js';
import type { ReadRequest } from './read-request.js';

/** Sends a stream's events as they are now. */
export const readStream = async (
  store: EventStore,
  out: Outgoing,
  { stream, backwards, from, maxCount, resolveLinks }: ReadRequest & { readonly stream: string },
): Promise<void> => {
  const readable = store.readable(stream);
  if (!readable) {
    await out.write(readMessages.streamNotFound(stream));
    return;
  }
  const { first, end } = readable;
  const step = backwards ? -1 : 1;
  const start = from.kind === 'at' ? from.at : from.kind === 'start' ? 0 : end - 1;
  let revision = backwards ? Math.min(start, end - 1) : Math.max(start, first);
  for (let sent = 0; revision >= first && revision < end && sent < maxCount && !out.isOver(); revision += step) {
    const recorded = readable.event(revision);
    // What scavenging has removed is passed over.
    if (recorded) {
      await out.write(eventMessage(store, recorded, resolveLinks));
      sent++;
    }
    const turn = out.counted();
    if (turn) await turn;
  }
};

/** Sends the events of the whole log as they are now, those that the filter accepts. */
export const readAll = async (
  store: EventStore,
  out: Outgoing,
  { backwards, from, maxCount, filter, resolveLinks }: ReadRequest,
): Promise<void> => {
  const { index } = store;
  const end = index.visible;
  const step = backwards ? -1 : 1;
  const start = from.kind === 'at' ? index.seek(from.at) : from.kind === 'start' ? 0 : end;
  let ordinal = backwards ? start - 1 : start;
  for (let sent = 0; ordinal >= 0 && ordinal < end && sent < maxCount && !out.isOver(); ordinal += step) {
    const recorded = store.bytes(ordinal);
    if (recorded && accepts(filter, recorded)) {
      await out.write(eventMessage(store, recorded, resolveLinks, index.position(ordinal)));
      sent++;
    }
    const turn = out.counted();
    if (turn) await turn;
  }
};
