import { entityId, positionToken, sku, type Principal } from '@storefold/contracts';
import { defineRoute, refuse, Unavailable, type Refusal, type Route } from '@storefold/platform';
import { z } from 'zod';
import type { Feed } from '../feed.js';
import { nobody, type Asked, type Viewer } from '../serving/asked.js';
import type { Knowledge } from '../serving/knowledge.js';
import type { Serving } from '../serving/serving.js';

const LIMIT = { most: 50, usual: 8 };

const MOST_SKUS = 50;

const skuList = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(sku).min(1).max(MOST_SKUS));
const subjects = ['product', 'customer', 'basket', 'category', 'rerank'] as const;

const query = z
  .strictObject({
    product: sku.optional(),
    customer: entityId.optional(),
    /** SKUs of a basket, with commas: what goes with them. */
    basket: skuList.optional(),
    category: z.string().trim().min(1).max(60).optional(),
    /** With a category: what many buy in it, whoever looks. */
    for: z.literal('anyone').optional(),
    /** SKUs that a search found, with commas: the same, in the order that suits whoever looks. */
    rerank: skuList.optional(),
    limit: z
      .string()
      .regex(/^\d{1,3}$/, `a whole number from 1 to ${LIMIT.most.toString()}`)
      .transform(Number)
      .pipe(z.int().min(1).max(LIMIT.most))
      .optional(),
  })
  .superRefine((asked, context) => {
    const named = subjects.filter((subject) => asked[subject] !== undefined);
    if (named.length > 1)
      context.addIssue({ code: 'custom', message: `name one of ${subjects.join(', ')}`, path: [named[1] ?? ''] });
    if (asked.for !== undefined && asked.category === undefined)
      context.addIssue({ code: 'custom', message: 'goes with a category', path: ['for'] });
  });
type Query = z.infer<typeof query>;

const shopper = (principal: Principal): Viewer =>
  principal.kind === 'shopper' ? { buyers: [{ kind: 'shopper', id: principal.id }], visitorId: principal.id } : nobody;

/** Shoppers see their own, staff anyone's: what someone bought says who they are. */
const questionAbout = (customer: string, principal: Principal): Asked | Refusal => {
  if (principal.kind === 'anonymous')
    return refuse('sign-in-required', 401, 'Recommendations for a customer are for that shopper and for staff.');
  if (principal.kind === 'shopper') {
    if (customer !== 'me' && customer !== principal.id)
      return refuse('not-allowed', 403, 'A shopper may ask for their own recommendations only: customer=me.');
    return { kind: 'home', viewer: shopper(principal) };
  }
  if (customer === 'me') {
    return refuse('invalid-request', 400, 'customer=me is for shoppers.', {
      fields: [{ path: 'query.customer', message: 'staff name the customer by id' }],
    });
  }
  // What somebody looks at is for their own pages: staff see what follows from their orders.
  const buyers = [{ kind: 'customer', id: customer } as const, { kind: 'shopper', id: customer } as const];
  return { kind: 'home', viewer: { buyers, visitorId: undefined } };
};

const questionOf = (asked: Query, principal: Principal): Asked | Refusal => {
  if (asked.product !== undefined) return { kind: 'product', sku: asked.product };
  if (asked.customer !== undefined) return questionAbout(asked.customer, principal);
  if (asked.basket) return { kind: 'basket', skus: asked.basket };
  if (asked.category !== undefined && asked.for === 'anyone') return { kind: 'popular', category: asked.category };
  if (asked.category !== undefined) return { kind: 'category', category: asked.category, viewer: shopper(principal) };
  if (asked.rerank) return { kind: 'rerank', skus: [...new Set(asked.rerank)], viewer: shopper(principal) };
  return { kind: 'popular' };
};

/**
 * `GET /recommendations`: what goes with a product or a basket, what suits a customer or a newcomer, in all of the shop or
 * in a category, what a search found in the order that suits, or what is popular.
 *
 * @param now what counts as new, and which day it is
 */
export const recommendationRoutes = (
  serving: Serving,
  knowledge: Pick<Knowledge, 'foldedTo'>,
  feed: Pick<Feed, 'shop' | 'builtAt'>,
  now: () => Date,
): readonly Route[] => [
  defineRoute({
    method: 'GET',
    path: '/recommendations',
    roles: ['anyone'],
    summary:
      'Products worth seeing next to a product or a basket, for a customer, in a category, or popular of late; each with its reason.',
    query,
    handle: ({ query: asked, principal, correlationId }) => {
      const question = questionOf(asked, principal);
      if ('refused' in question) return Promise.resolve(question);
      const shop = feed.shop();
      const builtAt = feed.builtAt();
      if (!shop || builtAt === undefined)
        throw new Unavailable('The recommender has read nothing of the log yet; ask again in a moment.');

      const most = asked.limit ?? (question.kind === 'rerank' ? question.skus.length : LIMIT.usual);
      const at = now();
      const seed = `${principal.kind === 'shopper' ? principal.id : 'anyone'} ${at.toISOString().slice(0, 10)}`;
      const answer = serving.answer(question, most, seed, at.getTime(), correlationId);
      if (!answer)
        return Promise.resolve(
          refuse(
            'no-such-product',
            404,
            `The shop has no product ${asked.product ?? ''}, or it was defined a moment ago.`,
          ),
        );
      setImmediate(() => {
        serving.compareShadow(question, answer, correlationId);
      });
      const token = (position: bigint) => positionToken({ logId: shop.logId, position });
      return Promise.resolve({
        status: 200,
        body: {
          items: answer.items.map(({ positions, ...item }) => ({ ...item, events: positions.map(token) })),
          answeredBy: answer.answeredBy,
          ...(answer.modelId === undefined ? {} : { modelId: answer.modelId }),
          model: { foldedTo: token(knowledge.foldedTo ?? 0n), builtAt },
        },
      });
    },
  }),
];
