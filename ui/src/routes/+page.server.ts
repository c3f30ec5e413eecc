import { inCurrency } from '$lib/currency';
import { ask, mustAsk } from '$lib/server/services';
import { loved, recommended } from '$lib/server/shelves';
import type { Card, Page, Status } from '$lib/types';
import type { PageServerLoad } from './$types';

/** Of what many buy, and of that as much more as may stand in the list above it. */
const PLACES = { loved: 8, forMe: 4 };

/** A shop with fewer products than this on its first day is still being filled. */
const FILLED = 40;

export const load: PageServerLoad = async (event) => {
  const [newest, many, forMe, status] = await Promise.all([
    mustAsk<Page<Card>>(event, '/shop/products?sort=newest&limit=8'),
    loved(event, PLACES.loved + PLACES.forMe),
    event.locals.viewer.kind === 'shopper'
      ? recommended(event, { placement: 'home', about: '', question: 'customer=me', most: PLACES.forMe })
      : undefined,
    ask<Status>(event, '/status'),
  ]);
  const products = status.ok ? status.body.products : 0;
  return {
    newest: newest.items.map((card) => inCurrency(card, event.locals.currency)),
    loved: many.filter(({ sku }) => forMe?.offered.skus.includes(sku) !== true).slice(0, PLACES.loved),
    forMe: forMe ?? null,
    filling: status.ok && products < FILLED ? { products, orders: status.body.orders } : null,
  };
};
