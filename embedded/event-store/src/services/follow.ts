import type { EventStore } from '../store/event-store.js';
import { accepts } from './accepts.js';
import { StreamGone } from './failures.js';
import type { Outgoing } from './outgoing.js';
import { eventMessage, readMessages } from './read-messages.js';
import type { ReadRequest } from './read-request.js';

/** Events behind the newest one at which a subscription that was live says that it fell behind. */
const FAR_BEHIND = 2_048;

/** Where a subscriber stands, told once for each change. */
class Standing {
  #live = false;

  /** The message that says so, where `behind` events make a change. */
  changedAt(behind: number): Buffer | undefined {
    if (this.#live ? behind <= FAR_BEHIND : behind > 0) return undefined;
    this.#live = !this.#live;
    return this.#live ? readMessages.caughtUp() : readMessages.fellBehind();
  }
}

/** Follows the whole log. History and live are one loop: there is no seam at which an event could be lost. */
export const followAll = async (
  store: EventStore,
  out: Outgoing,
  { from, filter, resolveLinks }: ReadRequest,
): Promise<void> => {
  const { index } = store;
  const standing = new Standing();
  let ordinal = from.kind === 'at' ? index.seek(from.at + 1) : from.kind === 'start' ? 0 : index.visible;
  let considered = 0;
  let unsaid = false;
  let inHistory = true;
  while (!out.isOver()) {
    // The end of history is told, and before a wait what was looked at and not sent: nobody need look at it again.
    if (filter && (unsaid || inHistory) && ordinal >= index.visible) {
      if (ordinal > 0) await out.write(readMessages.checkpoint(index.position(ordinal - 1)));
      unsaid = false;
      inHistory = false;
    }
    const change = standing.changedAt(index.visible - ordinal);
    if (change) await out.write(change);
    if (ordinal >= index.visible) {
      await out.published(() => ordinal < index.visible);
      continue;
    }
    const recorded = store.bytes(ordinal);
    const accepted = recorded !== undefined && accepts(filter, recorded);
    if (accepted) await out.write(eventMessage(store, recorded, resolveLinks, index.position(ordinal)));
    unsaid = !accepted;
    if (filter && ++considered >= filter.checkpointEvery) {
      await out.write(readMessages.checkpoint(index.position(ordinal)));
      considered = 0;
      unsaid = false;
    }
    ordinal++;
    const turn = out.counted();
    if (turn) await turn;
  }
};

/** Follows one stream, also one that is not there yet. @throws StreamGone when it is tombstoned */
export const followStream = async (
  store: EventStore,
  out: Outgoing,
  { stream, from, resolveLinks }: ReadRequest & { readonly stream: string },
): Promise<void> => {
  const standing = new Standing();
  let revision = from.kind === 'at' ? from.at + 1 : from.kind === 'start' ? 0 : store.visibleEnd(stream);
  while (!out.isOver()) {
    if (store.isTombstoned(stream)) throw new StreamGone(stream);
    const readable = store.readable(stream);
    const end = readable?.end ?? 0;
    revision = Math.max(revision, readable?.first ?? 0);
    const change = standing.changedAt(Math.max(end - revision, 0));
    if (change) await out.write(change);
    if (revision >= end) {
      await out.published(() => store.isTombstoned(stream) || (store.readable(stream)?.end ?? 0) > revision);
      continue;
    }
    for (; revision < end && !out.isOver(); revision++) {
      const recorded = readable?.event(revision);
      if (recorded) await out.write(eventMessage(store, recorded, resolveLinks));
      const turn = out.counted();
      if (turn) await turn;
    }
  }
};
