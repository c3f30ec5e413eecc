import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { BillingDetails, PaymentMethod } from '../objects.js';
import { cardError, invalid, missing } from './api-error.js';
import type { Desk } from './books.js';
import { addsUp, behaviourOf, cardOfNumber, cardOfToken, type TestCard } from './cards.js';
import { mergedMetadata, type paymentMethodCreation, type paymentMethodUpdate } from './parameters.js';

type Creation = z.infer<typeof paymentMethodCreation>;
type Given = Exclude<Creation['billing_details'], undefined>;

const nobody: BillingDetails = {
  address: { city: null, country: null, line1: null, line2: null, postal_code: null, state: null },
  ...{ email: null, name: null, phone: null, tax_id: null },
};

const billingOf = (given: Given | undefined, before: BillingDetails = nobody): BillingDetails => {
  if (given === undefined) return before;
  const { address, email, name, phone } = given;
  return {
    ...before,
    ...(address === undefined ? {} : { address: address === '' ? nobody.address : blanks(address) }),
    ...(email === undefined ? {} : { email }),
    ...(name === undefined ? {} : { name }),
    ...(phone === undefined ? {} : { phone }),
  };
};

const blanks = (address: Exclude<Given['address'], '' | undefined>): BillingDetails['address'] => ({
  city: address.city ?? null,
  country: address.country ?? null,
  line1: address.line1 ?? null,
  line2: address.line2 ?? null,
  postal_code: address.postal_code ?? null,
  state: address.state ?? null,
});

type Expiry = { readonly exp_month: number; readonly exp_year: number };

/** Cards that stand for a token run out next year. */
const expiryOfToken = (now: number): Expiry => ({
  exp_month: 12,
  exp_year: new Date(now * 1_000).getUTCFullYear() + 1,
});

const checkExpiry = ({ exp_month, exp_year }: Expiry, now: number): Expiry => {
  if (exp_month < 1 || exp_month > 12)
    throw cardError("Your card's expiration month is invalid.", {
      code: 'invalid_expiry_month',
      param: 'exp_month',
    });
  const year = exp_year < 100 ? exp_year + 2_000 : exp_year;
  const today = new Date(now * 1_000);
  const [thisYear, thisMonth] = [today.getUTCFullYear(), today.getUTCMonth() + 1];
  if (year < thisYear || year > thisYear + 50)
    throw cardError("Your card's expiration year is invalid.", { code: 'invalid_expiry_year', param: 'exp_year' });
  if (year === thisYear && exp_month < thisMonth)
    throw cardError("Your card's expiration month is invalid.", { code: 'invalid_expiry_month', param: 'exp_month' });
  return { exp_month, exp_year: year };
};

const readNumber = (given: string): TestCard => {
  const number = given.replaceAll(/[\s-]/g, '');
  if (!/^\d{12,19}$/.test(number) || !addsUp(number))
    throw cardError('Your card number is incorrect.', { code: 'incorrect_number', param: 'number' });
  const known = cardOfNumber(number);
  if (known) return known;
  // A real card has no business here: what this gateway takes, no bank pays.
  throw cardError(
    'Your card was declined. Your request was in test mode, but used a non test card. For a list of valid test cards, visit: https://stripe.com/docs/testing.',
    { code: 'card_declined', decline_code: 'test_mode_live_card', param: '' },
  );
};

const keep = (
  desk: Desk,
  card: TestCard,
  expiry: Expiry,
  more: Pick<Creation, 'billing_details' | 'metadata'> & { readonly hasCvc: boolean },
): PaymentMethod => {
  const method: PaymentMethod = {
    id: desk.newId('pm_'),
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: billingOf(more.billing_details),
    card: {
      brand: card.brand,
      checks: {
        ...{ address_line1_check: null, address_postal_code_check: null },
        cvc_check: more.hasCvc ? (card.decline?.code === 'incorrect_cvc' ? 'fail' : 'pass') : 'unchecked',
      },
      ...{ country: card.country, display_brand: card.brand, ...expiry },
      // The same card has the same fingerprint, and nobody reads a number out of it.
      fingerprint: createHash('sha256').update(`fingerprint ${card.number}`).digest('hex').slice(0, 16),
      funding: 'credit',
      generated_from: null,
      last4: card.number.slice(-4),
      networks: { available: [card.brand], preferred: null },
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    ...{ created: desk.now, customer: null, livemode: false },
    metadata: mergedMetadata({}, more.metadata),
    type: 'card',
  };
  desk.books.put(method);
  desk.books.putBehaviour(method.id, behaviourOf(card));
  return method;
};

/** Keeps what a card is known by; its number and security code are forgotten with the request. */
export const createPaymentMethod = (desk: Desk, { card, ...more }: Creation): PaymentMethod => {
  if ('token' in card) {
    const known = cardOfToken(card.token);
    if (!known) throw missing('token', card.token, 'card[token]');
    return keep(desk, known, expiryOfToken(desk.now), { ...more, hasCvc: true });
  }
  const { number, cvc, ...expiry } = card;
  const known = readNumber(number);
  const until = checkExpiry(expiry, desk.now);
  if (cvc !== undefined && !/^\d{3,4}$/.test(cvc))
    throw cardError("Your card's security code is invalid.", { code: 'invalid_cvc', param: 'cvc' });
  return keep(desk, known, until, { ...more, hasCvc: cvc !== undefined });
};

/** The payment method of an id; of `pm_card_visa` and its like a new one. */
export const paymentMethodFor = (desk: Desk, id: string): PaymentMethod => {
  const found = desk.books.find('payment_method', id);
  if (found) return found;
  const card = cardOfToken(id);
  if (card && id.startsWith('pm_card_')) return keep(desk, card, expiryOfToken(desk.now), { hasCvc: true });
  throw invalid(`No such PaymentMethod: '${id}'`, { code: 'resource_missing', param: 'payment_method' });
};

export const updatePaymentMethod = (
  desk: Desk,
  method: PaymentMethod,
  { billing_details, metadata }: z.infer<typeof paymentMethodUpdate>,
): PaymentMethod => {
  const updated = {
    ...method,
    billing_details: billingOf(billing_details, method.billing_details),
    metadata: mergedMetadata(method.metadata, metadata),
  };
  desk.books.put(updated);
  return updated;
};
