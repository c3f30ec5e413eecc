import type { ShopEvent } from '@storefold/contracts';
import { accept, alreadyDone, refuseAs } from '../decider.js';
import type { CardAttempt, CardRefund } from './card-state.js';

/**
 * The gateway's own object, as it was seen a moment ago. It is the truth: whatever it says is recorded once, in whatever order
 * and however often it is seen.
 */
export type IntentSeen = {
  readonly intentId: string;
  readonly orderId: string;
  readonly attemptId: string;
  readonly status: 'unfinished' | 'action-required' | 'declined' | 'authorised' | 'captured' | 'cancelled';
  readonly amountMinor: number;
  readonly currency: string;
  /** What was taken; differs from the amount where only a part was. */
  readonly capturedMinor: number;
  readonly url?: string | undefined;
  readonly code?: string | undefined;
  readonly declineCode?: string | undefined;
  readonly expiresAt?: string | undefined;
  /** It was cancelled because nobody took it in time. */
  readonly hasExpired: boolean;
};
export type RefundSeen = {
  readonly gatewayRefundId: string;
  readonly refundId: string;
  readonly orderId: string;
  readonly status: 'pending' | 'done' | 'failed';
  readonly code?: string | undefined;
};
export type DisputeSeen = {
  readonly disputeId: string;
  readonly orderId: string;
  readonly intentId: string;
  readonly status: 'open' | 'won' | 'lost';
  readonly amountMinor: number;
  readonly currency: string;
  readonly reason: string;
  readonly answerBy?: string | undefined;
};

type Parties = { readonly customerId: string | null; readonly country: string };

const open: readonly CardAttempt['status'][] = ['started', 'action-required', 'declined'];

/** What is news in a sighting of a card's payment. An older sighting than what stands says nothing. */
export const newsOfIntent = (seen: IntentSeen, attempt: CardAttempt) => {
  const { orderId, attemptId, intentId, amountMinor, currency } = seen;
  if (amountMinor !== attempt.amountMinor || currency !== attempt.currency)
    return refuseAs('payment-differs', {
      ...{ orderId, amountMinor: attempt.amountMinor, currency: attempt.currency },
      ...{ seenMinor: amountMinor, seenCurrency: currency },
    });
  const base = { paymentId: orderId, orderId, attemptId, intentId };
  const sum = { currency, customerId: attempt.customerId, country: attempt.country };
  const isOpen = open.includes(attempt.status);
  const promised = (): ShopEvent => ({
    type: 'PaymentAuthorised',
    data: {
      ...{ ...base, amountMinor, ...sum },
      ...(seen.expiresAt === undefined ? {} : { expiresAt: seen.expiresAt }),
    },
  });
  switch (seen.status) {
    case 'unfinished':
      return alreadyDone;
    case 'action-required':
      return attempt.status === 'started' && seen.url !== undefined
        ? accept<ShopEvent>({ type: 'PaymentActionRequired', data: { ...base, url: seen.url } })
        : alreadyDone;
    case 'declined': {
      if (attempt.status !== 'started' && attempt.status !== 'action-required') return alreadyDone;
      const { code = 'card_declined', declineCode } = seen;
      return accept<ShopEvent>({
        type: 'PaymentDeclined',
        data: { ...base, code, ...(declineCode === undefined ? {} : { declineCode }) },
      });
    }
    case 'authorised':
      return isOpen ? accept(promised()) : alreadyDone;
    case 'captured': {
      if (attempt.status === 'captured') return alreadyDone;
      const taken: ShopEvent = {
        type: 'PaymentCaptured',
        data: { ...base, amountMinor: seen.capturedMinor, ...sum },
      };
      return isOpen ? accept(promised(), taken) : accept(taken);
    }
    case 'cancelled':
      if (attempt.status === 'authorised' && seen.hasExpired)
        return accept<ShopEvent>({ type: 'AuthorisationExpired', data: base });
      return isOpen || attempt.status === 'authorised'
        ? accept<ShopEvent>({ type: 'AuthorisationVoided', data: base })
        : alreadyDone;
  }
};

/** What is news in a sighting of a refund. */
export const newsOfRefund = (seen: RefundSeen, refund: CardRefund, parties: Parties) => {
  const { orderId, refundId, gatewayRefundId } = seen;
  const { intentId, amountMinor, currency, reason, returnId, cancellationId, ofCancelled } = refund;
  const base = {
    ...{ paymentId: orderId, orderId, refundId, amountMinor, currency, ...parties },
    ...(returnId === undefined ? {} : { returnId }),
    ...(cancellationId === undefined ? {} : { cancellationId }),
    ...(ofCancelled === undefined ? {} : { ofCancelled }),
  };
  if (seen.status === 'done' && refund.status === 'started')
    return accept<ShopEvent>({ type: 'PaymentRefunded', data: { ...base, reason, gatewayRefundId } });
  if (seen.status === 'failed' && refund.status !== 'failed')
    return accept<ShopEvent>({
      type: 'RefundFailed',
      data: { ...base, intentId, code: seen.code ?? 'unknown', wasRefunded: refund.status === 'done', owed: true },
    });
  return alreadyDone;
};

/** What is news in a sighting of a dispute. */
export const newsOfDispute = (seen: DisputeSeen, known: 'open' | 'won' | 'lost' | undefined) => {
  const { disputeId, orderId, intentId, amountMinor, currency, reason, answerBy, status } = seen;
  const base = { paymentId: orderId, orderId, disputeId, intentId, amountMinor, currency };
  const opened: ShopEvent = {
    type: 'DisputeOpened',
    data: { ...base, reason, ...(answerBy === undefined ? {} : { answerBy }) },
  };
  if (status === 'open') return known === undefined ? accept<ShopEvent>(opened) : alreadyDone;
  if (known === status) return alreadyDone;
  const closed: ShopEvent = { type: 'DisputeClosed', data: { ...base, outcome: status } };
  return known === undefined ? accept<ShopEvent>(opened, closed) : accept<ShopEvent>(closed);
};
