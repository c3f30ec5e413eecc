import type { CommandContext, KeyReused, Outcome, Refused } from '../streams/command-context.js';
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
  type PaymentCommand,
  type PaymentRefusal,
  type PaymentState,
  type ProcessPayment,
  type RefundPayment,
} from './payment-decider.js';

type PaymentOutcome = Outcome<PaymentState, PaymentRefusal | KeyReused>;

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

  /**
   * Records money received for an order.
   *
   * Live, the order is read as it stands now. Imported history is its order's only writer, so there the order as this
   * process knows it will do, and is read again before a refusal.
   */
  readonly processPayment = async (
    command: Omit<ProcessPayment, 'kind' | 'due'>,
    context: CommandContext,
  ): Promise<PaymentOutcome> => {
    const { orderId } = command;
    const attempt = async (fresh: boolean): Promise<PaymentOutcome> => {
      const due = await this.#dues.read(orderId, { fresh });
      return this.#payments.handle(orderId, { kind: 'process', ...command, due }, context, true);
    };
    if (context.origin === 'live') return attempt(true);
    const outcome = await attempt(false);
    return outcome.kind === 'refused' ? attempt(true) : outcome;
  };

  readonly refundPayment = async (
    command: Omit<RefundPayment, 'kind'>,
    context: CommandContext,
  ): Promise<PaymentOutcome | Refused<'return-not-found'>> => {
    const { orderId, returnId } = command;
    if (returnId !== undefined && !(await this.#returned(orderId, returnId)))
      return { kind: 'refused', code: 'return-not-found', facts: { orderId, returnId } };
    return this.#payments.handle(orderId, { kind: 'refund', ...command }, context);
  };

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

  /** What came back once has come back for ever: only "no" is asked again. */
  async #returned(orderId: string, returnId: string): Promise<boolean> {
    for (const fresh of [false, true]) {
      const due = await this.#dues.read(orderId, { fresh });
      if (due.kind === 'order' && due.returnIds.includes(returnId)) return true;
    }
    return false;
  }

  /** The order as payments see it now. */
  readonly due = (orderId: string): Promise<OrderDue> => this.#dues.read(orderId, { fresh: true });
}
