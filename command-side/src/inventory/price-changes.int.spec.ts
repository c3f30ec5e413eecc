import { expect } from 'chai';
import { startCommandSide } from '../service.js';
import { silent } from '../testing/contexts.js';
import { eventually, openRunningShop, startStores, typesOf, Visitor, type Stores } from '../testing/running-shop.js';

const soon = (milliseconds: number): string => new Date(Date.now() + milliseconds).toISOString();

describe('prices from a moment on, in a shop that runs', function () {
  this.timeout(30_000);
  let stores: Stores;
  let clerk: Visitor;
  let shopper: Visitor;
  let close: () => Promise<void>;
  before(async () => {
    stores = await startStores();
    const shop = await openRunningShop(stores);
    ({ clerk, close } = shop);
    shopper = await shop.shopper();
    for (const sku of ['MUG', 'CUP', 'JUG'])
      await clerk.post('/inventory/products', { sku, title: `A ${sku}`, priceMinor: 450, currency: 'GBP' });
  });
  after(async () => {
    await close();
    await stores.close();
  });
  const restart = async () => {
    await close();
    const side = await startCommandSide(stores.config(), silent);
    close = () => side.close();
    [clerk, shopper] = [new Visitor(side.url, clerk.cookie), new Visitor(side.url, shopper.cookie)];
  };
  const changes = (sku: string) => `/inventory/products/${sku}/price-changes`;
  const price = (priceMinor: number, effectiveFrom: string) => ({ priceMinor, currency: 'GBP', effectiveFrom });

  it('are asked from that moment on, also after a restart', async () => {
    const effectiveFrom = soon(1_500);
    const before = await clerk.post(changes('MUG'), price(500, effectiveFrom), 'the-price-to-come');
    expect(before.status).to.equal(201);
    const { changeId } = before.body;
    const repeated = await clerk.post(changes('MUG'), price(500, effectiveFrom), 'the-price-to-come');
    expect([repeated.status, repeated.body['changeId']]).to.deep.equal([201, changeId]);
    const waiting = await clerk.ask('GET', changes('MUG'));
    expect(waiting.body['priceMinor']).to.equal(450);
    expect(waiting.body['changes']).to.deep.equal([{ changeId, priceMinor: 500, currency: 'GBP', effectiveFrom }]);
    await restart();
    await eventually('the price is asked', async () => {
      const told = await clerk.ask('GET', changes('MUG'));
      return told.body['priceMinor'] === 500;
    });
    const stream = await stores.stream('product-MUG');
    expect(typesOf(stream)).to.deep.equal(['ProductDefined', 'PriceChangeScheduled', 'ProductPriceChanged']);
    const [, , made] = stream;
    expect(made && made.recordedAt >= effectiveFrom).to.equal(true);
    await shopper.post('/carts/mine/items', { sku: 'MUG', quantity: 1 });
    const cart = await shopper.ask('GET', '/carts/mine');
    expect(cart.body['lines']).to.have.deep.nested.property('[0].unitPriceMinor', 500);
    const late = await clerk.post(`${changes('MUG')}/${String(changeId)}/withdrawal`, {});
    expect([late.status, late.body['code']]).to.deep.equal([409, 'price-change-in-effect']);
  });
  it('are withdrawn before it, and then not asked', async () => {
    const { body } = await clerk.post(changes('CUP'), price(500, soon(1_200)));
    const withdrawal = `${changes('CUP')}/${String(body['changeId'])}/withdrawal`;
    expect((await clerk.post(withdrawal, {})).status).to.equal(200);
    expect((await clerk.post(withdrawal, {})).status).to.equal(200);
    await clerk.post(changes('JUG'), price(600, soon(1_300)));
    await eventually('the later one is asked', async () => {
      const told = await clerk.ask('GET', changes('JUG'));
      return told.body['priceMinor'] === 600;
    });
    expect(typesOf(await stores.stream('product-CUP'))).to.deep.equal([
      ...['ProductDefined', 'PriceChangeScheduled', 'PriceChangeWithdrawn'],
    ]);
  });

  it('are refused with what would be right', async () => {
    const refusals = [
      [changes('CUP'), price(1, '2020-01-01T00:00:00.000Z'), 422, 'effective-from-past'],
      [changes('CUP'), price(1, '2099-01-01T00:00:00.000Z'), 422, 'effective-from-too-far'],
      [changes('CUP'), { ...price(1, soon(60_000)), currency: 'EUR' }, 422, 'currency-not-offered'],
      [changes('NONE'), price(1, soon(60_000)), 404, 'product-not-found'],
      [`${changes('CUP')}/nobody/withdrawal`, {}, 404, 'price-change-not-found'],
    ] as const;
    for (const [path, body, status, code] of refusals) {
      const answer = await clerk.post(path, body);
      expect([answer.status, answer.body['code']], path).to.deep.equal([status, code]);
    }
    expect((await shopper.post(changes('CUP'), price(1, soon(60_000)))).status).to.equal(403);
    expect((await clerk.ask('GET', changes('NONE'))).status).to.equal(404);
  });
});
