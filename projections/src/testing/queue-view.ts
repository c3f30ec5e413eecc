import { collections, type Recorded } from '@storefold/contracts';
import { anyView, type AnyView } from '../engine/view.js';

/** Orders that are placed and not confirmed yet: a document comes, is gone, and may come again. */
export const queueView: AnyView = anyView<{ readonly orderId: string; readonly times: number }>({
  name: 'queue',
  version: 1,
  collection: collections.orders,
  indexes: [],
  keys: (event: Recorded) => {
    switch (event.type) {
      case 'OrderPlaced':
      case 'OrderConfirmed':
      case 'ItemsShipped':
        return [event.data.orderId];
      default:
        return [];
    }
  },
  project: (document, event, orderId) =>
    event.type === 'OrderConfirmed' ? undefined : { orderId, times: (document?.times ?? 0) + 1 },
});
