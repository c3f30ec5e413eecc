import { collections, type DiscountUseDocument, type Recorded } from '@storefold/contracts';
import type { View } from '../engine/view.js';

const codesOf = (event: Recorded): readonly string[] => {
  switch (event.type) {
    case 'DiscountDefined':
    case 'DiscountEnded':
    case 'DiscountRedeemed':
    case 'DiscountGivenBack':
      return [event.data.code];
    case 'OrderPlaced':
    case 'OrderCancelled':
      return [...new Set(event.data.discountCodes ?? [])];
    default:
      return [];
  }
};

const taken = (lines: readonly { readonly discountMinor?: number | undefined }[]): number =>
  lines.reduce((sum, { discountMinor = 0 }) => sum + discountMinor, 0);

/** How discount codes are used. `_id` is the code. */
export const discountUseView: View<DiscountUseDocument> = {
  name: 'discountUse',
  version: 1,
  collection: collections.discountUse,
  indexes: [],
  keys: codesOf,
  project: (document, event, code) => {
    const before = document ?? {
      ...{ code, terms: null, endedAt: null, redeemed: 0, givenBack: 0, orders: 0, cancelledOrders: 0 },
      discountMinor: 0,
    };
    switch (event.type) {
      case 'DiscountDefined':
        return { ...before, terms: event.data.terms, endedAt: null };
      case 'DiscountEnded':
        return { ...before, endedAt: event.metadata.occurredAt };
      case 'DiscountRedeemed':
        return { ...before, redeemed: before.redeemed + 1 };
      case 'DiscountGivenBack':
        return { ...before, givenBack: before.givenBack + 1 };
      case 'OrderPlaced':
        return { ...before, orders: before.orders + 1, discountMinor: before.discountMinor + taken(event.data.lines) };
      case 'OrderCancelled': {
        const discountMinor = before.discountMinor - taken(event.data.lines);
        return { ...before, cancelledOrders: before.cancelledOrders + 1, discountMinor };
      }
      default:
        return before;
    }
  },
};
