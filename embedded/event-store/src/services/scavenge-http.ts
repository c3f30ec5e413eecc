import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Scavenger } from '../maintenance/scavenger.js';

const PATH = /^\/admin\/scavenge(?:\/([0-9a-f-]{36}|current))?$/;

/**
 * `POST /admin/scavenge` begins a scavenge and names it, with `?wait=true` it answers with the result;
 * `DELETE /admin/scavenge/<id>` (or `current`) stops it.
 *
 * @returns whether the request was one of these
 */
export const answerScavenge = (scavenger: Scavenger, request: IncomingMessage, response: ServerResponse): boolean => {
  // What a client sends as its URL need not be one.
  const [path = '', query] = (request.url ?? '/').split('?', 2);
  const [whole, id] = PATH.exec(path) ?? [];
  if (whole === undefined) return false;
  const send = (code: number, body: object): void => {
    response.writeHead(code, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(body));
  };
  // A page in a browser must not be able to send its visitor here.
  if (request.headers.origin !== undefined) send(403, { error: 'a scavenge is not begun from a page' });
  else if (request.method === 'POST' && id === undefined) {
    const { id: scavengeId, done } = scavenger.start();
    if (new URLSearchParams(query).get('wait') !== 'true') send(200, { scavengeId });
    else
      void done.then((result) => {
        send(200, result);
      });
  } else if (request.method === 'DELETE' && id !== undefined) {
    const stopped = scavenger.stop(id === 'current' ? undefined : id);
    send(stopped ? 200 : 404, stopped ? { scavengeId: id } : { error: `no scavenge ${id} is running` });
  } else send(405, { error: 'POST begins a scavenge, DELETE /admin/scavenge/<id> stops it' });
  return true;
};
