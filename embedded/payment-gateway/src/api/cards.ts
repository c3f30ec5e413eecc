/** What a test card does, by Stripe's published list of them: docs.stripe.com/testing. */
export type Behaviour = {
  /** Refused by the bank, with these codes. */
  readonly decline?: { readonly code: string; readonly declineCode?: string; readonly message: string };
  /** The shopper has to approve it at the bank first. */
  readonly authentication?: true;
  /** What the bank's customer says once the money was taken. */
  readonly dispute?: { readonly reason: string; readonly inquiry?: true };
  /** A refund takes its time, or comes back. */
  readonly refund?: 'pending' | 'fails';
};
export type TestCard = Behaviour & {
  readonly number: string;
  readonly brand: string;
  readonly country: string;
};

const DECLINED = 'Your card was declined.';
const declined = (declineCode: string, message = DECLINED): Behaviour => ({
  decline: { code: 'card_declined', declineCode, message },
});
const insufficient = declined('insufficient_funds', 'Your card has insufficient funds.');

const card = (number: string, behaviour: Behaviour = {}, brand = 'visa', country = 'US'): TestCard => ({
  ...{ number, brand, country },
  ...behaviour,
});

/** By the name after `pm_card_` (and `tok_`). */
const named: Readonly<Record<string, TestCard>> = {
  visa: card('4242424242424242'),
  visa_debit: card('4000056655665556'),
  mastercard: card('5555555555554444', {}, 'mastercard'),
  amex: card('378282246310005', {}, 'amex'),
  discover: card('6011111111111117', {}, 'discover'),
  diners: card('3056930009020004', {}, 'diners'),
  jcb: card('3566002020360505', {}, 'jcb'),
  unionpay: card('6200000000000005', {}, 'unionpay'),
  gb: card('4000008260000000', {}, 'visa', 'GB'),
  de: card('4000002760000016', {}, 'visa', 'DE'),
  visa_chargeDeclined: card('4000000000000002', declined('generic_decline')),
  chargeDeclined: card('4000000000000002', declined('generic_decline')),
  visa_chargeDeclinedInsufficientFunds: card('4000000000009995', insufficient),
  chargeDeclinedInsufficientFunds: card('4000000000009995', insufficient),
  visa_chargeDeclinedLostCard: card('4000000000009987', declined('lost_card')),
  visa_chargeDeclinedStolenCard: card('4000000000009979', declined('stolen_card')),
  visa_chargeDeclinedVelocityLimitExceeded: card('4000000000006975', declined('card_velocity_exceeded')),
  chargeDeclinedExpiredCard: card('4000000000000069', {
    decline: { code: 'expired_card', message: 'Your card has expired.' },
  }),
  chargeDeclinedIncorrectCvc: card('4000000000000127', {
    decline: { code: 'incorrect_cvc', message: "Your card's security code is incorrect." },
  }),
  chargeDeclinedProcessingError: card('4000000000000119', {
    decline: {
      code: 'processing_error',
      message: 'An error occurred while processing your card. Try again in a little bit.',
    },
  }),
  chargeCustomerFail: card('4000000000000341', declined('generic_decline')),
  authenticationRequired: card('4000002760003184', { authentication: true }, 'visa', 'DE'),
  authenticationRequiredOnSetup: card('4000002500003155', { authentication: true }, 'visa', 'FR'),
  threeDSecure2Required: card('4000000000003220', { authentication: true }),
  threeDSecureRequired: card('4000000000003063', { authentication: true }),
  authenticationRequiredChargeDeclinedInsufficientFunds: card('4000008260003178', {
    ...insufficient,
    authentication: true,
  }),
  createDispute: card('4000000000000259', { dispute: { reason: 'fraudulent' } }),
  createDisputeProductNotReceived: card('4000000000002685', { dispute: { reason: 'product_not_received' } }),
  createDisputeInquiry: card('4000000000001976', { dispute: { reason: 'fraudulent', inquiry: true } }),
  pendingRefund: card('4000000000007726', { refund: 'pending' }),
  refundFail: card('4000000000005126', { refund: 'fails' }),
};

const byNumber = new Map(Object.values(named).map((each) => [each.number, each]));

/** The test card that `pm_card_visa`, `tok_visa` and the like stand for. */
export const cardOfToken = (token: string): TestCard | undefined => {
  const name = /^(?:pm_card|tok)_(\w+)$/.exec(token)?.[1];
  return name !== undefined && Object.hasOwn(named, name) ? named[name] : undefined;
};

/** What a number does; undefined for one that is no test card: it is never kept, and never charged. */
export const cardOfNumber = (number: string): TestCard | undefined => byNumber.get(number);

/** Whether the digits of a card number add up (ISO/IEC 7812-1, Luhn). */
export const addsUp = (number: string): boolean => {
  let sum = 0;
  for (const [place, digit] of number.split('').reverse().entries()) {
    const value = Number(digit) * (place % 2 === 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
};

/** What is remembered of a card: what it does, never its number. */
export const behaviourOf = ({ decline, authentication, dispute, refund }: TestCard): Behaviour => ({
  ...(decline ? { decline } : {}),
  ...(authentication ? { authentication } : {}),
  ...(dispute ? { dispute } : {}),
  ...(refund ? { refund } : {}),
});
