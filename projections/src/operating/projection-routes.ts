import { randomUUID } from 'node:crypto';
import { defineRoute, refuse, Unavailable, type Answer, type Refusal, type Route } from '@storefold/platform';
import { z } from 'zod';
import type { Runner } from '../engine/runner.js';
import { NotPossible, type ProjectionDesk } from './projection-desk.js';

const viewName = z.string().regex(/^[a-zA-Z]{1,40}$/, 'expected the name of a view, such as orders');
const ofView = z.strictObject({ view: viewName });
/** A letter's name holds what a document may be called: it comes in the body, not in the path. */
const letterName = z.string().min(3).max(600);

type Parts = { readonly runner: () => Runner | undefined; readonly desk: () => ProjectionDesk | undefined };

/** The routes of this service: what the tests of "who may" are made from. */
export const projectionRoutes = ({ runner, desk }: Parts): readonly Route[] => {
  const atDesk = async (work: (known: ProjectionDesk) => Promise<Answer>): Promise<Answer | Refusal> => {
    const known = desk();
    if (!known) throw new Unavailable('The projections wait for the stores and for the shop to be opened.');
    try {
      return await work(known);
    } catch (error) {
      if (error instanceof NotPossible) return refuse('not-possible', 409, error.message);
      throw error;
    }
  };
  return [
    defineRoute({
      method: 'GET',
      path: '/projections',
      roles: ['clerk', 'auditor'],
      summary: 'Views: how far each has folded the log, their builds, and what waits.',
      handle: () =>
        atDesk(async (known) => ({
          status: 200,
          body: {
            views: runner()?.progress() ?? [],
            trouble: runner()?.trouble() ?? null,
            builds: await known.report(),
          },
        })),
    }),
    defineRoute({
      method: 'POST',
      path: '/projections/:view/rebuilds',
      roles: ['administrator'],
      summary: 'RebuildView: folds the view anew beside what readers are given.',
      params: ofView,
      body: z.strictObject({ promote: z.boolean().default(true) }),
      handle: ({ params: { view }, body: { promote } }) =>
        atDesk(async (known) => ({ status: 202, body: { view, build: await known.rebuild(view, promote) } })),
    }),
    defineRoute({
      method: 'POST',
      path: '/projections/:view/promotions',
      roles: ['administrator'],
      summary: 'PromoteBuild: gives readers a build that is ready.',
      params: ofView,
      body: z.strictObject({ build: z.string().min(1).max(80).optional() }),
      handle: ({ params: { view }, body: { build } }) =>
        atDesk(async (known) => ({ status: 200, body: { view, build: await known.promote(view, build) } })),
    }),
    defineRoute({
      method: 'POST',
      path: '/projections/:view/rollbacks',
      roles: ['administrator'],
      summary: 'RollBackView: gives readers the build that they had before.',
      params: ofView,
      handle: ({ params: { view } }) =>
        atDesk(async (known) => ({ status: 200, body: { view, build: await known.rollback(view) } })),
    }),
    defineRoute({
      method: 'PUT',
      path: '/projections/:view/pause',
      roles: ['administrator'],
      summary: 'PauseView: folds nothing more into the view, or goes on.',
      params: ofView,
      body: z.strictObject({ paused: z.boolean() }),
      handle: ({ params: { view }, body: { paused } }) =>
        atDesk(async (known) => {
          await known.pause(view, paused);
          return { status: 200, body: { view, paused } };
        }),
    }),
    defineRoute({
      method: 'GET',
      path: '/dead-letters',
      roles: ['clerk', 'auditor'],
      summary: 'DeadLetters: events that views could not take, and how many wait behind each.',
      handle: () => atDesk(async (known) => ({ status: 200, body: { letters: await known.letters() } })),
    }),
    defineRoute({
      method: 'POST',
      path: '/dead-letters/retries',
      roles: ['administrator'],
      summary: 'RetryDeadLetter: folds what waits, or makes the document anew from its whole history.',
      body: z.strictObject({ letter: letterName, anew: z.boolean().default(false) }),
      handle: ({ body: { letter, anew } }) =>
        atDesk(async (known) => {
          await known.ask(letter, anew ? 'repair' : 'retry');
          return { status: 202, body: { letter } };
        }),
    }),
    defineRoute({
      method: 'POST',
      path: '/dead-letters/skips',
      roles: ['administrator'],
      summary: 'SkipDeadLetter: the view goes without an event; who said so and why stands in the log.',
      body: z.strictObject({ letter: letterName, reason: z.string().trim().min(1).max(500) }),
      handle: ({ body: { letter, reason }, principal, correlationId }) =>
        atDesk(async (known) => {
          const id = principal.kind === 'staff' ? principal.id : 'unknown';
          const who = { actor: { kind: 'staff', id }, correlationId, at: new Date().toISOString(), id: randomUUID() };
          await known.skip(letter, reason, who as Parameters<ProjectionDesk['skip']>[2]);
          return { status: 202, body: { letter } };
        }),
    }),
  ];
};
