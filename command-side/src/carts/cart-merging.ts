import { deriveId } from '@storefold/platform';
import type { CommandContext } from '../streams/command-context.js';
import { cartLines, type CartLine } from './cart-decider.js';
import type { CartStreams, CartWatcher } from './cart-handlers.js';

/** What became of a guest's cart: what is in the customer's now, and what stayed where it was, and why. */
export type MergedCart = {
  readonly merged: readonly CartLine[];
  readonly left: readonly CartLine[];
  readonly because: 'currency-differs' | 'cart-full' | null;
};

/** What a guest adds while they sign in is merged in another round; after so many it stays in the guest's cart. */
const ROUNDS = 3;

/** Moves what is in a guest's cart into a customer's. */
export class CartMerging {
  readonly #carts: CartStreams;
  readonly #watching: CartWatcher;

  /** @param watching is told before something comes into the customer's cart */
  constructor(carts: CartStreams, watching: CartWatcher) {
    this.#watching = watching;
    this.#carts = carts;
  }

  /** What is in a cart now. */
  readonly lines = async (cartId: string): Promise<readonly CartLine[]> =>
    cartLines((await this.#carts.read(cartId, { fresh: true })).state);

  /**
   * The customer's cart takes first and the guest's lets go then: whoever dies in between has shown things twice, never lost
   * one. A merge is named by how often the guest's cart was handed over, so that any later sign-in completes it, once.
   */
  readonly merge = async (fromCartId: string, intoCartId: string, context: CommandContext): Promise<MergedCart> => {
    const merged: CartLine[] = [];
    for (let round = 0; ; round++) {
      const guest = (await this.#carts.read(fromCartId, { fresh: true })).state;
      const lines = cartLines(guest);
      const { currency } = guest;
      if (currency === undefined || lines.length === 0) return { merged, left: [], because: null };
      const mergeId = deriveId('cart-merge', fromCartId, intoCartId, guest.handedOver.toString());
      const named = (cartId: string): CommandContext => ({
        ...{ ...context, commandId: deriveId('cart-merge', mergeId, cartId), bodyHash: undefined },
      });
      await this.#watching.before(intoCartId, context);
      const took = await this.#carts.handle(
        intoCartId,
        { kind: 'merge', cartId: intoCartId, mergeId, fromCartId, currency, lines },
        named(intoCartId),
      );
      if (took.kind === 'refused') throw new Error(`a merge of carts was refused: ${took.code}`);
      const taken = took.state.merges.find((known) => known.mergeId === mergeId)?.lines ?? [];
      if (taken.length === 0 || round === ROUNDS) {
        const differs = took.state.currency !== undefined && took.state.currency !== currency;
        return { merged, left: lines, because: differs ? 'currency-differs' : 'cart-full' };
      }
      await this.#carts.handle(
        fromCartId,
        { kind: 'hand-over', cartId: fromCartId, mergeId, intoCartId, lines: taken },
        named(fromCartId),
      );
      merged.push(...taken);
    }
  };
}
