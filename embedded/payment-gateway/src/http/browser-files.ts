import { readFileSync } from 'node:fs';

type BrowserFile = { readonly type: string; readonly body: string; readonly headers: Readonly<Record<string, string>> };

const read = (name: string): string => readFileSync(new URL(`../../assets/${name}`, import.meta.url), 'utf8');

/** The frame talks to its own origin only, and may stand in any shop's page. */
const framePolicy =
  "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; connect-src 'self'; form-action 'none'";

/** What a browser loads from the gateway: the stand-in for Stripe.js, and the frame into which a card is typed. */
export const browserFiles = (): ReadonlyMap<string, BrowserFile> => {
  const script = 'text/javascript; charset=utf-8';
  const stripe: BrowserFile = { type: script, body: read('stripe.js'), headers: {} };
  return new Map([
    ['/v3', stripe],
    ['/v3/', stripe],
    ['/elements/card.js', { type: script, body: read('card.js'), headers: {} }],
    [
      '/elements/card',
      {
        type: 'text/html; charset=utf-8',
        body: read('card.html'),
        headers: { 'Content-Security-Policy': framePolicy, 'Referrer-Policy': 'no-referrer' },
      },
    ],
  ]);
};
