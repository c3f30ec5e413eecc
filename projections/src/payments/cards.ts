import type { CardStatus, PaymentDocument, Recorded } from '@storefold/contracts';

type Cards = Pick<PaymentDocument, 'cards' | 'disputes'>;
type Card = PaymentDocument['cards'][number];

const promised = (cards: readonly Card[]): number =>
  cards.reduce((sum, { status, amountMinor }) => sum + (status === 'authorised' ? amountMinor : 0), 0);

/** The document with its cards, and with what they promise. */
export const withCards = (document: PaymentDocument, cards: Cards): PaymentDocument => ({
  ...document,
  ...cards,
  authorisedMinor: promised(cards.cards),
});

const quiet = { url: null, code: null, declineCode: null } as const;

/** What an event does to the cards and disputes of an order; undefined where that is nothing. */
export const projectCards = (before: Cards, event: Recorded): Cards | undefined => {
  const at = event.metadata.occurredAt;
  const change = (attemptId: string, changed: Partial<Card>): Cards => ({
    disputes: before.disputes,
    cards: before.cards.map((card) => (card.attemptId === attemptId ? { ...card, ...changed } : card)),
  });
  const reached = (attemptId: string, intentId: string, status: CardStatus, more: Partial<Card> = {}): Cards =>
    change(attemptId, { ...quiet, intentId, status, ...more });
  switch (event.type) {
    case 'CardPaymentStarted': {
      const { attemptId, amountMinor } = event.data;
      const card: Card = { attemptId, intentId: null, status: 'started', amountMinor, ...quiet, expiresAt: null, at };
      return { disputes: before.disputes, cards: [...before.cards, card] };
    }
    case 'PaymentActionRequired': {
      const { attemptId, intentId, url } = event.data;
      return reached(attemptId, intentId, 'action-required', { url });
    }
    case 'PaymentDeclined': {
      const { attemptId, intentId, code, declineCode } = event.data;
      return change(attemptId, {
        ...{ ...quiet, status: 'declined', code, declineCode: declineCode ?? null },
        ...(intentId === undefined ? {} : { intentId }),
      });
    }
    case 'PaymentAuthorised': {
      const { attemptId, intentId, expiresAt } = event.data;
      return reached(attemptId, intentId, 'authorised', { expiresAt: expiresAt ?? null });
    }
    case 'PaymentCaptured':
      return reached(event.data.attemptId, event.data.intentId, 'captured');
    case 'AuthorisationVoided':
      return reached(event.data.attemptId, event.data.intentId, 'voided');
    case 'AuthorisationExpired':
      return reached(event.data.attemptId, event.data.intentId, 'expired');
    case 'DisputeOpened': {
      const { disputeId, amountMinor, reason, answerBy = null } = event.data;
      const dispute = { disputeId, status: 'open' as const, amountMinor, reason, answerBy, at };
      return { cards: before.cards, disputes: [...before.disputes, dispute] };
    }
    case 'DisputeClosed': {
      const { disputeId, outcome } = event.data;
      return {
        cards: before.cards,
        disputes: before.disputes.map((each) => (each.disputeId === disputeId ? { ...each, status: outcome } : each)),
      };
    }
    default:
      return undefined;
  }
};
