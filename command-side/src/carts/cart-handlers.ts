import type { Catalogue } from '../orders/catalogue.js';
import { priceIn } from '../orders/product-price.js';
import type { CommandContext, KeyReused, Outcome, Refused } from '../streams/command-context.js';
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
    readonly unitPriceMinor: number;
    readonly amountMinor: number;
  }[];
  readonly totalMinor: number;
  readonly currency: string | null;
};

/** The streams of carts: those who sell and those who know customers change the same ones. */
export const cartStreams = (runtime: StreamRuntime): CartStreams =>
  new StreamCommands(
    { kind: 'cart', decider: cartDecider, weigh: ({ lines, order }) => (lines.size + order.size) / 20 },
    runtime,
  );

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
    command: Omit<AddItemToCart, 'kind' | 'product'>,
    context: CommandContext,
  ): Promise<CartOutcome> => {
    const product = await this.#catalogue.product(command.sku);
    const { currency } = command;
    if (currency !== undefined && product.kind === 'product' && currency !== product.currency) {
      const refused = await this.#notOffered(currency, product.currency);
      if (refused) return refused;
    }
    // What cannot be put in needs nobody to look at it.
    if (product.kind === 'product') await this.#watching.before(command.cartId, context);
    return this.#carts.handle(command.cartId, { kind: 'add', ...command, product }, context);
  };

  readonly changeQuantity = (
    command: Omit<ChangeCartQuantity, 'kind'>,
    context: CommandContext,
  ): Promise<CartOutcome> => this.#carts.handle(command.cartId, { kind: 'change', ...command }, context);

  /** Prices the cart in another currency; refused where something of it is not sold in that. */
  readonly changeCurrency = async (
    command: Omit<ChangeCartCurrency, 'kind' | 'products'>,
    context: CommandContext,
  ): Promise<CartOutcome> => {
    const lines = await this.lines(command.cartId);
    const products = new Map(
      await Promise.all(lines.map(async ({ sku }) => [sku, await this.#catalogue.product(sku)] as const)),
    );
    const own = [...products.values()].find((product) => product.kind === 'product');
    if (own && own.currency !== command.currency) {
      const refused = await this.#notOffered(command.currency, own.currency);
      if (refused) return refused;
    }
    return this.#carts.handle(command.cartId, { kind: 'change-currency', ...command, products }, context);
  };

  async #notOffered(currency: string, own: string): Promise<Refused<'currency-not-offered'> | undefined> {
    const { currencies } = await this.#catalogue.terms();
    if (currencies.includes(currency)) return undefined;
    const known = [own, ...currencies].join(', ');
    return { kind: 'refused', code: 'currency-not-offered', facts: { currency, known } };
  }

  readonly checkOut = (cartId: string, orderId: string, context: CommandContext): Promise<CartOutcome> =>
    this.#carts.handle(cartId, { kind: 'check-out', cartId, orderId }, context);

  /** What is in the cart now. */
  readonly lines = async (cartId: string) => (await this.basket(cartId)).lines;

  /** The same, and the currency that it is in; undefined in an empty cart. */
  readonly basket = async (cartId: string) => {
    const { state } = await this.#carts.read(cartId, { fresh: true });
    return { lines: cartLines(state), currency: state.currency };
  };

  /** The cart with the prices of this moment. */
  async priced(cartId: string, state: CartState): Promise<PricedCart> {
    const lines = await Promise.all(
      cartLines(state).map(async ({ sku, quantity }) => {
        const product = await this.#catalogue.product(sku);
        const [title, unitPriceMinor] =
          product.kind === 'product'
            ? [product.title, priceIn(product, state.currency ?? product.currency) ?? 0]
            : [sku, 0];
        return { sku, title, quantity, unitPriceMinor, amountMinor: unitPriceMinor * quantity };
      }),
    );
    const totalMinor = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    return { cartId, lines, totalMinor, currency: state.currency ?? null };
  }

  /** The cart as the log has it now, with the prices of this moment. */
  readonly cart = async (cartId: string): Promise<PricedCart> =>
    this.priced(cartId, (await this.#carts.read(cartId, { fresh: true })).state);
}
