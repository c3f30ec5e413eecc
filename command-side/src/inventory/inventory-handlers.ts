import type { DataOf } from '@storefold/contracts';
import type { CommandContext, KeyReused, Outcome, Refused } from '../streams/command-context.js';
import { StreamCommands } from '../streams/stream-commands.js';
import type { StreamRuntime } from '../streams/stream-runtime.js';
import { movementsPerState } from './movement-ids.js';
import {
  productDecider,
  type ChangePrice,
  type ProductCommand,
  type ProductRefusal,
  type ProductState,
} from './product-decider.js';
import {
  stockDecider,
  type ReleaseStock,
  type ReserveStock,
  type ReturnStock,
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
        weigh: ({ movements, reservations }) => (movements.size + reservations.size) / movementsPerState,
      },
      runtime,
    );
  }

  readonly defineProduct = (definition: DataOf<'ProductDefined'>, context: CommandContext): Promise<ProductOutcome> =>
    this.#products.handle(definition.sku, { kind: 'define', definition }, context, true);

  readonly changePrice = (command: Of<ChangePrice>, context: CommandContext): Promise<ProductOutcome> =>
    this.#products.handle(command.sku, { kind: 'change-price', ...command }, context);

  /** Receives, counts or adjusts. There is stock of products only. */
  readonly updateStock = async (
    command: UpdateStock,
    context: CommandContext,
  ): Promise<StockOutcome | Refused<'product-not-found'>> => {
    const { sku } = command;
    // A product once defined stays one, so what this process knows is enough; only "unknown" is asked again.
    const known = (await this.#products.read(sku, { fresh: false })).state.kind === 'defined';
    if (!known && (await this.product(sku)).kind === 'unknown')
      return { kind: 'refused', code: 'product-not-found', facts: { sku } };
    // A history begins with goods received, so its first movement of a SKU needs no reading.
    return this.#stock.handle(sku, command, context, command.kind === 'receive');
  };

  readonly reserveStock = (command: Of<ReserveStock>, context: CommandContext): Promise<StockOutcome> =>
    this.#stock.handle(command.sku, { kind: 'reserve', ...command }, context);

  readonly releaseStock = (command: Of<ReleaseStock>, context: CommandContext): Promise<StockOutcome> =>
    this.#stock.handle(command.sku, { kind: 'release', ...command }, context);

  readonly shipStock = (command: Of<ShipStock>, context: CommandContext): Promise<StockOutcome> =>
    this.#stock.handle(command.sku, { kind: 'ship', ...command }, context);

  readonly returnStock = (command: Of<ReturnStock>, context: CommandContext): Promise<StockOutcome> =>
    this.#stock.handle(command.sku, { kind: 'return', ...command }, context);

  /** The product as the log has it now. */
  readonly product = async (sku: string): Promise<ProductState> =>
    (await this.#products.read(sku, { fresh: true })).state;
}
