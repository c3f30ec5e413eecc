import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import Stripe from 'stripe';
import { clientOf, eventually, GatewayUnderTest, listenForWebhooks, webhookSecret } from './testing/gateway.js';

const authorising = {
  ...{ amount: 1_250, currency: 'gbp', capture_method: 'manual', allowed_payment_method_types: ['card'] },
  ...{ confirm: true, payment_method: 'pm_card_visa' },
} satisfies Stripe.PaymentIntentCreateParams;

describe('the payment gateway, when things go wrong', () => {
  const under = new GatewayUnderTest();
  let stripe: Stripe;
  beforeEach(async () => {
    stripe = clientOf(await under.open());
  });
  afterEach(async () => {
    await under.close();
    under.folder = '';
    under.now = undefined;
    under.webhookUrl = undefined;
  });
  const count = async () => (await stripe.paymentIntents.list({ limit: 100 })).data.length;

  it('does a request once, however often it comes under its key, also after a restart', async () => {
    const key = { idempotencyKey: 'order-1' };
    const made = await Promise.all(Array.from({ length: 20 }, () => stripe.paymentIntents.create(authorising, key)));
    expect(new Set(made.map(({ id }) => id)).size).to.equal(1);
    stripe = clientOf(await under.again());
    const again = await stripe.paymentIntents.create(authorising, key);
    expect(again.id).to.equal(made[0]?.id);
    expect(again.lastResponse.headers['idempotent-replayed']).to.equal('true');
    expect(await count()).to.equal(1);
  });

  it('refuses a key that comes with another request', async () => {
    const key = { idempotencyKey: 'order-1' };
    await stripe.paymentIntents.create(authorising, key);
    const error: unknown = await stripe.paymentIntents
      .create({ ...authorising, amount: 1 }, key)
      .catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(Stripe.errors.StripeIdempotencyError);
  });

  it('answers a declined card again as it did, and lets a slip be put right under the same key', async () => {
    const key = { idempotencyKey: 'order-1' };
    const declined = { ...authorising, payment_method: 'pm_card_chargeDeclined' };
    for (let n = 0; n < 2; n++)
      expect(await stripe.paymentIntents.create(declined, key).catch((error: unknown) => error)).to.have.property(
        'code',
        'card_declined',
      );
    expect(await count()).to.equal(1);
    const slip = { idempotencyKey: 'order-2' };
    await stripe.paymentIntents.create({ ...authorising, currency: 'x' }, slip).catch(() => undefined);
    expect((await stripe.paymentIntents.create(authorising, slip)).status).to.equal('requires_capture');
  });

  it('forgets a key after a day', async () => {
    const key = { idempotencyKey: 'order-1' };
    await stripe.paymentIntents.create(authorising, key);
    if (under.gateway) under.gateway.dials.clockAheadMs = 24 * 3_600_000 + 2_000;
    await stripe.paymentIntents.create(authorising, key);
    expect(await count()).to.equal(2);
  });

  it('charges once where an answer is lost and the client asks again', async () => {
    if (under.gateway) under.gateway.dials.dropAfter = 1;
    expect((await stripe.paymentIntents.create(authorising)).status).to.equal('requires_capture');
    if (under.gateway) Object.assign(under.gateway.dials, { dropBefore: 1, failBefore: 1 });
    expect((await stripe.paymentIntents.create(authorising)).status).to.equal('requires_capture');
    expect(await count()).to.equal(2);
  });

  it('has everything after a restart, and goes on', async () => {
    const { id } = await stripe.paymentIntents.create(authorising);
    stripe = clientOf(await under.again());
    await stripe.paymentIntents.capture(id);
    stripe = clientOf(await under.again());
    await stripe.refunds.create({ payment_intent: id, amount: 50 });
    const [charge] = (await stripe.charges.list({ payment_intent: id })).data;
    expect(charge).to.include({ amount_captured: 1_250, amount_refunded: 50 });
  });

  it('lets go of a promise that nobody took within seven days, also while it was away', async () => {
    const { id } = await stripe.paymentIntents.create(authorising);
    under.now = () => Date.now() + 7 * 24 * 3_600_000 + 1_000;
    stripe = clientOf(await under.again());
    await eventually('the end of it', async () => (await stripe.paymentIntents.retrieve(id)).status === 'canceled');
    expect((await stripe.paymentIntents.retrieve(id)).cancellation_reason).to.equal('automatic');
  });

  it('writes no card number anywhere', async () => {
    const numbers = ['4242424242424242', '4000000000009995', '4000002760003184'];
    for (const number of numbers)
      await stripe.paymentMethods.create({ type: 'card', card: { number, exp_month: 9, exp_year: 2031, cvc: '987' } });
    await under.gateway?.close();
    under.gateway = undefined;
    const files = await readdir(under.folder, { recursive: true, withFileTypes: true });
    for (const file of files.filter((each) => each.isFile())) {
      const bytes = await readFile(join(file.parentPath, file.name));
      for (const number of numbers) expect(bytes.includes(number), `${file.name} holds ${number}`).to.equal(false);
    }
  });

  describe('tells an endpoint', () => {
    it('what happened, signed so that the official helper believes it', async () => {
      const endpoint = await listenForWebhooks();
      under.webhookUrl = endpoint.url;
      stripe = clientOf(await under.again());
      const { id } = await stripe.paymentIntents.create(authorising);
      await eventually('three events', () => endpoint.heard.length === 3);
      const events = endpoint.heard.map(({ body, signature }) =>
        stripe.webhooks.constructEvent(body, signature, webhookSecret),
      );
      expect(events.map(({ type }) => type)).to.have.members([
        'payment_intent.created',
        'charge.succeeded',
        'payment_intent.amount_capturable_updated',
      ]);
      const [first] = endpoint.heard;
      for (const forged of [
        () => stripe.webhooks.constructEvent(first?.body ?? '', first?.signature ?? '', 'whsec_another'),
        () => stripe.webhooks.constructEvent(`${first?.body ?? ''} `, first?.signature ?? '', webhookSecret),
      ])
        expect(forged).to.throw(Stripe.errors.StripeSignatureVerificationError);
      await eventually('no webhook waits', async () => {
        const { data } = await stripe.events.list();
        return data.every(({ pending_webhooks }) => pending_webhooks === 0);
      });
      expect(events.some(({ data }) => 'id' in data.object && data.object.id === id)).to.equal(true);
      await endpoint.close();
    });

    it('again until it is taken, also after a restart', async () => {
      const endpoint = await listenForWebhooks();
      endpoint.refuseNext(3);
      under.webhookUrl = endpoint.url;
      stripe = clientOf(await under.again());
      await stripe.paymentIntents.create(authorising);
      stripe = clientOf(await under.again());
      await eventually('three events', () => endpoint.heard.length === 3);
      expect(new Set(endpoint.heard.map(({ body }) => (JSON.parse(body) as { id: string }).id)).size).to.equal(3);
      await endpoint.close();
    }).timeout(20_000);

    it('twice, or the last first, where a test dials so', async () => {
      const endpoint = await listenForWebhooks();
      under.webhookUrl = endpoint.url;
      stripe = clientOf(await under.again());
      if (under.gateway) Object.assign(under.gateway.dials, { webhookCopies: 2, webhookReorder: 3 });
      await stripe.paymentIntents.create(authorising);
      await eventually('six messages', () => endpoint.heard.length === 6);
      await endpoint.close();
    });

    it('only of what it asked for', async () => {
      const endpoint = await listenForWebhooks();
      const { secret = '' } = await stripe.webhookEndpoints.create({
        url: endpoint.url,
        enabled_events: ['payment_intent.succeeded'],
      });
      const { id } = await stripe.paymentIntents.create(authorising);
      await stripe.paymentIntents.capture(id);
      await eventually('an event', () => endpoint.heard.length === 1);
      const [heard] = endpoint.heard;
      const event = stripe.webhooks.constructEvent(heard?.body ?? '', heard?.signature ?? '', secret);
      expect(event.type).to.equal('payment_intent.succeeded');
      await endpoint.close();
    });
  });

  it('starts with test keys and for this machine alone, and says so', async () => {
    const { startPaymentGateway } = await import('./index.js');
    const given = { dataDir: '/nowhere', secretKey: 'sk_test_12345678', publishableKey: 'pk_test_12345678' };
    const reason = (more: object) =>
      startPaymentGateway({ ...given, ...more }).then(
        () => 'started',
        (error: unknown) => (error instanceof Error ? error.message : ''),
      );
    expect(await reason({ secretKey: 'sk_live_12345678' })).to.contain('sk_test_');
    expect(await reason({ publishableKey: 'pk_live_12345678' })).to.contain('pk_test_');
    expect(await reason({ host: '0.0.0.0' })).to.contain('for one machine');
  });
});
