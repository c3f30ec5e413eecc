import { collections, type ProductDocument, type ShopEvent } from '@storefold/contracts';
import type { View } from '../engine/view.js';

/** Words of a title and a SKU, lower-case, as a search compares them. */
export const searchWords = (title: string, sku: string): readonly string[] =>
  [...new Set(`${title} ${sku}`.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])].sort();

const priced = (prices: ProductDocument['prices'], currency: string, priceMinor: number): ProductDocument['prices'] =>
  [...prices.filter((price) => price.currency !== currency), { currency, priceMinor }].sort((a, b) =>
    a.currency < b.currency ? -1 : 1,
  );

const changed = (document: ProductDocument, event: ShopEvent, at: string): ProductDocument => {
  switch (event.type) {
    case 'ProductPriceChanged':
      return { ...document, priceMinor: event.data.priceMinor, currency: event.data.currency, changedAt: at };
    case 'ProductPricedInCurrency': {
      const { currency, priceMinor } = event.data;
      return { ...document, prices: priced(document.prices, currency, priceMinor), changedAt: at };
    }
    case 'ProductPriceWithdrawn': {
      const prices = document.prices.filter(({ currency }) => currency !== event.data.currency);
      return { ...document, prices, changedAt: at };
    }
    case 'ProductDescribed': {
      const { sku, title, description, categoryPath, attributes, pictures } = event.data;
      const category = categoryPath.at(-1) ?? null;
      const words = searchWords(title, sku);
      return { ...document, ...{ title, words, description, category, categoryPath, attributes, pictures } };
    }
    case 'ProductJoinedFamily':
      return { ...document, familyId: event.data.familyId };
    case 'ProductLeftFamily':
      return document.familyId === event.data.familyId ? { ...document, familyId: null } : document;
    case 'ProductDiscontinued':
      return { ...document, discontinuedAt: at };
    case 'ProductReinstated':
      return { ...document, discontinuedAt: null };
    default:
      return document;
  }
};

/** What the shop sells. `_id` is the SKU. */
export const productsView: View<ProductDocument> = {
  name: 'products',
  version: 4,
  collection: collections.products,
  indexes: [
    { name: 'title', key: { title: 1, _id: 1 } },
    { name: 'price', key: { priceMinor: 1, _id: 1 } },
    { name: 'newest', key: { definedAt: -1, _id: 1 } },
    { name: 'words', key: { words: 1 } },
    { name: 'categories', key: { categoryPath: 1, title: 1, _id: 1 } },
  ],
  keys: (event) => {
    switch (event.type) {
      case 'ProductDefined':
      case 'ProductPriceChanged':
      case 'ProductPricedInCurrency':
      case 'ProductPriceWithdrawn':
      case 'ProductDiscontinued':
      case 'ProductReinstated':
      case 'ProductDescribed':
      case 'ProductJoinedFamily':
      case 'ProductLeftFamily':
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
        prices: [],
        category: category ?? null,
        categoryPath: category === undefined ? [] : [category],
        ...{ description: '', attributes: [], pictures: [], familyId: null },
        words: searchWords(title, sku),
        definedAt: at,
        changedAt: at,
        discontinuedAt: null,
      };
    }
    return document && changed(document, event, at);
  },
};
