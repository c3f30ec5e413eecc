import { randomUUID } from 'node:crypto';
import { satisfies } from '@storefold/contracts';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import type { Histogram } from 'prom-client';
import { linkHeader } from '../personal/order-links.js';
import type { Sessions } from '../sessions/sessions.js';
import type { Logger } from '../telemetry/logger.js';
import { Unavailable } from '../unavailable.js';
import { problemOf, refuse, type Refusal } from './refusal.js';
import type { Answer, Route } from './route.js';
import { safetyHeaders } from './safety-headers.js';
import { isStoreFailure } from './store-failure.js';

const CORRELATION_ID = /^[A-Za-z0-9._-]{1,100}$/;
const BODY_LIMIT = '256kb';

export type Edge = {
  readonly routes: readonly Route[];
  readonly sessions: Sessions;
  /** 32 bytes under which bodies of commands are hashed. */
  readonly bodyKey: Buffer;
  readonly logger: Logger;
  readonly durations: Histogram<'method' | 'route' | 'status'>;
};

const correlationOf = (response: Response): string => String(response.locals['correlationId'] ?? 'unknown');

/** A JSON text needs nothing of what Express looks at before it sends something. */
const sendJson = (response: Response, type: string, text: string): void => {
  response.setHeader('Content-Type', `${type}; charset=utf-8`);
  // Also where only the head was asked for.
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.end(text);
};

const sendProblem = (response: Response, refusal: Refusal): void => {
  response.status(refusal.refused.status).set(refusal.headers ?? {});
  sendJson(response, 'application/problem+json', JSON.stringify(problemOf(refusal, correlationOf(response))));
};

const send = (response: Response, answer: Answer | Refusal): void => {
  if ('refused' in answer) {
    sendProblem(response, answer);
    return;
  }
  response.status(answer.status).set(answer.headers ?? {});
  if (answer.text !== undefined) response.send(answer.text);
  else if (answer.bytes !== undefined) response.send(Buffer.from(answer.bytes));
  else if (answer.body === undefined) response.end();
  // Positions and counts may be 64-bit: they travel as text, as JSON numbers would lose digits.
  else
    sendJson(
      response,
      'application/json',
      JSON.stringify(answer.body, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)),
    );
};

/** What went wrong before or in a handler, as a refusal; undefined when it is a surprise. */
const knownFailure = (error: unknown): Refusal | undefined => {
  if (error instanceof Unavailable) {
    return refuse('unavailable', 503, error.message, {
      headers: { 'Retry-After': error.retryAfterSeconds.toString() },
    });
  }
  if (isStoreFailure(error)) {
    return refuse(
      'store-unavailable',
      503,
      'A store that this answer needs cannot be reached. Nothing was lost; ask again in a moment.',
      { headers: { 'Retry-After': '1' } },
    );
  }
  if (!(error instanceof Error) || !('status' in error)) return undefined;
  const type = 'type' in error ? error.type : undefined;
  if (type === 'entity.too.large') return refuse('body-too-large', 413, `A body may hold ${BODY_LIMIT}.`);
  if (type === 'entity.parse.failed') return refuse('invalid-json', 400, `The body is not JSON: ${error.message}`);
  if (typeof error.status === 'number' && error.status >= 400 && error.status < 500)
    return refuse('invalid-request', error.status, error.message);
  return undefined;
};

/** An Express application that serves the routes and nothing else. */
export const createEdge = ({ routes, sessions, bodyKey, logger, durations }: Edge): Express => {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  // One address per thing: `/Orders/` is not `/orders`.
  app.set('strict routing', true);
  app.set('case sensitive routing', true);
  const alwaysSent = safetyHeaders();
  app.use((request: Request, response: Response, next: NextFunction) => {
    const given = request.get('x-correlation-id');
    const correlationId = given !== undefined && CORRELATION_ID.test(given) ? given : randomUUID();
    response.locals['correlationId'] = correlationId;
    for (const [name, value] of alwaysSent) response.setHeader(name, value);
    response.setHeader('X-Correlation-Id', correlationId);
    next();
  });
  const bodies = new WeakMap<object, Buffer>();
  const signedPaths = new Set(routes.filter(({ signedIn }) => signedIn !== undefined).map(({ path }) => path));
  app.use(
    express.json({
      limit: BODY_LIMIT,
      strict: false,
      // A signature is of the bytes as they came.
      verify: (request, _response, bytes) => {
        if (signedPaths.has(request.url?.split('?')[0] ?? '')) bodies.set(request, bytes);
      },
    }),
  );

  for (const route of routes) {
    const method = route.method.toLowerCase() as Lowercase<Route['method']>;
    app[method](route.path, async (request: Request, response: Response) => {
      const end = durations.startTimer({ method: route.method, route: route.path });
      response.once('finish', () => end({ status: response.statusCode.toString() }));
      const principal = await sessions.read(request.headers);
      const linkToken = route.byLink ? request.get(linkHeader) : undefined;
      if (!satisfies(principal, route.roles) && linkToken === undefined) {
        const refusal =
          principal.kind === 'anonymous'
            ? refuse(
                'sign-in-required',
                401,
                `${route.method} ${route.path} is for: ${route.roles.join(', ')}. Sign in first.`,
              )
            : refuse('not-allowed', 403, `${route.method} ${route.path} is for: ${route.roles.join(', ')}.`);
        sendProblem(response, refusal);
        return;
      }
      const hasBody = Number(request.get('content-length') ?? 0) > 0 || request.get('transfer-encoding') !== undefined;
      if (hasBody && request.is('application/json') === false) {
        sendProblem(response, refuse('not-json', 415, 'Send the body as application/json.'));
        return;
      }
      const answer = await route.answer({
        params: { ...request.params },
        query: { ...request.query },
        body: request.body as unknown,
        principal,
        bodyKey,
        correlationId: correlationOf(response),
        idempotencyKey: request.get('idempotency-key'),
        traceparent: request.get('traceparent'),
        linkToken,
        ...(route.signedIn === undefined
          ? {}
          : {
              signed: {
                text: bodies.get(request)?.toString('utf8') ?? '',
                signature: request.get(route.signedIn) ?? '',
              },
            }),
      });
      send(response, answer);
    });
  }

  app.use((request: Request, response: Response) => {
    sendProblem(response, refuse('no-such-route', 404, `There is nothing at ${request.method} ${request.path}.`));
  });
  // Express tells an error handler by its four parameters.
  app.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const known = knownFailure(error);
    const { method, path } = request;
    const correlationId = correlationOf(response);
    if (known === undefined) logger.error({ err: error, method, path, correlationId }, 'a request broke');
    else if (known.refused.status === 503)
      logger.warn(
        { reason: error instanceof Error ? error.message : String(error), path, correlationId },
        'answered 503',
      );
    sendProblem(
      response,
      known ??
        refuse(
          'broken',
          500,
          'Something broke on our side. Nothing that was confirmed is lost; quote the correlation id.',
        ),
    );
  });
  return app;
};
