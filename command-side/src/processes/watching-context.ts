import { deriveId } from '@storefold/platform';
import type { CommandContext } from '../streams/command-context.js';

/** As which the process acts that watches carts. */
export const watchingContext = (
  cartId: string,
  because: { readonly eventId: string; readonly now: string },
): CommandContext => ({
  commandId: deriveId('watch-cart', because.eventId),
  actor: { kind: 'process', id: 'abandoned-carts' },
  occurredAt: because.now,
  origin: 'live',
  correlationId: `cart-${cartId}`,
  causationId: because.eventId,
});
