import { entityId, instant, placement, recommendationGroup, sku, type Principal } from '@storefold/contracts';
import { defineRoute, deriveId, type Route, type Shop } from '@storefold/platform';
import { z } from 'zod';
import type { Clock } from '../clock.js';
import { answer, contextOf, refused } from '../http/answering.js';
import type { ActivityHandlers, VisitorOf } from './activity-handlers.js';

const one = { id: entityId, at: instant };
const group = recommendationGroup.optional();
const told = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('viewed'), ...one, sku }),
  z.strictObject({
    ...{ kind: z.literal('searched'), ...one, words: z.string().trim().min(1).max(200) },
    results: z.int().min(0).max(1_000_000),
  }),
  z.strictObject({
    ...{ kind: z.literal('shown'), ...one, placement, skus: z.array(sku).min(1).max(50) },
    group,
    answeredBy: z.string().min(1).max(40).optional(),
    modelId: z.string().min(1).max(100).optional(),
  }),
  z.strictObject({ kind: z.literal('followed'), ...one, placement, group, shownId: entityId, sku }),
]);
const batch = z.strictObject({ activities: z.array(told).min(1).max(100) });
const choice = z.strictObject({ granted: z.boolean(), wording: z.string().trim().min(1).max(60) });

const visitorOf = (principal: Principal): VisitorOf => {
  if (principal.kind !== 'shopper') throw new Error('the edge let someone in who is no shopper');
  return { visitorId: principal.id, customerId: principal.customerId };
};

export const activityRoutes = (activity: ActivityHandlers, shop: Shop, clock: Clock): readonly Route[] => [
  defineRoute({
    method: 'POST',
    path: '/activity',
    roles: ['shopper'],
    summary:
      'RecordActivity: what a visitor looked at, searched and followed, where they agreed to that. May be sent again: each thing has an id.',
    body: batch,
    handle: async (request) => {
      const visitor = visitorOf(request.principal);
      const { activities } = request.body;
      if (!(await activity.agrees(visitor)))
        return { status: 202, body: { recorded: 0, repeated: 0, dropped: activities.length, because: 'no-consent' } };
      const commandId = deriveId('activity', visitor.visitorId, ...activities.map(({ id }) => id));
      const outcome = await activity.record(visitor, activities, {
        ...contextOf(request, clock),
        // A browser that leaves sends no headers of its own; the ids of what it tells name the batch.
        ...{ commandId, bodyHash: undefined },
      });
      return 'recorded' in outcome ? { status: 202, body: outcome } : refused(outcome);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/activity/consent',
    roles: ['shopper'],
    summary: 'ActivityConsent: whether the visitor agreed that we remember what they look at.',
    handle: async ({ principal }) => ({ status: 200, body: { granted: await activity.agrees(visitorOf(principal)) } }),
  }),
  defineRoute({
    method: 'POST',
    path: '/activity/consent',
    roles: ['shopper'],
    summary:
      'ChangeActivityConsent: a visitor without an account agrees, or no longer. Customers: PUT /customers/me/consent.',
    command: true,
    body: choice,
    handle: async (request) => {
      const { visitorId, customerId } = visitorOf(request.principal);
      if (customerId !== undefined) return refused({ code: 'consent-of-customer', facts: { customerId } });
      const changeId = deriveId('consent', request.commandId);
      const context = contextOf(request, clock);
      const change = { visitorId, changeId, ...request.body, decidedAt: context.occurredAt };
      const outcome = await activity.changeConsent(change, context);
      return answer(outcome, shop, 200, () => ({ granted: request.body.granted }));
    },
  }),
];
