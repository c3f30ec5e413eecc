import { defineRoute, type Route } from '@storefold/platform';
import { z } from 'zod';
import { asked, type Source } from '../composition/asked.js';
import { T } from '../composition/tokens.js';
import { after } from '../freshness/parameters.js';

export const statusRoutes = (source: Source): readonly Route[] => [
  defineRoute({
    method: 'GET',
    path: '/status',
    roles: ['anyone'],
    summary: 'Whose shop this is, and how far its views are.',
    query: z.strictObject({ after }),
    handle: asked(source, async (ask) => ({ status: 200, body: await ask.resolve(T.Status).ask() })),
  }),
];
