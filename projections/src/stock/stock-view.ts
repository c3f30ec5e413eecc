import { collections, type StockDocument } from '@storefold/contracts';
import type { View } from '../engine/view.js';

const empty = (sku: string, at: string): StockDocument => ({
  sku,
  onHand: 0,
  reserved: 0,
  available: 0,
  reservations: {},
  received: 0,
  shipped: 0,
  returned: 0,
  adjusted: 0,
  events: 0,
  changedAt: at,
});

/** Takes pieces off a reservation; one that is used up is gone. */
const less = (
  reservations: Readonly<Record<string, number>>,
  orderId: string,
  quantity: number,
): Readonly<Record<string, number>> => {
  const left = (reservations[orderId] ?? 0) - quantity;
  const { [orderId]: _, ...others } = reservations;
  return left > 0 ? { ...others, [orderId]: left } : others;
};

type Change = Partial<
  Pick<StockDocument, 'onHand' | 'reserved' | 'reservations' | 'received' | 'shipped' | 'returned' | 'adjusted'>
>;

/** What lies on the shelf, and for whom. `_id` is the SKU. */
export const stockView: View<StockDocument> = {
  name: 'stock',
  version: 1,
  collection: collections.stock,
  indexes: [{ name: 'available', key: { available: 1, _id: 1 } }],
  keys: (event) => {
    switch (event.type) {
      case 'StockReceived':
      case 'StockCounted':
      case 'StockAdjusted':
      case 'StockReserved':
      case 'StockReleased':
      case 'StockShipped':
      case 'StockReturned':
      case 'StockWrittenOff':
      case 'ReservationExpired':
        return [event.data.sku];
      default:
        return [];
    }
  },
  project: (document, event, key) => {
    const at = event.metadata.occurredAt;
    const before = document ?? empty(key, at);
    const change = (changed: Change): StockDocument => {
      const after = { ...before, ...changed, events: before.events + 1, changedAt: at };
      return { ...after, available: after.onHand - after.reserved };
    };
    switch (event.type) {
      case 'StockReceived':
        return change({ onHand: before.onHand + event.data.quantity, received: before.received + event.data.quantity });
      case 'StockCounted':
        return change({
          onHand: before.onHand + event.data.difference,
          adjusted: before.adjusted + event.data.difference,
        });
      case 'StockAdjusted':
        return change({ onHand: before.onHand + event.data.quantity, adjusted: before.adjusted + event.data.quantity });
      case 'StockReserved': {
        const { orderId, quantity } = event.data;
        return change({
          reserved: before.reserved + quantity,
          reservations: { ...before.reservations, [orderId]: (before.reservations[orderId] ?? 0) + quantity },
        });
      }
      case 'StockWrittenOff':
        return change({ onHand: before.onHand - event.data.quantity, adjusted: before.adjusted - event.data.quantity });
      case 'ReservationExpired':
        // What waited only never lay on this shelf.
        if (event.data.waiting) return change({});
        return change({
          reserved: before.reserved - event.data.quantity,
          reservations: less(before.reservations, event.data.orderId, event.data.quantity),
        });
      case 'StockReleased': {
        const { orderId, quantity } = event.data;
        return change({
          reserved: before.reserved - quantity,
          reservations: less(before.reservations, orderId, quantity),
        });
      }
      case 'StockShipped': {
        const { orderId, quantity, fromReservation } = event.data;
        return change({
          onHand: before.onHand - quantity,
          shipped: before.shipped + quantity,
          ...(fromReservation > 0
            ? {
                reserved: before.reserved - fromReservation,
                reservations: less(before.reservations, orderId, fromReservation),
              }
            : {}),
        });
      }
      case 'StockReturned':
        return change({ onHand: before.onHand + event.data.quantity, returned: before.returned + event.data.quantity });
      default:
        return document;
    }
  },
};
