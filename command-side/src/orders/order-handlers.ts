import type { CommandContext, KeyReused, Outcome } from '../streams/command-context.js';
import type { FoldedStream } from '../streams/folded-stream.js';
import { StreamCommands } from '../streams/stream-commands.js';
import type { StreamRuntime } from '../streams/stream-runtime.js';
import {
  orderDecider,
  type CancelOrder,
  type ConfirmOrder,
  type OrderCommand,
  type OrderRefusal,
  type PlaceOrder,
  type ReturnCommand,
} from './order-decider.js';
import type { CancelLines } from './order-cancelling.js';
import type { DeliverShipment, ReturnItems, ShipItems } from './order-movements.js';
import type { OrderState } from './order-state.js';

export type OrderOutcome = Outcome<OrderState, OrderRefusal | KeyReused>;
type Of<Command> = Omit<Command, 'kind'>;

/** About so many lines take as much memory as one small state. */
const LINES_PER_STATE = 10;

/** Orders, from placed to returned. */
export class OrderHandlers {
  readonly #orders: StreamCommands<OrderState, OrderCommand, OrderRefusal>;

  constructor(runtime: StreamRuntime) {
    this.#orders = new StreamCommands(
      {
        kind: 'order',
        decider: orderDecider,
        weigh: (state) => (state.status === 'none' ? 0 : state.order.lines.length / LINES_PER_STATE),
      },
      runtime,
    );
  }

  /** Places an order whose lines are priced already: see `Checkout` for what a shopper asks. */
  readonly placeOrder = (command: Of<PlaceOrder>, context: CommandContext): Promise<OrderOutcome> =>
    this.#orders.handle(command.orderId, { kind: 'place', ...command }, context, true);

  readonly confirmOrder = (command: Of<ConfirmOrder>, context: CommandContext): Promise<OrderOutcome> =>
    this.#orders.handle(command.orderId, { kind: 'confirm', ...command }, context);

  /** Imported history ships what was never confirmed here. */
  readonly shipItems = (
    command: Omit<Of<ShipItems>, 'unconfirmed' | 'shippedAt'>,
    context: CommandContext,
  ): Promise<OrderOutcome> =>
    this.#orders.handle(
      command.orderId,
      // When imported goods were sent stands in the metadata alone: nobody sends them back by asking.
      context.origin === 'import'
        ? { kind: 'ship', ...command, unconfirmed: true }
        : { kind: 'ship', ...command, shippedAt: context.occurredAt },
      context,
    );

  readonly deliverShipment = (
    command: Omit<Of<DeliverShipment>, 'deliveredAt'>,
    context: CommandContext,
  ): Promise<OrderOutcome> =>
    this.#orders.handle(command.orderId, { kind: 'deliver', ...command, deliveredAt: context.occurredAt }, context);

  readonly cancelOrder = (command: Of<CancelOrder>, context: CommandContext): Promise<OrderOutcome> =>
    this.#orders.handle(command.orderId, { kind: 'cancel', ...command }, context);

  readonly cancelLines = (command: Of<CancelLines>, context: CommandContext): Promise<OrderOutcome> =>
    this.#orders.handle(command.orderId, { kind: 'cancel-lines', ...command }, context);

  readonly returnItems = (command: Of<ReturnItems>, context: CommandContext): Promise<OrderOutcome> =>
    this.#orders.handle(command.orderId, { kind: 'return', ...command }, context);

  /** A step of a return that was asked for. */
  readonly handleReturn = (command: ReturnCommand, context: CommandContext): Promise<OrderOutcome> =>
    this.#orders.handle(command.orderId, command, context);

  /**
   * The order as this process knows it, read where it knows none. It may have gone on elsewhere: good for asking what to try
   * next, as what is tried is decided on the log.
   */
  readonly knownOrder = async (orderId: string): Promise<OrderState> => {
    const { state } = await this.#orders.read(orderId, { fresh: false });
    return state.status === 'none' ? (await this.order(orderId)).state : state;
  };

  /** The order as the log has it now. */
  readonly order = (orderId: string): Promise<FoldedStream<OrderState>> => this.#orders.read(orderId, { fresh: true });
}
