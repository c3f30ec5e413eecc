import { deriveId } from '@storefold/platform';
import type { Clock } from '../clock.js';
import type { CommandContext } from '../streams/command-context.js';
import type { CardAttempt, CardRefund } from './card-state.js';
import type { CardGateway, Signal } from './gateway/card-gateway.js';
import type { IntentSeen } from './card-sightings.js';
import type { PaymentHandlers, PaymentOutcome } from './payment-handlers.js';
import type { PaymentState } from './payment-state.js';

/** Who asks, and since when: what follows at the gateway is told under the same correlation. */
export type CardContext = Pick<CommandContext, 'actor' | 'correlationId' | 'causationId' | 'traceparent'>;

/**
 * Payments by card. What the gateway is asked for stands in the log before it is asked; what it answers, and what it tells us
 * later by webhook, is only a reason to record what its own object says.
 */
export class CardPayments {
  readonly #payments: PaymentHandlers;
  readonly #gateway: CardGateway;
  readonly #clock: Clock;
  readonly #returnUrlOf: (orderId: string) => string;

  /** @param returnUrlOf where a shopper's bank sends them back to, of an order */
  constructor(payments: PaymentHandlers, gateway: CardGateway, clock: Clock, returnUrlOf: (orderId: string) => string) {
    this.#payments = payments;
    this.#gateway = gateway;
    this.#clock = clock;
    this.#returnUrlOf = returnUrlOf;
  }

  /** The account of an order as the log has it now. */
  readonly account = async (orderId: string): Promise<PaymentState> => (await this.#payments.payment(orderId)).state;

  /** The account as this process knows it, read where it knows none. */
  readonly knownAccount = async (orderId: string): Promise<PaymentState> =>
    (await this.#payments.payment(orderId, { fresh: false })).state;

  /**
   * Asks a card for what is still due, and answers with the account as it stands then: the card may have been declined, or its
   * owner may have to approve it at the bank first. A card that was tried before and waits for its owner is let go of.
   *
   * @throws GatewayAway when the gateway gave no answer; it is asked again by whoever follows the log
   */
  readonly pay = async (
    command: { readonly orderId: string; readonly attemptId: string; readonly paymentMethodId: string },
    context: CommandContext,
  ): Promise<PaymentOutcome> => {
    const outcome = await this.begin(command, context);
    if (outcome.kind === 'accepted' || outcome.code !== 'payment-under-way') return outcome;
    const { orderId } = command;
    for (const waiting of (await this.account(orderId)).cards.attempts.values())
      if (waiting.status === 'action-required') await this.release(orderId, waiting, context);
    return this.begin(command, context);
  };

  /** As `pay`, but a card that waits for its owner is left alone, and this one refused. */
  readonly begin = async (
    command: { readonly orderId: string; readonly attemptId: string; readonly paymentMethodId: string },
    context: CommandContext,
  ): Promise<PaymentOutcome> => {
    const { orderId, attemptId } = command;
    const outcome = await this.#payments.startCard({ ...command, startedAt: context.occurredAt }, context);
    if (outcome.kind === 'refused') return outcome;
    const attempt = outcome.state.cards.attempts.get(attemptId);
    return attempt?.status === 'started' ? this.resume(orderId, attempt, context) : outcome;
  };

  /** Asks (again) for what was begun. Asked twice, the gateway does it once. */
  readonly resume = async (orderId: string, attempt: CardAttempt, context: CardContext): Promise<PaymentOutcome> => {
    const { attemptId, paymentMethodId, amountMinor, currency } = attempt;
    const answer = await this.#gateway.authorise({
      ...{ orderId, attemptId, paymentMethodId, amountMinor, currency },
      returnUrl: this.#returnUrlOf(orderId),
    });
    if (!('refused' in answer)) return this.see(answer, context);
    const { code, declineCode } = answer;
    return this.#giveUp(orderId, attemptId, { code, declineCode }, context);
  };

  /** Takes what a card promised, or a part of it: once, and what is not taken goes back by itself. */
  readonly capture = async (
    orderId: string,
    attempt: CardAttempt,
    amountMinor: number,
    context: CardContext,
  ): Promise<PaymentOutcome> => {
    if (attempt.intentId === undefined) throw new Error(`attempt ${attempt.attemptId} of ${orderId} has no payment`);
    return this.see(await this.#gateway.capture(attempt.intentId, amountMinor), context);
  };

  /** Lets go of what a card promised or may yet promise. One that the gateway has never heard of is given up. */
  readonly release = async (orderId: string, attempt: CardAttempt, context: CardContext): Promise<PaymentOutcome> => {
    const { attemptId, startedAt } = attempt;
    const intentId = attempt.intentId ?? (await this.#gateway.findAttempt(attemptId, startedAt))?.intentId;
    if (intentId === undefined) return this.#giveUp(orderId, attemptId, { code: 'never-reached-the-gateway' }, context);
    return this.see(await this.#gateway.cancel(intentId), context);
  };

  /** Gives back what was begun to be given back. */
  readonly giveBack = async (
    orderId: string,
    { refundId, intentId, amountMinor }: CardRefund,
    options: { readonly mayStand: boolean },
    context: CardContext,
  ): Promise<PaymentOutcome> => {
    const refund = await this.#gateway.refund({ orderId, refundId, intentId, amountMinor }, options.mayStand);
    return this.#payments.see(
      orderId,
      { kind: 'refund-seen', refund },
      this.#ofSighting(context, 'refund', refundId, refund.status),
    );
  };

  /** Records what the gateway's own object says of a payment. */
  readonly see = (intent: IntentSeen, context: CardContext): Promise<PaymentOutcome> =>
    this.#payments.see(
      intent.orderId,
      { kind: 'intent-seen', intent },
      this.#ofSighting(context, 'intent', intent.intentId, intent.status),
    );

  /** Whether what a webhook claims of a payment stands here already, as most do: our own question was answered first. */
  readonly knows = async ({ orderId, attemptId, status }: NonNullable<Signal['claims']>): Promise<boolean> => {
    const known = (await this.knownAccount(orderId)).cards.attempts.get(attemptId)?.status;
    return known === status || (status === 'authorised' && known === 'captured');
  };

  /** Fetches what a webhook is about, and records what it says. Undefined where it is none of ours. */
  readonly look = async (
    about: 'intent' | 'refund' | 'dispute',
    id: string,
    context: CardContext,
  ): Promise<PaymentOutcome | undefined> => {
    if (about === 'intent') {
      const intent = await this.#gateway.intent(id);
      return intent && this.see(intent, context);
    }
    if (about === 'refund') {
      const refund = await this.#gateway.refundOf(id);
      const named = this.#ofSighting(context, 'refund', id, refund?.status ?? '');
      return refund && this.#payments.see(refund.orderId, { kind: 'refund-seen', refund }, named);
    }
    const dispute = await this.#gateway.dispute(id);
    const named = this.#ofSighting(context, 'dispute', id, dispute?.status ?? '');
    return dispute && this.#payments.see(dispute.orderId, { kind: 'dispute-seen', dispute }, named);
  };

  #giveUp(
    orderId: string,
    attemptId: string,
    reason: { readonly code: string; readonly declineCode?: string | undefined },
    context: CardContext,
  ): Promise<PaymentOutcome> {
    return this.#payments.giveUpCard(
      { orderId, attemptId, ...reason },
      this.#ofSighting(context, 'given-up', attemptId),
    );
  }

  /** What is seen is named by what it says, so that seeing it twice, here and in another process, is once. */
  #ofSighting(context: CardContext, ...what: readonly string[]): CommandContext {
    const { actor, correlationId, causationId, traceparent } = context;
    return {
      ...{ actor, correlationId, causationId, traceparent },
      ...{ commandId: deriveId('sighting', ...what), occurredAt: this.#clock(), origin: 'live' },
    };
  }
}
