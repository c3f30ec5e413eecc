import { collections, type OrderTimelineDocument, type Recorded } from '@storefold/contracts';
import type { View } from '../engine/view.js';

/** Entries that are kept: the first by time, so that it does not matter in which order streams reached the log. */
const MOST = 500;

const orderOf = ({ data }: Recorded): string | undefined =>
  'orderId' in data && typeof data.orderId === 'string' ? data.orderId : undefined;

/** Entries stand in the order of these. */
const placeOf = ({ at, eventId }: Pick<OrderTimelineDocument['entries'][number], 'at' | 'eventId'>): string =>
  `${at}|${eventId}`;

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
    const before = document?.entries ?? [];
    const place = placeOf({ at, eventId });
    // Nearly always the newest.
    const index = before.findLastIndex((entry) => placeOf(entry) < place) + 1;
    const entries = [...before.slice(0, index), { at, type, eventId }, ...before.slice(index)];
    return { orderId, entries: entries.slice(0, MOST), events: (document?.events ?? 0) + 1 };
  },
};
