import type { ShopEvent } from '@storefold/contracts';

const parties = { customerId: null, country: 'United Kingdom' };
const currency = 'GBP';
const ofAttempt = (orderId: string, attemptId: string) => ({ paymentId: orderId, orderId, attemptId });
const ofIntent = (orderId: string, attemptId: string) => ({
  ...ofAttempt(orderId, attemptId),
  intentId: `pi_${attemptId}`,
});

export const cardStarted = (orderId: string, attemptId: string, amountMinor: number): ShopEvent => ({
  type: 'CardPaymentStarted',
  data: {
    ...{ ...ofAttempt(orderId, attemptId), amountMinor, currency, ...parties },
    ...{ paymentMethodId: 'pm_1', startedAt: '2011-03-07T10:00:00.000Z' },
  },
});
export const actionRequired = (orderId: string, attemptId: string): ShopEvent => ({
  type: 'PaymentActionRequired',
  data: { ...ofIntent(orderId, attemptId), url: 'https://bank.example/approve' },
});
export const cardDeclined = (orderId: string, attemptId: string): ShopEvent => ({
  type: 'PaymentDeclined',
  data: { ...ofIntent(orderId, attemptId), code: 'card_declined', declineCode: 'insufficient_funds' },
});
export const authorised = (orderId: string, attemptId: string, amountMinor: number): ShopEvent => ({
  type: 'PaymentAuthorised',
  data: {
    ...{ ...ofIntent(orderId, attemptId), amountMinor, currency, ...parties },
    expiresAt: '2011-03-14T10:00:00.000Z',
  },
});
export const captured = (orderId: string, attemptId: string, amountMinor: number): ShopEvent => ({
  type: 'PaymentCaptured',
  data: { ...ofIntent(orderId, attemptId), amountMinor, currency, ...parties },
});
export const voided = (orderId: string, attemptId: string): ShopEvent => ({
  type: 'AuthorisationVoided',
  data: ofIntent(orderId, attemptId),
});
export const expired = (orderId: string, attemptId: string): ShopEvent => ({
  type: 'AuthorisationExpired',
  data: ofIntent(orderId, attemptId),
});
export const refundStarted = (orderId: string, refundId: string, amountMinor: number): ShopEvent => ({
  type: 'RefundStarted',
  data: { paymentId: orderId, orderId, refundId, intentId: 'pi_a1', amountMinor, currency, reason: 'cracked' },
});
export const refundFailed = (
  orderId: string,
  refundId: string,
  amountMinor: number,
  wasRefunded: boolean,
  ofCancelled?: true,
): ShopEvent => ({
  type: 'RefundFailed',
  data: {
    ...{ paymentId: orderId, orderId, refundId, intentId: 'pi_a1', amountMinor, currency, ...parties },
    ...{ code: 'lost_or_stolen_card', wasRefunded },
    ...(ofCancelled ? { ofCancelled } : {}),
  },
});
const ofDispute = (orderId: string) => ({
  ...{ paymentId: orderId, orderId, disputeId: 'du_1', intentId: 'pi_a1', amountMinor: 1_394, currency },
});
export const disputeOpened = (orderId: string): ShopEvent => ({
  type: 'DisputeOpened',
  data: { ...ofDispute(orderId), reason: 'fraudulent', answerBy: '2011-03-14T10:00:00.000Z' },
});
export const disputeClosed = (orderId: string, outcome: 'won' | 'lost'): ShopEvent => ({
  type: 'DisputeClosed',
  data: { ...ofDispute(orderId), outcome },
});
