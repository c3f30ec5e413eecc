import { randomUUID } from 'node:crypto';
import { fail, redirect } from '@sveltejs/kit';
import { emptyBasket } from '$lib/basket';
import { serves } from '$lib/countries';
import { cardSettings } from '$lib/server/cards';
import { basketOf, keepBasket } from '$lib/server/basket-cookie';
import { priceBasket } from '$lib/server/priced-basket';
import { deliveryMethods, inOrder, quote } from '$lib/server/quotes';
import { ask, type Problem } from '$lib/server/services';
import { ensureSession, sessionBeforeForm } from '$lib/server/session';
import { minorAmount } from '$lib/whole-numbers';
import type { Actions, PageServerLoad } from './$types';

const fields = [
  'name',
  'email',
  'line1',
  'line2',
  'city',
  'postcode',
  'country',
  'deliveryMethod',
  'discountCode',
] as const;
type Field = (typeof fields)[number];

export const load: PageServerLoad = async (event) => {
  const basket = await priceBasket(event, basketOf(event.cookies));
  if (basket.lines.length === 0) redirect(303, '/basket');
  await sessionBeforeForm(event);
  const { currency } = basket;
  const everyMethod = await deliveryMethods(event);
  const methods = everyMethod.filter((method) => method.currency === currency);
  const country = 'United Kingdom';
  const first = methods.find((method) => serves(method, country));
  const quoted = await quote(event, basketOf(event.cookies).lines, {
    ...{ country, deliveryMethod: first?.code ?? '', discountCode: '', currency },
  });
  return {
    ...{ basket, methods, quote: quoted.ok ? quoted.body : undefined },
    asksForDelivery: everyMethod.length > 0,
    // Names this checkout: sent again, it is recognised and nothing is ordered twice.
    ...{ attempt: randomUUID(), cards: cardSettings() },
  };
};

const inWords: Readonly<Record<string, string>> = {
  name: 'Please tell us your name.',
  email: 'That is no e-mail address we could write to.',
  line1: 'Please tell us the street and number.',
  city: 'Please tell us the town.',
  postcode: 'Please tell us the postcode.',
  country: 'Please choose a country.',
};

const complaint = ({ code, detail, fields: wrong }: Problem): string => {
  if (code === 'price-changed')
    return 'A price changed since you looked. The new total is below; if it suits you, place the order again.';
  const [first] = wrong ?? [];
  const field = first?.path.split('.').at(-1) ?? '';
  return inWords[field] ?? detail;
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const value = (field: string): string => {
      const given = form.get(field);
      return typeof given === 'string' ? given.trim() : '';
    };
    const given = Object.fromEntries(fields.map((field) => [field, value(field)])) as Record<Field, string>;
    const basket = basketOf(event.cookies);
    const attempt = /^[0-9a-f-]{36}$/.test(value('attempt')) ? value('attempt') : randomUUID();
    const { country, line2, deliveryMethod, discountCode, ...address } = given;
    // What the form showed; the shop refuses what it does not sell in.
    const shown = value('currency');
    const wishes = { country, deliveryMethod, discountCode, currency: shown === '' ? undefined : shown };
    const again = async (status: number, message: string, unknown = false) => {
      const quoted = unknown || basket.lines.length === 0 ? undefined : await quote(event, basket.lines, wishes);
      const total = quoted?.ok ? quoted.body : undefined;
      return fail(status, { message, given, quote: total, attempt: unknown ? attempt : randomUUID() });
    };
    if (basket.lines.length === 0) return again(400, 'The basket is empty.');
    if (event.locals.viewer.kind === 'staff')
      return again(403, 'You are signed in as staff. Sign out to buy; your basket stays.');
    if (value('intent') === 'quote') {
      const quoted = await quote(event, basket.lines, wishes);
      return quoted.ok
        ? { message: undefined, given, quote: quoted.body, attempt }
        : again(quoted.problem.status, complaint(quoted.problem));
    }
    const cookie = await ensureSession(event);
    if (cookie === undefined)
      return again(503, 'The shop is not answering just now. Nothing was ordered; try again in a moment.', true);
    const paymentMethodId = value('paymentMethodId');
    if (value('pay') === 'card' && paymentMethodId === '')
      return again(
        400,
        'The card did not reach the payment gateway. Enter it once more, or choose another way to pay.',
      );
    const expectedTotalMinor = minorAmount(form.get('expectedTotalMinor'));
    // Nobody is charged a total that they were not shown.
    if (expectedTotalMinor === undefined || shown === '')
      return again(400, 'The form did not tell which total you were shown. It is below; place the order again.');
    const answer = await ask<{ orderId: string; position: string }>(event, '/orders', {
      method: 'POST',
      cookie,
      idempotencyKey: attempt,
      patienceMs: 30_000,
      body: {
        lines: basket.lines,
        ...inOrder(wishes),
        delivery: { ...address, ...(line2 === '' ? {} : { line2 }) },
        ...{ expectedTotalMinor, expectedCurrency: shown },
        ...(value('pay') === 'card' ? { payment: { kind: 'card', paymentMethodId } } : {}),
      },
    });
    if (!answer.ok) return again(answer.problem.status, complaint(answer.problem), answer.problem.status === 503);
    keepBasket(event.cookies, emptyBasket);
    redirect(303, `/orders/${answer.body.orderId}?after=${answer.body.position}`);
  },
};
