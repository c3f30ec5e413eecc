import type { OfflineMethod, ShopEvent } from '@storefold/contracts';
import { accept, alreadyDone, refuseAs, type Decider } from '../decider.js';
import type { OrderDue } from './order-due.js';

// PaymentReceived and PaymentRefunded are stored for ever: see contracts/src/events/payments.ts.

export type PaymentState =
  | { readonly kind: 'unpaid' }
  | {
      readonly kind: 'paid';
      readonly currency: string;
      readonly customerId: string | null;
      readonly country: string;
      readonly receivedMinor: number;
      readonly refundedMinor: number;
      readonly receiptIds: ReadonlySet<string>;
      readonly refundIds: ReadonlySet<string>;
      /** What was given back for each return, in minor units. */
      readonly refundedOfReturns: ReadonlyMap<string, number>;
    };

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
  readonly amountMinor: number;
  readonly reason: string;
  /** The order as it stood a moment ago. */
  readonly due: OrderDue;
};
export type PaymentCommand = ProcessPayment | RefundPayment;
export type PaymentRefusal =
  | 'order-not-found'
  | 'order-cancelled'
  | 'currency-differs'
  | 'payment-exceeds-due'
  | 'payment-not-found'
  | 'refund-exceeds-received'
  | 'return-not-found'
  | 'refund-exceeds-return';

const evolve = (state: PaymentState, event: ShopEvent): PaymentState => {
  switch (event.type) {
    case 'PaymentReceived': {
      const { currency, customerId, country, amountMinor, receiptId } = event.data;
      const before = state.kind === 'paid' ? state : undefined;
      return {
        ...{ kind: 'paid', currency, customerId, country },
        receivedMinor: (before?.receivedMinor ?? 0) + amountMinor,
        refundedMinor: before?.refundedMinor ?? 0,
        receiptIds: new Set(before?.receiptIds).add(receiptId),
        refundIds: before?.refundIds ?? new Set(),
        refundedOfReturns: before?.refundedOfReturns ?? new Map(),
      };
    }
    case 'PaymentRefunded': {
      if (state.kind === 'unpaid') return state;
      const { refundId, returnId, amountMinor } = event.data;
      const before = state.refundedOfReturns;
      return {
        ...state,
        refundedMinor: state.refundedMinor + amountMinor,
        refundIds: new Set(state.refundIds).add(refundId),
        refundedOfReturns:
          returnId === undefined ? before : new Map(before).set(returnId, (before.get(returnId) ?? 0) + amountMinor),
      };
    }
    default:
      return state;
  }
};

/** What is still to be paid: never below zero, though an order's returns may leave it overpaid. */
export const stillDueMinor = (due: OrderDue, state: PaymentState): number =>
  due.kind === 'no-order' || due.cancelled
    ? 0
    : Math.max(0, due.dueMinor - (state.kind === 'paid' ? state.receivedMinor : 0));

const process = (command: ProcessPayment, state: PaymentState) => {
  const { orderId, receiptId, method, amountMinor, currency, due } = command;
  if (state.kind === 'paid' && state.receiptIds.has(receiptId)) return alreadyDone;
  if (due.kind === 'no-order') return refuseAs('order-not-found', { orderId });
  if (due.cancelled) return refuseAs('order-cancelled', { orderId });
  if (due.currency !== currency) return refuseAs('currency-differs', { expected: due.currency, given: currency });
  const stillDue = stillDueMinor(due, state);
  if (amountMinor > stillDue) return refuseAs('payment-exceeds-due', { orderId, amountMinor, dueMinor: stillDue });
  const { customerId, country } = due;
  return accept({
    type: 'PaymentReceived' as const,
    data: { paymentId: orderId, orderId, receiptId, method, amountMinor, currency, customerId, country },
  });
};

const refund = (command: RefundPayment, state: PaymentState) => {
  const { orderId, refundId, returnId, amountMinor, reason, due } = command;
  if (state.kind === 'paid' && state.refundIds.has(refundId)) return alreadyDone;
  const worthMinor = returnId === undefined ? undefined : returnWorth(due, returnId);
  if (returnId !== undefined && worthMinor === undefined) return refuseAs('return-not-found', { orderId, returnId });
  if (state.kind === 'unpaid') return refuseAs('payment-not-found', { orderId });
  const receivedMinor = state.receivedMinor - state.refundedMinor;
  if (amountMinor > receivedMinor)
    return refuseAs('refund-exceeds-received', { orderId, amountMinor, refundableMinor: receivedMinor });
  if (returnId !== undefined && worthMinor !== undefined) {
    // A history from before this rule may hold more than a return was worth.
    const refundableMinor = Math.max(0, worthMinor - (state.refundedOfReturns.get(returnId) ?? 0));
    if (amountMinor > refundableMinor)
      return refuseAs('refund-exceeds-return', { orderId, returnId, amountMinor, refundableMinor });
  }
  const { currency, customerId, country } = state;
  return accept({
    type: 'PaymentRefunded' as const,
    data: {
      ...{ paymentId: orderId, orderId, refundId, amountMinor, currency, reason, customerId, country },
      ...(returnId === undefined ? {} : { returnId }),
      ...(due.kind === 'order' && due.cancelled ? { ofCancelled: true as const } : {}),
    },
  });
};

const returnWorth = (due: OrderDue, returnId: string): number | undefined =>
  due.kind === 'order' ? due.returns.get(returnId) : undefined;

/**
 * The account of money of one order: it never takes more than is due, and never gives back more than it took, nor more
 * for a return than that was worth.
 */
export const paymentDecider: Decider<PaymentState, PaymentCommand, ShopEvent, PaymentRefusal> = {
  initial: { kind: 'unpaid' },
  evolve,
  decide: (command, state) => (command.kind === 'process' ? process(command, state) : refund(command, state)),
};
