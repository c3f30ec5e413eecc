import { expect } from 'chai';
import { signatureOf } from '@storefold/payment-gateway';
import { SeededRandom } from '@storefold/event-store/testing';
import type Stripe from 'stripe';
import { eventually, typesOf, type Visitor } from '../testing/running-shop.js';
import { openShopWithCards, webhookSecret, type ShopWithCards } from '../testing/shop-with-cards.js';

const delivery = {
  ...{ name: 'Ann Lee', email: 'ann@example.org', line1: '1 High Street', city: 'Leeds', postcode: 'LS1 1AA' },
};
const seconds = () => Math.floor(Date.now() / 1_000);

const permutations = <Thing>(things: readonly Thing[]): readonly (readonly Thing[])[] =>
  things.length <= 1
    ? [things]
    : things.flatMap((first, at) =>
        permutations([...things.slice(0, at), ...things.slice(at + 1)]).map((rest) => [first, ...rest]),
      );

describe('webhooks of the payment gateway', function () {
  this.timeout(60_000);
  let open: ShopWithCards;
  let visitor: Visitor;
  before(async () => {
    open = await openShopWithCards({ webhooks: false });
    visitor = await open.shop.shopper();
    await open.shop.clerk.post('/inventory/products', { sku: 'MUG', title: 'A mug', priceMinor: 450, currency: 'GBP' });
    await open.shop.clerk.post('/inventory/products/MUG/stock', { action: 'receive', quantity: 1_000 });
  });
  after(() => open.close());

  const place = async (paymentMethodId: string): Promise<string> => {
    const reply = await visitor.post('/orders', {
      ...{ lines: [{ sku: 'MUG', quantity: 1 }], country: 'United Kingdom', delivery },
      payment: { kind: 'card', paymentMethodId },
    });
    return String(reply.body['orderId']);
  };
  const paymentTypes = async (orderId: string) => typesOf(await open.stores.stream(`payment-${orderId}`));
  const pays = (orderId: string, type: string) =>
    eventually(`payment of ${orderId}: ${type}`, async () => (await paymentTypes(orderId)).includes(type));
  const send = async (body: string, signature: string) => {
    const response = await fetch(`${open.shop.side.url}/payments/webhooks`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json; charset=utf-8', 'Stripe-Signature': signature },
      body,
    });
    return {
      status: response.status,
      body: (await response.json()) as { readonly code?: string; readonly ignored?: string },
    };
  };
  const genuine = (event: object) => {
    const body = JSON.stringify(event, null, 2);
    return send(body, signatureOf(webhookSecret, seconds(), body));
  };
  /** What the gateway told, by payment, oldest first. */
  const eventsByIntent = async (): Promise<ReadonlyMap<string, readonly Stripe.Event[]>> => {
    const found = new Map<string, Stripe.Event[]>();
    for await (const event of open.stripe.events.list({ limit: 100 })) {
      const { object } = event.data;
      const about = 'payment_intent' in object && object.payment_intent !== null ? object.payment_intent : object;
      const id = typeof about === 'string' ? about : 'id' in about ? about.id : '';
      found.set(id, [event, ...(found.get(id) ?? [])]);
    }
    return found;
  };

  it('come to one end in all 120 orders of five of them, each delivered 1 to 5 times, with one capture', async () => {
    const chance = new SeededRandom(5);
    const orders = permutations([0, 1, 2, 3, 4]);
    expect(orders).to.have.length(120);
    // The shop hears nothing by itself of what happens at the bank and in the gateway's own dashboard: webhooks alone tell it.
    const ids = await Promise.all(orders.map(() => place('pm_card_authenticationRequired')));
    const intents = await Promise.all(
      ids.map(async (orderId) => {
        await pays(orderId, 'PaymentActionRequired');
        const started = (await open.stores.stream(`payment-${orderId}`)).at(-1);
        const intentId = started?.type === 'PaymentActionRequired' ? started.data.intentId : '';
        const url = new URL(started?.type === 'PaymentActionRequired' ? started.data.url : '');
        const form = new URLSearchParams({ secret: url.searchParams.get('secret') ?? '', answer: 'approve' });
        await fetch(`${url.origin}${url.pathname}`, { method: 'POST', body: form, redirect: 'manual' });
        await open.stripe.paymentIntents.capture(intentId);
        return intentId;
      }),
    );
    const events = await eventsByIntent();
    await Promise.all(
      ids.map(async (orderId, at) => {
        const told = (events.get(intents[at] ?? '') ?? []).filter(
          ({ type }) => type.startsWith('payment_intent.') || type === 'charge.captured',
        );
        expect(told.map(({ type }) => type)).to.deep.equal([
          ...['payment_intent.created', 'payment_intent.requires_action', 'payment_intent.amount_capturable_updated'],
          ...['charge.captured', 'payment_intent.succeeded'],
        ]);
        for (const which of orders[at] ?? [])
          for (let copies = 1 + Math.floor(chance.next() * 5); copies > 0; copies--)
            expect((await genuine(told[which] ?? {})).status).to.equal(200);
        expect(await paymentTypes(orderId)).to.deep.equal([
          ...['CardPaymentStarted', 'PaymentActionRequired', 'PaymentAuthorised', 'PaymentCaptured'],
        ]);
      }),
    );
    for (const orderId of ids)
      await eventually(`${orderId} confirmed`, async () =>
        typesOf(await open.stores.stream(`order-${orderId}`)).includes('OrderConfirmed'),
      );
  });

  it('are refused where the gateway did not send them, or too long ago', async () => {
    const body = JSON.stringify({
      id: 'evt_1',
      object: 'event',
      type: 'payment_intent.succeeded',
      data: { object: {} },
    });
    for (const [signature, why] of [
      ['', 'none'],
      ['t=1,v1=00', 'no signature at all'],
      [signatureOf('whsec_another', seconds(), body), 'another secret'],
      [signatureOf(webhookSecret, seconds() - 3_600, body), 'an hour old'],
      [signatureOf(webhookSecret, seconds(), `${body} `), 'another body'],
    ] as const) {
      const reply = await send(body, signature);
      expect([reply.status, reply.body.code], why).to.deep.equal([400, 'webhook-not-genuine']);
    }
    expect((await send('no json', 't=1,v1=00')).status).to.equal(400);
  });

  it('say nothing where they are about no payment of this shop, and are not sent again', async () => {
    const foreign = await open.stripe.paymentIntents.create({ amount: 500, currency: 'gbp' });
    const forged = await open.stripe.paymentIntents.create({
      ...{ amount: 500, currency: 'gbp', metadata: { order_id: 'no-such-order', attempt_id: 'no-such-attempt' } },
    });
    for (const { id } of [foreign, forged, { id: 'pi_none' }]) {
      const event = { id: 'evt_x', object: 'event', type: 'payment_intent.created', data: { object: { id } } };
      const reply = await genuine(event);
      expect([reply.status, reply.body.ignored]).to.deep.equal([200, id]);
    }
    expect(await paymentTypes('no-such-order')).to.deep.equal([]);
  });

  it('that never came are made up for: the books are compared with the gateway’s', async () => {
    const orderId = await place('pm_card_authenticationRequired');
    await pays(orderId, 'PaymentActionRequired');
    const started = (await open.stores.stream(`payment-${orderId}`)).at(-1);
    const [intentId, address] =
      started?.type === 'PaymentActionRequired' ? [started.data.intentId, started.data.url] : ['', ''];
    const url = new URL(address);
    const form = new URLSearchParams({ secret: url.searchParams.get('secret') ?? '', answer: 'approve' });
    await fetch(`${url.origin}${url.pathname}`, { method: 'POST', body: form, redirect: 'manual' });
    // Somebody else's, under our words for it.
    const foreign = await open.stripe.paymentIntents.create({
      ...{ amount: 700, currency: 'gbp', metadata: { order_id: 'never-placed', attempt_id: 'never-tried' } },
    });
    const hour = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
    const compare = () => open.shop.clerk.post('/payments/reconciliation', { from: hour(-1), to: hour(1) });
    const first = (await compare()).body['differences'] as readonly { readonly intentId: string }[];
    expect(first.find((each) => each.intentId === intentId)).to.deep.include({
      ...{ kind: 'status-differs', orderId, here: 'action-required', there: 'authorised' },
      recorded: ['PaymentAuthorised'],
    });
    expect(first.find((each) => each.intentId === foreign.id)).to.include({
      kind: 'unknown-here',
      there: 'unfinished',
    });
    await eventually(`${orderId} confirmed`, async () =>
      typesOf(await open.stores.stream(`order-${orderId}`)).includes('OrderConfirmed'),
    );
    const again = (await compare()).body['differences'] as readonly { readonly intentId: string }[];
    expect(again.map((each) => each.intentId)).not.to.include(intentId);
    const nothing = await open.shop.clerk.post('/payments/reconciliation', { from: hour(-2), to: hour(-1) });
    expect(nothing.body).to.include({ looked: 0 });
    // What was mended needs nobody; what a person has to look at is told once, though it was found twice.
    const told = await open.stores.stream('reconciliation-main');
    const found = told.flatMap((event) => (event.type === 'PaymentDifferencesFound' ? event.data.differences : []));
    expect(found.filter((each) => each.intentId === foreign.id)).to.deep.equal([
      {
        ...{ intentId: foreign.id, orderId: 'never-placed', attemptId: 'never-tried', kind: 'unknown-here' },
        ...{ here: 'no such payment', there: 'unfinished' },
      },
    ]);
    expect(found.map((each) => each.intentId)).not.to.include(intentId);
  });

  it('are believed in nothing but what they are about: the gateway itself is asked', async () => {
    const orderId = await place('pm_card_authenticationRequired');
    await pays(orderId, 'PaymentActionRequired');
    const last = (await open.stores.stream(`payment-${orderId}`)).at(-1);
    const id = last?.type === 'PaymentActionRequired' ? last.data.intentId : '';
    const lying = { id, object: 'payment_intent', status: 'succeeded', amount_received: 450 };
    const reply = await genuine({
      id: 'evt_y',
      object: 'event',
      type: 'payment_intent.succeeded',
      data: { object: lying },
    });
    expect(reply.status).to.equal(200);
    expect(await paymentTypes(orderId)).to.deep.equal(['CardPaymentStarted', 'PaymentActionRequired']);
  });
});
