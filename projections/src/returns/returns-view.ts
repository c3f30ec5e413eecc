import { collections, type ReturnDocument } from '@storefold/contracts';
import type { View } from '../engine/view.js';
import { isOfReturn } from '../orders/returns.js';

/** Returns that were asked for. `_id` is the return's id. */
export const returnsView: View<ReturnDocument> = {
  name: 'returns',
  version: 1,
  collection: collections.returns,
  indexes: [{ name: 'status', key: { status: 1, requestedAt: 1, _id: 1 } }],
  keys: (event) => (isOfReturn(event) ? [event.data.returnId] : []),
  project: (document, event, returnId) => {
    const at = event.metadata.occurredAt;
    if (event.type === 'ReturnRequested') {
      const { orderId, reason, lines } = event.data;
      const asked = { returnId, orderId, status: 'requested' as const, reason, lines };
      return { ...asked, requestedAt: at, changedAt: at, amountMinor: 0, currency: null };
    }
    if (!document) return undefined;
    const changed = { ...document, changedAt: at };
    switch (event.type) {
      case 'ReturnApproved':
        return { ...changed, status: 'approved' };
      case 'ReturnDeclined':
        return { ...changed, status: 'declined' };
      case 'ReturnWithdrawn':
        return { ...changed, status: 'withdrawn' };
      case 'ReturnReceived':
        return { ...changed, status: 'received' };
      case 'ReturnInspected': {
        const { amountMinor, currency } = event.data;
        return { ...changed, status: 'inspected', amountMinor: document.amountMinor + amountMinor, currency };
      }
      default:
        return document;
    }
  },
};
