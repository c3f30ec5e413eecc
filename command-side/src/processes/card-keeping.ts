import { deriveId } from '@storefold/platform';
import type { Clock } from '../clock.js';
import type { OrderHandlers } from '../orders/order-handlers.js';
import type { PlacedOrder } from '../orders/order-state.js';
import type { CardPayments } from '../payments/card-payments.js';
import type { PaymentHandlers, PaymentOutcome } from '../payments/payment-handlers.js';
import type { Timers } from '../timers/timers.js';
import { nextTry, triedAgainAt } from '../payments/owed-refunds.js';
import type { CommandContext, Refused } from '../streams/command-context.js';
import { assuranceOf, cardsHoldMinor, refundOfLines, settlementOf, type SettlementStep } from './card-policy.js';
import type { Because } from './because.js';
import { checkoutActor } from './stock-keeping-policy.js';
import { ProcessStuck } from './process-stuck.js';

/** The part of the checkout that is about money. It looks at the account as it is now and does what is next. */
export class CardKeeping {
  readonly #cards: CardPayments;
  readonly #payments: PaymentHandlers;
  readonly #orders: OrderHandlers;
  readonly #clock: Clock;
  readonly #timers: Timers | undefined;

  /** @param timers undefined where refunds that fail are tried again by nobody */
  constructor(cards: CardPayments, payments: PaymentHandlers, orders: OrderHandlers, clock: Clock, timers?: Timers) {
    this.#timers = timers;
    this.#cards = cards;
    this.#payments = payments;
    this.#orders = orders;
    this.#clock = clock;
  }

  /**
   * Sees to it that the money of an order that is held is promised, where its shopper said by which card.
   *
   * @returns whether the order may be confirmed now
   * @throws GatewayAway when the gateway gives no answer
   */
  async assure(order: PlacedOrder, because: Because): Promise<boolean> {
    if (order.payment === undefined) return true;
    const { orderId } = order;
    const outcome = await this.#begin(orderId, order.payment.paymentMethodId, because);
    const isNews = outcome.kind === 'accepted' && outcome.events.length > 0;
    // Where nothing came of it, it was asked before, or another card is: that may have answered elsewhere since.
    const account = isNews ? outcome.state : await this.#cards.account(orderId);
    const step = assuranceOf(order, account);
    if (step.kind !== 'resume') return step.kind === 'assured';
    const answered = await this.#cards.resume(orderId, step.attempt, this.#context(because));
    return answered.kind === 'accepted' && assuranceOf(order, answered.state).kind === 'assured';
  }

  #begin(orderId: string, paymentMethodId: string, because: Because): Promise<PaymentOutcome> {
    const attemptId = deriveId('card', orderId, paymentMethodId);
    return this.#cards.begin(
      { orderId, attemptId, paymentMethodId },
      this.#named(deriveId('checkout', orderId, 'card', attemptId), because),
    );
  }

  /**
   * Does what follows for the money from what became of the order: see `settlementOf`.
   *
   * @throws GatewayAway when the gateway gives no answer
   * @throws ProcessStuck when it was refused what cannot be
   */
  async settle(orderId: string, because: Because): Promise<void> {
    const account = await this.#cards.account(orderId);
    if (account.cards.attempts.size === 0) return;
    const { state } = await this.#orders.order(orderId);
    for (const step of settlementOf(state, account)) await this.#carryOut(orderId, step, because);
    // What was let go of may have been taken meanwhile, and a refund begun: looked at again until nothing is left to do.
    const after = await this.#cards.account(orderId);
    const [left] = settlementOf(state, after);
    if (
      left &&
      JSON.stringify([...after.cards.attempts.values()]) !== JSON.stringify([...account.cards.attempts.values()])
    )
      await this.settle(orderId, because);
  }

  async #carryOut(orderId: string, step: SettlementStep, because: Because): Promise<void> {
    const context = this.#context(because);
    switch (step.kind) {
      case 'capture':
        must(await this.#cards.capture(orderId, step.attempt, step.amountMinor, context), because);
        return;
      case 'release':
        must(await this.#cards.release(orderId, step.attempt, context), because);
        return;
      case 'finish-refund':
        must(await this.#cards.giveBack(orderId, step.refund, { mayStand: true }, context), because);
        return;
      case 'refund-lines': {
        const { cancellationId, amountMinor } = step;
        const refundId = refundOfLines(orderId, cancellationId);
        await this.#refund(orderId, { refundId, cancellationId, amountMinor, reason: 'lines cancelled' }, because);
        return;
      }
      case 'refund': {
        const refundId = deriveId('refund-of-cancelled', orderId, step.attempt.attemptId);
        await this.#refund(orderId, { refundId, amountMinor: step.amountMinor, reason: 'order cancelled' }, because);
      }
    }
  }

  /** Gives back what came back is worth, where the order was paid by card and as far as money of it is here. */
  async refundReturn(returned: ReturnToRefund, because: Because): Promise<void> {
    const { orderId, returnId } = returned;
    // It is given back of what was taken.
    await this.settle(orderId, because);
    const account = await this.#cards.account(orderId);
    const amountMinor = Math.min(returned.amountMinor, cardsHoldMinor(account));
    if (amountMinor <= 0) return;
    const refundId = deriveId('refund-of-return', orderId, returnId);
    await this.#refund(orderId, { refundId, returnId, amountMinor, reason: 'goods came back' }, because);
  }

  async #refund(
    orderId: string,
    refund: {
      readonly refundId: string;
      readonly returnId?: string;
      readonly cancellationId?: string;
      readonly amountMinor: number;
      readonly reason: string;
    },
    because: Because,
  ): Promise<void> {
    const named = this.#named(deriveId('checkout', orderId, 'refund', refund.refundId), because);
    const outcome = await this.#payments.refundPayment({ orderId, ...refund }, named);
    // A clerk was faster, or more came back than is left.
    if (outcome.kind === 'refused') {
      if (
        outcome.code === 'refund-exceeds-return' ||
        outcome.code === 'refund-exceeds-cancelled' ||
        outcome.code === 'refund-exceeds-received'
      )
        return;
      throw stuck(outcome, because);
    }
    await this.finishRefund(orderId, refund.refundId, because);
  }

  /**
   * Sees to it that a refund which the bank did not take is tried again: when its time has come, by whoever fires timers; where that
   * is over already, at once. After several tries it stays owed, and a person has to give it back by hand.
   *
   * @param failedAt ISO 8601
   */
  async tryAgainLater(
    { orderId, refundId }: { readonly orderId: string; readonly refundId: string },
    failedAt: string,
    because: Because,
  ): Promise<void> {
    const refund = (await this.#cards.account(orderId)).cards.refunds.get(refundId);
    const dueAt = refund?.owed ? triedAgainAt(failedAt, refund) : undefined;
    if (dueAt === undefined || !this.#timers) return;
    // A minute that has nearly come may have been looked at by the time the timer stands.
    if (Date.parse(dueAt) < Date.parse(this.#clock()) + SOON_MS) {
      await this.tryAgain(orderId, refundId, because);
      return;
    }
    const timer = { timerId: nextTry({ orderId, refundId }), orderId, refundId, dueAt };
    await this.#timers.set(timer, this.#named(deriveId('timer', timer.timerId), because));
  }

  /** Begins a refund anew that is owed still. What it is refused for stays owed, and on the desk's list. */
  async tryAgain(orderId: string, refundId: string, because: Because): Promise<void> {
    const again = nextTry({ orderId, refundId });
    const outcome = await this.#payments.refundOwed(
      { kind: 'try-refund-again', orderId, refundId },
      this.#named(deriveId('checkout', orderId, 'refund', again), because),
    );
    // The bank is asked by whoever hears that it was begun.
    if (outcome.kind === 'refused' && !leftToPeople.includes(outcome.code)) throw stuck(outcome, because);
  }

  /** Asks the gateway for a refund that was begun, unless its answer is known. */
  async finishRefund(orderId: string, refundId: string, because: Because): Promise<void> {
    const refund = (await this.#cards.account(orderId)).cards.refunds.get(refundId);
    if (refund?.status !== 'started') return;
    must(await this.#cards.giveBack(orderId, refund, { mayStand: true }, this.#context(because)), because);
  }

  #context({ eventId, metadata }: Because) {
    return {
      actor: checkoutActor,
      correlationId: metadata.$correlationId,
      causationId: eventId,
      traceparent: metadata.traceparent,
    };
  }

  #named(commandId: string, because: Because): CommandContext {
    return { ...this.#context(because), commandId, occurredAt: this.#clock(), origin: 'live' };
  }
}

const SOON_MS = 60_000;
/** Of a refund that is owed: nothing that waiting would mend. */
const leftToPeople: readonly string[] = [
  'refund-not-owed',
  'refund-not-found',
  'payment-disputed',
  'refund-exceeds-received',
];

/** A return of goods, and what they are worth in minor units. */
export type ReturnToRefund = { readonly orderId: string; readonly returnId: string; readonly amountMinor: number };

const stuck = ({ code, facts }: Refused<string>, { eventId }: Because): ProcessStuck =>
  new ProcessStuck(`what followed event ${eventId} was refused: ${code} ${JSON.stringify(facts)}`);

const must = (outcome: PaymentOutcome, because: Because): void => {
  if (outcome.kind === 'refused') throw stuck(outcome, because);
};
