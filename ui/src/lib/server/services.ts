import { log } from './log';
import { env } from '$env/dynamic/private';
import { error } from '@sveltejs/kit';

/** Which service answers which first part of a path. */
const owners = {
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
} as const;

/** A problem document, as far as a page uses it. */
export type Problem = {
  readonly code: string;
  readonly status: number;
  readonly detail: string;
  readonly correlationId?: string;
  readonly facts?: Readonly<Record<string, string | number | boolean | null>>;
  readonly fields?: readonly { readonly path: string; readonly message: string }[];
};
export type Asked<Body> =
  | { readonly ok: true; readonly body: Body; readonly headers: Headers }
  | { readonly ok: false; readonly problem: Problem };

/** Who asks, for whom: the visitor's cookie and the id under which the request is logged everywhere. */
export type Asker = { readonly request: Request; readonly locals: { readonly correlationId: string } };
/** The same, and in which currency they want to see prices: undefined for the shop's own. */
export type Shopper = Asker & { readonly locals: { readonly currency: string | undefined } };

export type AskOptions = {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly body?: unknown;
  /** Names the command, so that it may be sent again. */
  readonly idempotencyKey?: string;
  /** The visitor's session, where it is newer than the cookie of the request. */
  readonly cookie?: string;
  /** The token of a link to an order, where the visitor came by one. */
  readonly linkToken?: string | undefined;
  /** For how long an absent service is asked again. @default 4000 */
  readonly patienceMs?: number;
  /** How long one answer is waited for. @default 10000 */
  readonly timeoutMs?: number;
};

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const baseOf = (path: string): string => {
  const first = path.split(/[/?]/)[1] ?? '';
  const owner = Object.entries(owners).find(([prefix]) => prefix === first)?.[1];
  const url = owner ? env[owner] : undefined;
  if (!url) throw new Error(`no service is configured for ${path}`);
  return url;
};

const absent: Problem = {
  code: 'unavailable',
  status: 503,
  detail: 'A part of the shop is not answering just now. Nothing that was confirmed is lost; try again in a moment.',
};

/**
 * Asks a service on behalf of the visitor. A service that is away is asked again for a while: questions always, commands
 * because they carry the key by which a repeat is recognised.
 */
export const ask = async <Body>(asker: Asker, path: string, options: AskOptions = {}): Promise<Asked<Body>> => {
  const { method = 'GET', body, idempotencyKey, patienceMs = 4_000, timeoutMs = 10_000 } = options;
  const url = baseOf(path) + path;
  const cookie = options.cookie ?? asker.request.headers.get('cookie');
  const headers = {
    accept: 'application/json',
    'x-correlation-id': asker.locals.correlationId,
    ...(cookie ? { cookie } : {}),
    ...(options.linkToken === undefined ? {} : { 'storefold-link': options.linkToken }),
    ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const until = Date.now() + patienceMs;
  let problem = absent;
  for (let pause = 100; ; pause = Math.min(pause * 2, 1_000)) {
    try {
      const response = await fetch(url, {
        method,
        headers,
        signal: AbortSignal.timeout(timeoutMs),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (response.ok) {
        const text = await response.text();
        // Each caller names the shape of the route it asks, as the service's own contract states it.
        return { ok: true, body: (text === '' ? null : JSON.parse(text)) as Body, headers: response.headers };
      }
      problem = (await response.json()) as Problem;
      if (response.status !== 503) return { ok: false, problem };
    } catch (cause) {
      log('warn', 'a service did not answer', {
        url,
        reason: String(cause),
        correlationId: asker.locals.correlationId,
      });
    }
    if (Date.now() + pause > until) return { ok: false, problem };
    await sleep(pause);
  }
};

/** Asks, and ends the page with the problem where there is one. */
export const mustAsk = async <Body>(asker: Asker, path: string, options: AskOptions = {}): Promise<Body> => {
  const answer = await ask<Body>(asker, path, options);
  if (answer.ok) return answer.body;
  error(answer.problem.status, { message: answer.problem.detail, correlationId: asker.locals.correlationId });
};
