import type { DataOf, ShopEvent } from '@storefold/contracts';

/** How far one card has come. `started`: the gateway was asked, and its answer is not known yet. */
export type AttemptStatus =
  'started' | 'action-required' | 'declined' | 'authorised' | 'captured' | 'voided' | 'expired';

/** One card that was tried for an order. */
export type CardAttempt = {
  readonly attemptId: string;
  /** The gateway's own name of it, once it is known. */
  readonly intentId?: string | undefined;
  readonly status: AttemptStatus;
  readonly paymentMethodId: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly startedAt: string;
  readonly customerId: string | null;
  readonly country: string;
  /** Where the shopper approves it. */
  readonly url?: string | undefined;
  readonly code?: string | undefined;
  readonly declineCode?: string | undefined;
  /** What was taken, in minor units. */
  readonly capturedMinor: number;
  /** What was given back of it or is on its way, in minor units. */
  readonly refundedMinor: number;
};

export type CardRefund = Pick<
  DataOf<'RefundStarted'>,
  'refundId' | 'intentId' | 'amountMinor' | 'currency' | 'reason' | 'returnId' | 'cancellationId' | 'ofCancelled'
> & {
  readonly status: 'started' | 'done' | 'failed';
  /** How often the bank was asked for the money of it, this time included. */
  readonly tries: number;
  /** The bank did not take it, and no other refund stands in for it yet. */
  readonly owed: boolean;
};

export type CardState = {
  /** By attempt id, oldest first. */
  readonly attempts: ReadonlyMap<string, CardAttempt>;
  readonly refunds: ReadonlyMap<string, CardRefund>;
  /** By dispute id. */
  readonly disputes: ReadonlyMap<string, 'open' | 'won' | 'lost'>;
};

export const noCards: CardState = { attempts: new Map(), refunds: new Map(), disputes: new Map() };

const withAttempt = (state: CardState, attemptId: string, change: (attempt: CardAttempt) => CardAttempt): CardState => {
  const attempt = state.attempts.get(attemptId);
  return attempt ? { ...state, attempts: new Map(state.attempts).set(attemptId, change(attempt)) } : state;
};

/** Money of a promise comes or goes: found by the gateway's name, as refunds know no attempt. */
const givenBack = (state: CardState, intentId: string, amountMinor: number): CardState => {
  for (const attempt of state.attempts.values())
    if (attempt.intentId === intentId)
      return withAttempt(state, attempt.attemptId, (found) => ({
        ...found,
        refundedMinor: found.refundedMinor + amountMinor,
      }));
  return state;
};

/** A refund that was owed is not any more: another stands in for it. */
const stoodInFor = (state: CardState, refundId: string | undefined): CardState => {
  const refund = refundId === undefined ? undefined : state.refunds.get(refundId);
  return refund?.owed
    ? { ...state, refunds: new Map(state.refunds).set(refund.refundId, { ...refund, owed: false }) }
    : state;
};

const started = (state: CardState, data: DataOf<'CardPaymentStarted'>): CardState => {
  const { attemptId, paymentMethodId, amountMinor, currency, startedAt, customerId, country } = data;
  if (state.attempts.has(attemptId)) return state;
  const attempt: CardAttempt = {
    ...{ attemptId, paymentMethodId, amountMinor, currency, startedAt, customerId, country },
    ...{ status: 'started', capturedMinor: 0, refundedMinor: 0 },
  };
  return { ...state, attempts: new Map(state.attempts).set(attemptId, attempt) };
};

/** Folds what happened to the cards of an order. Total. */
export const evolveCards = (state: CardState, event: ShopEvent): CardState => {
  switch (event.type) {
    case 'CardPaymentStarted':
      return started(state, event.data);
    case 'PaymentActionRequired': {
      const { attemptId, intentId, url } = event.data;
      return withAttempt(state, attemptId, (attempt) => ({ ...attempt, status: 'action-required', intentId, url }));
    }
    case 'PaymentDeclined': {
      const { attemptId, intentId, code, declineCode } = event.data;
      return withAttempt(state, attemptId, (attempt) => ({
        ...attempt,
        ...{ status: 'declined', intentId: intentId ?? attempt.intentId, code, declineCode },
      }));
    }
    case 'PaymentAuthorised':
      return reached(state, event.data, 'authorised');
    case 'PaymentCaptured': {
      const { attemptId, amountMinor } = event.data;
      return withAttempt(reached(state, event.data, 'captured'), attemptId, (attempt) => ({
        ...attempt,
        capturedMinor: amountMinor,
      }));
    }
    case 'AuthorisationVoided':
      return reached(state, event.data, 'voided');
    case 'AuthorisationExpired':
      return reached(state, event.data, 'expired');
    case 'RefundStarted': {
      const { refundId, intentId, amountMinor, currency, reason, returnId, cancellationId, ofCancelled } = event.data;
      if (state.refunds.has(refundId)) return state;
      const { insteadOf } = event.data;
      const refund: CardRefund = {
        ...{ refundId, intentId, amountMinor, currency, reason, returnId, cancellationId, ofCancelled },
        ...{ status: 'started', owed: false },
        tries: (insteadOf === undefined ? 0 : (state.refunds.get(insteadOf)?.tries ?? 0)) + 1,
      };
      const after = stoodInFor(state, insteadOf);
      return givenBack({ ...after, refunds: new Map(after.refunds).set(refundId, refund) }, intentId, amountMinor);
    }
    case 'PaymentRefunded': {
      const { refundId, insteadOf } = event.data;
      const owed = insteadOf === undefined ? undefined : state.refunds.get(insteadOf);
      // Given back by hand: it is not on its card any more either.
      if (owed?.owed) return givenBack(stoodInFor(state, insteadOf), owed.intentId, owed.amountMinor);
      const refund = state.refunds.get(refundId);
      return refund
        ? { ...state, refunds: new Map(state.refunds).set(refundId, { ...refund, status: 'done' }) }
        : state;
    }
    case 'RefundFailed': {
      const refund = state.refunds.get(event.data.refundId);
      if (!refund || refund.status === 'failed') return state;
      return givenBack(
        {
          ...state,
          refunds: new Map(state.refunds).set(refund.refundId, {
            ...refund,
            ...{ status: 'failed', owed: event.data.owed === true },
          }),
        },
        refund.intentId,
        -refund.amountMinor,
      );
    }
    case 'DisputeOpened':
      return { ...state, disputes: new Map(state.disputes).set(event.data.disputeId, 'open') };
    case 'DisputeClosed':
      return { ...state, disputes: new Map(state.disputes).set(event.data.disputeId, event.data.outcome) };
    default:
      return state;
  }
};

const reached = (
  state: CardState,
  { attemptId, intentId }: { readonly attemptId: string; readonly intentId: string },
  status: AttemptStatus,
): CardState =>
  withAttempt(state, attemptId, (attempt) => ({
    ...attempt,
    ...{ status, intentId, url: undefined, code: undefined, declineCode: undefined },
  }));

/** What is promised and not yet taken, in minor units. */
export const authorisedMinor = ({ attempts }: CardState): number =>
  [...attempts.values()].reduce((sum, { status, amountMinor }) => sum + (status === 'authorised' ? amountMinor : 0), 0);

/** What banks did not take and nothing stands in for: it is nobody's to give back for another reason. Minor units. */
export const owedMinor = ({ refunds }: CardState): number =>
  [...refunds.values()].reduce((sum, { owed, amountMinor }) => sum + (owed ? amountMinor : 0), 0);

/** The card that still has money of ours to give back: of several the first that has enough, else the one with most. */
export const refundableCard = ({ attempts }: CardState, amountMinor: number) => {
  const taken = [...attempts.values()]
    .filter(({ status }) => status === 'captured')
    .map(({ intentId = '', capturedMinor, refundedMinor }) => ({ intentId, leftMinor: capturedMinor - refundedMinor }))
    .filter(({ leftMinor }) => leftMinor > 0);
  return (
    taken.find(({ leftMinor }) => leftMinor >= amountMinor) ?? taken.sort((a, b) => b.leftMinor - a.leftMinor).at(0)
  );
};
