import type { EventMetadata } from './metadata.js';
import type { ShopEvent } from './shop-events.js';

/** Where and when an event stands in the log. */
export type Recording = {
  readonly eventId: string;
  readonly streamId: string;
  /** Place in its stream, from 0. */
  readonly revision: bigint;
  /** Place in the log (commit position). */
  readonly position: bigint;
  /** ISO 8601, UTC: when the store recorded it. */
  readonly recordedAt: string;
  readonly metadata: EventMetadata;
};

/** An event as it stands in the log. */
export type Recorded<Event extends { readonly type: string } = ShopEvent> = Event & Recording;
