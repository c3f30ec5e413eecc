import type { CommandContext, KeyReused, Outcome } from '../streams/command-context.js';
import type { FoldedStream } from '../streams/folded-stream.js';
import { StreamCommands } from '../streams/stream-commands.js';
import { StreamReader } from '../streams/stream-reader.js';
import type { StreamRuntime } from '../streams/stream-runtime.js';
import {
  adjustmentDecider,
  type AdjustAccount,
  type AdjustmentRefusal,
  type AdjustmentState,
} from './adjustment-decider.js';
import { creditDecider, type CreditRefusal, type CreditState, type IssueCredit } from './credit-decider.js';
import { orderDue, type OrderDue } from './order-due.js';
import {
  paymentDecider,
  type GiveUpCardPayment,
  type PaymentCommand,
  type PaymentRefusal,
  type ProcessPayment,
  type RefundPayment,
  type Sighting,
  type StartCardPayment,
} from './payment-decider.js';
import type { OwedRefund } from './owed-refunds.js';
import type { PaymentState } from './payment-state.js';

export type PaymentOutcome = Outcome<PaymentState, PaymentRefusal | KeyReused>;

/** Money taken and given back, one account per order; credits and corrections of the books. */
export class PaymentHandlers {
  readonly #payments: StreamCommands<PaymentState, PaymentCommand, PaymentRefusal>;
  readonly #credits: StreamCommands<CreditState, IssueCredit, CreditRefusal>;
  readonly #adjustments: StreamCommands<AdjustmentState, AdjustAccount, AdjustmentRefusal>;
  readonly #dues: StreamReader<OrderDue>;

  constructor(runtime: StreamRuntime) {
    this.#payments = new StreamCommands({ kind: 'payment', decider: paymentDecider }, runtime);
    this.#credits = new StreamCommands({ kind: 'credit', decider: creditDecider }, runtime);
    this.#adjustments = new StreamCommands({ kind: 'adjustment', decider: adjustmentDecider }, runtime);
    this.#dues = new StreamReader('order', orderDue, runtime);
  }

  /** Records money received for an order. */
  readonly processPayment = (
    command: Omit<ProcessPayment, 'kind' | 'due'>,
    context: CommandContext,
  ): Promise<PaymentOutcome> =>
    this.#knowingTheOrder(command.orderId, context, (due) =>
      this.#payments.handle(command.orderId, { kind: 'process', ...command, due }, context, true),
    );

  /** Gives back money of an order, in all or for one return of it. */
  readonly refundPayment = (
    command: Omit<RefundPayment, 'kind' | 'due'>,
    context: CommandContext,
  ): Promise<PaymentOutcome> =>
    this.#knowingTheOrder(command.orderId, context, (due) =>
      this.#payments.handle(command.orderId, { kind: 'refund', ...command, due }, context),
    );

  /** Says that a card is to be asked, before it is. */
  readonly startCard = (
    command: Omit<StartCardPayment, 'kind' | 'due'>,
    context: CommandContext,
  ): Promise<PaymentOutcome> =>
    this.#knowingTheOrder(
      command.orderId,
      context,
      // Most orders have no account yet: the append proves it.
      (due) => this.#payments.handle(command.orderId, { kind: 'start-card', ...command, due }, context, true),
      // The process looks at the order again before it is sure of it, whatever became of it meanwhile.
      context.actor.kind === 'process',
    );

  readonly giveUpCard = (command: Omit<GiveUpCardPayment, 'kind'>, context: CommandContext): Promise<PaymentOutcome> =>
    this.#payments.handle(command.orderId, { kind: 'give-up-card', ...command }, context);

  /** Tries a refund again that a bank did not take, or records that it was given back by hand. */
  readonly refundOwed = (command: OwedRefund, context: CommandContext): Promise<PaymentOutcome> =>
    this.#payments.handle(command.orderId, command, context);

  /** Records what the gateway's own object says. */
  readonly see = (orderId: string, sighting: Sighting, context: CommandContext): Promise<PaymentOutcome> =>
    this.#payments.handle(orderId, sighting, context);

  /** The account of an order as the log has it now; as this process knows it, where that will do. */
  readonly payment = (orderId: string, how = { fresh: true }): Promise<FoldedStream<PaymentState>> =>
    this.#payments.read(orderId, how);

  readonly issueCredit = (
    command: IssueCredit,
    context: CommandContext,
  ): Promise<Outcome<CreditState, CreditRefusal | KeyReused>> =>
    this.#credits.handle(command.creditId, command, context, true);

  readonly adjustAccount = (
    command: AdjustAccount,
    context: CommandContext,
  ): Promise<Outcome<AdjustmentState, AdjustmentRefusal | KeyReused>> =>
    this.#adjustments.handle(command.adjustmentId, command, context, true);

  /**
   * Live, the order is read as it stands now. Imported history is its order's only writer, so there the order as this
   * process knows it will do, and is read again before a refusal.
   */
  async #knowingTheOrder(
    orderId: string,
    context: CommandContext,
    attempt: (due: OrderDue) => Promise<PaymentOutcome>,
    mayBeKnown = context.origin === 'import',
  ): Promise<PaymentOutcome> {
    if (!mayBeKnown) return attempt(await this.#dues.read(orderId, { fresh: true }));
    const outcome = await attempt(await this.#dues.read(orderId, { fresh: false }));
    return outcome.kind === 'refused' ? attempt(await this.#dues.read(orderId, { fresh: true })) : outcome;
  }

  /** The order as payments see it now. */
  readonly due = (orderId: string): Promise<OrderDue> => this.#dues.read(orderId, { fresh: true });
}
