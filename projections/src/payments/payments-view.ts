import { collections, type PaymentDocument, type PaymentStatus, type Recorded } from '@storefold/contracts';
import type { View } from '../engine/view.js';
import { projectCards, withCards } from './cards.js';

type Sums = Pick<
  PaymentDocument,
  'dueMinor' | 'receivedMinor' | 'refundedMinor' | 'authorisedMinor' | 'cancelled' | 'cards' | 'disputes'
>;

const statusOf = (sums: Sums): PaymentStatus => {
  const { dueMinor, receivedMinor, refundedMinor, authorisedMinor, cancelled } = sums;
  if (sums.disputes.some(({ status }) => status === 'open')) return 'disputed';
  if (refundedMinor > 0) return refundedMinor >= receivedMinor ? 'refunded' : 'partly-refunded';
  if (cancelled && receivedMinor === 0) return 'cancelled';
  if (receivedMinor >= dueMinor) return 'paid';
  if (authorisedMinor > 0 && receivedMinor + authorisedMinor >= dueMinor) return 'authorised';
  if (sums.cards.some(({ status }) => status === 'action-required')) return 'action-required';
  if (receivedMinor > 0) return 'partly-paid';
  return sums.cards.at(-1)?.status === 'declined' ? 'declined' : 'due';
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

const nothingYet = (orderId: string): PaymentDocument => ({
  ...{ orderId, status: 'due', currency: '', dueMinor: 0, receivedMinor: 0, refundedMinor: 0, cancelled: false },
  ...{ receipts: [], refunds: [], owedMinor: 0, authorisedMinor: 0, cards: [], disputes: [], events: 0 },
});

type Refunds = PaymentDocument['refunds'];

/** A refund that was owed is not any more: another stands in for it. */
const stoodInFor = (refunds: Refunds, refundId: string | undefined): Refunds =>
  refunds.map((each) => {
    if (each.refundId !== refundId) return each;
    const { owed: _, ...rest } = each;
    return rest;
  });

const forReturn = (returnId: string | undefined) => (returnId === undefined ? {} : { returnId });

const withOwed = (document: PaymentDocument): PaymentDocument => ({
  ...document,
  owedMinor: document.refunds.reduce((sum, { owed, amountMinor }) => sum + (owed ? amountMinor : 0), 0),
});

const projectOrder = (before: PaymentDocument, event: Recorded): PaymentDocument | undefined => {
  switch (event.type) {
    case 'OrderPlaced':
      return { ...before, currency: event.data.currency, dueMinor: before.dueMinor + event.data.totalMinor };
    case 'OrderCancelled':
      return { ...before, cancelled: true };
    case 'OrderLinesCancelled':
    case 'ReturnInspected':
    case 'ItemsReturned': {
      const { currency, amountMinor } = event.data;
      return { ...before, currency, dueMinor: before.dueMinor - amountMinor };
    }
    default:
      return undefined;
  }
};

const projectMoney = (before: PaymentDocument, event: Recorded): PaymentDocument | undefined => {
  const at = event.metadata.occurredAt;
  switch (event.type) {
    case 'PaymentReceived': {
      const { receiptId, method, amountMinor, currency } = event.data;
      const receipts = [...before.receipts, { receiptId, method, amountMinor, at }];
      return {
        ...{ ...before, currency, receivedMinor: before.receivedMinor + amountMinor },
        receipts: byTime(receipts, (receipt) => receipt.receiptId),
      };
    }
    case 'PaymentCaptured': {
      const { attemptId, amountMinor, currency } = event.data;
      const receipts = [...before.receipts, { receiptId: attemptId, method: 'card' as const, amountMinor, at }];
      return {
        ...{ ...before, currency, receivedMinor: before.receivedMinor + amountMinor },
        receipts: byTime(receipts, (receipt) => receipt.receiptId),
      };
    }
    case 'RefundStarted': {
      const { refundId, amountMinor, reason, insteadOf, returnId } = event.data;
      const refunds = [
        ...stoodInFor(before.refunds, insteadOf),
        { refundId, amountMinor, reason, at, ...forReturn(returnId), status: 'started' as const },
      ];
      return withOwed({ ...before, refunds: byTime(refunds, (refund) => refund.refundId) });
    }
    case 'PaymentRefunded': {
      const { refundId, amountMinor, reason, currency, insteadOf, returnId } = event.data;
      const begun = before.refunds.some((refund) => refund.refundId === refundId);
      const refunds = begun
        ? before.refunds.map((each) => (each.refundId === refundId ? { ...each, status: 'done' as const } : each))
        : [...stoodInFor(before.refunds, insteadOf), { refundId, amountMinor, reason, at, ...forReturn(returnId) }];
      return withOwed({
        ...{ ...before, currency, refundedMinor: before.refundedMinor + amountMinor },
        refunds: byTime(refunds, (refund) => refund.refundId),
      });
    }
    case 'RefundFailed': {
      const { refundId, amountMinor, wasRefunded, owed } = event.data;
      return withOwed({
        ...before,
        refundedMinor: before.refundedMinor - (wasRefunded ? amountMinor : 0),
        refunds: before.refunds.map((each) =>
          each.refundId === refundId
            ? { ...each, status: 'failed' as const, ...(owed === undefined ? {} : { owed }) }
            : each,
        ),
      });
    }
    default:
      return undefined;
  }
};

/**
 * The money of each order. `_id` is the order's id. It folds two streams, of the order and of its payment, whose events
 * may reach the log in either order: each part stands on its own, so that the document is the same whichever came first.
 */
export const paymentsView: View<PaymentDocument> = {
  name: 'payments',
  version: 5,
  collection: collections.payments,
  indexes: [{ name: 'status', key: { status: 1, _id: 1 } }],
  keys: (event) => {
    switch (event.type) {
      case 'OrderPlaced':
      case 'OrderCancelled':
      case 'OrderLinesCancelled':
      case 'ItemsReturned':
      case 'ReturnInspected':
      case 'PaymentReceived':
      case 'PaymentRefunded':
      case 'CardPaymentStarted':
      case 'PaymentActionRequired':
      case 'PaymentDeclined':
      case 'PaymentAuthorised':
      case 'PaymentCaptured':
      case 'AuthorisationVoided':
      case 'AuthorisationExpired':
      case 'RefundStarted':
      case 'RefundFailed':
      case 'DisputeOpened':
      case 'DisputeClosed':
        return [event.data.orderId];
      default:
        return [];
    }
  },
  project: (document, event, key) => {
    const before = document ?? nothingYet(key);
    const after = projectOrder(before, event) ?? projectMoney(before, event) ?? before;
    const cards = projectCards(before, event);
    if (after === before && cards === undefined) return document;
    return settled(cards === undefined ? after : withCards(after, cards));
  },
};
