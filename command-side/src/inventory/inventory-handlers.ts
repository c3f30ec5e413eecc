import type { DataOf } from '@storefold/contracts';
import type { CommandContext, KeyReused, Outcome, Refused } from '../streams/command-context.js';
import { StreamCommands } from '../streams/stream-commands.js';
import type { StreamRuntime } from '../streams/stream-runtime.js';
import { movementsPerState } from './movement-ids.js';
import type { ApplyPriceChanges, SchedulePrice, WithdrawPriceChange } from './price-schedule.js';
import {
  productDecider,
  type ChangeFamily,
  type ChangePrice,
  type ChangeSelling,
  type DescribeProduct,
  type ProductCommand,
  type ProductRefusal,
  type ProductState,
  type WithdrawPrice,
} from './product-decider.js';
import {
  stockDecider,
  type CommitStock,
  type ReleaseStock,
  type ReserveStock,
  type ReturnStock,
  type SetLowStockThreshold,
  type ShipStock,
  type StockCommand,
  type StockRefusal,
  type UpdateStock,
} from './stock-decider.js';
import type { StockState } from './stock-state.js';

type ProductOutcome = Outcome<ProductState, ProductRefusal | KeyReused>;
type StockOutcome = Outcome<StockState, StockRefusal | KeyReused>;
type Of<Command> = Omit<Command, 'kind'>;

/** Products and what lies on the shelf. */
export class InventoryHandlers {
  readonly #products: StreamCommands<ProductState, ProductCommand, ProductRefusal>;
  readonly #stock: StreamCommands<StockState, StockCommand, StockRefusal>;

  constructor(runtime: StreamRuntime) {
    this.#products = new StreamCommands({ kind: 'product', decider: productDecider }, runtime);
    this.#stock = new StreamCommands(
      {
        kind: 'stock',
        decider: stockDecider,
        weigh: ({ movements, reservations, queue }) =>
          (movements.size + reservations.size + queue.size) / movementsPerState,
      },
      runtime,
    );
  }

  readonly defineProduct = (definition: DataOf<'ProductDefined'>, context: CommandContext): Promise<ProductOutcome> =>
    this.#products.handle(definition.sku, { kind: 'define', definition }, context, true);

  readonly changePrice = (command: Of<ChangePrice>, context: CommandContext): Promise<ProductOutcome> =>
    this.#products.handle(command.sku, { kind: 'change-price', ...command }, context);

  /** Ends a price in another currency than the product's own. */
  readonly withdrawPrice = (command: Of<WithdrawPrice>, context: CommandContext): Promise<ProductOutcome> =>
    this.#products.handle(command.sku, { kind: 'withdraw-price', ...command }, context);

  /** Prices that are to come: see `PriceChanges` for the whole of it. */
  readonly schedule = (
    command: SchedulePrice | WithdrawPriceChange | ApplyPriceChanges,
    context: CommandContext,
  ): Promise<ProductOutcome> => this.#products.handle(command.sku, command, context);

  readonly changeSelling = (command: ChangeSelling, context: CommandContext): Promise<ProductOutcome> =>
    this.#products.handle(command.sku, command, context);

  readonly describeProduct = (command: Of<DescribeProduct>, context: CommandContext): Promise<ProductOutcome> =>
    this.#products.handle(command.sku, { kind: 'describe', ...command }, context);

  /** The product's side of being a variant: see `FamilyHandlers` for the whole of it. */
  readonly changeFamily = (command: ChangeFamily, context: CommandContext): Promise<ProductOutcome> =>
    this.#products.handle(command.sku, command, context);

  /** Whether there is, or was, such a product. One that was defined stays one: only "unknown" is asked of the log again. */
  readonly knows = async (sku: string): Promise<boolean> =>
    (await this.#products.read(sku, { fresh: false })).state.kind === 'defined' ||
    (await this.product(sku)).kind === 'defined';

  /** Receives, counts or adjusts. There is stock of products only. */
  readonly updateStock = async (
    command: UpdateStock,
    context: CommandContext,
  ): Promise<StockOutcome | Refused<'product-not-found'>> => {
    const { sku } = command;
    if (!(await this.knows(sku))) return { kind: 'refused', code: 'product-not-found', facts: { sku } };
    const timely = { ...command, now: context.occurredAt };
    // A history begins with goods received, so its first movement of a SKU needs no reading.
    return this.#stock.handle(sku, timely, context, command.kind === 'receive');
  };

  /** Holds pieces for an order, or has it wait: `reservationOf` the answer's state says which. */
  readonly reserveStock = (command: Of<ReserveStock>, context: CommandContext): Promise<StockOutcome> =>
    this.#carryOut({ kind: 'reserve', ...command }, context);

  readonly commitStock = (command: Of<CommitStock>, context: CommandContext): Promise<StockOutcome> =>
    this.#carryOut({ kind: 'commit', ...command }, context);

  /**
   * Lets go of what is held or waited for. That there is nothing is believed of the shelf as the store has it now only:
   * another process may have held it since this one looked.
   */
  readonly releaseStock = async (command: Of<ReleaseStock>, context: CommandContext): Promise<StockOutcome> => {
    const outcome = await this.#carryOut({ kind: 'release', ...command }, context);
    if (outcome.kind === 'refused' || outcome.events.length > 0) return outcome;
    await this.shelf(command.sku);
    return this.#carryOut({ kind: 'release', ...command }, context);
  };

  /** Lets go of what its time is over for, as of the context's time. */
  readonly expireReservations = async (
    { sku }: { readonly sku: string },
    context: CommandContext,
  ): Promise<StockOutcome> => {
    await this.shelf(sku);
    return this.#carryOut({ kind: 'expire', sku }, context);
  };

  /** The shelf as the log has it now. */
  readonly shelf = async (sku: string): Promise<StockState> => (await this.#stock.read(sku, { fresh: true })).state;

  readonly shipStock = (command: Of<ShipStock>, context: CommandContext): Promise<StockOutcome> =>
    this.#carryOut({ kind: 'ship', ...command }, context);

  readonly returnStock = (command: Of<ReturnStock>, context: CommandContext): Promise<StockOutcome> =>
    this.#carryOut({ kind: 'return', ...command }, context);

  readonly setLowStockThreshold = async (
    command: Of<SetLowStockThreshold>,
    context: CommandContext,
  ): Promise<StockOutcome | Refused<'product-not-found'>> =>
    (await this.product(command.sku)).kind === 'unknown'
      ? { kind: 'refused', code: 'product-not-found', facts: { sku: command.sku } }
      : this.#carryOut({ kind: 'set-threshold', ...command }, context);

  #carryOut(command: StockCommand, context: CommandContext): Promise<StockOutcome> {
    return this.#stock.handle(command.sku, { ...command, now: context.occurredAt }, context);
  }

  /** The product as the log has it now. */
  readonly product = async (sku: string): Promise<ProductState> =>
    (await this.#products.read(sku, { fresh: true })).state;
}
