import { collections, type CustomerValueDocument } from '@storefold/contracts';
import type { View } from '../engine/view.js';
import { addTrade, isTrade, noSales } from '../sales/sums.js';

/** What each known customer has brought in all. `_id` is the customer's id; guests are not summed up as one. */
export const customerValueView: View<CustomerValueDocument> = {
  name: 'customerValue',
  version: 1,
  collection: collections.customerValue,
  indexes: [{ name: 'linesMinor', key: { linesMinor: -1, _id: 1 } }],
  keys: (event) =>
    isTrade(event) && 'customerId' in event.data && typeof event.data.customerId === 'string'
      ? [event.data.customerId]
      : [],
  project: (document, event, customerId) => {
    const at = event.metadata.occurredAt;
    const before = document ?? { ...noSales, customerId, firstAt: at, lastAt: at };
    const firstAt = at < before.firstAt ? at : before.firstAt;
    return { ...addTrade(before, event), firstAt, lastAt: at > before.lastAt ? at : before.lastAt };
  },
};
