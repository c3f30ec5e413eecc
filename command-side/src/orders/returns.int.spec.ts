import { expect } from 'chai';
import { timerStream, type Recorded } from '@storefold/contracts';
import { orderLinks, readKeyFile } from '@storefold/platform';
import { eventually, openRunningShop, startStores, typesOf, Visitor } from '../testing/running-shop.js';
import { openShopWithCards, type ShopWithCards } from '../testing/shop-with-cards.js';

const delivery = {
  ...{ name: 'Ann Lee', email: 'ann@example.org', line1: '1 High Street', city: 'Leeds', postcode: 'LS1 1AA' },
};

/** All that stands in some events. */
const written = (events: readonly Recorded[]): string =>
  JSON.stringify(events.map(({ data, metadata }) => [data, metadata]));

describe('a shop that takes back what it sent', function () {
  this.timeout(30_000);
  let open: ShopWithCards;
  let skus = 0;
  before(async () => {
    open = await openShopWithCards({ webhooks: true });
  });
  after(() => open.close());

  const orderTypes = async (orderId: string) => typesOf(await open.stores.stream(`order-${orderId}`));
  const paymentTypes = async (orderId: string) => typesOf(await open.stores.stream(`payment-${orderId}`));
  const refundsOf = async (orderId: string): Promise<readonly number[]> => {
    const { data } = await open.stripe.paymentIntents.list({ limit: 100 });
    const intent = data.find(({ metadata }) => metadata['order_id'] === orderId);
    const refunds = await open.stripe.refunds.list({ payment_intent: intent?.id ?? '' });
    return refunds.data.map(({ amount }) => amount);
  };
  /** Three mugs at 4.50, paid by card and sent. */
  const sent = async (visitor: Visitor, paymentMethodId = 'pm_card_visa') => {
    const sku = `MUG-${(++skus).toString()}`;
    await open.shop.clerk.post('/inventory/products', { sku, title: 'A mug', priceMinor: 450, currency: 'GBP' });
    await open.shop.clerk.post(`/inventory/products/${sku}/stock`, { action: 'receive', quantity: 3 });
    const reply = await visitor.post('/orders', {
      ...{ lines: [{ sku, quantity: 3 }], country: 'United Kingdom', delivery },
      payment: { kind: 'card', paymentMethodId },
    });
    const orderId = String(reply.body['orderId']);
    await eventually('it is confirmed', async () => (await orderTypes(orderId)).includes('OrderConfirmed'));
    await open.shop.clerk.post(`/orders/${orderId}/shipments`, {});
    await eventually('it is paid', async () => (await paymentTypes(orderId)).includes('PaymentCaptured'));
    return { sku, orderId };
  };
  const wish = (quantity: number) => ({ reason: 'faulty', words: 'It leaks.', lines: [{ lineId: '1', quantity }] });
  const tokenOf = (orderId: string) => orderLinks(readKeyFile(open.stores.config().MASTER_KEY_FILE)).tokenOf(orderId);
  const byLink = (linkToken: string): Visitor => {
    const visitor = new Visitor(open.shop.side.url);
    visitor.linkToken = linkToken;
    return visitor;
  };

  it('asks, approves, receives, looks, and gives back what was found, once, with every piece where it belongs', async () => {
    const visitor = await open.shop.shopper();
    const { sku, orderId } = await sent(visitor);
    const path = `/orders/${orderId}/return-requests`;
    const key = 'the-return-of-two-mugs';
    const asked = await visitor.post(path, wish(2), key);
    expect([asked.status, asked.body['status']]).to.deep.equal([201, 'requested']);
    expect((await visitor.post(path, wish(2), key)).body['returnId']).to.equal(asked.body['returnId']);
    const tooMany = await visitor.post(path, wish(2));
    expect([tooMany.status, tooMany.body['code']]).to.deep.equal([409, 'more-than-shipped']);
    expect(tooMany.body['facts']).to.include({ wanted: 2, returnable: 1 });

    const of = `${path}/${String(asked.body['returnId'])}`;
    expect(
      (await open.shop.clerk.post(`${of}/receipt`, { lines: [{ lineId: '1', quantity: 2 }] })).body['code'],
    ).to.equal('return-state-differs');
    expect((await open.shop.clerk.post(`${of}/approval`)).body['status']).to.equal('approved');
    await open.shop.clerk.post(`${of}/receipt`, { lines: [{ lineId: '1', quantity: 2 }] });
    const found = { lines: [{ lineId: '1', sellable: 1, writtenOff: 1, writeOffReason: 'damaged' }] };
    const inspected = await open.shop.clerk.post(`${of}/inspection`, found, 'what-was-in-the-parcel');
    expect(inspected.body).to.include({ status: 'inspected', amountMinor: 900 });
    await open.shop.clerk.post(`${of}/inspection`, found, 'what-was-in-the-parcel');
    await eventually('it is paid back', async () => (await paymentTypes(orderId)).includes('PaymentRefunded'));
    expect(await refundsOf(orderId)).to.deep.equal([900]);
    const shelf = await open.stores.stream(`stock-${sku}`);
    expect(typesOf(shelf).slice(-2)).to.deep.equal(['StockReturned', 'StockWrittenOff']);
    // What somebody said stands in the log for nobody to read.
    expect(written(await open.stores.stream(`order-${orderId}`))).not.to.contain('It leaks');
  });

  it('is asked by whose order it is, in time, and by nobody else', async () => {
    const visitor = await open.shop.shopper();
    const { orderId } = await sent(visitor);
    const path = `/orders/${orderId}/return-requests`;
    const stranger = await open.shop.shopper();
    const theirs = await stranger.post(path, wish(1));
    const none = await stranger.post('/orders/no-such-order/return-requests', wish(1));
    expect([theirs.status, theirs.body['code']]).to.deep.equal([404, 'order-not-found']);
    expect(none.body['detail']).to.equal(String(theirs.body['detail']).replace(orderId, 'no-such-order'));
    expect((await new Visitor(open.shop.side.url).post(path, wish(1))).status).to.equal(401);

    const asked = await visitor.post(path, wish(1));
    const of = `${path}/${String(asked.body['returnId'])}`;
    expect((await visitor.post(`${of}/approval`)).status).to.equal(403);
    expect((await stranger.post(`${of}/withdrawal`)).body['code']).to.equal('order-not-found');
    expect((await visitor.post(`${of}/withdrawal`)).body['status']).to.equal('withdrawn');
  });

  it('tells who was declined, and gives less back only where it says why', async () => {
    const visitor = await open.shop.shopper();
    const { orderId } = await sent(visitor);
    const path = `/orders/${orderId}/return-requests`;
    const first = await visitor.post(path, wish(1));
    const declined = await open.shop.clerk.post(`${path}/${String(first.body['returnId'])}/refusal`, { reason: 'No.' });
    expect(declined.body['status']).to.equal('declined');
    const second = `${path}/${String((await visitor.post(path, wish(3))).body['returnId'])}`;
    await open.shop.clerk.post(`${second}/approval`);
    await open.shop.clerk.post(`${second}/receipt`, { lines: [{ lineId: '1', quantity: 3 }] });
    const less = { lines: [{ lineId: '1', sellable: 3, writtenOff: 0, amountMinor: 1_000 }] };
    expect((await open.shop.clerk.post(`${second}/inspection`, less)).body['code']).to.equal('refund-unexplained');
    const done = await open.shop.clerk.post(`${second}/inspection`, { ...less, reason: 'They were used.' });
    expect(done.body).to.include({ status: 'inspected', amountMinor: 1_000 });
    await eventually('it is paid back', async () => (await paymentTypes(orderId)).includes('PaymentRefunded'));
    expect(await refundsOf(orderId)).to.deep.equal([1_000]);
  });

  it('owes what the bank sends back, sets a timer for it, and believes a clerk who gave it back by hand', async () => {
    const visitor = await open.shop.shopper();
    const { orderId } = await sent(visitor, 'pm_card_refundFail');
    await open.shop.clerk.post(`/orders/${orderId}/returns`, {
      reason: 'cracked',
      lines: [{ lineId: '1', quantity: 1 }],
    });
    await eventually('the bank sends it back', async () => (await paymentTypes(orderId)).includes('RefundFailed'));
    const failed = (await open.stores.stream(`payment-${orderId}`)).find(({ type }) => type === 'RefundFailed');
    if (failed?.type !== 'RefundFailed') throw new Error('no refund failed');
    expect(failed.data).to.include({ owed: true, amountMinor: 450 });
    const { refundId } = failed.data;
    const dueAt = new Date(Date.parse(failed.metadata.occurredAt) + 3_600_000).toISOString();
    await eventually('a timer is set', async () =>
      (await open.stores.stream(timerStream(dueAt))).some(
        ({ type, data }) => type === 'TimerSet' && 'refundId' in data && data.refundId === refundId,
      ),
    );
    const path = `/payments/${orderId}/refunds`;
    const rest = await open.shop.clerk.post(path, { amountMinor: 901, reason: 'more' });
    expect([rest.status, rest.body['facts']]).to.deep.equal([
      ...[409, { orderId, amountMinor: 901, refundableMinor: 900 }],
    ]);
    const byHand = () =>
      open.shop.clerk.post(`${path}/${refundId}/by-hand`, { reason: 'In cash.' }, 'in-cash-at-the-desk');
    const first = await byHand();
    expect([first.status, first.body['refundedMinor']]).to.deep.equal([201, 450]);
    expect((await byHand()).body['refundId']).to.equal(first.body['refundId']);
    const other = await open.shop.clerk.post(`${path}/${refundId}/by-hand`, { reason: 'Again.' });
    expect([other.status, other.body['code']]).to.deep.equal([409, 'refund-not-owed']);
  });

  it('lets whoever has the link of the mail do what its shopper may, to that order', async () => {
    const visitor = await open.shop.shopper();
    const { orderId } = await sent(visitor);
    const { orderId: other } = await sent(visitor);
    const path = `/orders/${orderId}/return-requests`;
    const guest = byLink(tokenOf(orderId));
    const asked = await guest.post(path, wish(1));
    expect(asked.status, JSON.stringify(asked.body)).to.equal(201);
    const of = `${path}/${String(asked.body['returnId'])}`;
    expect((await guest.post(`${of}/approval`)).status, 'what staff do').to.equal(401);
    expect((await guest.post(`${of}/withdrawal`)).body['status']).to.equal('withdrawn');
    const events = await open.stores.stream(`order-${orderId}`);
    expect(events.at(-1)?.metadata.actor).to.deep.equal({ kind: 'system', id: 'order-link' });
    expect(written(events)).not.to.contain(tokenOf(orderId));
    for (const wrong of [tokenOf(other), `${tokenOf(orderId)}A`, 'x']) {
      const refused = await byLink(wrong).post(path, wish(1));
      expect([refused.status, refused.body['code']], wrong).to.deep.equal([404, 'order-not-found']);
      const cancel = await byLink(wrong).post(`/orders/${orderId}/cancellation`, { reason: 'no' });
      expect([cancel.status, cancel.body['code']], wrong).to.deep.equal([404, 'order-not-found']);
    }
  });

  it('has no route that a link opens without proving it', async () => {
    const { orderId } = await sent(await open.shop.shopper());
    const bodies: Readonly<Record<string, unknown>> = {
      '/orders/:orderId/cancellation': { reason: 'no' },
      '/orders/:orderId/line-cancellations': { reason: 'no', lines: [{ lineId: '1', quantity: 1 }] },
      '/orders/:orderId/return-requests': wish(1),
      '/orders/:orderId/return-requests/:returnId/withdrawal': undefined,
      '/payments/:orderId/cards': { paymentMethodId: 'pm_card_visa' },
    };
    const opened = open.shop.side.routes.filter(({ byLink: isOpened }) => isOpened).map(({ path }) => path);
    expect(opened).to.have.members(Object.keys(bodies));
    const before = await orderTypes(orderId);
    for (const [path, body] of Object.entries(bodies)) {
      const reply = await byLink('wrong').post(path.replace(':orderId', orderId).replace(':returnId', 'r1'), body);
      expect([reply.status, reply.body['code']], path).to.deep.equal([404, 'order-not-found']);
    }
    expect(await orderTypes(orderId)).to.deep.equal(before);
  });

  it('lets whoever has the link cancel before it is sent', async () => {
    const visitor = await open.shop.shopper();
    await sent(visitor);
    const sku = `MUG-${skus.toString()}`;
    await open.shop.clerk.post(`/inventory/products/${sku}/stock`, { action: 'receive', quantity: 3 });
    const reply = await visitor.post('/orders', { lines: [{ sku, quantity: 1 }], country: 'United Kingdom', delivery });
    const orderId = String(reply.body['orderId']);
    const guest = byLink(tokenOf(orderId));
    expect((await guest.post(`/orders/${orderId}/cancellation`, { reason: 'no' })).status).to.equal(200);
    expect(await orderTypes(orderId)).to.include('OrderCancelled');
  });
});

describe('a shop that takes things back for a moment only', function () {
  this.timeout(30_000);
  it('tells a shopper that it is too late, since when, and lets a clerk be kind', async () => {
    const stores = await startStores();
    const shop = await openRunningShop(stores, { RETURN_WINDOW_DAYS: '0.0000001' });
    await shop.clerk.post('/inventory/products', { sku: 'MUG', title: 'A mug', priceMinor: 450, currency: 'GBP' });
    await shop.clerk.post('/inventory/products/MUG/stock', { action: 'receive', quantity: 1 });
    const visitor = await shop.shopper();
    const order = { lines: [{ sku: 'MUG', quantity: 1 }], country: 'United Kingdom', delivery };
    const orderId = String((await visitor.post('/orders', order)).body['orderId']);
    await eventually('it is confirmed', async () =>
      typesOf(await stores.stream(`order-${orderId}`)).includes('OrderConfirmed'),
    );
    await shop.clerk.post(`/orders/${orderId}/shipments`, {});
    await new Promise((resolve) => setTimeout(resolve, 20));
    const path = `/orders/${orderId}/return-requests`;
    const wish = { reason: 'changed-mind', lines: [{ lineId: '1', quantity: 1 }] };
    const late = await visitor.post(path, wish);
    expect([late.status, late.body['code']]).to.deep.equal([409, 'return-too-late']);
    expect(late.body['facts']).to.include({ lineId: '1', wanted: 1, inTime: 0 });
    expect((await shop.clerk.post(path, wish)).status).to.equal(201);
    await shop.close();
    await stores.close();
  });
});
