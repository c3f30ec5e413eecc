import { collections, type FulfilmentDocument } from '@storefold/contracts';
import type { View } from '../engine/view.js';

type Left = FulfilmentDocument['left'];

const less = (left: Left, moved: readonly { readonly lineId: string; readonly quantity: number }[]): Left =>
  left.flatMap((line) => {
    const gone = moved.reduce((sum, { lineId, quantity }) => (lineId === line.lineId ? sum + quantity : sum), 0);
    return line.quantity > gone ? [{ ...line, quantity: line.quantity - gone }] : [];
  });

/** Orders of which something is to be sent, oldest first by `readyAt`. `_id` is the order's id; gone when nothing is left. */
export const fulfilmentView: View<FulfilmentDocument> = {
  name: 'fulfilment',
  version: 1,
  collection: collections.fulfilment,
  indexes: [{ name: 'readyAt', key: { readyAt: 1, _id: 1 } }],
  keys: (event) => {
    switch (event.type) {
      case 'OrderPlaced':
      case 'OrderConfirmed':
      case 'ItemsShipped':
      case 'OrderCancelled':
      case 'OrderLinesCancelled':
        return [event.data.orderId];
      default:
        return [];
    }
  },
  project: (document, event, orderId) => {
    if (event.type === 'OrderPlaced') {
      const { orderNumber, country, lines } = event.data;
      const left = lines.map(({ lineId, sku, quantity }) => ({ lineId, sku, quantity }));
      return { orderId, orderNumber, country, left, placedAt: event.metadata.occurredAt, readyAt: null };
    }
    if (!document) return undefined;
    switch (event.type) {
      case 'OrderConfirmed':
        return { ...document, readyAt: event.metadata.occurredAt };
      case 'ItemsShipped':
      case 'OrderLinesCancelled': {
        const left = less(document.left, event.data.lines);
        return left.length === 0 || event.data.complete === true ? undefined : { ...document, left };
      }
      case 'OrderCancelled':
        return undefined;
      default:
        return document;
    }
  },
};
