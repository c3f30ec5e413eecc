import { expect } from 'chai';
import { openRunningShop, startStores, typesOf, type RunningShop, type Stores } from '../testing/running-shop.js';

const delivery = {
  ...{ name: 'Ann Lee', email: 'ann@example.org', line1: '1 High Street', city: 'Leeds', postcode: 'LS1 1AA' },
};

describe('carts', function () {
  this.timeout(30_000);
  let stores: Stores;
  let shop: RunningShop;
  before(async () => {
    stores = await startStores();
    shop = await openRunningShop(stores);
    for (const [sku, priceMinor] of [
      ['MUG', 450],
      ['CUP', 199],
    ] as const) {
      await shop.clerk.post('/inventory/products', { sku, title: `A ${sku}`, priceMinor, currency: 'GBP' });
      await shop.clerk.post(`/inventory/products/${sku}/stock`, { action: 'receive', quantity: 100 });
    }
  });
  after(async () => {
    await shop.close();
    await stores.close();
  });

  it('are filled, changed, shown at the prices of the moment, and ordered', async () => {
    const ann = await shop.shopper();
    await ann.post('/carts/mine/items', { sku: 'MUG', quantity: 2 });
    await ann.post('/carts/mine/items', { sku: 'CUP', quantity: 3 });
    const changed = await ann.ask('PUT', '/carts/mine/items/CUP', { quantity: 1 });
    expect(changed.body['lines']).to.deep.equal([
      { sku: 'MUG', quantity: 2 },
      { sku: 'CUP', quantity: 1 },
    ]);
    await shop.clerk.post('/inventory/products/MUG/price', { priceMinor: 500, currency: 'GBP' });
    const shown = await ann.ask('GET', '/carts/mine');
    expect(shown.body).to.deep.include({ totalMinor: 1_199, currency: 'GBP' });
    const key = 'one-order-from-one-cart';
    const body = { country: 'France', delivery, expectedTotalMinor: 1_199 };
    const placed = await ann.post('/orders', body, key);
    expect([placed.status, placed.body['totalMinor']]).to.deep.equal([201, 1_199]);
    expect((await ann.ask('GET', '/carts/mine')).body['lines']).to.deep.equal([]);
    // Sent again it is the same order, although the cart is empty by now.
    expect((await ann.post('/orders', body, key)).body['orderId']).to.equal(placed.body['orderId']);
    const [first] = await stores.stream(`order-${String(placed.body['orderId'])}`);
    expect(first?.type === 'OrderPlaced' && first.data.lines.map(({ sku, quantity }) => [sku, quantity])).to.deep.equal(
      [
        ['MUG', 2],
        ['CUP', 1],
      ],
    );
    const empty = await ann.post('/orders', body);
    expect([empty.status, empty.body['code']]).to.deep.equal([422, 'order-empty']);
  });

  it('take nothing that is not sold any more, nor is it ordered from them', async () => {
    const ann = await shop.shopper();
    await ann.post('/carts/mine/items', { sku: 'CUP', quantity: 1 });
    const off = await shop.clerk.post('/inventory/products/CUP/discontinuation', {});
    expect([off.status, off.body['discontinued']]).to.deep.equal([200, true]);
    const shown = await ann.ask('GET', '/carts/mine');
    expect(shown.body).to.deep.include({
      lines: [{ sku: 'CUP', title: 'A CUP', quantity: 1, unitPriceMinor: null, amountMinor: null }],
      totalMinor: 0,
    });
    for (const refused of [
      await ann.post('/carts/mine/items', { sku: 'CUP', quantity: 1 }),
      await ann.post('/orders', { country: 'France', delivery }),
    ])
      expect([refused.status, refused.body['code']]).to.deep.equal([409, 'product-discontinued']);
    await shop.clerk.post('/inventory/products/CUP/reinstatement', {});
    expect((await ann.post('/orders', { country: 'France', delivery })).status).to.equal(201);
    expect(typesOf(await stores.stream('product-CUP'))).to.deep.equal([
      'ProductDefined',
      'ProductDiscontinued',
      'ProductReinstated',
    ]);
  });

  it('are one shopper’s own', async () => {
    const [ann, bob] = [await shop.shopper(), await shop.shopper()];
    await ann.post('/carts/mine/items', { sku: 'MUG', quantity: 2 });
    expect((await bob.ask('GET', '/carts/mine')).body['lines']).to.deep.equal([]);
    expect((await bob.ask('PUT', '/carts/mine/items/MUG', { quantity: 1 })).body['code']).to.equal('item-not-in-cart');
    expect((await shop.clerk.ask('GET', '/carts/mine')).status).to.equal(403);
  });

  it('take a form that is sent a hundred times for one', async () => {
    const ann = await shop.shopper();
    const replies = await Promise.all(
      Array.from({ length: 100 }, () => ann.post('/carts/mine/items', { sku: 'MUG', quantity: 1 }, 'added-once-only')),
    );
    expect(new Set(replies.map(({ status }) => status))).to.deep.equal(new Set([200]));
    expect((await ann.ask('GET', '/carts/mine')).body['totalMinor']).to.equal(500);
    const cartId = String(replies[0]?.body['cartId']);
    expect(typesOf(await stores.stream(`cart-${cartId}`))).to.deep.equal(['ItemAddedToCart']);
    const other = await ann.post('/carts/mine/items', { sku: 'MUG', quantity: 2 }, 'added-once-only');
    expect([other.status, other.body['code']]).to.deep.equal([422, 'idempotency-key-reused']);
  });

  it('tell a shopper of a price that changed before they pay', async () => {
    const ann = await shop.shopper();
    await ann.post('/carts/mine/items', { sku: 'CUP', quantity: 1 });
    await shop.clerk.post('/inventory/products/CUP/price', { priceMinor: 250, currency: 'GBP' });
    const told = await ann.post('/orders', { country: 'France', delivery, expectedTotalMinor: 199 });
    expect([told.status, told.body['code']]).to.deep.equal([409, 'price-changed']);
    // The same number of another money is another price.
    const inEuros = await ann.post('/orders', {
      ...{ country: 'France', delivery, expectedTotalMinor: 250, expectedCurrency: 'EUR' },
    });
    expect(inEuros.body['facts']).to.include({ totalMinor: 250, currency: 'GBP', expectedCurrency: 'EUR' });
    expect((await ann.ask('GET', '/carts/mine')).body['totalMinor']).to.equal(250);
  });
});
