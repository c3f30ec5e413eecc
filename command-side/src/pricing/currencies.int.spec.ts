import { expect } from 'chai';
import { eventually, openRunningShop, startStores, type RunningShop, type Stores } from '../testing/running-shop.js';

const delivery = {
  ...{ name: 'Ann Lee', email: 'ann@example.org', line1: '1 High Street', city: 'Leeds', postcode: 'LS1 1AA' },
};
const mugs = [{ sku: 'MUG', quantity: 2 }];
const post = { code: 'post', name: 'By post', priceMinor: 300, currency: 'GBP' };

type Reply = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };

/** The first answer that is as it should be: changes of the catalogue reach the orders in a moment. */
const answered = async (ask: () => Promise<Reply>, isSo: (reply: Reply) => boolean): Promise<Reply> => {
  let reply = await ask();
  await eventually('an answer that follows the catalogue', async () => {
    if (!isSo(reply)) reply = await ask();
    return isSo(reply);
  });
  return reply;
};

describe('a shop that sells in more than one currency', function () {
  this.timeout(60_000);
  let stores: Stores;
  let shop: RunningShop;
  before(async () => {
    stores = await startStores();
    shop = await openRunningShop(stores);
    for (const sku of ['MUG', 'CUP']) {
      await shop.clerk.post('/inventory/products', { sku, title: `A ${sku}`, priceMinor: 600, currency: 'GBP' });
      await shop.clerk.post(`/inventory/products/${sku}/stock`, { action: 'receive', quantity: 1_000 });
    }
  });
  after(async () => {
    await shop.close();
    await stores.close();
  });
  const price = async (currency: string, priceMinor: number) => {
    const { status, body } = await shop.clerk.post('/inventory/products/MUG/price', { priceMinor, currency });
    return [status, body['code']];
  };
  const refusal = ({ status, body }: Reply) => [...[status, body['code'], body['facts']]];

  it('takes a price in no other currency than those that it said it sells in', async () => {
    expect(await price('EUR', 720)).to.deep.equal([422, 'currency-not-offered']);
    const given = await shop.administrator.ask('PUT', '/terms/currencies', { currencies: ['EUR'] });
    expect([given.status, given.body['currencies']]).to.deep.equal([200, ['GBP', 'EUR']]);
    expect(await price('EUR', 720)).to.deep.equal([200, undefined]);
    expect(await price('USD', 800)).to.deep.equal([422, 'currency-not-offered']);
    expect((await (await shop.shopper()).ask('GET', '/terms/currencies')).body['currencies']).to.deep.equal([
      ...['GBP', 'EUR'],
    ]);
  });

  it('quotes and sells at the price of the currency, and in its own without one', async () => {
    const ann = await shop.shopper();
    const quoted = await answered(
      () => ann.post('/orders/quote', { lines: mugs, country: 'France', currency: 'EUR' }),
      ({ status }) => status === 200,
    );
    expect(quoted.body).to.include({ currency: 'EUR', totalMinor: 1_440 });
    const order = { lines: mugs, country: 'France', delivery };
    const euros = await ann.post('/orders', { ...order, currency: 'EUR', expectedTotalMinor: 1_440 });
    expect(euros.status, JSON.stringify(euros.body)).to.equal(201);
    expect(euros.body).to.include({ currency: 'EUR', totalMinor: 1_440 });
    expect((await ann.post('/orders', order)).body).to.include({ currency: 'GBP', totalMinor: 1_200 });
    const cup = await ann.post('/orders/quote', {
      ...{ lines: [...mugs, { sku: 'CUP', quantity: 1 }], country: 'France', currency: 'EUR' },
    });
    expect(refusal(cup)).to.deep.equal([422, 'not-sold-in-currency', { sku: 'CUP', currency: 'EUR' }]);
    const dollars = await ann.post('/orders/quote', { lines: mugs, country: 'France', currency: 'USD' });
    expect(refusal(dollars)).to.deep.equal([422, 'currency-not-offered', { currency: 'USD', known: 'GBP, EUR' }]);
  });

  it('keeps a cart in one currency, and turns it as a whole', async () => {
    const bob = await shop.shopper();
    await bob.post('/carts/mine/items', { sku: 'MUG', quantity: 1, currency: 'EUR' });
    expect((await bob.ask('GET', '/carts/mine')).body).to.include({ currency: 'EUR', totalMinor: 720 });
    const cup = await bob.post('/carts/mine/items', { sku: 'CUP', quantity: 1 });
    expect(refusal(cup)).to.deep.equal([422, 'not-sold-in-currency', { sku: 'CUP', currency: 'EUR' }]);
    await bob.ask('PUT', '/carts/mine/currency', { currency: 'GBP' });
    await bob.post('/carts/mine/items', { sku: 'CUP', quantity: 1 });
    expect((await bob.ask('GET', '/carts/mine')).body).to.include({ currency: 'GBP', totalMinor: 1_200 });
    const back = await bob.ask('PUT', '/carts/mine/currency', { currency: 'EUR' });
    expect(refusal(back)).to.deep.equal([422, 'not-sold-in-currency', { sku: 'CUP', currency: 'EUR' }]);
    await bob.ask('PUT', '/carts/mine/items/CUP', { quantity: 0 });
    expect((await bob.ask('PUT', '/carts/mine/currency', { currency: 'EUR' })).status).to.equal(200);
    const placed = await bob.post('/orders', { country: 'France', delivery });
    expect(placed.body).to.include({ currency: 'EUR', totalMinor: 720 });
  });

  it('delivers at the price of the currency, and says where it has none', async () => {
    const set = (methods: readonly object[]) => shop.administrator.ask('PUT', '/terms/delivery-methods', { methods });
    const ann = await shop.shopper();
    const quote = (currency: string) =>
      ann.post('/orders/quote', { lines: mugs, country: 'France', currency, deliveryMethod: 'post' });
    expect((await set([post])).status).to.equal(200);
    const none = await answered(
      () => quote('EUR'),
      ({ status }) => status === 422,
    );
    expect(refusal(none)).to.deep.equal([422, 'delivery-not-in-currency', { country: 'France', currency: 'EUR' }]);
    expect((await set([post, { ...post, priceMinor: 350, currency: 'EUR' }])).status).to.equal(200);
    const euros = await answered(
      () => quote('EUR'),
      ({ status }) => status === 200,
    );
    expect(euros.body).to.include({ currency: 'EUR', totalMinor: 1_790 });
    expect((await quote('GBP')).body).to.include({ currency: 'GBP', totalMinor: 1_500 });
    expect((await set([post, post])).status).to.equal(400);
    expect((await set([{ ...post, currency: 'USD' }])).body['code']).to.equal('currency-not-offered');
    await set([]);
  });

  it('takes a share off in every currency, and a sum in its own alone', async () => {
    const define = (code: string, off: object, currency: string) =>
      shop.clerk.post('/discounts', { code, off, currency });
    await define('TENTH', { kind: 'percentage', basisPoints: 1_000 }, 'GBP');
    await define('TWO-EUROS', { kind: 'fixed', amountMinor: 200 }, 'EUR');
    const ann = await shop.shopper();
    const quote = (code: string, currency: string) =>
      answered(
        () => ann.post('/orders/quote', { lines: mugs, country: 'France', currency, discountCodes: [code] }),
        ({ body }) => body['code'] !== 'discount-unknown' && body['code'] !== 'delivery-method-missing',
      );
    expect((await quote('TENTH', 'EUR')).body).to.include({ totalMinor: 1_296 });
    expect((await quote('TWO-EUROS', 'EUR')).body).to.include({ totalMinor: 1_240 });
    expect((await quote('TWO-EUROS', 'GBP')).body['code']).to.equal('currency-differs');
    expect((await define('FIVE', { kind: 'fixed', amountMinor: 500 }, 'USD')).body['code']).to.equal(
      'currency-not-offered',
    );
  });

  it('sells a product no more in a currency whose price was withdrawn, and its own stays', async () => {
    const end = (currency: string) => shop.clerk.post(`/inventory/products/MUG/prices/${currency}/withdrawal`, {});
    expect(refusal(await end('GBP'))).to.deep.equal([422, 'own-price-stays', { sku: 'MUG', currency: 'GBP' }]);
    // A price may be of before we knew in which currencies nobody can be paid.
    expect((await end('ISK')).status).to.equal(200);
    const bob = await shop.shopper();
    await bob.post('/carts/mine/items', { sku: 'MUG', quantity: 1, currency: 'EUR' });
    expect((await end('EUR')).status).to.equal(200);
    const shown = await answered(
      () => bob.ask('GET', '/carts/mine'),
      ({ body }) => body['totalMinor'] === 0,
    );
    // Not for nothing: it has no price.
    expect(shown.body['lines']).to.deep.equal([
      { sku: 'MUG', title: 'A MUG', quantity: 1, unitPriceMinor: null, amountMinor: null },
    ]);
    const ann = await shop.shopper();
    const refused = await answered(
      () => ann.post('/orders/quote', { lines: mugs, country: 'France', currency: 'EUR' }),
      ({ status }) => status === 422,
    );
    expect(refused.body['code']).to.equal('not-sold-in-currency');
    expect((await ann.post('/orders/quote', { lines: mugs, country: 'France' })).status).to.equal(200);
  });
});
