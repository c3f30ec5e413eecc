import { expect } from 'chai';
import {
  eventually,
  openRunningShop,
  startStores,
  typesOf,
  type RunningShop,
  type Stores,
} from '../testing/running-shop.js';

const to = (email: string) => ({ name: 'Ann Lee', email, line1: '1 High Street', city: 'Leeds', postcode: 'LS1 1AA' });
const delivery = to('ann@example.org');
const lines = [{ sku: 'MUG', quantity: 2 }];

describe('what an order comes to', function () {
  this.timeout(60_000);
  let stores: Stores;
  let shop: RunningShop;
  before(async () => {
    stores = await startStores();
    shop = await openRunningShop(stores);
    await shop.clerk.post('/inventory/products', { sku: 'MUG', title: 'A mug', priceMinor: 600, currency: 'GBP' });
    await shop.clerk.post('/inventory/products', {
      ...{ sku: 'BOOK', title: 'A book', priceMinor: 800, currency: 'GBP', taxCategory: 'books' },
    });
    for (const sku of ['MUG', 'BOOK'])
      await shop.clerk.post(`/inventory/products/${sku}/stock`, { action: 'receive', quantity: 10_000 });
  });
  after(async () => {
    await shop.close();
    await stores.close();
  });
  const define = async (code: string, more: object = {}) => {
    const off = { kind: 'percentage', basisPoints: 1_000 };
    const { status, body } = await shop.clerk.post('/discounts', { code, off, currency: 'GBP', ...more });
    expect(status, JSON.stringify(body)).to.equal(201);
  };
  const placed = async (orderId: unknown) => {
    const [first] = await stores.stream(`order-${String(orderId)}`);
    if (first?.type !== 'OrderPlaced') throw new Error('no order was placed');
    return first.data;
  };
  const having = async (code: string) => (await shop.clerk.ask('GET', `/discounts/${code}`)).body['orders'];

  it('is as ever in a shop without terms', async () => {
    const ann = await shop.shopper();
    const { body } = await ann.post('/orders', { lines, country: 'France', delivery, expectedTotalMinor: 1_200 });
    expect(await placed(body['orderId']))
      .to.include({ chargesMinor: 0, totalMinor: 1_200 })
      .and.not.have.any.keys('tax', 'discountCodes');
    const unasked = await ann.post('/orders', { lines, country: 'France', delivery, deliveryMethod: 'post' });
    expect([unasked.status, unasked.body['code']]).to.deep.equal([422, 'delivery-method-unknown']);
  });

  it('gives a limited code to exactly so many of those who come at once, and a cancelled order gives its place back', async () => {
    await define('FIFTY', { limit: 50, limitEach: 1 });
    const shoppers = await Promise.all(Array.from({ length: 120 }, () => shop.shopper()));
    const answers = await Promise.all(
      shoppers.map((shopper, index) =>
        shopper.post('/orders', {
          ...{ lines, country: 'France', discountCodes: ['fifty'], expectedTotalMinor: 1_080 },
          delivery: to(`shopper-${index.toString()}@example.org`),
        }),
      ),
    );
    const won = answers.flatMap(({ status }, index) => (status === 201 ? [index] : []));
    expect(won).to.have.lengthOf(50);
    for (const { status, body } of answers.filter((answer) => answer.status !== 201))
      expect([status, body['code']]).to.deep.equal([409, 'discount-used-up']);
    expect(await having('FIFTY')).to.equal(50);
    const [first] = won;
    const orderId = String(answers[first ?? 0]?.body['orderId']);
    expect(await placed(orderId)).to.deep.include({ totalMinor: 1_080, chargesMinor: -120, discountCodes: ['FIFTY'] });
    // A code knows a customer by a keyed hash: nobody reads in the log who it was.
    const events = JSON.stringify(await stores.stream('discount-FIFTY'), (_, value: unknown) =>
      typeof value === 'bigint' ? value.toString() : value,
    );
    expect(events).to.not.contain('example.org');
    await shoppers[first ?? 0]?.post(`/orders/${orderId}/cancellation`, { reason: 'changed my mind' });
    await eventually('its place is free', async () => (await having('FIFTY')) === 49);
    // Both the place among all and the customer's own are free again.
    const again = await (
      await shop.shopper()
    ).post('/orders', {
      ...{ lines, country: 'France', discountCodes: ['FIFTY'] },
      delivery: to(`shopper-${String(first)}@example.org`),
    });
    expect([again.status, await having('FIFTY')]).to.deep.equal([201, 50]);
  });

  it('knows a customer by the address, however it is written', async () => {
    await define('ONCE', { limitEach: 1 });
    const order = { lines, country: 'France', discountCodes: ['ONCE'] };
    const first = await (await shop.shopper()).post('/orders', { ...order, delivery: to('Ben@Example.org') });
    expect(first.status).to.equal(201);
    const second = await (await shop.shopper()).post('/orders', { ...order, delivery: to('ben@example.ORG') });
    expect([second.status, second.body['code']]).to.deep.equal([409, 'discount-used-by-you']);
  });

  it('redeems once for an order that is sent a hundred times, and keeps nothing of one that is refused', async () => {
    await define('MANY', { limit: 5 });
    await define('ENDED');
    await shop.clerk.post('/discounts/ENDED/end', {});
    const cy = await shop.shopper();
    const order = { lines, country: 'France', delivery, discountCodes: ['MANY'] };
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => cy.post('/orders', order, 'one-order-a-hundred-times')),
    );
    expect(new Set(answers.map(({ status, body }) => `${status.toString()} ${String(body['orderId'])}`)).size).to.equal(
      1,
    );
    expect(await having('MANY')).to.equal(1);
    // The first code had taken a place when the second was refused at the till, and so had an order that nobody could place.
    const both = await cy.post('/orders', { ...order, discountCodes: ['MANY', 'ENDED'] });
    expect([both.status, both.body['code']]).to.deep.equal([422, 'discount-ended']);
    const tooMany = [1, 2].map(() => ({ sku: 'MUG', quantity: 1_000_000 }));
    const refused = await cy.post('/orders', { ...order, lines: tooMany });
    expect([refused.status, refused.body['code']]).to.deep.equal([422, 'too-many-of-one']);
    expect(await having('MANY')).to.equal(1);
    expect(typesOf(await stores.stream('discount-MANY')).slice(-2)).to.deep.equal([
      ...['DiscountRedeemed', 'DiscountGivenBack'],
    ]);
  });

  it('has the last place of a code, and is told so each time it is sent, also when the code is over', async () => {
    await define('LAST', { limit: 1, limitEach: 1 });
    const dee = await shop.shopper();
    const order = { lines, country: 'France', delivery: to('dee@example.org'), discountCodes: ['LAST'] };
    const send = (body: object = order) => dee.post('/orders', body, 'the-last-one-of-all');
    const answers = await Promise.all(Array.from({ length: 40 }, () => send()));
    expect(new Set(answers.map(({ status }) => status))).to.deep.equal(new Set([201]));
    await shop.clerk.post('/discounts/LAST/end', {});
    expect((await send()).status).to.equal(201);
    // Another body under its key neither orders anything nor takes the place from it.
    const other = await send({ ...order, country: 'Spain' });
    expect([other.status, other.body['code']]).to.deep.equal([422, 'idempotency-key-reused']);
    expect(await having('LAST')).to.equal(1);
  });

  // Last: from here on the shop has terms.
  it('has delivery and tax where the shop says so, quoted before it is ordered', async () => {
    await shop.administrator.ask('PUT', '/terms/delivery-methods', {
      methods: [
        { code: 'post', name: 'By post', priceMinor: 500, currency: 'GBP', freeFromMinor: 5_000 },
        { code: 'bike', name: 'By bicycle', priceMinor: 300, currency: 'GBP', countries: ['United Kingdom'] },
      ],
    });
    const rates = [
      { category: 'standard', rateBp: 2_000 },
      { category: 'books', rateBp: 0 },
    ];
    await shop.administrator.ask('PUT', '/terms/tax', {
      rules: [
        { country: 'United Kingdom', pricesIncludeTax: true, rates },
        { country: 'United States', pricesIncludeTax: false, rates },
      ],
    });
    const ways = await shop.clerk.ask('GET', '/terms/delivery-methods?country=France');
    expect(ways.body).to.have.nested.property('methods.length', 1);
    const ann = await shop.shopper();
    const basket = [...lines, { sku: 'BOOK', quantity: 1 }];
    const british = { lines: basket, country: 'United Kingdom', deliveryMethod: 'bike' };
    const quote = await ann.post('/orders/quote', british);
    // 1,200 and 300 have a sixth of tax in them; a book has none.
    expect(quote.body).to.deep.include({ totalMinor: 2_300, tax: { taxMinor: 250, pricesIncludeTax: true } });
    const order = await ann.post('/orders', { ...british, delivery, expectedTotalMinor: 2_300 });
    expect(order.status).to.equal(201);
    const { tax, charges } = await placed(order.body['orderId']);
    expect(tax).to.deep.equal({ taxMinor: 250, pricesIncludeTax: true });
    expect(charges).to.deep.equal([
      { code: 'DELIVERY', description: 'By bicycle', quantity: 1, amountMinor: 300, taxMinor: 50, taxRateBp: 2_000 },
    ]);
    const american = { lines: basket, country: 'United States', deliveryMethod: 'post', delivery };
    const taxed = await ann.post('/orders', { ...american, expectedTotalMinor: 2_000 });
    expect([taxed.status, taxed.body['code'], taxed.body['facts']]).to.deep.equal([
      ...[
        409,
        'price-changed',
        { expectedTotalMinor: 2_000, expectedCurrency: 'GBP', totalMinor: 2_840, currency: 'GBP' },
      ],
    ]);
    for (const [asked, status, code] of [
      [{ ...american, country: 'France', deliveryMethod: 'bike' }, 422, 'country-not-served'],
      [{ ...american, deliveryMethod: 'drone' }, 422, 'delivery-method-unknown'],
      [{ ...american, deliveryMethod: undefined }, 422, 'delivery-method-missing'],
    ] as const) {
      const { status: told, body } = await ann.post('/orders', asked);
      expect([told, body['code']]).to.deep.equal([status, code]);
    }
  });

  it('asks for no card where nothing is to be paid', async () => {
    await define('GIFT', { off: { kind: 'percentage', basisPoints: 10_000 } });
    await define('POSTFREE', { off: { kind: 'free-delivery' } });
    const ann = await shop.shopper();
    const free = { lines, country: 'France', delivery, deliveryMethod: 'post', discountCodes: ['GIFT', 'POSTFREE'] };
    const { status, body } = await ann.post('/orders', { ...free, expectedTotalMinor: 0 });
    expect(status).to.equal(201);
    await eventually('it is confirmed', async () =>
      typesOf(await stores.stream(`order-${String(body['orderId'])}`)).includes('OrderConfirmed'),
    );
  });
});
