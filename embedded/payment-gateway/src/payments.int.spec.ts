import { expect } from 'chai';
import Stripe from 'stripe';
import { clientOf, eventually, GatewayUnderTest } from './testing/gateway.js';

const order = {
  ...{ amount: 1_250, currency: 'gbp', capture_method: 'manual' },
  allowed_payment_method_types: ['card'],
} satisfies Stripe.PaymentIntentCreateParams;
const refusal = async (work: Promise<unknown>): Promise<Stripe.errors.StripeError> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error('expected a refusal');
};

describe('the payment gateway, through the official client', () => {
  const under = new GatewayUnderTest();
  let stripe: Stripe;
  before(async () => {
    stripe = clientOf(await under.open());
  });
  after(() => under.close());

  const authorised = (more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
    stripe.paymentIntents.create({ ...order, confirm: true, payment_method: 'pm_card_visa', ...more });
  const typesOf = async (intentId: string): Promise<readonly string[]> => {
    const types: string[] = [];
    for await (const { type, data } of stripe.events.list({ limit: 100 })) {
      const about = data.object as { readonly id?: string; readonly payment_intent?: string };
      if (about.id === intentId || about.payment_intent === intentId) types.unshift(type);
    }
    return types;
  };

  it('promises money, takes it once, and gives it back in parts, never more than it took', async () => {
    const intent = await authorised({ metadata: { order_id: 'o1' } });
    expect(intent).to.include({ status: 'requires_capture', amount_capturable: 1_250, amount_received: 0 });
    expect(intent.metadata).to.deep.equal({ order_id: 'o1' });

    const taken = await stripe.paymentIntents.capture(intent.id);
    expect(taken).to.include({ status: 'succeeded', amount_capturable: 0, amount_received: 1_250 });
    const again = await refusal(stripe.paymentIntents.capture(intent.id));
    expect(again).to.include({ statusCode: 400, code: 'payment_intent_unexpected_state' });

    const first = await stripe.refunds.create({ payment_intent: intent.id, amount: 250 });
    expect(first).to.include({ status: 'succeeded', amount: 250, payment_intent: intent.id });
    const tooMuch = await refusal(stripe.refunds.create({ payment_intent: intent.id, amount: 1_001 }));
    expect(tooMuch.message).to.match(/1001 gbp.*greater than unrefunded amount.*1000 gbp/);
    await stripe.refunds.create({ payment_intent: intent.id });
    const over = await refusal(stripe.refunds.create({ payment_intent: intent.id }));
    expect(over.code).to.equal('charge_already_refunded');

    const { latest_charge } = await stripe.paymentIntents.retrieve(intent.id, { expand: ['latest_charge'] });
    expect(latest_charge).to.include({ amount_captured: 1_250, amount_refunded: 1_250, refunded: true });
    expect(await typesOf(intent.id)).to.deep.equal([
      ...['payment_intent.created', 'charge.succeeded', 'payment_intent.amount_capturable_updated'],
      ...['charge.captured', 'payment_intent.succeeded'],
      ...['refund.created', 'charge.refunded', 'refund.created', 'charge.refunded'],
    ]);
  });

  it('takes a part, and lets go of the rest', async () => {
    const intent = await authorised();
    const over = await refusal(stripe.paymentIntents.capture(intent.id, { amount_to_capture: 1_251 }));
    expect(over.code).to.equal('amount_too_large');
    const taken = await stripe.paymentIntents.capture(intent.id, { amount_to_capture: 1_000 });
    expect(taken).to.include({ status: 'succeeded', amount_received: 1_000, amount_capturable: 0 });
    const tooMuch = await refusal(stripe.refunds.create({ payment_intent: intent.id, amount: 1_001 }));
    expect(tooMuch.message).to.contain('1000 gbp');
  });

  it('lets go of a promise that is cancelled, and of nothing that was taken', async () => {
    const intent = await authorised();
    const cancelled = await stripe.paymentIntents.cancel(intent.id, { cancellation_reason: 'requested_by_customer' });
    expect(cancelled).to.include({ status: 'canceled', amount_capturable: 0 });
    expect((await refusal(stripe.paymentIntents.capture(intent.id))).code).to.equal('payment_intent_unexpected_state');
    const taken = await authorised({ capture_method: 'automatic' });
    expect(taken.status).to.equal('succeeded');
    expect((await refusal(stripe.paymentIntents.cancel(taken.id))).code).to.equal('payment_intent_unexpected_state');
  });

  const declines: readonly (readonly [string, string, string | undefined])[] = [
    ['pm_card_visa_chargeDeclined', 'card_declined', 'generic_decline'],
    ['pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
    ['pm_card_visa_chargeDeclinedLostCard', 'card_declined', 'lost_card'],
    ['pm_card_visa_chargeDeclinedStolenCard', 'card_declined', 'stolen_card'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', undefined],
    ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', undefined],
    ['pm_card_chargeDeclinedProcessingError', 'processing_error', undefined],
  ];
  for (const [method, code, declineCode] of declines)
    it(`declines ${method}, and takes another card for the same payment`, async () => {
      const declined = await refusal(authorised({ payment_method: method }));
      expect(declined).to.be.instanceOf(Stripe.errors.StripeCardError);
      expect(declined).to.include({ statusCode: 402, code });
      expect(declined.decline_code ?? '').to.equal(declineCode ?? '');
      const { payment_intent: told } = declined;
      expect(told).to.include({ status: 'requires_payment_method' });
      const intent = await stripe.paymentIntents.confirm(told?.id ?? '', { payment_method: 'pm_card_mastercard' });
      expect(intent).to.include({ status: 'requires_capture', last_payment_error: null });
    });

  it('sends a shopper to their bank first, who approves or does not', async () => {
    for (const [answer, status, redirect] of [
      ['approve', 'requires_capture', 'succeeded'],
      ['decline', 'requires_payment_method', 'failed'],
    ] as const) {
      const intent = await authorised({
        payment_method: 'pm_card_authenticationRequired',
        return_url: 'http://shop.example/back?order=7',
      });
      expect(intent.status).to.equal('requires_action');
      const url = intent.next_action?.redirect_to_url?.url ?? '';
      expect(await (await fetch(url)).text()).to.contain('£12.50');
      const form = new URLSearchParams({ secret: intent.client_secret ?? '', answer });
      const sent = await fetch(url.split('?')[0] ?? '', { method: 'POST', body: form, redirect: 'manual' });
      expect(sent.status).to.equal(303);
      const back = new URL(sent.headers.get('location') ?? '');
      expect(back.href).to.contain('http://shop.example/back?order=7&payment_intent=pi_');
      expect(back.searchParams.get('redirect_status')).to.equal(redirect);
      expect((await stripe.paymentIntents.retrieve(intent.id)).status).to.equal(status);
    }
  });

  it('shows the bank’s page to nobody who does not know the payment’s secret', async () => {
    const intent = await authorised({
      payment_method: 'pm_card_authenticationRequired',
      return_url: 'http://shop.example',
    });
    const url = `http://127.0.0.1:${(under.gateway?.port ?? 0).toString()}/authenticate/${intent.id}`;
    expect((await fetch(`${url}?secret=guessed`)).status).to.equal(404);
    const forged = await fetch(url, { method: 'POST', body: new URLSearchParams({ secret: 'x', answer: 'approve' }) });
    expect(forged.status).to.equal(404);
    expect((await stripe.paymentIntents.retrieve(intent.id)).status).to.equal('requires_action');
  });

  it('refuses at once where the shopper is not there to approve', async () => {
    const declined = await refusal(authorised({ payment_method: 'pm_card_authenticationRequired', off_session: true }));
    expect(declined).to.include({ statusCode: 402, code: 'authentication_required' });
  });

  it('keeps no card number, and knows the same card again', async () => {
    const browser = clientOf(under.gateway ?? (await under.open()), 'pk_test_ofthisspec');
    const card = { number: '4000 0000 0000 9995', exp_month: 9, exp_year: 2031, cvc: '123' };
    const method = await browser.paymentMethods.create({ type: 'card', card });
    expect(method.card).to.include({ brand: 'visa', last4: '9995', exp_month: 9, exp_year: 2031 });
    const again = await browser.paymentMethods.create({ type: 'card', card });
    expect(again.card?.fingerprint).to.equal(method.card?.fingerprint);
    const declined = await refusal(authorised({ payment_method: method.id }));
    expect(declined.decline_code).to.equal('insufficient_funds');
  });

  const slips: readonly (readonly [string, object, string])[] = [
    ['a number that does not add up', { number: '4242424242424241' }, 'incorrect_number'],
    ['a number that is none', { number: '4242' }, 'incorrect_number'],
    ['a month that is none', { exp_month: 13 }, 'invalid_expiry_month'],
    ['a year that is over', { exp_year: 2001 }, 'invalid_expiry_year'],
    ['a security code that is none', { cvc: '12' }, 'invalid_cvc'],
    ['a real card', { number: '4929000000006' }, 'card_declined'],
  ];
  for (const [what, slip, code] of slips)
    it(`refuses ${what}`, async () => {
      const card = { number: '4242424242424242', exp_month: 9, exp_year: 2031, cvc: '123', ...slip };
      expect((await refusal(stripe.paymentMethods.create({ type: 'card', card }))).code).to.equal(code);
    });

  it('lets a browser’s key see one payment and no more', async () => {
    const intent = await authorised();
    const browser = clientOf(under.gateway ?? (await under.open()), 'pk_test_ofthisspec');
    expect((await refusal(browser.refunds.create({ payment_intent: intent.id }))).code).to.equal('secret_key_required');
    expect((await refusal(browser.paymentIntents.retrieve(intent.id))).statusCode).to.equal(404);
    const seen = await browser.paymentIntents.retrieve(intent.id, { client_secret: intent.client_secret ?? '' });
    expect(seen.status).to.equal('requires_capture');
    expect(seen).not.to.have.property('metadata');
    const stranger = clientOf(under.gateway ?? (await under.open()), 'sk_test_somebodyelse');
    expect((await refusal(stranger.paymentIntents.list())).statusCode).to.equal(401);
  });

  it('names what is unknown, missing or wrong in a request', async () => {
    const raw = (params: object) => stripe.paymentIntents.create({ ...order, ...params });
    expect(await refusal(raw({ colour: 'red' }))).to.include({ code: 'parameter_unknown', param: 'colour' });
    expect(await refusal(raw({ amount: undefined }))).to.include({ code: 'parameter_missing', param: 'amount' });
    expect(await refusal(raw({ amount: 12.5 }))).to.include({ code: 'parameter_invalid', param: 'amount' });
    expect(await refusal(raw({ amount: 29 }))).to.include({ code: 'amount_too_small', param: 'amount' });
    expect(await refusal(raw({ amount: 1e9 }))).to.include({ code: 'amount_too_large', param: 'amount' });
    expect(await refusal(raw({ currency: 'pounds' }))).to.include({ code: 'parameter_invalid', param: 'currency' });
    expect(await refusal(raw({ confirm: true, payment_method: 'pm_none' }))).to.include({ code: 'resource_missing' });
    expect(await refusal(stripe.paymentIntents.retrieve('pi_none'))).to.include({ code: 'resource_missing' });
    expect(await refusal(stripe.customers.create({}))).to.include({ statusCode: 404 });
  });

  it('lists newest first, by pages in both directions and by time', async () => {
    const made = [];
    for (let n = 0; n < 5; n++) made.unshift((await authorised({ metadata: { n: n.toString() } })).id);
    const newest = await stripe.paymentIntents.list({ limit: 3 });
    expect(newest.data.map(({ id }) => id)).to.deep.equal(made.slice(0, 3));
    expect(newest.has_more).to.equal(true);
    const next = await stripe.paymentIntents.list({ limit: 2, starting_after: made[2] ?? '' });
    expect(next.data.map(({ id }) => id)).to.deep.equal(made.slice(3));
    const back = await stripe.paymentIntents.list({ limit: 2, ending_before: made[3] ?? '' });
    expect(back.data.map(({ id }) => id)).to.deep.equal(made.slice(1, 3));
    const later = await stripe.paymentIntents.list({ created: { gt: Math.floor(Date.now() / 1_000) + 60 } });
    expect(later.data).to.deep.equal([]);
    const all: string[] = [];
    for await (const { id } of stripe.paymentIntents.list({ limit: 2 })) all.push(id);
    expect(all.slice(0, 5)).to.deep.equal(made);
    expect(new Set(all).size).to.equal(all.length);
  });

  it('tells of a dispute, which is won, lost or given up', async () => {
    for (const [evidence, status] of [
      ['winning_evidence', 'won'],
      ['losing_evidence', 'lost'],
      [undefined, 'lost'],
    ] as const) {
      const intent = await authorised({ payment_method: 'pm_card_createDispute' });
      await stripe.paymentIntents.capture(intent.id);
      await eventually('a dispute', async () => {
        const { data } = await stripe.disputes.list({ payment_intent: intent.id });
        return data.length === 1;
      });
      const [dispute] = (await stripe.disputes.list({ payment_intent: intent.id })).data;
      expect(dispute).to.include({ status: 'needs_response', reason: 'fraudulent', amount: 1_250 });
      expect((await refusal(stripe.refunds.create({ payment_intent: intent.id }))).code).to.equal('charge_disputed');
      const closed =
        evidence === undefined
          ? await stripe.disputes.close(dispute?.id ?? '')
          : await stripe.disputes.update(dispute?.id ?? '', { evidence: { uncategorized_text: evidence } });
      expect(closed.status).to.equal(status);
    }
  });

  it('settles a refund that takes its time, and takes one back that failed', async () => {
    for (const [card, status] of [
      ['pm_card_pendingRefund', 'succeeded'],
      ['pm_card_refundFail', 'failed'],
    ] as const) {
      const intent = await authorised({ payment_method: card, capture_method: 'automatic' });
      const { id, status: before } = await stripe.refunds.create({ payment_intent: intent.id });
      expect(before).to.equal(status === 'failed' ? 'succeeded' : 'pending');
      await eventually(`a refund that ${status}`, async () => (await stripe.refunds.retrieve(id)).status === status);
      const { data } = await stripe.charges.list({ payment_intent: intent.id });
      expect(data[0]?.amount_refunded).to.equal(status === 'failed' ? 0 : 1_250);
    }
  }).timeout(20_000);
});
