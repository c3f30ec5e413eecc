import type { Run } from './progress.js';

/** An event as a source offers it to a group. */
export type Offered = {
  /** Id of the event that the group subscribes to (of the link, where it is one): what a consumer answers with. */
  readonly id: string;
  /** A revision of the stream, or a position of `$all`. */
  readonly position: number;
  /** What a pinned strategy keeps together: a stream, or a correlation id. */
  readonly pinnedBy: string;
};

/** An event on its way to a consumer, until it is acknowledged, parked or skipped. */
export type Message = Offered & {
  /** How often it was delivered before. */
  readonly retries: number;
  /** It comes from the group's parked messages, and `position` is a revision of that stream. */
  readonly replayed: boolean;
  /** Its place in what the group has not finished. */
  readonly run: Run;
};

/** A message that is given up on, and why. */
export type Parking = { readonly message: Message; readonly reason: string };

/** What a consumer may say of a message that it does not acknowledge. */
export type NackAction = 'unknown' | 'park' | 'retry' | 'skip' | 'stop';
