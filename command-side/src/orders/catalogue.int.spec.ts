import { expect } from 'chai';
import { startCommandSide, type RunningCommandSide } from '../service.js';
import { silent } from '../testing/contexts.js';
import {
  eventually,
  openRunningShop,
  startStores,
  Visitor,
  type RunningShop,
  type Stores,
} from '../testing/running-shop.js';

const delivery = {
  ...{ name: 'Ann Lee', email: 'ann@example.org', line1: '1 High Street', city: 'Leeds', postcode: 'LS1 1AA' },
};

describe('what orders know of the catalogue', function () {
  this.timeout(30_000);
  let stores: Stores;
  let shop: RunningShop;
  let other: RunningCommandSide;
  before(async () => {
    stores = await startStores();
    shop = await openRunningShop(stores);
    // The desk works at another process than the shopper.
    other = await startCommandSide(stores.config({ CONTEXTS: 'inventory' }), silent);
    await shop.clerk.post('/inventory/products', { sku: 'MUG', title: 'A mug', priceMinor: 450, currency: 'GBP' });
    await shop.clerk.post('/inventory/products/MUG/stock', { action: 'receive', quantity: 100 });
  });
  after(async () => {
    // In this order: two clients of one process share a connection, and the end of one delays the other's reads.
    await shop.close();
    await other.close();
    await stores.close();
  });

  const totalOf = async (sku: string): Promise<unknown> => {
    const visitor = await shop.shopper();
    const lines = [{ sku, quantity: 1 }];
    const reply = await visitor.post('/orders', { lines, country: 'France', delivery });
    return reply.status === 201 ? reply.body['totalMinor'] : reply.body['code'];
  };

  it('is what this process changed, at once', async () => {
    expect(await totalOf('MUG')).to.equal(450);
    await shop.clerk.post('/inventory/products/MUG/price', { priceMinor: 475, currency: 'GBP' });
    expect(await totalOf('MUG')).to.equal(475);
  });

  it('is what another process changed, within a moment; a change since the shopper looked is told', async () => {
    const desk = new Visitor(other.url, shop.clerk.cookie);
    expect((await desk.post('/inventory/products/MUG/price', { priceMinor: 500, currency: 'GBP' })).status).to.equal(
      200,
    );
    await eventually('the new price', async () => (await totalOf('MUG')) === 500);
    const visitor = await shop.shopper();
    const reply = await visitor.post('/orders', {
      ...{ lines: [{ sku: 'MUG', quantity: 1 }], country: 'France', delivery, expectedTotalMinor: 475 },
    });
    expect([reply.status, reply.body['code']]).to.deep.equal([409, 'price-changed']);
  });

  it('is a product that another process has just defined', async () => {
    const desk = new Visitor(other.url, shop.clerk.cookie);
    expect(await totalOf('CUP')).to.equal('product-not-found');
    await desk.post('/inventory/products', { sku: 'CUP', title: 'A cup', priceMinor: 199, currency: 'GBP' });
    expect(await totalOf('CUP')).to.equal(199);
  });
});
