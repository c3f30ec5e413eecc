import { inCurrency } from '$lib/currency';
import { mustAsk } from '$lib/server/services';
import { recommended, suitingFirst } from '$lib/server/shelves';
import type { Card, Page } from '$lib/types';
import type { PageServerLoad } from './$types';

const sorts = ['best', 'title', 'newest', 'price'] as const;
/** A page of a search may be put in order as a whole: no more than the recommender takes at once. */
const PAGE = { usual: 24, best: 48 };

/** The catalogue: all of it, a category, or what a search finds. */
export const load: PageServerLoad = async (event) => {
  const wish = event.url.searchParams;
  const text = (name: string, most: number) => wish.get(name)?.trim().slice(0, most) ?? '';
  const search = text('search', 100);
  const category = text('category', 60);
  const wanted = sorts.find((known) => known === wish.get('sort'));
  // What suits best is asked of a search only: a list of everything has an order of its own.
  const sort = search === '' ? (wanted === undefined || wanted === 'best' ? 'title' : wanted) : (wanted ?? 'best');
  const question = new URLSearchParams({
    sort: sort === 'best' ? 'title' : sort,
    limit: (sort === 'best' ? PAGE.best : PAGE.usual).toString(),
    ...(search === '' ? {} : { search }),
    ...(category === '' ? {} : { category }),
  });
  const cursor = wish.get('cursor');
  if (cursor) question.set('cursor', cursor);
  const first = cursor === null;
  const [page, forMe] = await Promise.all([
    mustAsk<Page<Card>>(event, `/shop/products?${question.toString()}`),
    category === '' || search !== '' || !first
      ? null
      : recommended(event, {
          ...{ placement: 'category', about: category, question: `category=${encodeURIComponent(category)}`, most: 4 },
          whoever: `category=${encodeURIComponent(category)}&for=anyone`,
        }),
  ]);
  const found = page.items.map((card) => inCurrency(card, event.locals.currency));
  const best = sort === 'best' ? await suitingFirst(event, found, `${search} ${category} ${cursor ?? ''}`) : null;
  return {
    ...{ items: best?.cards ?? found, offered: best?.offered, nextCursor: page.nextCursor },
    ...{ search, category, sort, first, forMe },
  };
};
