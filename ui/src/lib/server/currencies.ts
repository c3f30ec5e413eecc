import type { Cookies } from '@sveltejs/kit';
import { currencyCookie } from '$lib/currency';
import { ask, type Asker } from './services';

/** For so long the answer of the shop is believed: it changes once a year. */
const BELIEVED_MS = 30_000;
/** For so long a shop that did not answer is left alone: pages are shown in its own currency meanwhile. */
const LEFT_ALONE_MS = 3_000;
/** No page waits longer for it. */
const WAITED_MS = 500;

type Known = { readonly until: number; readonly currencies: readonly string[] };
let known: Known = { until: 0, currencies: [] };
let underWay: Promise<Known> | undefined;

const learn = async (asker: Asker): Promise<Known> => {
  const answer = await ask<{ currencies: readonly string[] }>(asker, '/terms/currencies', {
    ...{ patienceMs: 0, timeoutMs: WAITED_MS },
  });
  return answer.ok
    ? { until: Date.now() + BELIEVED_MS, currencies: answer.body.currencies }
    : { until: Date.now() + LEFT_ALONE_MS, currencies: known.currencies };
};

/** The currencies that the shop sells in, its own first; none where it does not answer. All who ask at once share one question. */
export const sellingCurrencies = async (asker: Asker): Promise<readonly string[]> => {
  if (Date.now() >= known.until) {
    underWay ??= learn(asker).finally(() => {
      underWay = undefined;
    });
    known = await underWay;
  }
  return known.currencies;
};

/** The currency that the visitor chose, where it is another than the shop's own and the shop sells in it. */
export const chosenCurrency = async (asker: Asker, cookies: Cookies): Promise<string | undefined> => {
  const chosen = cookies.get(currencyCookie);
  if (chosen === undefined) return undefined;
  const [, ...others] = await sellingCurrencies(asker);
  return others.includes(chosen) ? chosen : undefined;
};
