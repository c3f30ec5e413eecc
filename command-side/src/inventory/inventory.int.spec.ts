import { expect } from 'chai';
import { openRunningShop, startStores, typesOf, type RunningShop, type Stores } from '../testing/running-shop.js';

describe('a clerk at the shelves', function () {
  this.timeout(30_000);
  let stores: Stores;
  let shop: RunningShop;

  before(async () => {
    stores = await startStores();
    shop = await openRunningShop(stores);
  });
  after(async () => {
    await shop.close();
    await stores.close();
  });

  it('writes off what cannot be sold, and says that a shelf runs low once per crossing', async () => {
    const sku = 'MUG';
    await shop.clerk.post('/inventory/products', { sku, title: 'A mug', priceMinor: 450, currency: 'GBP' });
    await shop.clerk.post(`/inventory/products/${sku}/stock`, { action: 'receive', quantity: 10 });
    const threshold = await shop.clerk.post(`/inventory/products/${sku}/low-stock`, { threshold: 4 });
    expect([threshold.status, threshold.body['low']]).to.deep.equal([200, false]);
    const path = `/inventory/products/${sku}/stock`;
    const off = await shop.clerk.post(path, { action: 'write-off', quantity: 6, reason: 'cracked' });
    expect(off.body).to.include({ sku, onHand: 4, available: 4 });
    const tooMuch = await shop.clerk.post(path, { action: 'write-off', quantity: 5, reason: 'cracked' });
    expect([tooMuch.status, tooMuch.body['code']]).to.deep.equal([409, 'not-enough-stock']);
    await shop.clerk.post(path, { action: 'write-off', quantity: 1, reason: 'cracked' });
    await shop.clerk.post(path, { action: 'receive', quantity: 5 });
    expect(typesOf(await stores.stream(`stock-${sku}`))).to.deep.equal([
      ...['StockReceived', 'LowStockThresholdSet', 'StockWrittenOff', 'StockRanLow'],
      ...['StockWrittenOff', 'StockReceived', 'StockRecovered'],
    ]);
    const none = await shop.clerk.post('/inventory/products/NO-SUCH/low-stock', { threshold: 4 });
    expect([none.status, none.body['code']]).to.deep.equal([404, 'product-not-found']);
  });
});
