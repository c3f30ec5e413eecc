import { createHash } from 'node:crypto';
import { businessDay, collections, USE_COHORTS, type RecommendationUseDocument } from '@storefold/contracts';
import type { View } from '../engine/view.js';
import type { ShopCalendar } from '../sales/sales-views.js';

/** In an id, for lists of nobody who is in a group. */
const NO_GROUP = '-';

const groupOf = (text: string | undefined): RecommendationUseDocument['group'] =>
  text === 'treated' || text === 'control' ? text : null;

const fresh = Array.from({ length: USE_COHORTS }, () => ({ shown: 0, followed: 0 }));

/** Drawn by a hash of its own, so that each cohort has visitors of both groups. */
const cohortOf = (visitorId: string): number =>
  createHash('sha256').update(`cohorts-1 ${visitorId}`).digest().readUInt32BE(0) % USE_COHORTS;

/**
 * Recommendations that were shown and followed, by the shop's day, the place on the page, and whether they were the
 * recommender's or the control share's. What is followed counts on the day on which it is, which around midnight is not that
 * on which it was shown. Sums alone, by a cohort that follows from the visitor: in whatever order events come, they are the same.
 */
export const recommendationUseView = ({ timeZone }: ShopCalendar): View<RecommendationUseDocument> => ({
  name: 'recommendationUse',
  version: 3,
  collection: collections.recommendationUse,
  indexes: [{ name: 'placement', key: { placement: 1, day: 1 } }],
  keys: ({ type, data, metadata }) =>
    type === 'RecommendationsShown' || type === 'RecommendationFollowed'
      ? [[businessDay(metadata.occurredAt, timeZone), data.placement, data.group ?? NO_GROUP].join('|')]
      : [],
  project: (document, event, key) => {
    const [day = '', placement = '', group] = key.split('|');
    if (event.type !== 'RecommendationsShown' && event.type !== 'RecommendationFollowed') return document;
    const none = { day, placement, group: groupOf(group), shown: 0, products: 0, followed: 0, cohorts: fresh };
    const before = document ?? none;
    const isShown = event.type === 'RecommendationsShown';
    const [shown, followed] = isShown ? [1, 0] : [0, 1];
    const own = cohortOf(event.data.visitorId);
    return {
      ...before,
      shown: before.shown + shown,
      products: before.products + (isShown ? event.data.skus.length : 0),
      followed: before.followed + followed,
      cohorts: before.cohorts.map((sums, cohort) =>
        cohort === own ? { shown: sums.shown + shown, followed: sums.followed + followed } : sums,
      ),
    };
  },
});
