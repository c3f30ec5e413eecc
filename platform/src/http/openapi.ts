import { OpenAPIRegistry, OpenApiGeneratorV31 } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { sessionCookie } from '../sessions/sessions.js';
import { defineRoute, type Route } from './route.js';

/** An OpenAPI 3.1 document, as JSON. */
export type OpenApiDocument = ReturnType<OpenApiGeneratorV31['generateDocument']>;

const problem = z
  .object({
    type: z.string().meta({ description: 'Names the kind of problem.', example: '/problems/price-changed' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: 'What was wrong and what would be right, for people.' }),
    code: z.string().meta({ description: 'The fact for programs; never renamed.', example: 'price-changed' }),
    correlationId: z.string(),
    facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
    fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'A refusal or failure (RFC 9457).' });

const IDEMPOTENCY_KEY = z
  .string()
  .min(8)
  .max(200)
  .regex(/^[\x21-\x7e]*$/)
  .meta({
    description: 'Names the command: repeat it to repeat the command safely. The same key with another body is 422.',
  });

const PROBLEMS: Readonly<Record<string, string>> = {
  400: 'The request is not what this route takes; `fields` says where.',
  401: 'Sign in first.',
  403: 'Not for you.',
  404: 'There is no such thing, or it is not yours.',
  409: 'Not as things stand; `code` and `facts` say why.',
  413: 'The body is too large.',
  415: 'The body is not JSON.',
  422: 'Cannot be done; `code` and `facts` say why.',
  429: 'Too many attempts; `Retry-After` says when to ask again.',
  503: 'Something that this answer needs is away. Nothing was lost; `Retry-After` says when to ask again.',
};

const securityOf = ({ roles }: Route) => (roles.includes('anyone') ? [] : [{ session: [] }, { bearer: [] }]);

const LINK = z
  .string()
  .meta({
    description: 'The token of a link that we mailed, instead of a session. One that is wrong finds nothing: 404.',
  })
  .optional();

const headersOf = ({ command, byLink }: Route) => ({
  ...(command ? { 'Idempotency-Key': IDEMPOTENCY_KEY } : {}),
  ...(byLink ? { 'Storefold-Link': LINK } : {}),
});

const requestOf = ({ takes, ...route }: Route) => ({
  ...(takes.params ? { params: takes.params } : {}),
  ...(takes.query ? { query: takes.query } : {}),
  ...(route.command || route.byLink ? { headers: z.object(headersOf({ takes, ...route })) } : {}),
  ...(takes.body ? { body: { required: true, content: { 'application/json': { schema: takes.body } } } } : {}),
});

/** `/orders/:orderId` is `/orders/{orderId}` there. */
const pathOf = ({ path }: Route): string => path.replaceAll(/:(\w+)/g, '{$1}');

/** `PlaceOrder: places ...` names the operation `PlaceOrder`; others are named by method and path. */
const operationIdOf = (route: Route): string => {
  const named = /^([A-Z][A-Za-z]+): /.exec(route.summary)?.[1];
  return (
    named ??
    `${route.method.toLowerCase()}${pathOf(route).replaceAll(/[^A-Za-z0-9]+(.)?/g, (_, letter?: string) => (letter ?? '').toUpperCase())}`
  );
};

/**
 * Writes down the routes of a service as an OpenAPI 3.1 document, from the very schemas that parse their requests, so that
 * it cannot say anything else than the service does.
 *
 * @param service its name, such as `command-side`
 */
export const openApiOf = (service: string, routes: readonly Route[]): OpenApiDocument => {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'session', { type: 'apiKey', in: 'cookie', name: sessionCookie });
  registry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' });
  const told = (description: string) => ({ description, content: { 'application/problem+json': { schema: problem } } });
  for (const route of routes) {
    registry.registerPath({
      method: route.method.toLowerCase() as Lowercase<Route['method']>,
      path: pathOf(route),
      operationId: operationIdOf(route),
      summary: route.summary,
      tags: [route.path.split('/')[1] ?? service],
      description: `For: ${route.roles.join(', ')}.`,
      security: securityOf(route),
      request: requestOf(route),
      responses: {
        '2XX': { description: 'Done, or the answer to the question.' },
        ...Object.fromEntries(Object.entries(PROBLEMS).map(([status, text]) => [status, told(text)])),
      },
    });
  }
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: { title: `Storefold: ${service}`, version: '0.1.0', license: { name: 'MIT', identifier: 'MIT' } },
  });
};

/** `/openapi.json`: what the routes of this service take. Made at the first question. */
export const openApiRoute = (service: string, routes: readonly Route[]): Route => {
  let document: OpenApiDocument | undefined;
  return defineRoute({
    method: 'GET',
    path: '/openapi.json',
    roles: ['anyone'],
    summary: 'What can be asked of this service, as an OpenAPI 3.1 document.',
    handle: () => {
      document ??= openApiOf(service, routes);
      return Promise.resolve({ status: 200, body: document });
    },
  });
};
