import type { DataOf, ShopEvent } from '@storefold/contracts';
import { authorisedMinor, evolveCards, noCards, owedMinor, type CardState } from './card-state.js';
import type { OrderDue } from './order-due.js';

// The events of payments are stored for ever: see contracts/src/events/payments.ts.

export type PaymentState =
  | { readonly kind: 'unpaid'; readonly cards: CardState }
  | {
      readonly kind: 'paid';
      readonly currency: string;
      readonly customerId: string | null;
      readonly country: string;
      /** What came in, by whichever way; of it was given back `refundedMinor`, and `refundingMinor` is on its way. */
      readonly receivedMinor: number;
      readonly refundedMinor: number;
      readonly refundingMinor: number;
      readonly receiptIds: ReadonlySet<string>;
      readonly refundIds: ReadonlySet<string>;
      /** What was given back, or is on its way, for each return and each cancellation of lines, in minor units. */
      readonly refundedOfReturns: ReadonlyMap<string, number>;
      readonly cards: CardState;
    };
type Paid = Extract<PaymentState, { kind: 'paid' }>;

export const unpaid: PaymentState = { kind: 'unpaid', cards: noCards };

type Came = Pick<DataOf<'PaymentReceived'>, 'currency' | 'customerId' | 'country' | 'amountMinor'>;

const received = (state: PaymentState, { currency, customerId, country, amountMinor }: Came): Paid => {
  const before = state.kind === 'paid' ? state : undefined;
  return {
    ...{ kind: 'paid', currency, customerId, country },
    receivedMinor: (before?.receivedMinor ?? 0) + amountMinor,
    refundedMinor: before?.refundedMinor ?? 0,
    refundingMinor: before?.refundingMinor ?? 0,
    receiptIds: before?.receiptIds ?? new Set(),
    refundIds: before?.refundIds ?? new Set(),
    refundedOfReturns: before?.refundedOfReturns ?? new Map(),
    cards: state.cards,
  };
};

const ofReturn = (
  state: Paid,
  refund: {
    readonly returnId?: string | undefined;
    readonly cancellationId?: string | undefined;
    readonly amountMinor: number;
  },
): ReadonlyMap<string, number> => {
  const ofWhat = refund.returnId ?? refund.cancellationId;
  if (ofWhat === undefined) return state.refundedOfReturns;
  const before = state.refundedOfReturns.get(ofWhat) ?? 0;
  return new Map(state.refundedOfReturns).set(ofWhat, before + refund.amountMinor);
};

const isOwed = (state: Paid, refundId: string | undefined): boolean =>
  refundId !== undefined && state.cards.refunds.get(refundId)?.owed === true;

const evolveMoney = (state: PaymentState, event: ShopEvent): PaymentState => {
  switch (event.type) {
    case 'PaymentReceived': {
      const after = received(state, event.data);
      return { ...after, receiptIds: new Set(after.receiptIds).add(event.data.receiptId) };
    }
    case 'PaymentCaptured':
      return state.cards.attempts.get(event.data.attemptId)?.status === 'captured'
        ? state
        : received(state, event.data);
    case 'RefundStarted': {
      if (state.kind === 'unpaid' || state.refundIds.has(event.data.refundId)) return state;
      const { refundId, amountMinor } = event.data;
      return {
        ...state,
        refundingMinor: state.refundingMinor + amountMinor,
        refundIds: new Set(state.refundIds).add(refundId),
        // What stands in for another was counted with that.
        refundedOfReturns: isOwed(state, event.data.insteadOf) ? state.refundedOfReturns : ofReturn(state, event.data),
      };
    }
    case 'PaymentRefunded': {
      if (state.kind === 'unpaid') return state;
      const { refundId, amountMinor } = event.data;
      // One that was on its way has been counted then.
      const wasUnderWay = state.cards.refunds.get(refundId)?.status === 'started';
      return {
        ...state,
        refundedMinor: state.refundedMinor + amountMinor,
        refundingMinor: state.refundingMinor - (wasUnderWay ? amountMinor : 0),
        refundIds: new Set(state.refundIds).add(refundId),
        refundedOfReturns:
          wasUnderWay || isOwed(state, event.data.insteadOf) ? state.refundedOfReturns : ofReturn(state, event.data),
      };
    }
    case 'RefundFailed': {
      if (state.kind === 'unpaid') return state;
      const refund = state.cards.refunds.get(event.data.refundId);
      if (!refund || refund.status === 'failed') return state;
      const { amountMinor, returnId, cancellationId } = refund;
      return {
        ...state,
        refundedMinor: state.refundedMinor - (refund.status === 'done' ? amountMinor : 0),
        refundingMinor: state.refundingMinor - (refund.status === 'started' ? amountMinor : 0),
        // What is owed is given back for the same reason later: nothing else may be, meanwhile.
        refundedOfReturns: event.data.owed
          ? state.refundedOfReturns
          : ofReturn(state, { returnId, cancellationId, amountMinor: -amountMinor }),
      };
    }
    default:
      return state;
  }
};

/** Folds one event into the account. Total. */
export const evolvePayment = (state: PaymentState, event: ShopEvent): PaymentState => {
  const money = evolveMoney(state, event);
  const cards = evolveCards(state.cards, event);
  return money.cards === cards ? money : { ...money, cards };
};

/** What is still to be paid: never below zero, though an order's returns may leave it overpaid. What is promised counts as paid. */
export const stillDueMinor = (due: OrderDue, state: PaymentState): number =>
  due.kind === 'no-order' || due.cancelled
    ? 0
    : Math.max(0, due.dueMinor - (state.kind === 'paid' ? state.receivedMinor : 0) - authorisedMinor(state.cards));

/** What came in and was neither given back, nor is on its way back, nor is owed because a bank did not take it. */
export const refundableMinor = (state: PaymentState): number =>
  state.kind === 'paid' ? state.receivedMinor - state.refundedMinor - state.refundingMinor - owedMinor(state.cards) : 0;

/**
 * What came in for lines that were cancelled afterwards and was not paid back for them: never more than that, whichever refunds were
 * given for other reasons.
 *
 * @param keptMinor what is to be paid for all that was not cancelled, in minor units
 * @param cancellationIds all cancellations of lines of the order
 */
export const overpaidMinor = (
  keptMinor: number,
  cancellationIds: Iterable<string>,
  state: Extract<PaymentState, { kind: 'paid' }>,
): number =>
  [...cancellationIds].reduce(
    (left, cancellationId) => left - (state.refundedOfReturns.get(cancellationId) ?? 0),
    Math.max(0, state.receivedMinor - keptMinor),
  );
