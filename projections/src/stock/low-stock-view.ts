import { collections, type LowStockDocument } from '@storefold/contracts';
import type { View } from '../engine/view.js';

/** Products at or below their threshold. `_id` is the SKU; a document is gone when its product has recovered. */
export const lowStockView: View<LowStockDocument> = {
  name: 'lowStock',
  version: 1,
  collection: collections.lowStock,
  indexes: [{ name: 'since', key: { since: 1, _id: 1 } }],
  keys: (event) => (event.type === 'StockRanLow' || event.type === 'StockRecovered' ? [event.data.sku] : []),
  project: (document, event, sku) => {
    if (event.type === 'StockRecovered') return undefined;
    if (event.type !== 'StockRanLow') return document;
    const { available, threshold } = event.data;
    return { sku, available, threshold, since: event.metadata.occurredAt };
  },
};
