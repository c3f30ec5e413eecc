import { inCurrency } from '$lib/currency';
import type { Card, Page, Recommendations } from '$lib/types';
import { ask, type Shopper } from './services';

export type Recommended = { readonly products: readonly Card[]; readonly why: Readonly<Record<string, string>> };

const nothing: Recommended = { products: [], why: {} };

/** Products by SKU, in that order. */
export const bySku = async (asker: Shopper, skus: readonly string[]): Promise<readonly Card[]> => {
  if (skus.length === 0) return [];
  const answer = await ask<Page<Card>>(asker, `/shop/products-by-sku?skus=${skus.map(encodeURIComponent).join(',')}`);
  return answer.ok ? answer.body.items.map((card) => inCurrency(card, asker.locals.currency)) : [];
};

const inWords = (kind: string, times: number): string | undefined => {
  if (kind === 'bought-together') return `Bought together ${times.toString()} ${times === 1 ? 'time' : 'times'}`;
  if (kind === 'bought-before-similar') return 'Goes with what you bought';
  if (kind === 'bought-before') return `You bought it ${times.toString()} ${times === 1 ? 'time' : 'times'}`;
  if (kind === 'viewed-similar') return 'Goes with what you looked at';
  if (kind === 'goes-with-basket') return 'Goes with what is in your basket';
  if (kind === 'new') return 'New in the shop';
  return undefined;
};

/** What the recommender says; a page never fails for want of a recommendation. */
export const recommended = async (asker: Shopper, question: string): Promise<Recommended> => {
  const answer = await ask<Recommendations>(asker, `/recommendations?${question}`, { patienceMs: 0 });
  if (!answer.ok) return nothing;
  const named = await bySku(
    asker,
    answer.body.items.map((item) => item.sku),
  );
  // What the recommender learnt of may have been taken off sale since.
  const products = named.filter(({ discontinued }) => !discontinued);
  const why = Object.fromEntries(
    answer.body.items.flatMap(({ sku, reason }) => {
      const words = inWords(reason.kind, reason.times);
      return words === undefined ? [] : [[sku, words]];
    }),
  );
  return { products, why };
};
