import { collections, type ReconciliationDocument } from '@storefold/contracts';
import type { View } from '../engine/view.js';

/** What differs, or differed, between our books and the payment gateway's. `_id` is the gateway's id of the payment. */
export const reconciliationView: View<ReconciliationDocument> = {
  name: 'reconciliation',
  version: 1,
  collection: collections.reconciliation,
  indexes: [{ name: 'status', key: { status: 1, foundAt: 1, _id: 1 } }],
  keys: (event) => {
    if (event.type === 'PaymentDifferencesFound')
      return [...new Set(event.data.differences.map(({ intentId }) => intentId))];
    return event.type === 'PaymentDifferencesSettled' ? [...new Set(event.data.intentIds)] : [];
  },
  project: (document, event, intentId) => {
    const at = event.metadata.occurredAt;
    if (event.type === 'PaymentDifferencesSettled')
      return document && { ...document, status: 'settled', settledAt: at };
    if (event.type !== 'PaymentDifferencesFound') return document;
    // The last word of a comparison that says two of one payment.
    const difference = event.data.differences.findLast((each) => each.intentId === intentId);
    return (
      difference && { ...difference, status: 'open', foundAt: at, settledAt: null, times: (document?.times ?? 0) + 1 }
    );
  },
};
