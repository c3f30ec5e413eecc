import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Expected } from '../store/append-rules.js';
import type { EventStore } from '../store/event-store.js';
import type { ProposedEvent } from '../wire/recorded-event.js';
import { checkAppend, MAX_APPEND_BYTES } from './append-limits.js';
import { BadRequest } from './bad-request.js';

const PATH = /^\/streams\/([^/?]+)$/;

/** Something is wrong with a request; the text says what, and what would be right. */
class Unfit extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * `POST /streams/<name>`: an append for whoever has no gRPC at hand, as EventStoreDB takes it. One event, its type in `ES-EventType`, its
 * id in `ES-EventId` (made where there is none), its body as it is; `ES-ExpectedVersion` as a number (-1 no stream, -2 any).
 *
 * @returns whether the request was one
 */
export const answerHttpAppend = (store: EventStore, request: IncomingMessage, response: ServerResponse): boolean => {
  const [, name] = PATH.exec((request.url ?? '/').split('?')[0] ?? '/') ?? [];
  if (name === undefined || request.method !== 'POST') return false;
  append(store, name, request).then(
    ({ stream, revision }) => {
      response.writeHead(201, { Location: `/streams/${encodeURIComponent(stream)}/${revision.toString()}` });
      response.end();
    },
    (error: unknown) => {
      const code = error instanceof Unfit ? error.code : error instanceof BadRequest ? 400 : 503;
      response.writeHead(code, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ error: error instanceof Error ? error.message : String(error) }));
    },
  );
  return true;
};

const append = async (
  store: EventStore,
  name: string,
  request: IncomingMessage,
): Promise<{ readonly stream: string; readonly revision: number }> => {
  // A page in a browser must not be able to write through its visitor.
  if (request.headers.origin !== undefined) throw new Unfit(403, 'events are not appended from a page');
  const stream = decoded(name);
  const expected = expectedOf(header(request, 'es-expectedversion'));
  const event: ProposedEvent = {
    id: (header(request, 'es-eventid') ?? randomUUID()).toLowerCase(),
    type: header(request, 'es-eventtype') ?? '',
    contentType: contentTypeOf(request),
    data: await bodyOf(request),
    metadata: Buffer.alloc(0),
  };
  if (event.type === '') throw new Unfit(400, 'the header ES-EventType names the type of the event');
  checkAppend(stream, [event]);
  const outcome = await store.append(stream, expected, [event]);
  if (outcome.kind === 'deleted') throw new Unfit(410, `stream "${stream}" is deleted`);
  if (outcome.kind === 'wrong-version')
    throw new Unfit(400, `wrong expected version: stream "${stream}" is at ${outcome.current.toString()}`);
  return { stream, revision: outcome.revision };
};

const header = (request: IncomingMessage, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
};

const decoded = (name: string): string => {
  try {
    return decodeURIComponent(name);
  } catch {
    throw new Unfit(400, `"${name}" is no name in a URL`);
  }
};

const contentTypeOf = (request: IncomingMessage): string => {
  const given = (header(request, 'content-type') ?? '').split(';')[0]?.trim();
  if (given === 'application/json' || given === 'application/octet-stream') return given;
  throw new Unfit(415, `content type "${given ?? ''}" is not taken; send application/json or application/octet-stream`);
};

const expectedOf = (text: string | undefined): Expected => {
  if (text === undefined || text === '-2') return { kind: 'any' };
  if (text === '-1') return { kind: 'no-stream' };
  if (text === '-4') return { kind: 'stream-exists' };
  const revision = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(revision))
    throw new Unfit(400, `"${text}" is no expected version; give a revision, -1 for no stream or -2 for any`);
  return { kind: 'revision', revision };
};

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  let size = 0;
  // A request's parts are buffers: no encoding was set.
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_APPEND_BYTES)
      throw new Unfit(413, `an append holds at most ${MAX_APPEND_BYTES.toString()} bytes of data`);
    parts.push(part);
  }
  return Buffer.concat(parts);
};
