import type { PaymentIntent } from '../objects.js';
import { writtenAmount } from './written-amount.js';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; color: #1c2333; background: #eef1f6; margin: 0; display: grid; place-items: center; min-height: 100vh }
  main { background: #fff; border: 1px solid #ccd3df; border-radius: 8px; padding: 2rem; max-width: 24rem; margin: 1rem }
  h1 { font-size: 1.25rem; margin: 0 0 .75rem }
  .sum { font-size: 1.75rem; font-variant-numeric: tabular-nums; margin: .5rem 0 1.25rem }
  form { display: flex; gap: .75rem }
  button { font: inherit; padding: .6rem 1.1rem; border-radius: 6px; border: 1px solid #1c2333; background: #fff; color: inherit; cursor: pointer }
  button[value=approve] { background: #14532d; border-color: #14532d; color: #fff }
  button:focus-visible { outline: 3px solid #2563eb; outline-offset: 2px }
  small { color: #556; display: block; margin-top: 1.25rem }
</style>
<main>${body}</main>
</html>
`;

/** Where a shopper tells their bank whether they meant to pay. */
export const authenticationPage = (intent: PaymentIntent): string =>
  page(
    'Approve a payment',
    `<h1>Your bank asks: is this you?</h1>
<p>A shop wants to charge your card:</p>
<p class="sum">${escaped(writtenAmount(intent.amount, intent.currency))}</p>
<form method="post" action="/authenticate/${encodeURIComponent(intent.id)}">
  <input type="hidden" name="secret" value="${escaped(intent.client_secret)}">
  <button name="answer" value="approve">Approve</button>
  <button name="answer" value="decline">Decline</button>
</form>
<small>This is the embedded payment gateway's test bank. No money moves.</small>`,
  );

export const answeredPage = (intent: PaymentIntent): string =>
  page(
    'Thank you',
    `<h1>${intent.status === 'requires_payment_method' ? 'The payment was not approved.' : 'Thank you.'}</h1>
<p>You can go back to the shop now.</p>`,
  );

export const notFoundPage = (): string =>
  page('Nothing here', '<h1>There is no such payment.</h1><p>Go back to the shop and try again.</p>');
