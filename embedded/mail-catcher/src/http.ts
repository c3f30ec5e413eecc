import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MailBox } from './mail-box.js';
import { listPage, mailPage, notFoundPage } from './pages.js';
import { Unopenable } from './sealed-files.js';
import type { Dials } from './smtp.js';

const SHOWN = 200;
const MOST_DIAL_BYTES = 1_000;
const json = 'application/json';

type Answer = { readonly status: number; readonly type: string; readonly body: string | Buffer };

const asJson = (status: number, body: unknown): Answer => ({ status, type: json, body: JSON.stringify(body) });
const asPage = (status: number, body: string): Answer => ({ status, type: 'text/html; charset=utf-8', body });

const readText = async (request: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const part of request) {
    text += String(part);
    if (text.length > MOST_DIAL_BYTES) throw new RangeError('a dial is a short JSON object');
  }
  return text;
};

/** Sets what goes wrong next: `{"refuseNext": 3}` lets the next three mails be refused for a while. */
const setDials = async (request: IncomingMessage, dials: Dials): Promise<Answer> => {
  const wrong = asJson(400, { detail: 'send {"refuseNext": N}, N a whole number from 0 to 1000' });
  try {
    const given: unknown = JSON.parse(await readText(request));
    const refuseNext =
      given !== null && typeof given === 'object' && 'refuseNext' in given ? given.refuseNext : undefined;
    if (typeof refuseNext !== 'number' || !Number.isInteger(refuseNext) || refuseNext < 0 || refuseNext > 1_000)
      return wrong;
    dials.refuseNext = refuseNext;
    return asJson(200, { refuseNext });
  } catch {
    return wrong;
  }
};

const answer = async (request: IncomingMessage, box: MailBox, dials: Dials): Promise<Answer> => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://here');
  const wantsJson = request.headers.accept?.includes(json) === true;
  const what = `${request.method ?? 'GET'} ${pathname}`;
  if (what === 'GET /health/live' || what === 'GET /health/ready')
    return asJson(200, { service: 'mail-catcher', status: 'ready', mails: box.size });
  if (what === 'PUT /dials') return setDials(request, dials);
  if (what === 'DELETE /mails') {
    box.clear();
    return asJson(200, { mails: 0 });
  }
  if (what === 'GET /' || what === 'GET /mails') {
    const limit = Math.min(Math.max(1, Number(searchParams.get('limit')) || SHOWN), SHOWN);
    const mails = await box.list(limit);
    return wantsJson || pathname === '/mails'
      ? asJson(200, { mails, all: box.size })
      : asPage(200, listPage(mails, box.size));
  }
  const [, id = '', source] = /^GET \/mails\/([\d-]+)(\/source)?$/.exec(what) ?? [];
  if (source !== undefined) {
    const bytes = box.source(id);
    if (bytes) return { status: 200, type: 'message/rfc822', body: bytes };
  } else if (id !== '') {
    const mail = await box.read(id);
    if (mail) return wantsJson ? asJson(200, mail) : asPage(200, mailPage(mail));
  }
  return wantsJson ? asJson(404, { detail: `there is nothing at ${what}` }) : asPage(404, notFoundPage());
};

const send = (response: ServerResponse, { status, type, body }: Answer): void => {
  response.writeHead(status, {
    'Content-Type': type,
    'X-Content-Type-Options': 'nosniff',
    // Strangers' HTML is shown in a frame without scripts; the page itself has none and loads nothing.
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; img-src data:",
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  });
  response.end(body);
};

export type RunningHttp = { readonly port: number; readonly close: () => Promise<void> };

/** Shows what was caught, to people (`/`) and to programs (`/mails`). */
export const startHttp = async (
  { host, port }: { readonly host: string; readonly port: number },
  box: MailBox,
  dials: Dials,
): Promise<RunningHttp> => {
  const server = createServer((request, response) => {
    answer(request, box, dials)
      .catch((error: unknown) =>
        asJson(500, { detail: error instanceof Unopenable ? error.message : 'this mail cannot be shown' }),
      )
      .then((made) => {
        send(response, made);
      })
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`port ${port.toString()} on ${host} is taken; choose another with --http-port`)
          : error,
      );
    });
    server.listen(port, host, resolve);
  });
  // A server that listens on host and port answers with an address object; a string is for pipes.
  const address = server.address() as AddressInfo;
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
};
