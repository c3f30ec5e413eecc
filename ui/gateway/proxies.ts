import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { problemOf, refuse, type Logger } from '@storefold/platform';
import type { Express, Request, Response } from 'express';
import { createProxyMiddleware } from 'http-proxy-middleware';
import type { Configuration } from './configuration.js';

/** Which service answers which first part of a path under `/api`. */
export const owners = {
  access: 'COMMAND_SIDE_URL',
  inventory: 'COMMAND_SIDE_URL',
  activity: 'COMMAND_SIDE_URL',
  carts: 'COMMAND_SIDE_URL',
  orders: 'COMMAND_SIDE_URL',
  payments: 'COMMAND_SIDE_URL',
  customers: 'COMMAND_SIDE_URL',
  processes: 'COMMAND_SIDE_URL',
  terms: 'COMMAND_SIDE_URL',
  discounts: 'COMMAND_SIDE_URL',
  shop: 'QUERY_SIDE_URL',
  invoices: 'QUERY_SIDE_URL',
  desk: 'QUERY_SIDE_URL',
  analytics: 'QUERY_SIDE_URL',
  audit: 'QUERY_SIDE_URL',
  status: 'QUERY_SIDE_URL',
  recommendations: 'RECOMMENDER_URL',
  models: 'RECOMMENDER_URL',
  projections: 'PROJECTIONS_URL',
  'dead-letters': 'PROJECTIONS_URL',
} as const satisfies Readonly<Record<string, keyof Configuration>>;

const correlationOf = (request: Pick<Request, 'headers'>): string => {
  const given = request.headers['x-correlation-id'];
  return typeof given === 'string' && /^[A-Za-z0-9._-]{1,100}$/.test(given) ? given : randomUUID();
};

/** The part of the shop that a path asks for: `orders` in `/api/orders/7?x=1`; undefined where there is none of that name. */
const partOf = (path: string): keyof typeof owners | undefined => {
  const name = /^\/api\/([^/?]+)/.exec(path)?.[1];
  return (Object.keys(owners) as (keyof typeof owners)[]).find((known) => known === name);
};

const away = (name: string) =>
  refuse(
    'unavailable',
    503,
    `The part of the shop that answers /api/${name} is not there just now. Nothing that was confirmed is lost; try again in a moment.`,
  );

/** Passes `/api/<part>/...` on to the service that owns the part; one that is away is 503, never a hang. */
export const mountProxies = (app: Express, config: Configuration, logger: Logger): void => {
  const proxy = createProxyMiddleware<Request, Response>({
    router: ({ originalUrl }) => {
      const part = partOf(originalUrl);
      return part && config[owners[part]];
    },
    // Only for the type of the option: what no owner has is never passed on.
    target: config.QUERY_SIDE_URL,
    pathFilter: (path) => partOf(path) !== undefined,
    pathRewrite: { '^/api': '' },
    xfwd: true,
    proxyTimeout: 30_000,
    on: {
      error: (error, request, response) => {
        const correlationId = correlationOf(request);
        const part = partOf(request.originalUrl) ?? '';
        logger.warn({ reason: error.message, part, correlationId }, 'a service did not answer');
        if (!('writeHead' in response)) return;
        const answer: ServerResponse = response;
        if (answer.headersSent) {
          answer.destroy();
          return;
        }
        answer.writeHead(503, {
          'Content-Type': 'application/problem+json',
          'Retry-After': '1',
          'X-Correlation-Id': correlationId,
        });
        answer.end(JSON.stringify(problemOf(away(part), correlationId)));
      },
    },
  });
  app.use((request, response, next) => {
    request.headers['x-correlation-id'] = correlationOf(request);
    void proxy(request, response, next);
  });
  app.use('/api', (request, response) => {
    const problem = problemOf(
      refuse('no-such-route', 404, `There is nothing at ${request.method} /api${request.path}.`),
      correlationOf(request),
    );
    response.status(404).type('application/problem+json').send(JSON.stringify(problem));
  });
};
