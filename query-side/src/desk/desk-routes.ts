import { collections } from '@storefold/contracts';
import { defineRoute, type Route } from '@storefold/platform';
import { z } from 'zod';
import { asked, type Source } from '../composition/asked.js';
import { T } from '../composition/tokens.js';
import { answerPage } from '../freshness/answer.js';
import { after, cursor, pageOf } from '../freshness/parameters.js';

const status = z
  .enum(['placed', 'confirmed', 'partly-shipped', 'shipped', 'delivered', 'partly-returned', 'returned', 'cancelled'])
  .optional();

/** What the desk asks. */
export const deskRoutes = (source: Source): readonly Route[] => [
  defineRoute({
    method: 'GET',
    path: '/desk/orders',
    roles: ['clerk'],
    summary: 'Orders, newest first, of one status or of all.',
    query: z.strictObject({ after, cursor, status, limit: pageOf(30) }),
    handle: asked(source, (ask, { query }) =>
      answerPage(ask.resolve(T.Freshness), [collections.orders], () =>
        ask.resolve(T.Orders).all(query.status, query.cursor, query.limit),
      ),
    ),
  }),
  defineRoute({
    method: 'GET',
    path: '/desk/reconciliation',
    roles: ['clerk', 'auditor'],
    summary:
      'Payments of which our books and the payment gateway’s say different things, those found first before; or did once.',
    query: z.strictObject({ after, status: z.enum(['open', 'settled']).default('open'), limit: pageOf(50) }),
    handle: asked(source, (ask, { query }) =>
      answerPage(ask.resolve(T.Freshness), [collections.reconciliation], () =>
        ask.resolve(T.Reconciliation).list(query.status, query.limit),
      ),
    ),
  }),
];
