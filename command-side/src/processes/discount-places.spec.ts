import { expect } from 'chai';
import { InventoryHandlers } from '../inventory/inventory-handlers.js';
import { OrderHandlers } from '../orders/order-handlers.js';
import { DiscountHandlers } from '../pricing/discount-handlers.js';
import { createStreamRuntime } from '../streams/stream-runtime.js';
import { contextOf, silent } from '../testing/contexts.js';
import { MemoryStore } from '../testing/memory-store.js';
import { Timers } from '../timers/timers.js';
import { CheckoutSweep } from './checkout-sweep.js';
import { StockKeeping } from './stock-keeping.js';

const NOON = '2026-11-26T12:00:00.000Z';
const LATER = '2026-11-26T12:20:00.000Z';
const terms = { off: { kind: 'percentage' as const, basisPoints: 1_000 }, currency: 'GBP', limit: 1 };

describe('a place among the orders of a discount code', () => {
  const scene = async () => {
    const store = new MemoryStore();
    const runtime = createStreamRuntime({ store, logger: silent, retryPace: 0 });
    const [discounts, orders, timers] = [
      new DiscountHandlers(runtime),
      new OrderHandlers(runtime),
      new Timers(runtime),
    ];
    const clock = () => LATER;
    const keeping = new StockKeeping(new InventoryHandlers(runtime), orders, clock, undefined, discounts);
    const sweep = new CheckoutSweep(
      timers,
      ({ orderId = '', discountCodes }, because) => keeping.expire(orderId, because, discountCodes),
      clock,
    );
    await discounts.defineDiscount({ code: 'SPRING', terms, offered: ['GBP'] }, contextOf('define'));
    // As a checkout leaves it that dies before its order stands.
    const dueAt = '2026-11-26T12:15:00.000Z';
    await timers.set({ timerId: 't1', orderId: 'o1', dueAt, discountCodes: ['SPRING'] }, contextOf('timer'));
    const about = { code: 'SPRING', customerKey: 'ann', goodsMinor: 100, currency: 'GBP', now: NOON };
    await discounts.redeem({ ...about, orderId: 'o1' }, contextOf('redeem'));
    return { store, discounts, orders, sweep };
  };

  it('is given back by the sweep where the order never came to stand, once', async () => {
    const { store, sweep } = await scene();
    await sweep.pass();
    await sweep.pass();
    expect(store.types('discount-SPRING')).to.deep.equal([
      ...['DiscountDefined', 'DiscountRedeemed', 'DiscountGivenBack'],
    ]);
  });
  it('is kept by an order that was confirmed in time', async () => {
    const { store, orders, sweep } = await scene();
    const line = { lineId: '1', sku: 'MUG', title: 'A mug', quantity: 1, unitPriceMinor: 100, amountMinor: 100 };
    await orders.placeOrder(
      {
        ...{ orderId: 'o1', orderNumber: 'S-1', customerId: null, country: 'France', currency: 'GBP' },
        ...{ lines: [line], charges: [], discountCodes: ['SPRING'] },
      },
      contextOf('place'),
    );
    await orders.confirmOrder({ orderId: 'o1' }, contextOf('confirm'));
    await sweep.pass();
    expect(store.types('discount-SPRING')).to.deep.equal(['DiscountDefined', 'DiscountRedeemed']);
  });
});
