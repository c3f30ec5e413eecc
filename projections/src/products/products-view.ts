import { collections, type ProductDocument } from '@storefold/contracts';
import type { View } from '../engine/view.js';

/** Words of a title and a SKU, lower-case, as a search compares them. */
export const searchWords = (title: string, sku: string): readonly string[] =>
  [...new Set(`${title} ${sku}`.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])].sort();

/** What the shop sells. `_id` is the SKU. */
export const productsView: View<ProductDocument> = {
  name: 'products',
  version: 2,
  collection: collections.products,
  indexes: [
    { name: 'title', key: { title: 1, _id: 1 } },
    { name: 'price', key: { priceMinor: 1, _id: 1 } },
    { name: 'newest', key: { definedAt: -1, _id: 1 } },
    { name: 'words', key: { words: 1 } },
    { name: 'category', key: { category: 1, title: 1, _id: 1 } },
  ],
  keys: (event) => {
    switch (event.type) {
      case 'ProductDefined':
      case 'ProductPriceChanged':
      case 'ProductDiscontinued':
      case 'ProductReinstated':
        return [event.data.sku];
      default:
        return [];
    }
  },
  project: (document, event) => {
    const at = event.metadata.occurredAt;
    if (event.type === 'ProductDefined') {
      const { sku, title, priceMinor, currency, category } = event.data;
      return {
        sku,
        title,
        priceMinor,
        currency,
        category: category ?? null,
        words: searchWords(title, sku),
        definedAt: at,
        changedAt: at,
        discontinuedAt: null,
      };
    }
    if (event.type === 'ProductPriceChanged' && document)
      return { ...document, priceMinor: event.data.priceMinor, currency: event.data.currency, changedAt: at };
    if (event.type === 'ProductDiscontinued' && document) return { ...document, discontinuedAt: at };
    if (event.type === 'ProductReinstated' && document) return { ...document, discontinuedAt: null };
    return document;
  },
};
