import { z } from 'zod';
import { defineEvent } from '../event-registry.js';
import { entityId, instant, sku } from '../ids.js';
import { sealed } from '../personal.js';
import { recordedText } from '../text.js';

// What visitors look at, where they agreed to that: in a stream per visitor and day. `visitorId` names a session, or a
// customer; `activityId` is made by the browser, and by it a batch that is sent again is recognised.

const ofVisitor = { visitorId: entityId, activityId: entityId, seenAt: instant };
/** Where recommendations stood: `home`, `product`, `basket`, `category`, `search`. */
export const placement = z.string().regex(/^[a-z][a-z-]{0,39}$/, 'expected the name of a place, such as product');

/** `treated` is shown what the recommender says; `control`, a held-out share of visitors, what many buy. */
export const recommendationGroup = z.enum(['treated', 'control']);
export type RecommendationGroup = z.infer<typeof recommendationGroup>;
/** Absent: of before there were two, or of somebody who is in neither. */
const inGroup = { group: recommendationGroup.optional() };

export const productViewed = defineEvent('ProductViewed', 1, z.object({ ...ofVisitor, sku }));
/** What was typed is somebody's own words: a text, sealed. */
export const catalogueSearched = defineEvent(
  'CatalogueSearched',
  1,
  z.object({ ...ofVisitor, words: sealed, results: z.int().min(0).max(1_000_000) }),
);
export const recommendationsShown = defineEvent(
  'RecommendationsShown',
  1,
  z.object({
    ...ofVisitor,
    placement,
    ...inGroup,
    /** Which step of the recommender chose them, such as `learned` or `popular`. */
    answeredBy: recordedText(1, 40).optional(),
    /** Which model chose them, where one did. */
    modelId: recordedText(1, 100).optional(),
    skus: z.array(sku).min(1).max(50),
  }),
);
/**
 * One of those that were shown was opened: `shownId` is the activity in which it was shown. Our pages tell the first that is
 * opened of a list, so that what is followed is a share of what is shown.
 */
export const recommendationFollowed = defineEvent(
  'RecommendationFollowed',
  1,
  z.object({ ...ofVisitor, placement, ...inGroup, shownId: entityId, sku }),
);

/** Whether a visitor without an account agrees that we remember what they look at. Customers: `ConsentChanged`. */
export const visitorConsentChanged = defineEvent(
  'VisitorConsentChanged',
  1,
  z.object({
    visitorId: entityId,
    changeId: entityId,
    granted: z.boolean(),
    /** Which words they were shown. */
    wording: recordedText(1, 60),
    decidedAt: instant,
  }),
);
