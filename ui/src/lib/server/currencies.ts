import type { Cookies } from '@sveltejs/kit';
import { currencyCookie } from '$lib/currency';
import { ask, type Asker } from './services';

/** For so long the answer of the shop is believed: it changes once a year. */
const BELIEVED_MS = 30_000;
/** For so long a shop that did not answer is left alone: a page is shown in its own currency meanwhile. */
const LEFT_ALONE_MS = 3_000;
let known: { readonly at: number; readonly currencies: readonly string[] } | undefined;

/** The currencies that the shop sells in, its own first; none where it does not answer. */
export const sellingCurrencies = async (asker: Asker): Promise<readonly string[]> => {
  const now = Date.now();
  if (known && now - known.at < BELIEVED_MS) return known.currencies;
  const answer = await ask<{ currencies: readonly string[] }>(asker, '/terms/currencies', { patienceMs: 0 });
  known = answer.ok
    ? { at: now, currencies: answer.body.currencies }
    : { at: now - BELIEVED_MS + LEFT_ALONE_MS, currencies: known?.currencies ?? [] };
  return known.currencies;
};

/** The currency that the visitor chose, where it is another than the shop's own and the shop sells in it. */
export const chosenCurrency = async (asker: Asker, cookies: Cookies): Promise<string | undefined> => {
  const chosen = cookies.get(currencyCookie);
  if (chosen === undefined) return undefined;
  const [, ...others] = await sellingCurrencies(asker);
  return others.includes(chosen) ? chosen : undefined;
};
