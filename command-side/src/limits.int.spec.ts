import { expect } from 'chai';
import {
  eventually,
  openRunningShop,
  startStores,
  typesOf,
  type RunningShop,
  type Stores,
} from './testing/running-shop.js';

const delivery = {
  ...{ name: 'Ann Lee', email: 'ann@example.org', line1: '1 High Street', city: 'Leeds', postcode: 'LS1 1AA' },
};
const order = (lines: readonly { sku: string; quantity: number }[]) => ({
  ...{ lines, country: 'United Kingdom', delivery },
});

const hex = (text: string): string => text.charCodeAt(0).toString(16);

describe('the command side at its limits', function () {
  this.timeout(30_000);
  let stores: Stores;
  let shop: RunningShop;
  let skus = 0;

  before(async () => {
    stores = await startStores();
    shop = await openRunningShop(stores);
  });
  after(async () => {
    await shop.close();
    await stores.close();
  });

  const define = (priceMinor: number, sku = `MUG-${(++skus).toString()}`, key?: string) =>
    shop.clerk.post('/inventory/products', { sku, title: 'A mug', priceMinor, currency: 'GBP' }, key);
  const product = async (priceMinor = 450): Promise<string> => {
    const defined = await define(priceMinor);
    expect(defined.status).to.equal(201);
    return String(defined.body['sku']);
  };
  const types = async (streamId: string) => typesOf(await stores.stream(streamId));

  it('makes one order of one key, and none at another spelling of its address', async () => {
    const sku = await product();
    const shopper = await shop.shopper();
    const first = await shopper.post('/orders', order([{ sku, quantity: 1 }]), 'one-key-for-one-order');
    expect(first.status).to.equal(201);
    for (const path of ['/orders/', '/Orders']) {
      const other = await shopper.post(path, order([{ sku, quantity: 1 }]), 'one-key-for-one-order');
      expect([other.status, other.body['code']], path).to.deep.equal([404, 'no-such-route']);
    }
    const id = String(first.body['orderId']);
    const [cancel, spelled] = [`/orders/${id}/cancellation`, `/orders/%${hex(id)}${id.slice(1)}/cancellation`];
    const cancelled = await shopper.post(cancel, { reason: 'changed my mind' }, 'one-key-to-cancel');
    expect((await shopper.post(spelled, { reason: 'changed my mind' }, 'one-key-to-cancel')).body).to.deep.equal(
      cancelled.body,
    );
  });

  it('gives two members of staff two passwords, though one key was used for both', async () => {
    const hire = (login: string) =>
      shop.administrator.post('/access/staff', { login, roles: ['clerk'] }, 'one-key-for-two-people');
    const [zoe, max] = [await hire('zoe'), await hire('max')];
    expect([zoe.status, max.status]).to.deep.equal([201, 201]);
    expect(zoe.body['password']).not.to.equal(max.body['password']);
    expect((await hire('zoe')).body['password']).to.equal(zoe.body['password']);
  });

  it('refuses an order that comes to more than a shop of this kind sells at once', async () => {
    const most = 1_000_000_000_000;
    const shopper = await shop.shopper();
    const [dear, cheap] = [await product(most), await product(1)];
    const line = (sku: string, quantity: number) => ({ sku, quantity });
    for (const lines of [[line(dear, 2)], [line(dear, 1), line(cheap, 1)]]) {
      const reply = await shopper.post('/orders', order(lines));
      expect([reply.status, reply.body['code']]).to.deep.equal([422, 'amount-too-large']);
      expect(reply.body['facts']).to.include({ mostMinor: most });
    }
    expect((await shopper.post('/orders', order([line(dear, 1)]))).status).to.equal(201);
  });

  it('refuses an order of more of one thing than a shelf gives, and goes on with others', async () => {
    const sku = await product();
    await shop.clerk.post(`/inventory/products/${sku}/stock`, { action: 'receive', quantity: 1 });
    const shopper = await shop.shopper();
    const many = [600_000, 600_000].map((quantity) => ({ sku, quantity }));
    const refused = await shopper.post('/orders', order(many));
    expect([refused.status, refused.body['code']]).to.deep.equal([422, 'too-many-of-one']);
    expect(refused.body['facts']).to.deep.equal({ sku, wanted: 1_200_000, most: 1_000_000 });
    const { body } = await shopper.post('/orders', order([{ sku, quantity: 1 }]));
    const streamId = `order-${String(body['orderId'])}`;
    await eventually('the next order is held', async () => (await types(streamId)).includes('OrderConfirmed'));
  });
});
