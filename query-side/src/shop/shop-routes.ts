import { collections, entityId, sku } from '@storefold/contracts';
import { defineRoute, refuse, type Route } from '@storefold/platform';
import { z } from 'zod';
import { asked, type Source } from '../composition/asked.js';
import { T } from '../composition/tokens.js';
import { answerFresh, answerPage } from '../freshness/answer.js';
import { after, cursor, pageOf, text } from '../freshness/parameters.js';

const products = [collections.products, collections.stock] as const;
const oneProduct = [...products, collections.families] as const;
const orderViews = [collections.orders, collections.payments] as const;

const noProduct = (id: string) => refuse('no-such-product', 404, `We sell nothing under ${id}.`);
/** The same answer for an order that is not there and for one that is somebody else's. */
const noOrder = (id: string) => refuse('no-such-order', 404, `There is no order ${id} that you may see.`);

/** What shoppers ask. */
export const shopRoutes = (source: Source): readonly Route[] => [
  defineRoute({
    method: 'GET',
    path: '/shop/products',
    roles: ['anyone'],
    summary: 'ListProducts: a page of the catalogue.',
    query: z.strictObject({
      ...{ after, cursor },
      search: text(100).optional(),
      category: text(60).optional(),
      sort: z.enum(['title', 'newest', 'price']).default('title'),
      limit: pageOf(24),
    }),
    handle: asked(source, (ask, { query }) =>
      answerPage(ask.resolve(T.Freshness), products, () => ask.resolve(T.Products).list(query)),
    ),
  }),
  defineRoute({
    method: 'GET',
    path: '/shop/products-by-sku',
    roles: ['anyone'],
    summary: 'Products of a basket or of a recommendation, in the order asked for.',
    query: z.strictObject({
      after,
      skus: z
        .string()
        .transform((list) => list.split(','))
        .pipe(z.array(sku).min(1).max(100)),
    }),
    handle: asked(source, (ask, { query }) =>
      answerFresh(
        ask.resolve(T.Freshness),
        products,
        async () => ({ items: await ask.resolve(T.Products).bySku(query.skus) }),
        () => noProduct(query.skus.join(', ')),
      ),
    ),
  }),
  defineRoute({
    method: 'GET',
    path: '/shop/products/:sku',
    roles: ['anyone'],
    summary: 'GetProduct: one product with all that is told of it, what is on the shelf, and its other variants.',
    params: z.strictObject({ sku }),
    query: z.strictObject({ after }),
    handle: asked(source, (ask, { params }) =>
      answerFresh(
        ask.resolve(T.Freshness),
        oneProduct,
        () => ask.resolve(T.Products).get(params.sku),
        () => noProduct(params.sku),
      ),
    ),
  }),
  defineRoute({
    method: 'GET',
    path: '/shop/orders',
    roles: ['shopper'],
    summary: "The shopper's own orders, newest first.",
    query: z.strictObject({ after, cursor, limit: pageOf(20) }),
    handle: asked(source, (ask, { query }) =>
      answerPage(ask.resolve(T.Freshness), orderViews, () => ask.resolve(T.Orders).own(query.cursor, query.limit)),
    ),
  }),
  defineRoute({
    method: 'GET',
    path: '/shop/orders/:orderId',
    roles: ['shopper', 'clerk'],
    byLink: true,
    summary: 'TrackOrder: where an order is, what is in it, where it goes and what is paid.',
    params: z.strictObject({ orderId: entityId }),
    query: z.strictObject({ after }),
    handle: asked(source, (ask, { params }) =>
      answerFresh(
        ask.resolve(T.Freshness),
        orderViews,
        () => ask.resolve(T.Orders).track(params.orderId),
        () => noOrder(params.orderId),
      ),
    ),
  }),
  defineRoute({
    method: 'GET',
    path: '/shop/own-events',
    roles: ['shopper'],
    summary: 'Events behind a recommendation, as far as the shopper did them: position, type, time and products.',
    query: z.strictObject({
      after,
      positions: z
        .string()
        .transform((list) => list.split(','))
        .pipe(z.array(z.string().min(1).max(40)).min(1).max(20)),
    }),
    handle: asked(source, async (ask, { query }) => {
      const found = await ask.resolve(T.OwnEvents).at(query.positions);
      return 'refused' in found ? found : { status: 200, body: found };
    }),
  }),
  defineRoute({
    method: 'GET',
    path: '/shop/orders/:orderId/payment',
    roles: ['shopper', 'clerk'],
    byLink: true,
    summary: 'PaymentStatus: what is due, received and given back.',
    params: z.strictObject({ orderId: entityId }),
    query: z.strictObject({ after }),
    handle: asked(source, (ask, { params }) =>
      answerFresh(
        ask.resolve(T.Freshness),
        orderViews,
        () => ask.resolve(T.Orders).payment(params.orderId),
        () => noOrder(params.orderId),
      ),
    ),
  }),
];
