import { collections, type AvailabilityDocument, type Recorded } from '@storefold/contracts';
import type { View } from '../engine/view.js';

/** What an event does to a shelf: pieces on it, and pieces held for orders. */
const effectOf = (
  event: Recorded,
): { readonly sku: string; readonly onHand: number; readonly held: number } | undefined => {
  switch (event.type) {
    case 'StockReceived':
    case 'StockAdjusted':
    case 'StockReturned':
      return { sku: event.data.sku, onHand: event.data.quantity, held: 0 };
    case 'StockCounted':
      return { sku: event.data.sku, onHand: event.data.difference, held: 0 };
    case 'StockWrittenOff':
      return { sku: event.data.sku, onHand: -event.data.quantity, held: 0 };
    case 'StockReserved':
      return { sku: event.data.sku, onHand: 0, held: event.data.quantity };
    case 'StockReleased':
      return { sku: event.data.sku, onHand: 0, held: -event.data.quantity };
    case 'ReservationExpired':
      // What waited only never lay on this shelf.
      return event.data.waiting ? undefined : { sku: event.data.sku, onHand: 0, held: -event.data.quantity };
    case 'StockShipped':
      return { sku: event.data.sku, onHand: -event.data.quantity, held: -event.data.fromReservation };
    default:
      return undefined;
  }
};

/** What is left to sell of each product, in documents that stay small however many orders hold it. `_id` is the SKU. */
export const availabilityView: View<AvailabilityDocument> = {
  name: 'availability',
  version: 1,
  collection: collections.availability,
  indexes: [{ name: 'canBeBought', key: { canBeBought: 1, _id: 1 } }],
  keys: (event) => {
    const effect = effectOf(event);
    return effect ? [effect.sku] : [];
  },
  project: (document, event, sku) => {
    const { onHand, held } = effectOf(event) ?? { onHand: 0, held: 0 };
    const after = { onHand: (document?.onHand ?? 0) + onHand, held: (document?.held ?? 0) + held };
    const available = after.onHand - after.held;
    const canBeBought = available > 0;
    const since = document?.canBeBought === canBeBought ? document.since : event.metadata.occurredAt;
    return { sku, ...after, available, canBeBought, since };
  },
};
