import { streamName } from '@storefold/contracts';
import { deriveId } from '@storefold/platform';
import type { CustomerHandlers } from '../customers/customer-handlers.js';
import type { CommandContext } from '../streams/command-context.js';
import type { StreamRuntime } from '../streams/stream-runtime.js';
import type { Timers } from '../timers/timers.js';
import type { CartStreams } from './cart-handlers.js';

/** Timers stand at the end of such a stretch, so that a cart which is filled and ordered again and again has few. */
const STRETCH_MS = 60 * 60_000;

export type WatchedCarts = {
  readonly runtime: StreamRuntime;
  readonly carts: CartStreams;
  readonly timers: Timers;
  readonly customers: CustomerHandlers;
  /** A cart that nobody touched for so long is abandoned. */
  readonly afterMs: number;
};

/**
 * Sees which carts nobody touches any more. One timer waits for a cart: set before its first thing is put in, set again when it
 * fires and finds that the cart was touched since. Firing a timer twice is the same as once.
 */
export class CartWatching {
  readonly #parts: WatchedCarts;

  constructor(parts: WatchedCarts) {
    this.#parts = parts;
  }

  /** To be told before something is put into a cart: one that holds something already is watched. */
  readonly before = async (cartId: string, context: CommandContext): Promise<void> => {
    const { state } = await this.#parts.carts.read(cartId, { fresh: false });
    if (state.lines.size === 0 || state.abandoned) await this.#lookAfter(cartId, context.occurredAt, context);
  };

  /** Says of a cart that it was abandoned, if nobody touched it for long enough; once, until somebody does. */
  async look(cartId: string, context: CommandContext): Promise<void> {
    const { runtime, carts, customers, afterMs } = this.#parts;
    const { state, revision } = await carts.read(cartId, { fresh: true });
    if (state.lines.size === 0 || state.abandoned) return;
    let touchedAt = context.occurredAt;
    await runtime.store.read(streamName('cart', cartId), revision, (event) => {
      touchedAt = event.metadata.occurredAt;
    });
    if (Date.parse(context.occurredAt) - Date.parse(touchedAt) < afterMs) {
      await this.#lookAfter(cartId, touchedAt, context);
      return;
    }
    const isCustomers = (await customers.customer(cartId)).kind === 'active';
    await carts.handle(
      cartId,
      { kind: 'abandon', cartId, touches: state.touches, ...(isCustomers ? { customerId: cartId } : {}) },
      { ...context, commandId: deriveId('abandoned', cartId, state.touches.toString()) },
    );
  }

  async #lookAfter(cartId: string, touchedAt: string, context: CommandContext): Promise<void> {
    const { timers, afterMs } = this.#parts;
    const stretch = (Math.floor(Date.parse(touchedAt) / STRETCH_MS) + 1) * STRETCH_MS;
    const dueAt = new Date(stretch + afterMs).toISOString();
    const timerId = deriveId('cart-idle', cartId, dueAt);
    await timers.set(
      { timerId, dueAt, cartId },
      { ...context, commandId: deriveId('watch-cart', context.commandId, timerId), bodyHash: undefined },
    );
  }
}
