import { collections, type CustomerValueDocument } from '@storefold/contracts';
import type { View } from '../engine/view.js';
import { addTrade, currencyOf, noSales } from '../sales/sums.js';

/** What each known customer has brought in all, by currency. Guests are not summed up as one. */
export const customerValueView: View<CustomerValueDocument> = {
  name: 'customerValue',
  version: 2,
  collection: collections.customerValue,
  indexes: [{ name: 'linesMinor', key: { linesMinor: -1, _id: 1 } }],
  keys: (event) => {
    const currency = currencyOf(event);
    return currency !== undefined && 'customerId' in event.data && typeof event.data.customerId === 'string'
      ? [`${event.data.customerId}|${currency}`]
      : [];
  },
  project: (document, event, key) => {
    const at = event.metadata.occurredAt;
    const before = document ?? {
      ...noSales,
      customerId: key.slice(0, -4),
      currency: key.slice(-3),
      firstAt: at,
      lastAt: at,
    };
    const firstAt = at < before.firstAt ? at : before.firstAt;
    return { ...addTrade(before, event), firstAt, lastAt: at > before.lastAt ? at : before.lastAt };
  },
};
