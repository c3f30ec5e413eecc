import { readFileSync } from 'node:fs';
import { env } from '$env/dynamic/private';

/** What a page needs to take a card: where the gateway's script is, and by which key it knows us. */
export type CardSettings = { readonly scriptUrl: string; readonly publishableKey: string };

let known: CardSettings | undefined;

/** Undefined where the shop takes no cards. The key is read when it is first needed: it never changes while we run. */
export const cardSettings = (): CardSettings | undefined => {
  const { PAYMENT_SCRIPT_URL: scriptUrl, PAYMENT_PUBLISHABLE_KEY_FILE: file } = env;
  if (!scriptUrl || !file) return undefined;
  known ??= { scriptUrl, publishableKey: readFileSync(file, 'utf8').trim() };
  return known;
};

/**
 * The content policy of a page, with the gateway's origin: its script, the frame into which the card goes, and what that script
 * asks. On every page, since the one that a visitor came in by stays the document when they go on to the checkout.
 */
export const withGateway = (policy: string): string => {
  const settings = cardSettings();
  if (!settings) return policy;
  const { origin } = new URL(settings.scriptUrl);
  return `${policy
    .replace("script-src 'self'", `script-src 'self' ${origin}`)
    .replace("connect-src 'self'", `connect-src 'self' ${origin}`)}; frame-src ${origin} https://hooks.stripe.com`;
};
