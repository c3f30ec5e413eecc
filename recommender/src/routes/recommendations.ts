import { entityId, positionToken, sku, type Principal } from '@storefold/contracts';
import { defineRoute, refuse, Unavailable, type Refusal, type Route } from '@storefold/platform';
import { z } from 'zod';
import type { Feed } from '../feed.js';
import type { Model, Question } from '../model.js';

const LIMIT = { most: 50, usual: 8 };

const query = z
  .strictObject({
    product: sku.optional(),
    customer: entityId.optional(),
    limit: z
      .string()
      .regex(/^\d{1,3}$/, `a whole number from 1 to ${LIMIT.most.toString()}`)
      .transform(Number)
      .pipe(z.int().min(1).max(LIMIT.most))
      .default(LIMIT.usual),
  })
  .refine(({ product, customer }) => product === undefined || customer === undefined, {
    message: 'name a product or a customer, not both',
    path: ['customer'],
  });

/** Shoppers see their own, staff anyone's: what someone bought says who they are. */
const questionAbout = (customer: string, principal: Principal): Question | Refusal => {
  if (principal.kind === 'anonymous')
    return refuse('sign-in-required', 401, 'Recommendations for a customer are for that shopper and for staff.');
  if (principal.kind === 'shopper') {
    if (customer !== 'me' && customer !== principal.id)
      return refuse('not-allowed', 403, 'A shopper may ask for their own recommendations only: customer=me.');
    return { kind: 'customer', buyers: [{ kind: 'shopper', id: principal.id }] };
  }
  if (customer === 'me') {
    return refuse('invalid-request', 400, 'customer=me is for shoppers.', {
      fields: [{ path: 'query.customer', message: 'staff name the customer by id' }],
    });
  }
  return {
    kind: 'customer',
    buyers: [
      { kind: 'customer', id: customer },
      { kind: 'shopper', id: customer },
    ],
  };
};

/** `GET /recommendations`: what goes with a product, what suits a customer, or what is popular. */
export const recommendationRoutes = (model: Model, feed: Feed): readonly Route[] => [
  defineRoute({
    method: 'GET',
    path: '/recommendations',
    roles: ['anyone'],
    summary: 'Products worth seeing next to a product, for a customer, or popular of late; each with its reason.',
    query,
    handle: ({ query: { product, customer, limit }, principal }) => {
      const question =
        product !== undefined
          ? ({ kind: 'product', sku: product } as const)
          : customer !== undefined
            ? questionAbout(customer, principal)
            : ({ kind: 'popular' } as const);
      if ('refused' in question) return Promise.resolve(question);
      const shop = feed.shop();
      const builtAt = feed.builtAt();
      if (!shop || builtAt === undefined)
        throw new Unavailable('The recommender has read nothing of the log yet; ask again in a moment.');

      const found = model.recommend(question, limit);
      if (!found)
        return Promise.resolve(
          refuse('no-such-product', 404, `The shop has no product ${product ?? ''}, or it was defined a moment ago.`),
        );
      const token = (position: bigint) => positionToken({ logId: shop.logId, position });
      return Promise.resolve({
        status: 200,
        body: {
          items: found.map(({ positions, ...item }) => ({ ...item, events: positions.map(token) })),
          model: { foldedTo: token(model.foldedTo ?? 0n), builtAt },
        },
      });
    },
  }),
];
