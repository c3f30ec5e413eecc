import { businessDay, collections, type RecommendationUseDocument } from '@storefold/contracts';
import type { View } from '../engine/view.js';
import type { ShopCalendar } from '../sales/sales-views.js';

/** In an id, for lists of nobody who is in a group. */
const NO_GROUP = '-';

const groupOf = (text: string | undefined): RecommendationUseDocument['group'] =>
  text === 'treated' || text === 'control' ? text : null;

/**
 * Recommendations that were shown and followed, by the shop's day, the place on the page, and whether they were the
 * recommender's or the control share's. What is followed counts on the day on which it is, which around midnight is not that
 * on which it was shown.
 */
export const recommendationUseView = ({ timeZone }: ShopCalendar): View<RecommendationUseDocument> => ({
  name: 'recommendationUse',
  version: 2,
  collection: collections.recommendationUse,
  indexes: [{ name: 'placement', key: { placement: 1, day: 1 } }],
  keys: ({ type, data, metadata }) =>
    type === 'RecommendationsShown' || type === 'RecommendationFollowed'
      ? [[businessDay(metadata.occurredAt, timeZone), data.placement, data.group ?? NO_GROUP].join('|')]
      : [],
  project: (document, event, key) => {
    const [day = '', placement = '', group] = key.split('|');
    const before = document ?? { day, placement, group: groupOf(group), shown: 0, products: 0, followed: 0 };
    if (event.type === 'RecommendationsShown')
      return { ...before, shown: before.shown + 1, products: before.products + event.data.skus.length };
    return event.type === 'RecommendationFollowed' ? { ...before, followed: before.followed + 1 } : before;
  },
});
