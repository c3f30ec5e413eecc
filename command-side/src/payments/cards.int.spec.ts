import { expect } from 'chai';
import { eventually, typesOf, type Visitor } from '../testing/running-shop.js';
import { openShopWithCards, type ShopWithCards } from '../testing/shop-with-cards.js';

const delivery = {
  ...{ name: 'Ann Lee', email: 'ann@example.org', line1: '1 High Street', city: 'Leeds', postcode: 'LS1 1AA' },
};

describe('a shop that takes cards', function () {
  this.timeout(30_000);
  let open: ShopWithCards;
  let skus = 0;
  before(async () => {
    open = await openShopWithCards({ webhooks: true });
  });
  after(() => open.close());

  const product = async (pieces: number): Promise<string> => {
    const sku = `MUG-${(++skus).toString()}`;
    await open.shop.clerk.post('/inventory/products', { sku, title: 'A mug', priceMinor: 450, currency: 'GBP' });
    await open.shop.clerk.post(`/inventory/products/${sku}/stock`, { action: 'receive', quantity: pieces });
    return sku;
  };
  const place = async (
    visitor: Visitor,
    paymentMethodId: string,
    { quantity = 2, pieces = 10 }: { readonly quantity?: number; readonly pieces?: number } = {},
  ): Promise<string> => {
    const sku = await product(pieces);
    const reply = await visitor.post('/orders', {
      ...{ lines: [{ sku, quantity }], country: 'United Kingdom', delivery },
      payment: { kind: 'card', paymentMethodId },
    });
    expect(reply.status, JSON.stringify(reply.body)).to.equal(201);
    return String(reply.body['orderId']);
  };
  const orderTypes = async (orderId: string) => typesOf(await open.stores.stream(`order-${orderId}`));
  const paymentTypes = async (orderId: string) => typesOf(await open.stores.stream(`payment-${orderId}`));
  const becomes = (orderId: string, type: string) =>
    eventually(`order ${orderId}: ${type}`, async () => (await orderTypes(orderId)).includes(type));
  const pays = (orderId: string, type: string) =>
    eventually(`payment of ${orderId}: ${type}`, async () => (await paymentTypes(orderId)).includes(type));
  const intentsOf = async (orderId: string) => {
    const { data } = await open.stripe.paymentIntents.list({ limit: 100 });
    return data.filter(({ metadata }) => metadata['order_id'] === orderId);
  };

  it('confirms what is promised, takes it when it ships, gives it back when it comes back', async () => {
    const visitor = await open.shop.shopper();
    const orderId = await place(visitor, 'pm_card_visa');
    await becomes(orderId, 'OrderConfirmed');
    expect(await paymentTypes(orderId)).to.deep.equal(['CardPaymentStarted', 'PaymentAuthorised']);
    expect((await intentsOf(orderId))[0]).to.include({ status: 'requires_capture', amount: 900, currency: 'gbp' });

    await open.shop.clerk.post(`/orders/${orderId}/shipments`, {});
    await pays(orderId, 'PaymentCaptured');
    await open.shop.clerk.post(`/orders/${orderId}/returns`, {
      ...{ reason: 'cracked', lines: [{ lineId: '1', quantity: 1 }] },
    });
    await pays(orderId, 'PaymentRefunded');
    expect(await paymentTypes(orderId)).to.deep.equal([
      ...['CardPaymentStarted', 'PaymentAuthorised', 'PaymentCaptured', 'RefundStarted', 'PaymentRefunded'],
    ]);
    const [intent] = await intentsOf(orderId);
    const { data } = await open.stripe.refunds.list({ payment_intent: intent?.id ?? '' });
    expect(data.map(({ amount }) => amount)).to.deep.equal([450]);
  });

  it('takes less where lines were cancelled before it was sent, and gives back what was taken for them', async () => {
    const visitor = await open.shop.shopper();
    const orderId = await place(visitor, 'pm_card_visa', { quantity: 4 });
    await becomes(orderId, 'OrderConfirmed');
    const path = `/orders/${orderId}/line-cancellations`;
    const one = { reason: 'one too many', lines: [{ lineId: '1', quantity: 1 }] };
    const stranger = await open.shop.shopper();
    expect((await stranger.post(path, one)).body['code']).to.equal('order-not-found');
    const taken = await visitor.post(path, one, 'the-first-of-these-mugs');
    expect([taken.status, taken.body['amountMinor']]).to.deep.equal([200, 450]);
    const again = await visitor.post(path, one, 'the-first-of-these-mugs');
    expect(again.body['cancellationId']).to.equal(taken.body['cancellationId']);
    const all = await visitor.post(path, { ...one, lines: [{ lineId: '1', quantity: 3 }] });
    expect([all.status, all.body['code']]).to.deep.equal([409, 'nothing-would-be-left']);

    await open.shop.clerk.post(`/orders/${orderId}/shipments`, { lines: [{ lineId: '1', quantity: 1 }] });
    await pays(orderId, 'PaymentCaptured');
    expect((await intentsOf(orderId))[0]).to.include({ status: 'succeeded', amount: 1_800, amount_received: 1_350 });
    await open.shop.clerk.post(path, one);
    await pays(orderId, 'PaymentRefunded');
    const [intent] = await intentsOf(orderId);
    const { data } = await open.stripe.refunds.list({ payment_intent: intent?.id ?? '' });
    expect(data.map(({ amount }) => amount)).to.deep.equal([450]);
    const shelf = await open.stores.stream(`stock-MUG-${skus.toString()}`);
    const released = shelf.flatMap((event) => (event.type === 'StockReleased' ? [event.data.quantity] : []));
    expect(released).to.deep.equal([1, 1]);
  });

  it('keeps an order whose card was declined until its shopper gives another one', async () => {
    const visitor = await open.shop.shopper();
    const orderId = await place(visitor, 'pm_card_visa_chargeDeclinedInsufficientFunds');
    await pays(orderId, 'PaymentDeclined');
    const again = await visitor.post(`/payments/${orderId}/cards`, {
      paymentMethodId: 'pm_card_chargeDeclinedExpiredCard',
    });
    expect(again.status).to.equal(402);
    expect(again.body).to.include({ code: 'card-declined', detail: 'This card has run out. Try another one.' });
    const key = 'the-third-card-of-this-order';
    const third = await visitor.post(`/payments/${orderId}/cards`, { paymentMethodId: 'pm_card_visa' }, key);
    expect([third.status, third.body['status']]).to.deep.equal([201, 'authorised']);
    await becomes(orderId, 'OrderConfirmed');
    const repeated = await visitor.post(`/payments/${orderId}/cards`, { paymentMethodId: 'pm_card_visa' }, key);
    expect(repeated.body['attemptId']).to.equal(third.body['attemptId']);
    const other = await visitor.post(`/payments/${orderId}/cards`, { paymentMethodId: 'pm_card_mastercard' }, key);
    expect([other.status, other.body['code']]).to.deep.equal([422, 'idempotency-key-reused']);
    expect((await intentsOf(orderId)).filter(({ status }) => status === 'requires_capture')).to.have.length(1);
  });

  it('lets nobody pay for an order that is not theirs, nor twice for one that is', async () => {
    const visitor = await open.shop.shopper();
    const orderId = await place(visitor, 'pm_card_visa');
    await becomes(orderId, 'OrderConfirmed');
    const stranger = await open.shop.shopper();
    const theirs = await stranger.post(`/payments/${orderId}/cards`, { paymentMethodId: 'pm_card_visa' });
    expect([theirs.status, theirs.body['code']]).to.deep.equal([404, 'order-not-found']);
    const twice = await visitor.post(`/payments/${orderId}/cards`, { paymentMethodId: 'pm_card_visa' });
    expect([twice.status, twice.body['code']]).to.deep.equal([409, 'payment-under-way']);
  });

  it('confirms an order when its shopper approved it at the bank, which only the webhook tells', async () => {
    const visitor = await open.shop.shopper();
    const orderId = await place(visitor, 'pm_card_authenticationRequired');
    await pays(orderId, 'PaymentActionRequired');
    const [intent] = await intentsOf(orderId);
    const url = new URL(intent?.next_action?.redirect_to_url?.url ?? '');
    expect(intent?.next_action?.redirect_to_url?.return_url).to.contain(`/orders/${orderId}`);
    const body = new URLSearchParams({ secret: url.searchParams.get('secret') ?? '', answer: 'approve' });
    await fetch(`${url.origin}${url.pathname}`, { method: 'POST', body, redirect: 'manual' });
    await becomes(orderId, 'OrderConfirmed');
  });

  it('lets go of what was promised for an order that its shopper cancels', async () => {
    const visitor = await open.shop.shopper();
    const orderId = await place(visitor, 'pm_card_visa');
    await becomes(orderId, 'OrderConfirmed');
    await visitor.post(`/orders/${orderId}/cancellation`, { reason: 'changed my mind' });
    await pays(orderId, 'AuthorisationVoided');
    expect((await intentsOf(orderId)).map(({ status }) => status)).to.deep.equal(['canceled']);
  });

  it('asks no card for what is not there', async () => {
    const visitor = await open.shop.shopper();
    const orderId = await place(visitor, 'pm_card_visa', { quantity: 5, pieces: 4 });
    await becomes(orderId, 'OrderCancelled');
    expect(await intentsOf(orderId)).to.deep.equal([]);
  });

  it('goes on where the gateway loses answers, fails and is slow, and charges once', async () => {
    Object.assign(open.gateway.dials, { dropAfter: 4, failBefore: 2, latencyMs: 20 });
    const visitor = await open.shop.shopper();
    const orderId = await place(visitor, 'pm_card_visa');
    await becomes(orderId, 'OrderConfirmed');
    expect(await intentsOf(orderId)).to.have.length(1);
    Object.assign(open.gateway.dials, { dropAfter: 0, failBefore: 0, latencyMs: 0 });
  });

  it('gives back what a clerk gives back, on the card', async () => {
    const visitor = await open.shop.shopper();
    const orderId = await place(visitor, 'pm_card_visa');
    await becomes(orderId, 'OrderConfirmed');
    await open.shop.clerk.post(`/orders/${orderId}/shipments`, {});
    await pays(orderId, 'PaymentCaptured');
    const refund = await open.shop.clerk.post(`/payments/${orderId}/refunds`, { amountMinor: 100, reason: 'late' });
    expect(refund.status).to.equal(201);
    await pays(orderId, 'PaymentRefunded');
    const tooMuch = await open.shop.clerk.post(`/payments/${orderId}/refunds`, { amountMinor: 801, reason: 'late' });
    expect(tooMuch.body).to.include({ code: 'refund-exceeds-received' });
    expect(tooMuch.body['facts']).to.include({ refundableMinor: 800 });
  });

  it('hears of a dispute, and of a refund that the bank sent back', async () => {
    const visitor = await open.shop.shopper();
    const disputed = await place(visitor, 'pm_card_createDispute');
    await becomes(disputed, 'OrderConfirmed');
    await open.shop.clerk.post(`/orders/${disputed}/shipments`, {});
    await pays(disputed, 'DisputeOpened');
    const failing = await place(visitor, 'pm_card_refundFail');
    await becomes(failing, 'OrderConfirmed');
    await open.shop.clerk.post(`/orders/${failing}/shipments`, {});
    await pays(failing, 'PaymentCaptured');
    await open.shop.clerk.post(`/payments/${failing}/refunds`, { amountMinor: 100, reason: 'late' });
    await pays(failing, 'RefundFailed');
  });

  it('does a hundred identical requests once, and answers each alike', async () => {
    const visitor = await open.shop.shopper();
    const sku = await product(500);
    const body = {
      ...{ lines: [{ sku, quantity: 1 }], country: 'United Kingdom', delivery },
      payment: { kind: 'card', paymentMethodId: 'pm_card_visa' },
    };
    const replies = await Promise.all(
      Array.from({ length: 100 }, () => visitor.post('/orders', body, 'one-order-a-hundred-times')),
    );
    expect(new Set(replies.map(({ status }) => status))).to.deep.equal(new Set([201]));
    const ids = new Set(replies.map((reply) => reply.body['orderId']));
    expect(ids.size).to.equal(1);
    const orderId = String([...ids][0]);
    await becomes(orderId, 'OrderConfirmed');
    expect(await intentsOf(orderId)).to.have.length(1);
    const other = await visitor.post('/orders', { ...body, country: 'France' }, 'one-order-a-hundred-times');
    expect([other.status, other.body['code']]).to.deep.equal([422, 'idempotency-key-reused']);
  });
});
