import { collections, type DiscountUseDocument, type Recorded } from '@storefold/contracts';
import type { View } from '../engine/view.js';
import { exactSum } from '../sales/exact-sum.js';

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

type TakenOff = DiscountUseDocument['takenOff'];

/** Adds to what was taken off in a currency; amounts of two are never added. */
const plus = (sums: TakenOff, currency: string, amountMinor: number): TakenOff => {
  if (amountMinor === 0) return sums;
  const before = sums.find((sum) => sum.currency === currency)?.amountMinor ?? 0;
  return [
    ...sums.filter((sum) => sum.currency !== currency),
    { currency, amountMinor: exactSum(before, amountMinor) },
  ].sort((a, b) => (a.currency < b.currency ? -1 : 1));
};

/** How discount codes are used. `_id` is the code. */
export const discountUseView: View<DiscountUseDocument> = {
  name: 'discountUse',
  version: 3,
  collection: collections.discountUse,
  indexes: [],
  keys: codesOf,
  project: (document, event, code) => {
    const before: DiscountUseDocument = document ?? {
      ...{ code, terms: null, endedAt: null, redeemed: 0, givenBack: 0, orders: 0, cancelledOrders: 0 },
      takenOff: [],
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
        return {
          ...{ ...before, orders: before.orders + 1 },
          takenOff: plus(before.takenOff, event.data.currency, taken(event.data.lines)),
        };
      case 'OrderCancelled': {
        const takenOff = plus(before.takenOff, event.data.currency, -taken(event.data.lines));
        return { ...before, cancelledOrders: before.cancelledOrders + 1, takenOff };
      }
      default:
        return before;
    }
  },
};
