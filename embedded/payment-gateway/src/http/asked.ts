import type { IncomingMessage } from 'node:http';
import qs from 'qs';
import { ApiError, invalid } from '../api/api-error.js';

const MOST_BYTES = 1_000_000;

/** A request as the routes see it. */
export type Asked = {
  readonly method: string;
  readonly path: string;
  /** Parameters of the query and of the form, as nested texts. */
  readonly parameters: unknown;
  readonly rawBody: string;
  readonly idempotencyKey: string | null;
  readonly key: 'secret' | 'publishable';
};

export type ApiKeys = { readonly secret: string; readonly publishable: string };

export const readBody = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MOST_BYTES) throw new ApiError(413, 'invalid_request_error', 'Request entity too large.');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
};

/** Nested texts of a form or a query: `card[number]=4242` is `{card: {number: '4242'}}`. */
export const parseForm = (text: string): object =>
  qs.parse(text, { depth: 6, parameterLimit: 2_000, arrayLimit: 200, plainObjects: true, strictDepth: false });

const given = (request: IncomingMessage): string | undefined => {
  const { authorization } = request.headers;
  if (authorization === undefined) return undefined;
  const [, scheme = '', value = ''] = /^(\w+) +(\S+)$/.exec(authorization) ?? [];
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() === 'basic') return Buffer.from(value, 'base64').toString('utf8').split(':')[0];
  return undefined;
};

/** Whose key came with a request. */
export const keyOf = (request: IncomingMessage, keys: ApiKeys): Asked['key'] => {
  const key = given(request);
  if (key === undefined || key === '')
    throw new ApiError(
      401,
      'invalid_request_error',
      'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth.',
    );
  if (key === keys.secret) return 'secret';
  if (key === keys.publishable) return 'publishable';
  throw new ApiError(401, 'invalid_request_error', `Invalid API Key provided: ${key.slice(0, 8)}****`);
};

const isFormOf = (request: IncomingMessage): boolean => {
  const type = request.headers['content-type'] ?? 'application/x-www-form-urlencoded';
  return type.startsWith('application/x-www-form-urlencoded');
};

/** Reads a request to the API. @throws ApiError */
export const readAsked = async (request: IncomingMessage, url: URL, keys: ApiKeys): Promise<Asked> => {
  const key = keyOf(request, keys);
  const method = request.method ?? 'GET';
  const rawBody = await readBody(request);
  if (rawBody !== '' && !isFormOf(request))
    throw invalid('Invalid request: the body must be application/x-www-form-urlencoded.');
  const { 'idempotency-key': sent } = request.headers;
  const idempotencyKey = typeof sent === 'string' && method === 'POST' ? sent : null;
  if (idempotencyKey !== null && idempotencyKey.length > 255)
    throw invalid('Idempotency-Key must be at most 255 characters long.');
  return {
    ...{ method, path: url.pathname, rawBody, idempotencyKey, key },
    parameters: { ...parseForm(url.search.slice(1)), ...parseForm(rawBody) },
  };
};
