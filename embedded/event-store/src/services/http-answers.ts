import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Scavenger } from '../maintenance/scavenger.js';
import { gossipJson } from './gossip-service.js';
import { serverVersion, type Node } from './node.js';
import type { EventStore } from '../store/event-store.js';
import { answerHttpAppend } from './http-append.js';
import { answerScavenge } from './scavenge-http.js';

/** A request line and its headers, in bytes. */
const MAX_HEADERS = 16 * 1024;

const pages: Readonly<Record<string, (node: Node) => object | undefined>> = {
  '/health/live': () => undefined,
  '/health/ready': () => undefined,
  '/ping': () => ({ text: 'Ping request successfully handled', label: 'pong', msgTypeId: 0 }),
  '/gossip': gossipJson,
  '/stats': (node) => node.stats(),
  '/info': () => ({
    esVersion: serverVersion,
    state: 'leader',
    features: { projections: true, userManagement: false, atomPub: false },
    authentication: { type: 'insecure', properties: {} },
  }),
};

const answer = (node: Node, request: IncomingMessage, response: ServerResponse): void => {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const send = (code: number, body?: object, headers: Readonly<Record<string, string>> = {}): void => {
    response.writeHead(code, body === undefined ? headers : { ...headers, 'Content-Type': 'application/json' });
    response.end(body === undefined || request.method === 'HEAD' ? undefined : JSON.stringify(body));
  };
  const page = pages[path];
  if (!page) {
    const known = Object.keys(pages).join(', ');
    send(404, { error: `there is nothing at ${path}; over HTTP/1.1 there are ${known}, all else is gRPC` });
  } else if (request.method !== 'GET' && request.method !== 'HEAD') {
    send(405, { error: `${path} is read with GET` }, { Allow: 'GET, HEAD' });
  } else {
    const body = page(node);
    send(body ? 200 : 204, body);
  }
};

/** What the port answers over HTTP/1.1, for people and probes. It is handed its connections. */
export const httpAnswers = (node: Node, store: EventStore, scavenger: Scavenger): Server =>
  createServer({ maxHeaderSize: MAX_HEADERS }, (request, response) => {
    // A connection carries one answer: probes come seldom.
    response.shouldKeepAlive = false;
    if (answerScavenge(scavenger, request, response) || answerHttpAppend(store, request, response)) return;
    answer(node, request, response);
  });
