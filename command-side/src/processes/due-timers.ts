import type { DataOf } from '@storefold/contracts';
import { deriveId } from '@storefold/platform';
import type { Clock } from '../clock.js';
import type { CartWatching } from '../carts/cart-watching.js';
import type { PriceChanges } from '../inventory/price-changes.js';
import type { FireTimer } from './checkout-sweep.js';
import { ProcessStuck } from './process-stuck.js';
import { watchingContext } from './watching-context.js';
import type { StockKeeping } from './stock-keeping.js';

export type WhatTimersAreFor = {
  readonly checkouts: Pick<StockKeeping, 'expire' | 'tryRefundAgain'>;
  readonly prices: Pick<PriceChanges, 'apply'>;
  readonly carts: Pick<CartWatching, 'look'>;
  readonly clock: Clock;
};

/** Does what is due with a timer. Must be repeat-safe: a timer is fired again after a fall, and by each process that sweeps. */
export const dueTimers = ({ checkouts, prices, carts, clock }: WhatTimersAreFor): FireTimer => {
  const changePrices = async (sku: string, { timerId }: DataOf<'TimerSet'>): Promise<void> => {
    const now = clock();
    const outcome = await prices.apply(sku, {
      // Fired again it may find another change due: under the same name the store would take that for the first one.
      commandId: deriveId('price-changes', timerId, now),
      actor: { kind: 'process', id: 'price-changes' },
      occurredAt: now,
      origin: 'live',
      correlationId: `price-changes-${sku}`,
    });
    if (outcome.kind === 'refused') throw new ProcessStuck(`the prices of ${sku} did not change: ${outcome.code}`);
  };
  return async (timer, because) => {
    const { orderId, refundId, cartId, sku, discountCodes } = timer;
    if (orderId !== undefined && refundId !== undefined) await checkouts.tryRefundAgain(orderId, refundId, because);
    else if (orderId !== undefined) await checkouts.expire(orderId, because, discountCodes);
    if (cartId !== undefined)
      await carts.look(cartId, watchingContext(cartId, { eventId: timer.timerId, now: clock() }));
    if (sku !== undefined) await changePrices(sku, timer);
  };
};
