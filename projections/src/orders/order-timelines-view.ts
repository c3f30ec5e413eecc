import { collections, type OrderTimelineDocument, type Recorded } from '@storefold/contracts';
import type { View } from '../engine/view.js';

/** Entries that are kept: the first by time, so that it does not matter in which order streams reached the log. */
const MOST = 500;

const orderOf = ({ data }: Recorded): string | undefined =>
  'orderId' in data && typeof data.orderId === 'string' ? data.orderId : undefined;

/** All that happened around each order. `_id` is the order's id. */
export const orderTimelinesView: View<OrderTimelineDocument> = {
  name: 'orderTimelines',
  version: 1,
  collection: collections.orderTimelines,
  indexes: [],
  keys: (event) => {
    // Carts and customers name orders that they led to; that is their history, not the order's.
    if (event.type === 'CartCheckedOut' || event.type === 'CustomerOrdered') return [];
    const orderId = orderOf(event);
    return orderId === undefined ? [] : [orderId];
  },
  project: (document, { type, eventId, metadata: { occurredAt: at } }, orderId) => {
    const entries = [...(document?.entries ?? []), { at, type, eventId }].sort((a, b) =>
      `${a.at}|${a.eventId}` < `${b.at}|${b.eventId}` ? -1 : 1,
    );
    return { orderId, entries: entries.slice(0, MOST), events: (document?.events ?? 0) + 1 };
  },
};
