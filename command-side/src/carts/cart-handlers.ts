import type { Catalogue } from '../orders/catalogue.js';
import { soldAt } from '../pricing/sold-in.js';
import type { CommandContext, KeyReused, Outcome } from '../streams/command-context.js';
import { StreamCommands } from '../streams/stream-commands.js';
import type { StreamRuntime } from '../streams/stream-runtime.js';
import {
  cartDecider,
  cartLines,
  type AddItemToCart,
  type CartCommand,
  type CartRefusal,
  type CartState,
  type ChangeCartCurrency,
  type ChangeCartQuantity,
  type CheckOutCart,
} from './cart-decider.js';

export type CartStreams = StreamCommands<CartState, CartCommand, CartRefusal>;
/** Is told before something is put into a cart, so that one that is left alone is seen. */
export type CartWatcher = { readonly before: (cartId: string, context: CommandContext) => Promise<void> };
export type CartOutcome = Outcome<CartState, CartRefusal | KeyReused>;

/** A cart as it would be ordered now; amounts in minor units. */
export type PricedCart = {
  readonly cartId: string;
  readonly lines: readonly {
    readonly sku: string;
    readonly title: string;
    readonly quantity: number;
    /** Null where it cannot be bought any more, or not in the currency of the cart: then it is in no total. */
    readonly unitPriceMinor: number | null;
    readonly amountMinor: number | null;
  }[];
  /** Of what can be bought. */
  readonly totalMinor: number;
  readonly currency: string | null;
};

/** The streams of carts: those who sell and those who know customers change the same ones. */
export const cartStreams = (runtime: StreamRuntime): CartStreams =>
  new StreamCommands(
    { kind: 'cart', decider: cartDecider, weigh: ({ lines, order }) => (lines.size + order.size) / 20 },
    runtime,
  );

/** What is put into a cart while it is turned to another currency makes for another look at it; after so many it is said. */
const LOOKS = 5;

/** Carts: one for each shopper, named as their session is. */
export class CartHandlers {
  readonly #carts: CartStreams;
  readonly #catalogue: Catalogue;
  readonly #watching: CartWatcher;

  constructor(carts: CartStreams, catalogue: Catalogue, watching: CartWatcher) {
    this.#watching = watching;
    this.#carts = carts;
    this.#catalogue = catalogue;
  }

  readonly addItem = async (
    command: Omit<AddItemToCart, 'kind' | 'product' | 'others'>,
    context: CommandContext,
  ): Promise<CartOutcome> => {
    const [product, { currencies: others }] = await Promise.all([
      this.#catalogue.product(command.sku),
      this.#catalogue.terms(),
    ]);
    // What cannot be put in needs nobody to look at it.
    if (product.kind === 'product') await this.#watching.before(command.cartId, context);
    return this.#carts.handle(command.cartId, { kind: 'add', ...command, product, others }, context);
  };

  readonly changeQuantity = (
    command: Omit<ChangeCartQuantity, 'kind'>,
    context: CommandContext,
  ): Promise<CartOutcome> => this.#carts.handle(command.cartId, { kind: 'change', ...command }, context);

  /** Prices the cart in another currency; refused where something of it is not sold in that. */
  readonly changeCurrency = async (
    command: Omit<ChangeCartCurrency, 'kind' | 'products' | 'others'>,
    context: CommandContext,
  ): Promise<CartOutcome> => {
    const { currencies: others } = await this.#catalogue.terms();
    for (let look = 1; ; look++) {
      const lines = await this.lines(command.cartId);
      const products = new Map(
        await Promise.all(lines.map(async ({ sku }) => [sku, await this.#catalogue.product(sku)] as const)),
      );
      const outcome = await this.#carts.handle(
        command.cartId,
        { kind: 'change-currency', ...command, products, others },
        context,
      );
      if (outcome.kind !== 'refused' || outcome.code !== 'cart-changed' || look === LOOKS) return outcome;
    }
  };

  /** Takes out what an order has of it; what was put in meanwhile stays. */
  readonly checkOut = (command: Omit<CheckOutCart, 'kind'>, context: CommandContext): Promise<CartOutcome> =>
    this.#carts.handle(command.cartId, { kind: 'check-out', ...command }, context);

  /** What is in the cart now. */
  readonly lines = async (cartId: string) => (await this.basket(cartId)).lines;

  /** The same, and the currency that it is in; undefined in an empty cart. */
  readonly basket = async (cartId: string) => {
    const { state } = await this.#carts.read(cartId, { fresh: true });
    return { lines: cartLines(state), currency: state.currency };
  };

  /** The cart with the prices of this moment. */
  async priced(cartId: string, state: CartState): Promise<PricedCart> {
    const { currencies: others } = await this.#catalogue.terms();
    const lines = await Promise.all(
      cartLines(state).map(async ({ sku, quantity }) => {
        const product = await this.#catalogue.product(sku);
        if (product.kind !== 'product') return { sku, title: sku, quantity, unitPriceMinor: null, amountMinor: null };
        const { title, discontinued } = product;
        const sold = soldAt(state.currency ?? product.currency, { sku, product }, others);
        const unitPriceMinor = discontinued || typeof sold !== 'number' ? null : sold;
        const amountMinor = unitPriceMinor === null ? null : unitPriceMinor * quantity;
        return { sku, title, quantity, unitPriceMinor, amountMinor };
      }),
    );
    const totalMinor = lines.reduce((sum, { amountMinor }) => sum + (amountMinor ?? 0), 0);
    return { cartId, lines, totalMinor, currency: state.currency ?? null };
  }

  /** The cart as the log has it now, with the prices of this moment. */
  readonly cart = async (cartId: string): Promise<PricedCart> =>
    this.priced(cartId, (await this.#carts.read(cartId, { fresh: true })).state);
}
