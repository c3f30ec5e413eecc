import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { createCommandHandlers, type CommandHandlers } from '../composition/command-handlers.js';
import { startCommandSide, type RunningCommandSide } from '../service.js';
import { contextOf, silent } from '../testing/contexts.js';
import { eventually, startStores, typesOf, Visitor, type Stores } from '../testing/running-shop.js';

const CHECKOUT_SECONDS = 1;
const delivery = {
  ...{ name: 'Ann Lee', email: 'ann@example.org', line1: '1 High Street', city: 'Leeds', postcode: 'LS1 1AA' },
};

describe('an order that is not confirmed in time', function () {
  this.timeout(60_000);
  let stores: Stores;
  let handlers: CommandHandlers;
  let side: RunningCommandSide;

  const start = (contexts = 'inventory,orders,payments,access,processes') =>
    startCommandSide(
      stores.config({ CHECKOUT_MINUTES: (CHECKOUT_SECONDS / 60).toString(), CONTEXTS: contexts }),
      silent,
      {
        show: () => undefined,
      },
    );
  const types = async (streamId: string) => typesOf(await stores.stream(streamId));
  const now = () => ({ occurredAt: new Date().toISOString() });

  before(async () => {
    stores = await startStores();
    handlers = createCommandHandlers({ eventStore: stores.eventStore, logger: silent });
    side = await start();
  });
  after(async () => {
    await side.close();
    await stores.close();
  });

  /** Two products: one that is free, and one that somebody holds for an hour. */
  const goods = async (free: string, heldByOthers: string) => {
    for (const sku of [free, heldByOthers]) {
      await handlers.defineProduct({ sku, title: sku, priceMinor: 100, currency: 'GBP' }, contextOf(`define-${sku}`));
      const stock = { kind: 'receive', sku, movementId: `first-${sku}`, quantity: 5 } as const;
      await handlers.updateStock(stock, contextOf(`receive-${sku}`));
    }
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const wish = { sku: heldByOthers, orderId: `other-${heldByOthers}`, quantity: 5, expiresAt };
    await handlers.reserveStock(wish, contextOf(`hold-${heldByOthers}`, now()));
  };
  const place = async (...skus: readonly string[]): Promise<string> => {
    const shopper = new Visitor(side.url);
    await shopper.post('/access/sessions');
    const lines = skus.map((sku) => ({ sku, quantity: 1 }));
    const placed = await shopper.post('/orders', { lines, country: 'France', delivery });
    expect(placed.status, JSON.stringify(placed.body)).to.equal(201);
    return String(placed.body['orderId']);
  };

  it('is cancelled, lets go of what it holds and leaves the queue, within a second', async () => {
    await goods('A1', 'B1');
    const began = Date.now();
    const orderId = await place('A1', 'B1');
    await eventually('it waits', async () => (await types('stock-B1')).includes('ReservationQueued'));
    await eventually('it is over', async () => (await types('stock-B1')).length > 3);
    const seconds = (Date.now() - began) / 1000;
    expect(seconds).to.be.within(CHECKOUT_SECONDS, CHECKOUT_SECONDS + 1.5);
    const [cancelled] = (await stores.stream(`order-${orderId}`)).slice(-1);
    expect(cancelled?.data).to.include({ reason: 'not-confirmed-in-time' });
    await eventually('the other shelf is free', async () =>
      ['StockReleased', 'ReservationExpired'].includes((await types('stock-A1')).at(-1) ?? ''),
    );
    expect((await types('stock-B1')).at(-1)).to.be.oneOf(['ReservationExpired', 'ReservationWithdrawn']);
  });

  it('is ended by a shop that was closed when its time was over', async () => {
    await goods('A2', 'B2');
    const orderId = await place('A2', 'B2');
    await eventually('it waits', async () => (await types('stock-B2')).includes('ReservationQueued'));
    await side.close();
    await sleep(CHECKOUT_SECONDS * 1000);
    side = await start();
    await eventually('it is over', async () => (await types(`order-${orderId}`)).includes('OrderCancelled'));
    await eventually('its stock is free', async () =>
      ['StockReleased', 'ReservationExpired'].includes((await types('stock-A2')).at(-1) ?? ''),
    );
  });

  it('that was confirmed in time stays', async () => {
    await goods('A3', 'B3');
    const orderId = await place('A3');
    await eventually('it is confirmed', async () => (await types(`order-${orderId}`)).includes('OrderConfirmed'));
    await sleep((CHECKOUT_SECONDS + 1) * 1000);
    expect(await types(`order-${orderId}`)).to.deep.equal(['OrderPlaced', 'OrderConfirmed']);
    expect(await types('stock-A3')).to.deep.equal(['StockReceived', 'StockReserved', 'StockCommitted']);
  });
});
