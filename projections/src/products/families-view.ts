import { collections, type FamilyDocument } from '@storefold/contracts';
import type { View } from '../engine/view.js';

/** What one thing comes in: its options, and which SKU is which. `_id` is the family's id. */
export const familiesView: View<FamilyDocument> = {
  name: 'families',
  version: 1,
  collection: collections.families,
  indexes: [],
  keys: (event) => {
    switch (event.type) {
      case 'FamilyDefined':
      case 'VariantAdded':
      case 'VariantRemoved':
        return [event.data.familyId];
      default:
        return [];
    }
  },
  project: (document, event) => {
    if (event.type === 'FamilyDefined') {
      const { familyId, title, options } = event.data;
      return { familyId, title, options, variants: [] };
    }
    if (!document) return document;
    if (event.type === 'VariantAdded') {
      const { sku, values } = event.data;
      return {
        ...document,
        variants: [...document.variants.filter((variant) => variant.sku !== sku), { sku, values }],
      };
    }
    if (event.type === 'VariantRemoved')
      return { ...document, variants: document.variants.filter(({ sku }) => sku !== event.data.sku) };
    return document;
  },
};
