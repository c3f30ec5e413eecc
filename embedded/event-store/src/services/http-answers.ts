import type { IncomingMessage, ServerResponse } from 'node:http';
import type { EventStore } from '../store/event-store.js';

/** What the port answers over HTTP/1.1, for people and probes. */
export const answerHttp = (store: EventStore, request: IncomingMessage, response: ServerResponse): void => {
  const path = (request.url ?? '/').split('?')[0];
  const send = (code: number, body?: unknown): void => {
    response.writeHead(code, body === undefined ? {} : { 'Content-Type': 'application/json' });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  };
  if (path === '/health/live' || path === '/health/ready') send(204);
  else if (path === '/ping') send(200, { text: 'Ping request successfully handled' });
  else if (path === '/stats')
    send(200, {
      events: store.index.visible,
      streams: store.index.streamCount(),
      logBytes: store.end,
      memory: process.memoryUsage(),
    });
  else send(404, { error: `there is nothing at ${path ?? '/'}; the protocol of this port is gRPC` });
};
