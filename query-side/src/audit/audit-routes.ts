import { collections, entityId, parsePositionToken } from '@storefold/contracts';
import { defineRoute, refuse, type Route } from '@storefold/platform';
import { z } from 'zod';
import { asked, type Source } from '../composition/asked.js';
import { T } from '../composition/tokens.js';
import { answerPage } from '../freshness/answer.js';
import { after, cursor, moment, pageOf, text } from '../freshness/parameters.js';
import { refuseField } from '../freshness/refuse-field.js';
import type { Subject } from './as-of-questions.js';

const axis = z.enum(['recorded', 'occurred']).default('recorded');
const subjects: readonly Subject[] = ['orders', 'payments', 'products', 'stock'];

/** What auditors ask. */
export const auditRoutes = (source: Source): readonly Route[] => [
  defineRoute({
    method: 'GET',
    path: '/audit/events',
    roles: ['auditor'],
    summary: 'The log by stream, type, correlation and time of recording.',
    query: z.strictObject({
      ...{ after, cursor },
      stream: text(200).optional(),
      type: text(100).optional(),
      correlationId: text(200).optional(),
      from: moment.optional(),
      to: moment.optional(),
      direction: z.enum(['forwards', 'backwards']).default('backwards'),
      limit: pageOf(50),
    }),
    handle: asked(source, (ask, { query }) =>
      answerPage(ask.resolve(T.Freshness), [collections.traces, collections.logHours], () =>
        ask.resolve(T.Log).browse(query),
      ),
    ),
  }),
  defineRoute({
    method: 'GET',
    path: '/audit/events/:position',
    roles: ['auditor'],
    summary: 'One event, by its position.',
    params: z.strictObject({ position: z.string().max(40) }),
    query: z.strictObject({ after }),
    handle: asked(source, async (ask, { params }) => {
      const parsed = parsePositionToken(params.position);
      const shop = ask.resolve(T.Shop);
      if (!parsed)
        return refuseField(
          'invalid-position',
          'path.position',
          `"${params.position}" is no position; expected one such as ${shop.logId}.12345.`,
        );
      const event = parsed.logId === shop.logId ? await ask.resolve(T.Log).at(parsed.position) : undefined;
      return event
        ? { status: 200, body: event }
        : refuse('no-such-event', 404, `No event stands at ${params.position} of log ${shop.logId}.`);
    }),
  }),
  defineRoute({
    method: 'GET',
    path: '/audit/density',
    roles: ['auditor'],
    summary: 'Events by hour, by time of recording or of occurrence.',
    query: z.strictObject({ after, axis }),
    handle: asked(source, (ask, { query }) =>
      answerPage(ask.resolve(T.Freshness), [collections.logHours], async () => ({
        axis: query.axis,
        hours: await ask.resolve(T.Log).density(query.axis),
      })),
    ),
  }),
  ...subjects.map((subject) =>
    defineRoute({
      method: 'GET',
      path: `/audit/${subject}/:id`,
      roles: ['auditor'],
      summary: `One of the ${subject} as of a past moment, folded from its own events.`,
      params: z.strictObject({ id: entityId }),
      query: z.strictObject({ after, axis, at: moment.optional() }),
      handle: asked(source, async (ask, { params, query }) => {
        const answer = await ask.resolve(T.AsOf).ask(subject, params.id, query.at, query.axis);
        return 'refused' in answer ? answer : { status: 200, body: answer };
      }),
    }),
  ),
];
