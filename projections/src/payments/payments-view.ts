import { collections, type PaymentDocument, type PaymentStatus } from '@storefold/contracts';
import type { View } from '../engine/view.js';

type Sums = Pick<PaymentDocument, 'dueMinor' | 'receivedMinor' | 'refundedMinor' | 'cancelled'>;

const statusOf = ({ dueMinor, receivedMinor, refundedMinor, cancelled }: Sums): PaymentStatus => {
  if (refundedMinor > 0) return refundedMinor >= receivedMinor ? 'refunded' : 'partly-refunded';
  if (cancelled && receivedMinor === 0) return 'cancelled';
  if (receivedMinor >= dueMinor) return 'paid';
  return receivedMinor > 0 ? 'partly-paid' : 'due';
};

const settled = (document: PaymentDocument): PaymentDocument => ({
  ...document,
  status: statusOf(document),
  events: document.events + 1,
});

const byTime = <Entry extends { readonly at: string }>(
  entries: readonly Entry[],
  id: (entry: Entry) => string,
): readonly Entry[] => [...entries].sort((a, b) => (a.at === b.at ? (id(a) < id(b) ? -1 : 1) : a.at < b.at ? -1 : 1));

/**
 * The money of each order. `_id` is the order's id. It folds two streams, of the order and of its payment, whose events
 * may reach the log in either order: each part stands on its own, so that the document is the same whichever came first.
 */
export const paymentsView: View<PaymentDocument> = {
  name: 'payments',
  version: 2,
  collection: collections.payments,
  indexes: [{ name: 'status', key: { status: 1, _id: 1 } }],
  keys: (event) => {
    switch (event.type) {
      case 'OrderPlaced':
      case 'OrderCancelled':
      case 'ItemsReturned':
      case 'PaymentReceived':
      case 'PaymentRefunded':
        return [event.data.orderId];
      default:
        return [];
    }
  },
  project: (document, event, key) => {
    const before: PaymentDocument = document ?? {
      orderId: key,
      status: 'due',
      currency: '',
      dueMinor: 0,
      receivedMinor: 0,
      refundedMinor: 0,
      cancelled: false,
      receipts: [],
      refunds: [],
      events: 0,
    };
    const at = event.metadata.occurredAt;
    switch (event.type) {
      case 'OrderPlaced':
        return settled({ ...before, currency: event.data.currency, dueMinor: before.dueMinor + event.data.totalMinor });
      case 'OrderCancelled':
        return settled({ ...before, cancelled: true });
      case 'ItemsReturned': {
        const { currency, amountMinor } = event.data;
        return settled({ ...before, currency, dueMinor: before.dueMinor - amountMinor });
      }
      case 'PaymentReceived': {
        const { receiptId, method, amountMinor, currency } = event.data;
        return settled({
          ...before,
          currency,
          receivedMinor: before.receivedMinor + amountMinor,
          receipts: byTime(
            [...before.receipts, { receiptId, method, amountMinor, at }],
            (receipt) => receipt.receiptId,
          ),
        });
      }
      case 'PaymentRefunded': {
        const { refundId, amountMinor, reason, currency } = event.data;
        return settled({
          ...before,
          currency,
          refundedMinor: before.refundedMinor + amountMinor,
          refunds: byTime([...before.refunds, { refundId, amountMinor, reason, at }], (refund) => refund.refundId),
        });
      }
      default:
        return document;
    }
  },
};
