import type { DataOf, ShopEvent } from '@storefold/contracts';
import type { IntentSeen, RefundSeen } from '../payments/card-sightings.js';

// One order of £10 paid by card, for specs.

export const orderId = 'o1';
export const parties = { customerId: null, country: 'France' };
const sum = { amountMinor: 1_000, currency: 'GBP' };
const ofAttempt = (attemptId: string) => ({ paymentId: orderId, orderId, attemptId });
const ofIntent = (attemptId: string) => ({ ...ofAttempt(attemptId), intentId: `pi_${attemptId}` });

export const started = (attemptId = 'a1', amountMinor = 1_000): ShopEvent => ({
  type: 'CardPaymentStarted',
  data: {
    ...{ ...ofAttempt(attemptId), ...sum, ...parties, amountMinor },
    ...{ paymentMethodId: `pm_${attemptId}`, startedAt: '2026-11-26T12:00:00.000Z' },
  },
});
export const actionRequired = (attemptId = 'a1'): ShopEvent => ({
  type: 'PaymentActionRequired',
  data: { ...ofIntent(attemptId), url: 'https://bank.example/approve' },
});
export const declined = (attemptId = 'a1', more: Partial<DataOf<'PaymentDeclined'>> = {}): ShopEvent => ({
  type: 'PaymentDeclined',
  data: { ...ofIntent(attemptId), code: 'card_declined', ...more },
});
export const authorised = (attemptId = 'a1', amountMinor = 1_000): ShopEvent => ({
  type: 'PaymentAuthorised',
  data: { ...ofIntent(attemptId), ...sum, ...parties, amountMinor },
});
export const captured = (attemptId = 'a1', amountMinor = 1_000): ShopEvent => ({
  type: 'PaymentCaptured',
  data: { ...ofIntent(attemptId), ...sum, ...parties, amountMinor },
});
export const voided = (attemptId = 'a1'): ShopEvent => ({ type: 'AuthorisationVoided', data: ofIntent(attemptId) });
export const expired = (attemptId = 'a1'): ShopEvent => ({ type: 'AuthorisationExpired', data: ofIntent(attemptId) });

type RefundMore = { readonly returnId?: string; readonly ofCancelled?: true; readonly insteadOf?: string };
export const refundStarted = (
  refundId: string,
  amountMinor: number,
  more: RefundMore = {},
  attemptId = 'a1',
): ShopEvent => ({
  type: 'RefundStarted',
  data: {
    ...{ paymentId: orderId, orderId, refundId, intentId: `pi_${attemptId}` },
    ...{ ...sum, amountMinor, reason: 'cracked', ...more },
  },
});
export const refunded = (refundId: string, amountMinor: number, more: RefundMore = {}): ShopEvent => ({
  type: 'PaymentRefunded',
  data: {
    ...{ paymentId: orderId, orderId, refundId, ...sum, amountMinor, reason: 'cracked', ...parties, ...more },
    gatewayRefundId: `re_${refundId}`,
  },
});
export const refundFailed = (
  refundId: string,
  amountMinor: number,
  wasRefunded: boolean,
  more: RefundMore & { readonly owed?: true } = {},
): ShopEvent => ({
  type: 'RefundFailed',
  data: {
    ...{ paymentId: orderId, orderId, refundId, intentId: 'pi_a1' },
    ...{ ...sum, amountMinor, ...parties, ...more, code: 'lost_or_stolen_card', wasRefunded },
  },
});

export const intentSeen = (status: IntentSeen['status'], more: Partial<IntentSeen> = {}): IntentSeen => ({
  ...{ intentId: 'pi_a1', orderId, attemptId: 'a1', status, ...sum, hasExpired: false },
  capturedMinor: status === 'captured' ? 1_000 : 0,
  ...more,
});
export const refundSeen = (refundId: string, status: RefundSeen['status']): RefundSeen => ({
  ...{ gatewayRefundId: `re_${refundId}`, refundId, orderId, status },
  ...(status === 'failed' ? { code: 'lost_or_stolen_card' } : {}),
});
