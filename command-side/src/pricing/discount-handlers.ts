import type { CommandContext, KeyReused, Outcome } from '../streams/command-context.js';
import { StreamCommands } from '../streams/stream-commands.js';
import type { StreamRuntime } from '../streams/stream-runtime.js';
import {
  discountDecider,
  type DefineDiscount,
  type DiscountCommand,
  type DiscountRefusal,
  type DiscountState,
  type EndDiscount,
  type GiveBackDiscount,
  type RedeemDiscount,
} from './discount-decider.js';

export type DiscountOutcome = Outcome<DiscountState, DiscountRefusal | KeyReused>;
type Of<Command> = Omit<Command, 'kind'>;
/** About so many orders that have a code take as much memory as one small state. */
const ORDERS_PER_STATE = 20;

/** Discount codes, and the orders that have them. */
export class DiscountHandlers {
  readonly #discounts: StreamCommands<DiscountState, DiscountCommand, DiscountRefusal>;

  constructor(runtime: StreamRuntime) {
    this.#discounts = new StreamCommands(
      {
        ...{ kind: 'discount', decider: discountDecider },
        weigh: (state) => (state.kind === 'defined' ? state.orders.size / ORDERS_PER_STATE : 0),
      },
      runtime,
    );
  }

  readonly defineDiscount = (command: Of<DefineDiscount>, context: CommandContext): Promise<DiscountOutcome> =>
    this.#discounts.handle(command.code, { kind: 'define', ...command }, context);

  readonly endDiscount = (command: Of<EndDiscount>, context: CommandContext): Promise<DiscountOutcome> =>
    this.#discounts.handle(command.code, { kind: 'end', ...command }, context);

  readonly redeem = (command: Of<RedeemDiscount>, context: CommandContext): Promise<DiscountOutcome> =>
    this.#discounts.handle(command.code, { kind: 'redeem', ...command }, context);

  /**
   * Frees the place that an order has. That it has none is believed of the stream as the store has it now only: another
   * process may have given it one since this one looked.
   */
  readonly giveBack = async (command: Of<GiveBackDiscount>, context: CommandContext): Promise<DiscountOutcome> => {
    const outcome = await this.#discounts.handle(command.code, { kind: 'give-back', ...command }, context);
    if (outcome.kind === 'refused' || outcome.events.length > 0) return outcome;
    await this.discount(command.code);
    return this.#discounts.handle(command.code, { kind: 'give-back', ...command }, context);
  };

  /** The code as the log has it now. */
  readonly discount = async (code: string): Promise<DiscountState> =>
    (await this.#discounts.read(code, { fresh: true })).state;
}
