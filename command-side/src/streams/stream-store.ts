import type { EventMetadata, Recorded, ShopEvent } from '@storefold/contracts';

/** An event on its way to the log. */
export type NewEvent = ShopEvent & { readonly id: string; readonly metadata: EventMetadata };

/** `conflict`: the stream is not at the revision that the events were decided on. */
export type AppendResult = { readonly kind: 'appended'; readonly position: bigint } | { readonly kind: 'conflict' };

/** The append may stand or not: no answer came. The same events with the same ids may be appended again. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
}

/** Revision of a stream without events. */
export const noStream = -1n;

/** The part of an event store that commands need. */
export type StreamStore = {
  /**
   * Hands over a stream's events from a revision on, in order; none where there is no such stream.
   *
   * @throws Unavailable when the store does not answer
   * @throws UnreadableEvent when history holds what we do not know
   */
  readonly read: (streamId: string, fromRevision: bigint, take: (event: Recorded) => void) => Promise<void>;
  /**
   * Appends all events or none, if the stream is at `expectedRevision` (`noStream` = empty).
   *
   * @throws OutcomeUnknown when no answer came
   */
  readonly append: (streamId: string, events: readonly NewEvent[], expectedRevision: bigint) => Promise<AppendResult>;
};
