import { authorisedMinor, type CardAttempt, type CardRefund } from '../payments/card-state.js';
import { refundableMinor, type PaymentState } from '../payments/payment-state.js';
import type { OrderState, PlacedOrder } from '../orders/order-state.js';

/** What is next for the money of an order that is held and not confirmed. */
export type AssuranceStep =
  /** Promised, or here already. */
  | { readonly kind: 'assured' }
  /** The shopper has to do something: approve it, or give another card. */
  | { readonly kind: 'wait' }
  /** The gateway was asked, and its answer is not known. */
  | { readonly kind: 'resume'; readonly attempt: CardAttempt }
  | { readonly kind: 'start'; readonly paymentMethodId: string };

/** Whether the whole order may be confirmed as far as its money is concerned, and if not, what is to be done. */
export const assuranceOf = (order: PlacedOrder, account: PaymentState): AssuranceStep => {
  if (order.payment === undefined) return { kind: 'assured' };
  if (refundableMinor(account) + authorisedMinor(account.cards) >= order.totalMinor) return { kind: 'assured' };
  const attempts = [...account.cards.attempts.values()];
  const unknown = attempts.find(({ status }) => status === 'started');
  if (unknown) return { kind: 'resume', attempt: unknown };
  return attempts.length === 0 ? { kind: 'start', paymentMethodId: order.payment.paymentMethodId } : { kind: 'wait' };
};

/** What is to be done at the gateway for an order whose fate is decided. */
export type SettlementStep =
  | { readonly kind: 'capture'; readonly attempt: CardAttempt }
  | { readonly kind: 'release'; readonly attempt: CardAttempt }
  | { readonly kind: 'refund'; readonly attempt: CardAttempt; readonly amountMinor: number }
  | { readonly kind: 'finish-refund'; readonly refund: CardRefund };

const mayStillPromise = ({ status }: CardAttempt): boolean => status === 'started' || status === 'action-required';

/**
 * What follows for the money from what became of the order: a cancelled one keeps none, one that ships takes what was promised,
 * and no order keeps two promises. Refunds that were begun are finished, whatever became of it.
 */
export const settlementOf = (state: OrderState, account: PaymentState): readonly SettlementStep[] => {
  if (state.status === 'none' || state.status === 'placed') return [];
  const attempts = [...account.cards.attempts.values()];
  const begun = [...account.cards.refunds.values()]
    .filter(({ status }) => status === 'started')
    .map((refund) => ({ kind: 'finish-refund' as const, refund }));
  const promised = attempts.filter(({ status }) => status === 'authorised');
  const release = (attempt: CardAttempt) => ({ kind: 'release' as const, attempt });
  if (state.status === 'cancelled')
    return [
      ...[...promised, ...attempts.filter(mayStillPromise)].map(release),
      ...begun,
      ...attempts.flatMap((attempt) => {
        const amountMinor = attempt.capturedMinor - attempt.refundedMinor;
        return attempt.status === 'captured' && amountMinor > 0
          ? [{ kind: 'refund' as const, attempt, amountMinor }]
          : [];
      }),
    ];
  const dueMinor = state.order.totalMinor - refundableMinor(account);
  // Promises in the order in which they were asked for; what is beyond the due is let go of.
  let coveredMinor = 0;
  const steps = promised.map((attempt): SettlementStep | undefined => {
    if (coveredMinor >= dueMinor) return release(attempt);
    coveredMinor += attempt.amountMinor;
    return state.status === 'shipping' ? { kind: 'capture', attempt } : undefined;
  });
  return [...steps.filter((step) => step !== undefined), ...begun];
};
