import type { CommandHandlers } from '@storefold/command-side';
import type { RowOutcome } from './accounts.js';

type CommandOf<Name extends keyof CommandHandlers> = Parameters<CommandHandlers[Name]>[0];

/** A command with what names and dates it. */
export type Planned<Command> = {
  /** Deterministic from the file: a second import of the same file gives the same command. */
  readonly commandId: string;
  readonly correlationId: string;
  /** ISO 8601, UTC. */
  readonly occurredAt: string;
  readonly command: Command;
};

export type OrderPlan = {
  readonly place: Planned<CommandOf<'placeOrder'>>;
  /** All lines at once; none where the order is of charges alone. */
  readonly ship: Planned<CommandOf<'shipItems'>> | undefined;
  /** None where nothing was to pay. */
  readonly payment: Planned<CommandOf<'processPayment'>> | undefined;
  readonly totalMinor: number;
};
export type ReturnPlan = {
  readonly orderId: string;
  readonly goods: Planned<CommandOf<'returnItems'>>;
  /** None where the goods were worth less than half a penny. */
  readonly refund: Planned<CommandOf<'refundPayment'>> | undefined;
};
export type ShelfStep =
  | ({ readonly step: 'update' } & Planned<CommandOf<'updateStock'>>)
  | ({ readonly step: 'ship' } & Planned<CommandOf<'shipStock'>>)
  | ({ readonly step: 'return' } & Planned<CommandOf<'returnStock'>>);

/** All that one invoice says, as commands. */
export type InvoicePlan = {
  readonly products: readonly Planned<CommandOf<'defineProduct'>>[];
  readonly order: OrderPlan | undefined;
  readonly returns: readonly ReturnPlan[];
  readonly credit: Planned<CommandOf<'issueCredit'>> | undefined;
  readonly adjustments: readonly Planned<CommandOf<'adjustAccount'>>[];
  /** In the order in which the pieces moved. */
  readonly shelf: readonly ShelfStep[];
  readonly outcomes: readonly RowOutcome[];
};
