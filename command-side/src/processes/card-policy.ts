import { deriveId } from '@storefold/platform';
import { authorisedMinor, type CardAttempt, type CardRefund } from '../payments/card-state.js';
import { overpaidMinor, refundableMinor, type PaymentState } from '../payments/payment-state.js';
import { cancellationsOf, keptMinor, type OrderState, type PlacedOrder } from '../orders/order-state.js';

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
  /** Once per promise; what is not taken of it goes back to the card by itself. */
  | { readonly kind: 'capture'; readonly attempt: CardAttempt; readonly amountMinor: number }
  | { readonly kind: 'release'; readonly attempt: CardAttempt }
  | { readonly kind: 'refund'; readonly attempt: CardAttempt; readonly amountMinor: number }
  /** Pays back lines that were cancelled after their money was taken. */
  | { readonly kind: 'refund-lines'; readonly cancellationId: string; readonly amountMinor: number }
  | { readonly kind: 'finish-refund'; readonly refund: CardRefund };

/** The refund of lines that were cancelled: one per cancellation, whoever begins it. */
export const refundOfLines = (orderId: string, cancellationId: string): string =>
  deriveId('refund-of-lines', orderId, cancellationId);

/** What cards paid and was not given back, in minor units, as far as it is here at all. */
export const cardsHoldMinor = (account: PaymentState): number =>
  Math.min(
    refundableMinor(account),
    [...account.cards.attempts.values()].reduce(
      (sum, { capturedMinor, refundedMinor }) => sum + capturedMinor - refundedMinor,
      0,
    ),
  );

/** What a bank did not take of a card's money: it is tried again by itself. */
const owedOf = ({ intentId }: CardAttempt, account: PaymentState): number =>
  [...account.cards.refunds.values()].reduce(
    (sum, refund) => sum + (refund.owed && refund.intentId === intentId ? refund.amountMinor : 0),
    0,
  );

const mayStillPromise = ({ status }: CardAttempt): boolean => status === 'started' || status === 'action-required';

/**
 * What is here and not owed any more, shared among the cancellations of lines that were not paid back yet, oldest first. Lines that
 * were cancelled before their money was taken cost nothing: the capture was the smaller by them.
 */
const refundsOfLines = (
  state: Exclude<OrderState, { status: 'none' }>,
  account: PaymentState,
): readonly Extract<SettlementStep, { kind: 'refund-lines' }>[] => {
  if (account.kind === 'unpaid') return [];
  const cancellations = cancellationsOf(state);
  let left = Math.min(overpaidMinor(keptMinor(state), cancellations.keys(), account), cardsHoldMinor(account));
  return [...cancellations].flatMap(([cancellationId, worthMinor]) => {
    const amountMinor = Math.min(worthMinor, left);
    if (amountMinor <= 0 || account.refundIds.has(refundOfLines(state.order.orderId, cancellationId))) return [];
    left -= amountMinor;
    return [{ kind: 'refund-lines' as const, cancellationId, amountMinor }];
  });
};

/**
 * What follows for the money from what became of the order: a cancelled one keeps none, one that ships takes what was promised,
 * less the lines that were cancelled, and no order keeps two promises. What was taken for lines that were cancelled afterwards is
 * given back, once per cancellation. Refunds that were begun are finished, whatever became of it.
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
        const amountMinor = attempt.capturedMinor - attempt.refundedMinor - owedOf(attempt, account);
        return attempt.status === 'captured' && amountMinor > 0
          ? [{ kind: 'refund' as const, attempt, amountMinor }]
          : [];
      }),
    ];
  const dueMinor = keptMinor(state) - refundableMinor(account);
  // Promises in the order in which they were asked for; what is beyond the due is let go of.
  let coveredMinor = 0;
  const steps = promised.map((attempt): SettlementStep | undefined => {
    if (coveredMinor >= dueMinor) return release(attempt);
    const amountMinor = Math.min(attempt.amountMinor, dueMinor - coveredMinor);
    coveredMinor += amountMinor;
    return state.status === 'shipping' ? { kind: 'capture', attempt, amountMinor } : undefined;
  });
  return [...steps.filter((step) => step !== undefined), ...begun, ...refundsOfLines(state, account)];
};
