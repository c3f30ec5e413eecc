import { expect } from 'chai';
import { startCommandSide } from './service.js';
import { silent } from './testing/contexts.js';
import {
  eventually,
  openRunningShop,
  startStores,
  typesOf,
  type Visitor,
  type RunningShop,
  type Stores,
} from './testing/running-shop.js';

const delivery = {
  name: 'Ann Lee',
  email: 'ann@example.org',
  line1: '1 High Street',
  city: 'Leeds',
  postcode: 'LS1 1AA',
};
const order = (lines: readonly { sku: string; quantity: number }[], more: object = {}) => ({
  ...{ lines, country: 'United Kingdom', delivery },
  ...more,
});

describe('the command side', function () {
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

  /** A product of its own for each story, with pieces on the shelf. */
  const product = async (pieces: number, priceMinor = 450): Promise<string> => {
    const sku = `MUG-${(++skus).toString()}`;
    const defined = await shop.clerk.post('/inventory/products', { sku, title: 'A mug', priceMinor, currency: 'GBP' });
    expect(defined.status).to.equal(201);
    if (pieces > 0) await shop.clerk.post(`/inventory/products/${sku}/stock`, { action: 'receive', quantity: pieces });
    return sku;
  };
  const orderTypes = async (orderId: unknown) => typesOf(await stores.stream(`order-${String(orderId)}`));
  const stockTypes = async (sku: string) => typesOf(await stores.stream(`stock-${sku}`));
  const hasBecome = (orderId: unknown, type: string) =>
    eventually(`order ${String(orderId)} is ${type}`, async () => (await orderTypes(orderId)).includes(type));
  const placed = async (visitor: Visitor, sku: string, quantity: number) => {
    const reply = await visitor.post('/orders', order([{ sku, quantity }]));
    expect(reply.status, JSON.stringify(reply.body)).to.equal(201);
    return reply.body;
  };

  it('opens the shop once and shows its administrator once', async () => {
    expect(shop.shown).to.have.length(1);
    expect(shop.shown[0])
      .to.match(/login: {4}admin/)
      .and.to.include('http://localhost:8080/staff/sign-in');
    const shown: string[] = [];
    const second = await startCommandSide(stores.config(), silent, { show: (paragraph) => void shown.push(paragraph) });
    await second.close();
    expect(shown).to.deep.equal([]);
    expect(second.shop).to.deep.equal(shop.side.shop);
    expect(typesOf(await stores.stream('shop-main'))).to.deep.equal(['ShopOpened']);
  });

  it('is ready when its stores answer and its process runs', async () => {
    const { status, body } = await shop.clerk.ask('GET', '/health/ready');
    expect([status, body['checks']]).to.deep.equal([
      200,
      {
        ...{ eventStore: 'ok', keyStore: 'ok', stockKeeping: 'ok', checkoutSweep: 'ok' },

        ...{ invoicing: 'ok', keyExpiry: 'ok' },
      },
    ]);
  });

  it('sells: placed, held, paid, shipped, returned, refunded', async () => {
    const sku = await product(10);
    const shopper = await shop.shopper();
    const { orderId, totalMinor, orderNumber, position } = await placed(shopper, sku, 3);
    expect(totalMinor).to.equal(1_350);
    expect(orderNumber).to.match(/^S-/);
    expect(position).to.match(new RegExp(`^${shop.side.shop.logId}\\.\\d+$`));
    await hasBecome(orderId, 'OrderConfirmed');
    expect(await stockTypes(sku)).to.deep.equal(['StockReceived', 'StockReserved', 'StockCommitted']);

    const path = `/orders/${String(orderId)}`;
    const paid = await shop.clerk.post('/payments', { orderId, method: 'cash', amountMinor: 1_000, currency: 'GBP' });
    expect(paid.body).to.include({ paymentId: orderId, receivedMinor: 1_000, dueMinor: 350 });
    const tooMuch = await shop.clerk.post('/payments', { orderId, method: 'cash', amountMinor: 351, currency: 'GBP' });
    expect([tooMuch.status, tooMuch.body['code']]).to.deep.equal([409, 'payment-exceeds-due']);

    const part = await shop.clerk.post(`${path}/shipments`, { lines: [{ lineId: '1', quantity: 2 }] });
    expect(part.body).to.include({ orderId, complete: false });
    const rest = await shop.clerk.post(`${path}/shipments`);
    expect(rest.body).to.include({ complete: true });
    const nothing = await shop.clerk.post(`${path}/shipments`);
    expect(nothing.body['code']).to.equal('nothing-to-ship');

    const back = await shop.clerk.post(`${path}/returns`, { lines: [{ lineId: '1', quantity: 1 }], reason: 'cracked' });
    expect(back.body).to.include({ amountMinor: 450 });
    const { returnId } = back.body;
    const refunds = `/payments/${String(orderId)}/refunds`;
    const unknown = await shop.clerk.post(refunds, { amountMinor: 450, reason: 'cracked', returnId: 'no-such' });
    expect([unknown.status, unknown.body['code']]).to.deep.equal([404, 'return-not-found']);
    const refund = await shop.clerk.post(refunds, { amountMinor: 450, reason: 'cracked', returnId });
    expect([refund.status, refund.body['refundedMinor']]).to.deep.equal([201, 450]);
    const twice = await shop.clerk.post(refunds, { amountMinor: 1, reason: 'cracked', returnId });
    expect([twice.status, twice.body['code']]).to.deep.equal([409, 'refund-exceeds-return']);

    await eventually('the stock came back', async () => (await stockTypes(sku)).includes('StockReturned'));
    expect(await stockTypes(sku)).to.deep.equal([
      ...['StockReceived', 'StockReserved', 'StockCommitted', 'StockShipped', 'StockShipped', 'StockReturned'],
    ]);
    const shelf = await shop.clerk.post(`/inventory/products/${sku}/stock`, { action: 'count', counted: 8 });
    expect(shelf.body).to.include({ onHand: 8, available: 8 });
  });

  it('seals who ordered, so that the log does not tell', async () => {
    const sku = await product(1);
    const { orderId } = await placed(await shop.shopper(), sku, 1);
    const [event] = await stores.stream(`order-${String(orderId)}`);
    const text = JSON.stringify(event, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
    for (const word of ['Ann Lee', 'ann@example.org', 'High Street', 'LS1']) expect(text).not.to.include(word);
    expect(text).to.include(`"keyId":"order-${String(orderId)}"`);
  });

  it('says who, when and why in the metadata of what follows from an order', async () => {
    const sku = await product(1);
    const { orderId } = await placed(await shop.shopper(), sku, 1);
    await hasBecome(orderId, 'OrderConfirmed');
    const [placing, confirming] = await stores.stream(`order-${String(orderId)}`);
    expect(placing?.metadata.actor.kind).to.equal('shopper');
    expect(confirming?.metadata).to.deep.include({
      $correlationId: placing?.metadata.$correlationId,
      $causationId: placing?.eventId,
      actor: { kind: 'process', id: 'stock-keeping' },
      origin: 'live',
    });
  });

  it('cancels an order that the shelf cannot fill, and holds nothing for it', async () => {
    const [plenty, scarce] = [await product(10), await product(1)];
    const shopper = await shop.shopper();
    const reply = await shopper.post(
      '/orders',
      order([
        { sku: plenty, quantity: 2 },
        { sku: scarce, quantity: 2 },
      ]),
    );
    const { orderId } = reply.body;
    await hasBecome(orderId, 'OrderCancelled');
    const [, cancelled] = await stores.stream(`order-${String(orderId)}`);
    expect(cancelled?.type === 'OrderCancelled' && cancelled.data.reason).to.equal(`out-of-stock: ${scarce}`);
    await eventually('what was held is let go', async () => (await stockTypes(plenty)).includes('StockReleased'));
    expect(await stockTypes(scarce)).to.deep.equal(['StockReceived']);
  });

  it('sells the last pieces once, however many ask at once', async () => {
    const sku = await product(5);
    const shopper = await shop.shopper();
    const orders = await Promise.all(Array.from({ length: 20 }, () => placed(shopper, sku, 1)));
    const endings = async () =>
      (await Promise.all(orders.map(({ orderId }) => orderTypes(orderId)))).map((types) => types[1]);
    await eventually('every order is decided', async () => !(await endings()).includes(undefined));
    expect((await endings()).filter((type) => type === 'OrderConfirmed')).to.have.length(5);
    expect((await stockTypes(sku)).filter((type) => type === 'StockReserved')).to.have.length(5);
  });

  it('lets a shopper cancel their own order, and nobody else’s', async () => {
    const sku = await product(2);
    const [ann, bob] = [await shop.shopper(), await shop.shopper()];
    const { orderId } = await placed(ann, sku, 1);
    const path = `/orders/${String(orderId)}/cancellation`;
    const refused = await bob.post(path, { reason: 'not mine' });
    expect([refused.status, refused.body['code']]).to.deep.equal([404, 'order-not-found']);
    expect((await ann.post(path, { reason: 'changed my mind' })).status).to.equal(200);
    await eventually('its stock is let go', async () => {
      const types = await stockTypes(sku);
      return !types.includes('StockReserved') || types.includes('StockReleased');
    });
    const late = await shop.clerk.post(`/orders/${String(orderId)}/shipments`);
    expect(late.body['code']).to.equal('order-cancelled');
  });

  it('asks the price of the products themselves, and says when it changed', async () => {
    const sku = await product(5, 450);
    const shopper = await shop.shopper();
    await shop.clerk.post(`/inventory/products/${sku}/price`, { priceMinor: 500, currency: 'GBP' });
    const changed = await shopper.post('/orders', order([{ sku, quantity: 2 }], { expectedTotalMinor: 900 }));
    expect(changed.status).to.equal(409);
    expect(changed.body).to.deep.include({
      code: 'price-changed',
      facts: { expectedTotalMinor: 900, expectedCurrency: 'GBP', totalMinor: 1_000, currency: 'GBP' },
    });
    const agreed = await shopper.post('/orders', order([{ sku, quantity: 2 }], { expectedTotalMinor: 1_000 }));
    expect(agreed.status).to.equal(201);
  });

  describe('asked the same again', () => {
    it('does it once for a hundred at a time, and answers each alike', async () => {
      const sku = await product(500);
      const shopper = await shop.shopper();
      const body = order([{ sku, quantity: 2 }]);
      const replies = await Promise.all(
        Array.from({ length: 100 }, () => shopper.post('/orders', body, 'the-very-same-key')),
      );
      expect(new Set(replies.map(({ status }) => status))).to.deep.equal(new Set([201]));
      expect(new Set(replies.map((reply) => JSON.stringify(reply.body))).size).to.equal(1);
      const { orderId } = replies[0]?.body ?? {};
      await hasBecome(orderId, 'OrderConfirmed');
      expect(await orderTypes(orderId)).to.deep.equal(['OrderPlaced', 'OrderConfirmed']);
      const held = (await stores.stream(`stock-${sku}`)).filter(({ type }) => type === 'StockReserved');
      expect(held).to.have.length(1);
    });

    it('answers the first outcome though the price changed since', async () => {
      const sku = await product(5);
      const shopper = await shop.shopper();
      const first = await shopper.post('/orders', order([{ sku, quantity: 1 }]), 'before-the-change');
      await shop.clerk.post(`/inventory/products/${sku}/price`, { priceMinor: 999, currency: 'GBP' });
      const again = await shopper.post('/orders', order([{ sku, quantity: 1 }]), 'before-the-change');
      expect(again.status).to.equal(201);
      expect([again.body['orderId'], again.body['totalMinor']]).to.deep.equal([first.body['orderId'], 450]);
    });

    for (const [name, path, bodies] of [
      ['an order', '/orders', [1, 2].map((quantity) => (sku: string) => order([{ sku, quantity }]))],
      [
        'a movement of stock',
        '/inventory/products/:sku/stock',
        [3, 4].map((quantity) => () => ({ action: 'receive', quantity })),
      ],
    ] as const) {
      it(`refuses another body under the same key: ${name}`, async () => {
        const sku = await product(10);
        const visitor = path === '/orders' ? await shop.shopper() : shop.clerk;
        const [one, other] = bodies;
        const at = path.replace(':sku', sku);
        const key = `key-of-${name.replaceAll(' ', '-')}`;
        expect((await visitor.post(at, one?.(sku), key)).status).to.be.below(300);
        const reused = await visitor.post(at, other?.(sku), key);
        expect([reused.status, reused.body['code']]).to.deep.equal([422, 'idempotency-key-reused']);
      });
    }

    it('takes two shoppers’ equal keys for two commands', async () => {
      const sku = await product(10);
      const replies = [];
      for (const visitor of [await shop.shopper(), await shop.shopper()])
        replies.push(await visitor.post('/orders', order([{ sku, quantity: 1 }]), 'an-equal-key'));
      expect(replies[0]?.body['orderId']).not.to.equal(replies[1]?.body['orderId']);
    });
  });

  it('refuses what it does not know, by name', async () => {
    const shopper = await shop.shopper();
    const { clerk } = shop;
    const asked: readonly (readonly [
      Promise<{ status: number; body: Readonly<Record<string, unknown>> }>,
      number,
      string,
    ])[] = [
      [shopper.post('/orders', order([{ sku: 'NO-SUCH', quantity: 1 }])), 404, 'product-not-found'],
      [clerk.post('/inventory/products/NO-SUCH/stock', { action: 'count', counted: 1 }), 404, 'product-not-found'],
      [clerk.post('/inventory/products/NO-SUCH/price', { priceMinor: 1, currency: 'GBP' }), 404, 'product-not-found'],
      [clerk.post('/orders/no-such/shipments'), 404, 'order-not-found'],
      [clerk.post('/orders/no-such/cancellation', { reason: 'x' }), 404, 'order-not-found'],
      [
        clerk.post('/orders/no-such/returns', { reason: 'x', lines: [{ lineId: '1', quantity: 1 }] }),
        404,
        'order-not-found',
      ],
      [
        clerk.post('/payments', { orderId: 'no-such', method: 'cash', amountMinor: 1, currency: 'GBP' }),
        404,
        'order-not-found',
      ],
      [clerk.post('/payments/no-such/refunds', { amountMinor: 1, reason: 'x' }), 404, 'payment-not-found'],
      [shop.administrator.post('/access/staff/no-such/password'), 404, 'staff-not-found'],
      [
        clerk.post('/inventory/products', { sku: 'EURO', title: 'x', priceMinor: 1, currency: 'EUR' }),
        422,
        'currency-differs',
      ],
    ];
    for (const [reply, status, code] of asked) {
      const { status: got, body } = await reply;
      expect([got, body['code']]).to.deep.equal([status, code]);
    }
  });
});
