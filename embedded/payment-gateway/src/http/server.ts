import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError } from '../api/api-error.js';
import type { Books, Desk } from '../api/books.js';
import { authenticated } from '../api/intents.js';
import { dialSettings, type Dials } from '../dials.js';
import { apiVersion } from '../objects.js';
import type { KeptAnswer, RequestOf, Store } from '../storage/store.js';
import { browserFiles } from './browser-files.js';
import { keyOf, readAsked, readBody, type ApiKeys, type Asked } from './asked.js';
import { expand } from './expand.js';
import { answeredPage, authenticationPage, notFoundPage } from './pages.js';
import { apiRoutes, routeOf } from './routes.js';

/** A key is kept so long, as Stripe keeps it at least. */
const KEY_KEPT_S = 24 * 3_600;

export type ServerOptions = {
  readonly host: string;
  readonly port: number;
  readonly store: Store;
  readonly keys: ApiKeys;
  readonly dials: Dials;
  /** Seconds. */
  readonly now: () => number;
  readonly newId: (prefix: string) => string;
  /** Where browsers reach us. @default where we listen */
  readonly publicUrl?: string | undefined;
  /** Called when something may have to be told to an endpoint. */
  readonly onWritten: () => void;
  readonly log: (message: string, more: Readonly<Record<string, unknown>>) => void;
};

type Answer = {
  readonly status: number;
  readonly type?: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
};

const JSON_TYPE = 'application/json';
const HTML = 'text/html; charset=utf-8';
const textOf = (value: unknown): string => JSON.stringify(value, null, 2);
const told = (error: ApiError): Answer => ({ status: error.status, body: textOf(error.body) });
const html = (status: number, body: string): Answer => ({ status, type: HTML, body });

/** Errors of a request that was never begun are not kept under its key: it may come again, put right. */
const isKept = ({ status, more }: ApiError): boolean =>
  status === 402 || (status === 400 && more.code !== undefined && !more.code.startsWith('parameter_'));

export class GatewayServer {
  readonly #options: ServerOptions;
  readonly #routes;
  readonly #server;
  readonly #files = browserFiles();
  url = '';

  constructor(options: ServerOptions) {
    this.#options = options;
    this.#routes = apiRoutes(options.store);
    this.#server = createServer((request, response) => {
      void this.#serve(request, response);
    });
  }

  async listen(): Promise<number> {
    const { host, port, publicUrl } = this.#options;
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (error: NodeJS.ErrnoException) => {
        reject(
          error.code === 'EADDRINUSE'
            ? new Error(`port ${port.toString()} on ${host} is taken; choose another with --port`)
            : error,
        );
      });
      this.#server.listen(port, host, resolve);
    });
    // A server that listens on host and port answers with an address object; a string is for pipes.
    const address = this.#server.address() as AddressInfo;
    this.url = publicUrl ?? `http://${host}:${address.port.toString()}`;
    return address.port;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve();
      });
      this.#server.closeIdleConnections();
      // Whoever is answered now is; a connection that only waits is not waited for.
      setTimeout(() => {
        this.#server.closeAllConnections();
      }, 500).unref();
    });
  }

  desk(books: Books): Desk {
    const { now, newId } = this.#options;
    return { books, now: now(), newId, url: this.url };
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { log, newId } = this.#options;
    const requestId = newId('req_');
    try {
      const answer = await this.#answer(request, requestId);
      if (answer === 'drop') {
        request.socket.destroy();
        return;
      }
      const { status, body, type = JSON_TYPE, headers = {} } = answer;
      response.writeHead(status, {
        'Content-Type': type,
        'Request-Id': requestId,
        'Stripe-Version': apiVersion,
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Allow-Headers': 'Authorization, Content-Type, Idempotency-Key, Stripe-Version',
        'Access-Control-Allow-Methods': 'GET, POST, DELETE',
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
        ...headers,
      });
      response.end(body);
    } catch (error) {
      log('a request could not be answered', {
        requestId,
        reason: error instanceof Error ? error.message : String(error),
      });
      response.destroy();
    }
  }

  async #answer(request: IncomingMessage, requestId: string): Promise<Answer | 'drop'> {
    const url = new URL(request.url ?? '/', 'http://gateway');
    if (request.method === 'OPTIONS') return { status: 204, body: '' };
    try {
      if (url.pathname.startsWith('/health/')) return this.#health();
      const file = request.method === 'GET' ? this.#files.get(url.pathname) : undefined;
      if (file) return { status: 200, ...file };
      if (url.pathname === '/favicon.ico') return { status: 204, body: '' };
      if (url.pathname === '/dials') return await this.#setDials(request);
      if (url.pathname.startsWith('/authenticate/')) return await this.#authenticate(request, url, requestId);
      return await this.#api(request, url, requestId);
    } catch (error) {
      if (error instanceof ApiError) return told(error);
      const reason = error instanceof Error ? error.message : String(error);
      this.#options.log('a request failed', { requestId, reason });
      return told(new ApiError(500, 'api_error', `An unknown error occurred: ${reason}`));
    }
  }

  #health(): Answer {
    const { isBroken } = this.#options.store;
    return {
      status: isBroken ? 503 : 200,
      body: textOf({ service: 'payment-gateway', status: isBroken ? 'the disk takes no writes' : 'ready' }),
    };
  }

  async #setDials(request: IncomingMessage): Promise<Answer> {
    const { dials, keys, onWritten } = this.#options;
    if (keyOf(request, keys) !== 'secret')
      throw new ApiError(403, 'invalid_request_error', 'Dials need the secret key.');
    if (request.method === 'PUT') {
      let given: unknown;
      try {
        given = JSON.parse(await readBody(request));
      } catch {
        throw new ApiError(400, 'invalid_request_error', 'Dials are a JSON object.');
      }
      const parsed = dialSettings.safeParse(given);
      if (!parsed.success) throw new ApiError(400, 'invalid_request_error', parsed.error.message);
      Object.assign(dials, parsed.data);
      onWritten();
    }
    return { status: 200, body: textOf(dials) };
  }

  async #api(request: IncomingMessage, url: URL, requestId: string): Promise<Answer | 'drop'> {
    const { dials, keys } = this.#options;
    const asked = await readAsked(request, url, keys);
    if (dials.latencyMs > 0) await sleep(dials.latencyMs);
    if (dials.dropBefore > 0) {
      dials.dropBefore--;
      return 'drop';
    }
    if (dials.failBefore > 0) {
      dials.failBefore--;
      return told(new ApiError(500, 'api_error', 'An error occurred while processing your request (as dialled).'));
    }
    const answer = await this.#carryOut(asked, requestId);
    if (dials.dropAfter > 0) {
      dials.dropAfter--;
      return 'drop';
    }
    return answer;
  }

  async #carryOut(asked: Asked, requestId: string): Promise<Answer> {
    const { route, id } = routeOf(this.#routes, asked.method, asked.path);
    if (asked.key === 'publishable' && route.publishable !== true)
      throw new ApiError(
        401,
        'invalid_request_error',
        'This API call cannot be made with a publishable API key. Please use a secret API key.',
        { code: 'secret_key_required' },
      );
    const paths = expansions(asked.parameters);
    const work = (books: Books): string => {
      const desk = this.desk(books);
      return textOf(expand(books, route.handle(desk, asked.parameters, id, asked), paths));
    };
    const of = this.#of(requestId, asked.idempotencyKey);
    if (asked.method === 'GET') return { status: 200, body: await this.#options.store.work(of, work) };
    return this.#once(asked, of, work);
  }

  /** The first answer to a key is the answer to it: kept with what it did, in one piece. */
  async #once(asked: Asked, of: RequestOf, work: (books: Books) => string): Promise<Answer> {
    const { store, onWritten } = this.#options;
    const key = asked.idempotencyKey;
    const fingerprint = createHash('sha256')
      .update(`${asked.method} ${asked.path} ${asked.key} ${asked.rawBody}`)
      .digest('base64');
    const kept = await store.work(of, (books): Answer => {
      const known = key === null ? undefined : store.answerTo(key);
      if (known && known.at > of.now - KEY_KEPT_S) return repeated(known, fingerprint);
      store.forgetAnswers(of.now - KEY_KEPT_S);
      const answer = settled(() => work(books));
      if (key !== null && answer.keep)
        store.keepAnswer(key, { fingerprint, status: answer.status, body: answer.body, at: of.now });
      return { status: answer.status, body: answer.body };
    });
    onWritten();
    return key === null ? kept : { ...kept, headers: { 'Idempotency-Key': key, ...kept.headers } };
  }

  async #authenticate(request: IncomingMessage, url: URL, requestId: string): Promise<Answer> {
    const { store, onWritten } = this.#options;
    const intent = store.find('payment_intent', decodeURIComponent(url.pathname.split('/')[2] ?? ''));
    const form = new URLSearchParams(request.method === 'POST' ? await readBody(request) : url.search);
    if (intent?.client_secret !== form.get('secret')) return html(404, notFoundPage());
    if (request.method !== 'POST')
      return html(200, intent.status === 'requires_action' ? authenticationPage(intent) : answeredPage(intent));
    const back =
      intent.next_action?.type === 'redirect_to_url' ? intent.next_action.redirect_to_url.return_url : undefined;
    const approves = form.get('answer') === 'approve';
    const after = await store.work(this.#of(requestId, null), (books) =>
      authenticated(this.desk(books), intent, approves),
    );
    onWritten();
    if (back === undefined) return html(200, answeredPage(after));
    const target = new URL(back);
    target.searchParams.set('payment_intent', after.id);
    target.searchParams.set('payment_intent_client_secret', after.client_secret);
    target.searchParams.set('redirect_status', after.status === 'requires_payment_method' ? 'failed' : 'succeeded');
    return { status: 303, type: HTML, body: '', headers: { Location: target.href } };
  }

  #of(requestId: string, idempotencyKey: string | null): RequestOf {
    return { now: this.#options.now(), requestId, idempotencyKey };
  }
}

const expansions = (parameters: unknown): readonly string[] => {
  const given =
    typeof parameters === 'object' && parameters !== null && 'expand' in parameters ? parameters.expand : [];
  return Array.isArray(given) ? given.filter((path): path is string => typeof path === 'string') : [];
};

const repeated = ({ fingerprint, status, body }: KeptAnswer, asked: string): Answer => {
  if (fingerprint !== asked)
    throw new ApiError(
      400,
      'idempotency_error',
      'Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than this one if you meant to execute a different request.',
    );
  return { status, body, headers: { 'Idempotent-Replayed': 'true' } };
};

const settled = (work: () => string): { readonly status: number; readonly body: string; readonly keep: boolean } => {
  try {
    return { status: 200, body: work(), keep: true };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { status: error.status, body: textOf(error.body), keep: isKept(error) };
  }
};
