import { randomBytes } from 'node:crypto';
import { deriveId, KeyStore } from '@storefold/platform';
import { expect } from 'chai';
import { CustomerHandlers } from '../customers/customer-handlers.js';
import { InventoryHandlers } from '../inventory/inventory-handlers.js';
import { DiscountHandlers } from '../pricing/discount-handlers.js';
import { Quotes } from '../pricing/quotes.js';
import { createStreamRuntime } from '../streams/stream-runtime.js';
import { contextOf, silent } from '../testing/contexts.js';
import { MemoryStore } from '../testing/memory-store.js';
import { startStores, type Stores } from '../testing/running-shop.js';
import { Timers } from '../timers/timers.js';
import { Catalogue } from './catalogue.js';
import { Checkout, type CheckoutRequest } from './checkout.js';
import { OrderHandlers } from './order-handlers.js';

const delivery = { name: 'Ann', email: 'ann@example.org', line1: '1 High Street', city: 'Leeds', postcode: 'LS1 1AA' };
const request: CheckoutRequest = {
  ...{ shopperId: 'ann', lines: [{ sku: 'MUG', quantity: 1 }], country: 'France', delivery, discountCodes: ['LAST'] },
};

describe('a checkout with the last place of a discount code', function () {
  this.timeout(30_000);
  let stores: Stores;
  before(async () => {
    stores = await startStores();
  });
  after(() => stores.close());

  const scene = async () => {
    const store = new MemoryStore();
    const keys = new KeyStore(stores.keyDatabase.db, Buffer.alloc(32, 7));
    /** Another process over the same log. */
    const process = () => {
      const runtime = createStreamRuntime({ store, logger: silent, retryPace: 0 });
      const discounts = new DiscountHandlers(runtime);
      const rules = { discounts, customerKeyOf: (email: string) => email, confirmWithinMs: 60_000, takesCards: false };
      const [orders, timers, quotes] = [
        new OrderHandlers(runtime),
        new Timers(runtime),
        new Quotes(new Catalogue(runtime), discounts),
      ];
      const checkout = new Checkout(orders, keys, timers, quotes, new CustomerHandlers(runtime, keys), rules);
      return { inventory: new InventoryHandlers(runtime), discounts, checkout };
    };
    const { inventory, discounts } = process();
    const mug = { sku: 'MUG', title: 'A mug', priceMinor: 450, currency: 'GBP' };
    await inventory.defineProduct(mug, contextOf('define'));
    const terms = { off: { kind: 'percentage', basisPoints: 1_000 }, currency: 'GBP', limit: 1, limitEach: 1 } as const;
    await discounts.defineDiscount({ code: 'LAST', terms, offered: ['GBP'] }, contextOf('code'));
    // Ids of orders are derived from those of commands: each scene has its own, as the keys are kept.
    const commandId = `place-${randomBytes(6).toString('hex')}`;
    const orderId = deriveId('order', commandId);
    return { store, process, discounts, commandId, orderId };
  };

  it('goes on where it died after it took the place', async () => {
    const { store, process, discounts, commandId, orderId } = await scene();
    const about = { customerKey: delivery.email, goodsMinor: 450, currency: 'GBP', now: '2026-11-27T12:00:00.000Z' };
    await discounts.redeem({ code: 'LAST', orderId, ...about }, contextOf('redeem'));
    const outcome = await process().checkout.place(request, contextOf(commandId));
    expect(
      outcome.kind,
      JSON.stringify(outcome, (_, value: unknown) => String(value)),
    ).to.equal('accepted');
    expect(store.types('discount-LAST')).to.deep.equal(['DiscountDefined', 'DiscountRedeemed']);
  });

  it('keeps it where the same key comes with another body at the same moment, and is refused', async () => {
    const { store, process, commandId, orderId } = await scene();
    const one = { ...contextOf(commandId), bodyHash: 'hmac.one' };
    const other = { ...contextOf(commandId), bodyHash: 'hmac.other' };
    const { checkout } = process();
    const [placed, refused] = await Promise.all([
      checkout.place(request, one),
      checkout.place({ ...request, country: 'Spain' }, other),
    ]);
    expect(placed.kind).to.equal('accepted');
    expect(refused).to.deep.include({ kind: 'refused', code: 'idempotency-key-reused' });
    expect(store.types(`order-${orderId}`)).to.deep.equal(['OrderPlaced']);
    expect(store.types('discount-LAST')).to.deep.equal(['DiscountDefined', 'DiscountRedeemed']);
  });
});
