import { businessDay, collections, type RecommendationUseDocument } from '@storefold/contracts';
import type { View } from '../engine/view.js';
import type { ShopCalendar } from '../sales/sales-views.js';

/** Recommendations that were shown and followed, by the shop's day and the place on the page. */
export const recommendationUseView = ({ timeZone }: ShopCalendar): View<RecommendationUseDocument> => ({
  name: 'recommendationUse',
  version: 1,
  collection: collections.recommendationUse,
  indexes: [{ name: 'placement', key: { placement: 1, day: 1 } }],
  keys: (event) =>
    event.type === 'RecommendationsShown' || event.type === 'RecommendationFollowed'
      ? [`${businessDay(event.metadata.occurredAt, timeZone)}|${event.data.placement}`]
      : [],
  project: (document, event, key) => {
    const [day, placement] = [key.slice(0, 10), key.slice(11)];
    const before = document ?? { day, placement, shown: 0, products: 0, followed: 0 };
    if (event.type === 'RecommendationsShown')
      return { ...before, shown: before.shown + 1, products: before.products + event.data.skus.length };
    return event.type === 'RecommendationFollowed' ? { ...before, followed: before.followed + 1 } : before;
  },
});
