import type { ActivityEvent, ShopEvent } from '@storefold/contracts';
import { Set as PersistentSet } from 'immutable';
import { accept, type Decider } from '../decider.js';

/** An event of what somebody did, with an `activityId` of its own. */
export type Activity = Exclude<ActivityEvent, { readonly type: 'VisitorConsentChanged' }>;

/** What is remembered of a visitor's day: which activities stand. */
export type DayOfVisitor = { readonly ids: PersistentSet<string> };
export type RecordActivities = { readonly activities: readonly Activity[] };

/** So much of one visitor's day is kept: a machine that looks at a million products teaches nothing about people. */
export const mostADay = 1_000;

const isActivity = (event: ShopEvent): event is Activity =>
  event.type === 'ProductViewed' ||
  event.type === 'CatalogueSearched' ||
  event.type === 'RecommendationsShown' ||
  event.type === 'RecommendationFollowed';

/** What one visitor did on one day. Nothing is refused: what stands already or is too much is left out. */
export const activityDecider: Decider<DayOfVisitor, RecordActivities, ShopEvent, never> = {
  initial: { ids: PersistentSet() },
  evolve: (state, event) => (isActivity(event) ? { ids: state.ids.add(event.data.activityId) } : state),
  decide: ({ activities }, { ids }) => {
    const fresh = new Map<string, Activity>();
    for (const activity of activities) {
      const { activityId } = activity.data;
      if (!ids.has(activityId) && !fresh.has(activityId)) fresh.set(activityId, activity);
    }
    return accept(...[...fresh.values()].slice(0, Math.max(0, mostADay - ids.size)));
  },
};
