import type { OfflineMethod, Sealed, ShopEvent } from '@storefold/contracts';
import { accept, alreadyDone, refuseAs, type Decider } from '../decider.js';
import { owedMinor, refundableCard } from './card-state.js';
import {
  newsOfDispute,
  newsOfIntent,
  newsOfRefund,
  type DisputeSeen,
  type IntentSeen,
  type RefundSeen,
} from './card-sightings.js';
import type { OrderDue } from './order-due.js';
import { decideOwed, type OwedRefund, type OwedRefusal } from './owed-refunds.js';
import {
  evolvePayment,
  overpaidMinor,
  refundableMinor,
  stillDueMinor,
  unpaid,
  type PaymentState,
} from './payment-state.js';

// Events and their fold: see payment-state.ts and card-state.ts.

/** Records money that reached us without a gateway. */
export type ProcessPayment = {
  readonly kind: 'process';
  readonly orderId: string;
  readonly receiptId: string;
  readonly method: OfflineMethod;
  readonly amountMinor: number;
  readonly currency: string;
  /** The order as it stood a moment ago. */
  readonly due: OrderDue;
};
export type RefundPayment = {
  readonly kind: 'refund';
  readonly orderId: string;
  readonly refundId: string;
  /** The return that it pays back, where it is for one. */
  readonly returnId?: string;
  /** The lines taken out of the order that it pays back, where it is for such. */
  readonly cancellationId?: string;
  readonly amountMinor: number;
  /** In the shop's words. */
  readonly reason: string;
  /** In a clerk's own. */
  readonly words?: Sealed;
  /** The order as it stood a moment ago. */
  readonly due: OrderDue;
};
/** A card is to promise what is still due: said before the gateway is asked. */
export type StartCardPayment = {
  readonly kind: 'start-card';
  readonly orderId: string;
  readonly attemptId: string;
  readonly paymentMethodId: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly due: OrderDue;
};
/** The gateway would not begin, or never heard of it. */
export type GiveUpCardPayment = {
  readonly kind: 'give-up-card';
  readonly orderId: string;
  readonly attemptId: string;
  readonly code: string;
  readonly declineCode?: string | undefined;
};
/** What the gateway's own objects say. */
export type Sighting =
  | { readonly kind: 'intent-seen'; readonly intent: IntentSeen }
  | { readonly kind: 'refund-seen'; readonly refund: RefundSeen }
  | { readonly kind: 'dispute-seen'; readonly dispute: DisputeSeen };
export type PaymentCommand =
  OwedRefund | ProcessPayment | RefundPayment | StartCardPayment | GiveUpCardPayment | Sighting;
export type PaymentRefusal =
  | 'order-not-found'
  | 'order-cancelled'
  | 'currency-differs'
  | 'payment-exceeds-due'
  | 'payment-not-found'
  | 'payment-differs'
  | 'payment-under-way'
  | 'nothing-due'
  | 'refund-exceeds-received'
  | 'return-not-found'
  | 'refund-exceeds-return'
  | 'cancellation-not-found'
  | 'refund-exceeds-cancelled'
  | OwedRefusal;

const process = (command: ProcessPayment, state: PaymentState) => {
  const { orderId, receiptId, method, amountMinor, currency, due } = command;
  if (state.kind === 'paid' && state.receiptIds.has(receiptId)) return alreadyDone;
  if (due.kind === 'no-order') return refuseAs('order-not-found', { orderId });
  if (due.cancelled) return refuseAs('order-cancelled', { orderId });
  if (due.currency !== currency) return refuseAs('currency-differs', { expected: due.currency, given: currency });
  const stillDue = stillDueMinor(due, state);
  if (amountMinor > stillDue) return refuseAs('payment-exceeds-due', { orderId, amountMinor, dueMinor: stillDue });
  const { customerId, country } = due;
  return accept<ShopEvent>({
    type: 'PaymentReceived',
    data: { paymentId: orderId, orderId, receiptId, method, amountMinor, currency, customerId, country },
  });
};

const refund = (command: RefundPayment, state: PaymentState) => {
  const { orderId, refundId, returnId, amountMinor, due } = command;
  if (state.kind === 'paid' && state.refundIds.has(refundId)) return alreadyDone;
  const worthMinor = returnId === undefined ? undefined : returnWorth(due, returnId);
  if (returnId !== undefined && worthMinor === undefined) return refuseAs('return-not-found', { orderId, returnId });
  if (state.kind === 'unpaid') return refuseAs('payment-not-found', { orderId });
  const receivedMinor = refundableMinor(state);
  if (amountMinor > receivedMinor)
    return refuseAs('refund-exceeds-received', { orderId, amountMinor, refundableMinor: receivedMinor });
  if (returnId !== undefined && worthMinor !== undefined) {
    // A history from before this rule may hold more than a return was worth.
    const leftOfReturn = Math.max(0, worthMinor - (state.refundedOfReturns.get(returnId) ?? 0));
    if (amountMinor > leftOfReturn)
      return refuseAs('refund-exceeds-return', { orderId, returnId, amountMinor, refundableMinor: leftOfReturn });
  }
  const { cancellationId } = command;
  if (cancellationId !== undefined) {
    const cancellations = due.kind === 'order' ? due.cancellations : undefined;
    const worthOfLines = cancellations?.get(cancellationId);
    if (due.kind === 'no-order' || cancellations === undefined || worthOfLines === undefined)
      return refuseAs('cancellation-not-found', { orderId, cancellationId });
    // Lines that were cancelled before their money was taken are not paid back: nothing was taken for them.
    const leftMinor = Math.min(
      worthOfLines - (state.refundedOfReturns.get(cancellationId) ?? 0),
      overpaidMinor(due.keptMinor ?? due.dueMinor, cancellations.keys(), state),
    );
    if (amountMinor > leftMinor)
      return refuseAs('refund-exceeds-cancelled', {
        ...{ orderId, cancellationId, amountMinor },
        refundableMinor: Math.max(0, leftMinor),
      });
  }
  return giveBack(command, state, receivedMinor);
};

/** Money goes back the way it came: to the card that has enough of it, else by hand. */
const giveBack = (command: RefundPayment, state: PaymentState & { kind: 'paid' }, receivedMinor: number) => {
  const { orderId, refundId, returnId, cancellationId, amountMinor, reason, words, due } = command;
  const { currency, customerId, country } = state;
  const base = {
    ...{ paymentId: orderId, orderId, refundId, amountMinor, currency, reason },
    ...(words === undefined ? {} : { words }),
    ...(returnId === undefined ? {} : { returnId }),
    ...(cancellationId === undefined ? {} : { cancellationId }),
    ...((due.kind === 'order' && due.cancelled) || cancellationId !== undefined ? { ofCancelled: true as const } : {}),
  };
  const card = refundableCard(state.cards, amountMinor);
  if (card && card.leftMinor >= amountMinor)
    return accept<ShopEvent>({ type: 'RefundStarted', data: { ...base, intentId: card.intentId } });
  const onCards = [...state.cards.attempts.values()].reduce(
    (sum, { capturedMinor, refundedMinor }) => sum + capturedMinor - refundedMinor,
    -owedMinor(state.cards),
  );
  const byHandMinor = receivedMinor - onCards;
  if (amountMinor > byHandMinor)
    return refuseAs('refund-exceeds-received', {
      ...{ orderId, amountMinor },
      refundableMinor: Math.max(card?.leftMinor ?? 0, byHandMinor),
    });
  return accept<ShopEvent>({ type: 'PaymentRefunded', data: { ...base, customerId, country } });
};

const returnWorth = (due: OrderDue, returnId: string): number | undefined =>
  due.kind === 'order' ? due.returns.get(returnId) : undefined;

/** While one of these may still bring money, no other card is asked. */
const live: readonly string[] = ['started', 'action-required', 'authorised'];

const startCard = (command: StartCardPayment, state: PaymentState) => {
  const { orderId, attemptId, paymentMethodId, startedAt, due } = command;
  if (state.cards.attempts.has(attemptId)) return alreadyDone;
  if (due.kind === 'no-order') return refuseAs('order-not-found', { orderId });
  if (due.cancelled) return refuseAs('order-cancelled', { orderId });
  if ([...state.cards.attempts.values()].some(({ status }) => live.includes(status)))
    return refuseAs('payment-under-way', { orderId });
  const amountMinor = stillDueMinor(due, state);
  if (amountMinor === 0) return refuseAs('nothing-due', { orderId });
  const { currency, customerId, country } = due;
  return accept<ShopEvent>({
    type: 'CardPaymentStarted',
    data: {
      ...{ paymentId: orderId, orderId, attemptId, paymentMethodId, startedAt },
      ...{ amountMinor, currency, customerId, country },
    },
  });
};

const giveUpCard = ({ orderId, attemptId, code, declineCode }: GiveUpCardPayment, state: PaymentState) => {
  const attempt = state.cards.attempts.get(attemptId);
  if (!attempt) return refuseAs('payment-not-found', { orderId });
  if (attempt.status !== 'started') return alreadyDone;
  return accept<ShopEvent>({
    type: 'PaymentDeclined',
    data: { paymentId: orderId, orderId, attemptId, code, ...(declineCode === undefined ? {} : { declineCode }) },
  });
};

const see = (sighting: Sighting, state: PaymentState) => {
  switch (sighting.kind) {
    case 'intent-seen': {
      const { intent } = sighting;
      const attempt = state.cards.attempts.get(intent.attemptId);
      return attempt ? newsOfIntent(intent, attempt) : refuseAs('payment-not-found', { orderId: intent.orderId });
    }
    case 'refund-seen': {
      const { refund: seen } = sighting;
      const found = state.cards.refunds.get(seen.refundId);
      return found && state.kind === 'paid'
        ? newsOfRefund(seen, found, { customerId: state.customerId, country: state.country })
        : refuseAs('payment-not-found', { orderId: seen.orderId });
    }
    case 'dispute-seen':
      return newsOfDispute(sighting.dispute, state.cards.disputes.get(sighting.dispute.disputeId));
  }
};

/**
 * The account of money of one order: it never takes more than is due, and never gives back more than it took, nor more
 * for a return than that was worth.
 */
export const paymentDecider: Decider<PaymentState, PaymentCommand, ShopEvent, PaymentRefusal> = {
  initial: unpaid,
  evolve: evolvePayment,
  decide: (command, state) => {
    switch (command.kind) {
      case 'process':
        return process(command, state);
      case 'refund':
        return refund(command, state);
      case 'start-card':
        return startCard(command, state);
      case 'give-up-card':
        return giveUpCard(command, state);
      case 'try-refund-again':
      case 'refund-by-hand':
        return decideOwed(command, state);
      default:
        return see(command, state);
    }
  },
};
