import { inCurrency } from '$lib/currency';
import { ask, mustAsk } from '$lib/server/services';
import { recommended } from '$lib/server/shelves';
import type { Card, Page, Status } from '$lib/types';
import type { PageServerLoad } from './$types';

/** A shop with fewer products than this on its first day is still being filled. */
const FILLED = 40;

export const load: PageServerLoad = async (event) => {
  const [newest, loved, forMe, status] = await Promise.all([
    mustAsk<Page<Card>>(event, '/shop/products?sort=newest&limit=8'),
    recommended(event, 'limit=8'),
    event.locals.viewer.kind === 'shopper' ? recommended(event, 'customer=me&limit=4') : undefined,
    ask<Status>(event, '/status'),
  ]);
  const products = status.ok ? status.body.products : 0;
  return {
    newest: newest.items.map((card) => inCurrency(card, event.locals.currency)),
    loved,
    forMe: forMe ?? { products: [], why: {} },
    filling: status.ok && products < FILLED ? { products, orders: status.body.orders } : null,
  };
};
