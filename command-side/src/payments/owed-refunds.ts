import { deriveId } from '@storefold/platform';
import type { Sealed, ShopEvent } from '@storefold/contracts';
import { accept, alreadyDone, refuseAs } from '../decider.js';
import { refundableCard, type CardRefund } from './card-state.js';
import type { PaymentState } from './payment-state.js';

// A refund that the bank did not take is owed: nothing else is given back of its money, until it is tried again or given back by
// hand. Each names the one before, so that of several of the same thing one counts.

type OfRefund = { readonly orderId: string; readonly refundId: string };
/** Asks a bank again for what it did not take. */
export type TryRefundAgain = OfRefund & { readonly kind: 'try-refund-again' };
/** It was given back in another way: over the counter, or by bank transfer. */
export type RefundByHand = OfRefund & {
  readonly kind: 'refund-by-hand';
  readonly byHandId: string;
  /** In the shop's words. */
  readonly reason: string;
  /** In a clerk's own. */
  readonly words?: Sealed;
};
export type OwedRefund = TryRefundAgain | RefundByHand;
export type OwedRefusal = 'refund-not-found' | 'refund-not-owed' | 'payment-disputed' | 'refund-exceeds-received';

/** The next try of a refund: one for each that failed, whoever begins it. */
export const nextTry = ({ orderId, refundId }: OfRefund): string => deriveId('refund-again', orderId, refundId);

const HOUR_MS = 3_600_000;
/** So long after its first failure, its second, ... a refund is tried again; after the last of these a person has to. */
const PAUSES_MS: readonly number[] = [1, 6, 24, 72, 168].map((hours) => hours * HOUR_MS);

/** When a refund that failed is tried again, ISO 8601; undefined where it was tried often enough. */
export const triedAgainAt = (failedAt: string, { tries }: Pick<CardRefund, 'tries'>): string | undefined => {
  const pause = PAUSES_MS[tries - 1];
  return pause === undefined ? undefined : new Date(Date.parse(failedAt) + pause).toISOString();
};

const forWhat = ({ returnId, cancellationId, ofCancelled }: CardRefund) => ({
  ...(returnId === undefined ? {} : { returnId }),
  ...(cancellationId === undefined ? {} : { cancellationId }),
  ...(ofCancelled === undefined ? {} : { ofCancelled }),
});

export const decideOwed = (command: OwedRefund, state: PaymentState) => {
  const { orderId, refundId } = command;
  const refund = state.cards.refunds.get(refundId);
  if (state.kind === 'unpaid' || !refund) return refuseAs('refund-not-found', { orderId, refundId });
  const newId = command.kind === 'refund-by-hand' ? command.byHandId : nextTry(command);
  if (state.refundIds.has(newId)) return alreadyDone;
  if (!refund.owed) return refuseAs('refund-not-owed', { orderId, refundId, status: refund.status });
  const { amountMinor, currency } = refund;
  const base = { paymentId: orderId, orderId, refundId: newId, insteadOf: refundId, amountMinor, currency };
  if (command.kind === 'refund-by-hand') {
    const { customerId, country } = state;
    const { reason, words } = command;
    return accept<ShopEvent>({
      type: 'PaymentRefunded',
      data: { ...base, ...forWhat(refund), reason, ...(words === undefined ? {} : { words }), customerId, country },
    });
  }
  // Where the bank took the money back by itself, or may yet, a person has to say what is still owed.
  if ([...state.cards.disputes.values()].some((dispute) => dispute !== 'won'))
    return refuseAs('payment-disputed', { orderId, refundId });
  const card = refundableCard(state.cards, amountMinor);
  if (!card || card.leftMinor < amountMinor)
    return refuseAs('refund-exceeds-received', { orderId, amountMinor, refundableMinor: card?.leftMinor ?? 0 });
  return accept<ShopEvent>({
    type: 'RefundStarted',
    data: { ...base, ...forWhat(refund), intentId: card.intentId, reason: refund.reason },
  });
};
