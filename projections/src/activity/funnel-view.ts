import { businessMonth, collections, type FunnelDocument, type Recorded } from '@storefold/contracts';
import type { View } from '../engine/view.js';
import type { ShopCalendar } from '../sales/sales-views.js';

/** SKUs that an event tells of, each once. */
const skusOf = (event: Recorded): readonly string[] => {
  switch (event.type) {
    case 'ProductViewed':
    case 'ItemAddedToCart':
      return [event.data.sku];
    case 'OrderPlaced':
      return [...new Set(event.data.lines.map(({ sku }) => sku))];
    default:
      return [];
  }
};

/** From a look to a purchase, by product and the shop's month: visitors who agreed to be counted, and all carts and orders. */
export const funnelView = ({ timeZone }: ShopCalendar): View<FunnelDocument> => ({
  name: 'funnel',
  version: 1,
  collection: collections.funnel,
  indexes: [{ name: 'sku', key: { sku: 1, month: 1 } }],
  keys: (event) => {
    const skus = skusOf(event);
    if (skus.length === 0) return [];
    const month = businessMonth(event.metadata.occurredAt, timeZone);
    return skus.map((sku) => `${month}|${sku}`);
  },
  project: (document, event, key) => {
    const [month, sku] = [key.slice(0, 7), key.slice(8)];
    const before = document ?? { month, sku, views: 0, added: 0, orders: 0, pieces: 0 };
    switch (event.type) {
      case 'ProductViewed':
        return { ...before, views: before.views + 1 };
      case 'ItemAddedToCart':
        return { ...before, added: before.added + 1 };
      case 'OrderPlaced': {
        const pieces = event.data.lines.reduce((sum, line) => (line.sku === sku ? sum + line.quantity : sum), 0);
        return { ...before, orders: before.orders + 1, pieces: before.pieces + pieces };
      }
      default:
        return document;
    }
  },
});
