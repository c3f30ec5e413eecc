import { type Route } from '@storefold/platform';
import type { Feed } from '../feed.js';
import type { Knowledge } from '../serving/knowledge.js';
import type { Serving } from '../serving/serving.js';
/**
 * `GET /recommendations`: what goes with a product or a basket, what suits a customer or a newcomer, in all of the shop or
 * in a category, what a search found in the order that suits, or what is popular.
 *
 * @param now what counts as new, and which day it is
 */
export declare const recommendationRoutes: (serving: Serving, knowledge: Pick<Knowledge, "foldedTo">, feed: Pick<Feed, "shop" | "builtAt">, now: () => Date) => readonly Route[];
//# sourceMappingURL=recommendations.d.ts.map