import { streamName, type Recorded } from '@storefold/contracts';
import { deriveId } from '@storefold/platform';
import type { CustomerHandlers } from '../customers/customer-handlers.js';
import type { CommandContext } from '../streams/command-context.js';
import type { StreamRuntime } from '../streams/stream-runtime.js';
import type { Timers } from '../timers/timers.js';
import type { CartStreams } from './cart-handlers.js';

/** The event types that touch a cart so that it may be left alone after it. */
export const cartWatchingTypes = ['ItemAddedToCart', 'CartQuantityChanged', 'CartMerged'] as const;

/** One timer for each stretch of this length in which a cart was touched, not one for each thing that is put in. */
const STRETCH_MS = 60 * 60_000;

export type WatchedCarts = {
  readonly runtime: StreamRuntime;
  readonly carts: CartStreams;
  readonly timers: Timers;
  readonly customers: CustomerHandlers;
  /** A cart that nobody touched for so long is abandoned. */
  readonly afterMs: number;
};

/** Sees which carts nobody touches any more. Handling an event twice, or firing a timer twice, is the same as once. */
export class CartWatching {
  readonly #parts: WatchedCarts;

  constructor(parts: WatchedCarts) {
    this.#parts = parts;
  }

  /** Sees to it that a cart which was touched is looked at when it may have been left alone for long enough. */
  async watch(event: Recorded, context: CommandContext): Promise<void> {
    if (event.type !== 'ItemAddedToCart' && event.type !== 'CartQuantityChanged' && event.type !== 'CartMerged') return;
    const { cartId } = event.data;
    const stretch = (Math.floor(Date.parse(event.metadata.occurredAt) / STRETCH_MS) + 1) * STRETCH_MS;
    const dueAt = new Date(stretch + this.#parts.afterMs).toISOString();
    // The sweep has passed that minute: an event that waited while nobody followed is looked at now.
    if (dueAt <= context.occurredAt) await this.look(cartId, context);
    else await this.#parts.timers.set({ timerId: deriveId('cart-idle', cartId, dueAt), dueAt, cartId }, context);
  }

  /** Says of a cart that it was abandoned, if nobody touched it for long enough; once, until somebody does. */
  async look(cartId: string, context: CommandContext): Promise<void> {
    const { runtime, carts, customers, afterMs } = this.#parts;
    const { state, revision } = await carts.read(cartId, { fresh: true });
    if (state.lines.size === 0 || state.abandoned) return;
    let touchedAt = context.occurredAt;
    await runtime.store.read(streamName('cart', cartId), revision, (event) => {
      touchedAt = event.metadata.occurredAt;
    });
    if (Date.parse(context.occurredAt) - Date.parse(touchedAt) < afterMs) return;
    const isCustomers = (await customers.customer(cartId)).kind === 'active';
    await carts.handle(
      cartId,
      { kind: 'abandon', cartId, touches: state.touches, ...(isCustomers ? { customerId: cartId } : {}) },
      { ...context, commandId: deriveId('abandoned', cartId, state.touches.toString()) },
    );
  }
}
