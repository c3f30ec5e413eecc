import { collections, currencyCode, type CollectionName } from '@storefold/contracts';
import { defineRoute, type Route } from '@storefold/platform';
import { z } from 'zod';
import { asked, type Source } from '../composition/asked.js';
import { T } from '../composition/tokens.js';
import { answerPage } from '../freshness/answer.js';
import { after, day, pageOf } from '../freshness/parameters.js';
import type { SalesBy } from './sales-questions.js';

const views: Readonly<Record<SalesBy, readonly CollectionName[]>> = {
  day: [collections.salesByDay],
  month: [collections.salesByDay],
  country: [collections.salesByCountry],
  product: [collections.salesByProduct],
  category: [collections.salesByProduct, collections.products],
  customer: [collections.salesByCustomer],
};

/** What analysts ask. */
export const analyticsRoutes = (source: Source): readonly Route[] => [
  defineRoute({
    method: 'GET',
    path: '/analytics/sales',
    roles: ['analyst'],
    summary:
      'Sales by day, month, country, product, category or customer, in one currency: the shop’s own unless another is named. A category is where a product stands today; an order with two products of it counts twice.',
    query: z.strictObject({
      after,
      by: z.enum(['day', 'month', 'country', 'product', 'category', 'customer']),
      from: day,
      to: day,
      limit: pageOf(1_000, 10_000),
      order: z.enum(['key', 'net']).default('key'),
      currency: currencyCode.optional(),
    }),
    handle: asked(source, (ask, { query }) =>
      answerPage(ask.resolve(T.Freshness), views[query.by], () => ask.resolve(T.Sales).ask(query)),
    ),
  }),
  defineRoute({
    method: 'GET',
    path: '/analytics/recommendations',
    roles: ['analyst'],
    summary:
      'How often something of a list of recommendations is opened, against visitors who are shown what many buy, by place.',
    query: z.strictObject({ after, from: day, to: day }),
    handle: asked(source, (ask, { query }) =>
      answerPage(ask.resolve(T.Freshness), [collections.recommendationUse], () =>
        ask.resolve(T.Recommendations).ask(query),
      ),
    ),
  }),
];
