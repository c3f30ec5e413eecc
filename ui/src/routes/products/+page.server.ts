import { inCurrency } from '$lib/currency';
import { mustAsk } from '$lib/server/services';
import type { Card, Page } from '$lib/types';
import type { PageServerLoad } from './$types';

const sorts = ['title', 'newest', 'price'];

export const load: PageServerLoad = async (event) => {
  const wish = event.url.searchParams;
  const search = wish.get('search')?.trim().slice(0, 100) ?? '';
  const sort = sorts.find((known) => known === wish.get('sort')) ?? 'title';
  const question = new URLSearchParams({ sort, limit: '24' });
  if (search !== '') question.set('search', search);
  const cursor = wish.get('cursor');
  if (cursor) question.set('cursor', cursor);
  const page = await mustAsk<Page<Card>>(event, `/shop/products?${question.toString()}`);
  const items = page.items.map((card) => inCurrency(card, event.locals.currency));
  return { ...page, items, search, sort, first: cursor === null };
};
