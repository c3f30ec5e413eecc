import { createHmac } from 'node:crypto';
import { expect } from 'chai';
import { z } from 'zod';
import { deriveId } from '../derive-id.js';
import { createSessions } from '../sessions/sessions.js';
import { createLogger } from '../telemetry/logger.js';
import { Unavailable } from '../unavailable.js';
import type { Remark } from './health.js';
import { startHttpService, type HttpService } from './http-service.js';
import { refuse } from './refusal.js';
import { defineRoute, type Route } from './route.js';

const sessions = createSessions(Buffer.alloc(32, 7));
const bodyKey = Buffer.alloc(32, 9);
const seen: { commandId: string; bodyHash: string }[] = [];

const routes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/mugs/:mugId',
    roles: ['clerk'],
    summary: 'Paint a mug.',
    command: true,
    params: z.strictObject({ mugId: z.string().max(10) }),
    body: z.strictObject({ colour: z.string(), spots: z.int().min(1) }),
    handle: ({ params, body, commandId, bodyHash }) => {
      seen.push({ commandId, bodyHash });
      return Promise.resolve({ status: 201, body: { ...params, ...body, position: 2n ** 60n } });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/mugs',
    roles: ['anyone'],
    summary: 'Mugs.',
    query: z.strictObject({ limit: z.coerce.number().int().max(100).optional() }),
    handle: ({ query }) => Promise.resolve({ status: 200, body: query }),
  }),
  defineRoute({
    method: 'GET',
    path: '/picture',
    roles: ['anyone'],
    summary: 'Bytes.',
    handle: () =>
      Promise.resolve({
        ...{ status: 200, bytes: Uint8Array.of(0, 255, 128, 10) },
        headers: { 'Content-Type': 'application/pdf', 'Storefold-Stale-By': '1' },
      }),
  }),
  defineRoute({
    method: 'GET',
    path: '/full',
    roles: ['anyone'],
    summary: 'Refuses.',
    handle: () => Promise.resolve(refuse('shelf-full', 409, 'The shelf is full.', { facts: { room: 0 } })),
  }),
  defineRoute({
    method: 'GET',
    path: '/away',
    roles: ['anyone'],
    summary: '503.',
    handle: () => Promise.reject(new Unavailable('later', { retryAfterSeconds: 3 })),
  }),
  defineRoute({
    method: 'GET',
    path: '/mugs/:mugId/way',
    roles: ['clerk'],
    byLink: true,
    summary: 'Where a mug is.',
    params: z.strictObject({ mugId: z.string() }),
    handle: ({ principal, linkToken }) =>
      Promise.resolve({ status: 200, body: { kind: principal.kind, linkToken: linkToken ?? null } }),
  }),
  defineRoute({
    method: 'GET',
    path: '/broken',
    roles: ['anyone'],
    summary: '500.',
    handle: () => Promise.reject(new Error('secret detail')),
  }),
];

describe('the HTTP edge', () => {
  let service: HttpService;
  let wellness: string | Remark | undefined;
  let clerk = '';
  let shopper = '';
  const logged: Record<string, unknown>[] = [];
  const told = { write: (line: string) => logged.push(z.record(z.string(), z.unknown()).parse(JSON.parse(line))) };

  before(async () => {
    service = await startHttpService({
      name: 'mugs',
      host: '127.0.0.1',
      port: 0,
      routes,
      ...{ sessions, bodyKey },
      ready: { kiln: () => Promise.resolve(wellness) },
      logger: createLogger('mugs', 'info', told),
    });
    clerk = await sessions.issue({ kind: 'staff', id: 's1', login: 'ann', roles: ['clerk'] }, 60);
    shopper = await sessions.issue({ kind: 'shopper', id: 'v1' }, 60);
  });
  after(() => service.close());

  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(service.url + path, init);
    const text = await response.text();
    return {
      response,
      text,
      json: (): Record<string, unknown> => z.record(z.string(), z.unknown()).parse(JSON.parse(text)),
    };
  };
  const paint = (body: string, headers: Record<string, string> = {}, path = '/mugs/m1') =>
    ask(path, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${clerk}`,
        'idempotency-key': 'key-00001',
        ...headers,
      },
    });

  it('sends bytes as they are, as what they are said to be', async () => {
    const response = await fetch(`${service.url}/picture`);
    expect([...new Uint8Array(await response.arrayBuffer())]).to.deep.equal([0, 255, 128, 10]);
    expect(response.headers.get('content-type')).to.equal('application/pdf');
  });

  it('answers a command with its parsed parts, 64-bit numbers as text', async () => {
    const { response, json } = await paint('{"colour":"red","spots":3}');
    expect(response.status).to.equal(201);
    expect(json()).to.deep.equal({ mugId: 'm1', colour: 'red', spots: 3, position: '1152921504606846976' });
  });

  it('derives the command from principal, path and key, and the hash from the body whatever the order of its fields', async () => {
    seen.length = 0;
    await paint('{"colour":"red","spots":3}');
    await paint('{"spots":3,"colour":"red"}');
    await paint('{"spots":4,"colour":"red"}');
    await paint('{"spots":3,"colour":"red"}', {}, '/mugs/m2');
    const [first, reordered, other, otherPath] = seen;
    expect(reordered).to.deep.equal(first);
    expect(other?.commandId).to.equal(first?.commandId);
    expect(other?.bodyHash).not.to.equal(first?.bodyHash);
    expect(otherPath?.commandId).not.to.equal(first?.commandId);
  });

  it('hashes the body under the key of the service, so that nobody else can find it by trying', async () => {
    seen.length = 0;
    await paint('{"colour":"red","spots":3}');
    const canonical = '{"colour":"red","spots":3}';
    const keyed = createHmac('sha256', bodyKey).update(canonical).digest('base64url');
    expect(seen[0]?.bodyHash).to.equal(`hmac.${keyed}`);
  });

  it('names every field that is wrong, unknown or missing', async () => {
    const { response, json } = await paint('{"spots":0,"size":1,"__proto__":{"x":1}}', { 'idempotency-key': 'short' });
    expect(response.status).to.equal(400);
    expect(response.headers.get('content-type')).to.contain('application/problem+json');
    const problem = json();
    expect(problem['code']).to.equal('invalid-request');
    const paths = z
      .array(z.object({ path: z.string() }))
      .parse(problem['fields'])
      .map((field) => field.path);
    expect(paths).to.include.members(['body.colour', 'body.spots', 'body.size', 'header.Idempotency-Key']);
  });

  it('takes a command for the same however its address is spelled, and another spelling of a route for none', async () => {
    seen.length = 0;
    for (const path of ['/mugs/m1', '/mugs/%6d1', '/mugs/m1?'])
      expect((await paint('{"colour":"red","spots":3}', {}, path)).response.status, path).to.equal(201);
    expect(new Set(seen.map(({ commandId }) => commandId)).size).to.equal(1);
    for (const path of ['/mugs/m1/', '/Mugs/m1', '/%6dugs/m1', '//mugs/m1'])
      expect((await paint('{"colour":"red","spots":3}', {}, path)).json()['code'], path).to.equal('no-such-route');
  });

  it('names a command as it did when addresses were taken as they came, so that a late repeat is one', async () => {
    seen.length = 0;
    await paint('{"colour":"red","spots":3}');
    expect(seen[0]?.commandId).to.equal(deriveId('command', 'staff:s1', 'POST', '/mugs/m1', 'key-00001'));
  });

  it('names every text that no store can keep, wherever it stands', async () => {
    const paths = async (asked: ReturnType<typeof paint>) =>
      z.array(z.object({ path: z.string(), message: z.string() })).parse((await asked).json()['fields']);
    expect(await paths(paint('{"colour":"\\ud800 x","spots":3}'))).to.deep.equal([
      { path: 'body.colour', message: 'is not well-formed Unicode' },
    ]);
    expect(await paths(paint('{"colour":"r\\u0000d","spots":3}', {}, '/mugs/m%00'))).to.deep.equal([
      { path: 'path.mugId', message: 'has control characters' },
      { path: 'body.colour', message: 'has control characters' },
    ]);
    expect((await paint('{"colour":"\\ud83d\\ude80 red","spots":3}')).response.status).to.equal(201);
  });

  it('refuses JSON that is broken, bodies that are not JSON, that are too large, and unknown query fields', async () => {
    expect((await paint('{"colour":')).json()['code']).to.equal('invalid-json');
    expect(
      (await paint('colour=red', { 'content-type': 'application/x-www-form-urlencoded' })).json()['code'],
    ).to.equal('not-json');
    expect((await paint(JSON.stringify({ colour: 'x'.repeat(300_000) }))).json()['code']).to.equal('body-too-large');
    expect((await ask('/mugs?limit=5&sort=x')).response.status).to.equal(400);
    expect((await ask('/mugs?limit=5&limit=6')).response.status).to.equal(400);
    expect((await ask('/mugs?limit=5')).json()).to.deep.equal({ limit: 5 });
  });

  it('asks a visitor to sign in and tells another role that it may not', async () => {
    expect((await paint('{}', { authorization: '' })).json()['code']).to.equal('sign-in-required');
    expect((await paint('{}', { authorization: `Bearer ${shopper}` })).json()['code']).to.equal('not-allowed');
    expect((await paint('{}', { authorization: `Bearer ${clerk}x` })).response.status).to.equal(401);
  });

  it('lets in who shows the token of a link, where a route says so, and leaves it to the handler to prove it', async () => {
    const way = async (path: string, headers: Record<string, string>) => {
      const response = await fetch(service.url + path, { headers });
      return [response.status, (await response.json()) as Record<string, unknown>] as const;
    };
    const shown = { 'Storefold-Link': 'a-token' };
    expect(await way('/mugs/blue/way', shown)).to.deep.equal([200, { kind: 'anonymous', linkToken: 'a-token' }]);
    const asShopper = { ...shown, Authorization: `Bearer ${shopper}` };
    expect(await way('/mugs/blue/way', asShopper)).to.deep.equal([200, { kind: 'shopper', linkToken: 'a-token' }]);
    expect((await way('/mugs/blue/way', {}))[0], 'no token').to.equal(401);
    expect((await way('/mugs/blue/way', { Authorization: `Bearer ${shopper}` }))[0], 'a role alone').to.equal(403);
    const commanded = await fetch(`${service.url}/mugs/blue`, { method: 'POST', headers: shown });
    expect(commanded.status, 'another route').to.equal(401);
  });
  it('tells a refusal with its facts, an absent route, and an absence of the store', async () => {
    expect((await ask('/full')).json()).to.include({ type: '/problems/shelf-full', status: 409, code: 'shelf-full' });
    expect((await ask('/nothing')).json()['code']).to.equal('no-such-route');
    const away = await ask('/away');
    expect([away.response.status, away.response.headers.get('retry-after')]).to.deep.equal([503, '3']);
  });

  it('keeps the detail of a surprise to itself and gives the correlation id to quote', async () => {
    const { response, text, json } = await ask('/broken', { headers: { 'x-correlation-id': 'call-7' } });
    expect(response.status).to.equal(500);
    expect(text).not.to.contain('secret');
    expect(json()['correlationId']).to.equal('call-7');
  });

  it('logs what broke, and what was away, under the correlation id that it gives', async () => {
    await ask('/broken', { headers: { 'x-correlation-id': 'call-8' } });
    await ask('/away', { headers: { 'x-correlation-id': 'call-9' } });
    const ofCall = (id: string) =>
      logged.filter(({ correlationId }) => correlationId === id).map(({ msg, path }) => [msg, path]);
    expect(ofCall('call-8')).to.deep.equal([['a request broke', '/broken']]);
    expect(ofCall('call-9')).to.deep.equal([['answered 503', '/away']]);
  });

  it('sends what keeps a browser safe with answers and refusals alike', async () => {
    for (const path of ['/mugs', '/full', '/nothing', '/broken']) {
      const { headers } = (await ask(path)).response;
      expect(headers.get('content-security-policy'), path).to.contain("default-src 'self'");
      expect(headers.get('x-content-type-options'), path).to.equal('nosniff');
      expect(headers.get('strict-transport-security'), path).to.contain('max-age=');
      expect(headers.get('x-powered-by'), path).to.equal(null);
    }
    expect((await ask('/mugs')).response.headers.get('content-type')).to.equal('application/json; charset=utf-8');
    expect((await ask('/full')).response.headers.get('content-type')).to.equal(
      'application/problem+json; charset=utf-8',
    );
    const head = await ask('/full', { method: 'HEAD' });
    expect([head.text, Number(head.response.headers.get('content-length')) > 0]).to.deep.equal(['', true]);
  });

  it('is live always and ready only while each check is', async () => {
    expect((await ask('/health/live')).response.status).to.equal(200);
    expect((await ask('/health/ready')).response.status).to.equal(200);
    wellness = 'the kiln is cold';
    const cold = await ask('/health/ready');
    wellness = undefined;
    expect(cold.response.status).to.equal(503);
    expect(cold.json()['checks']).to.deep.equal({ kiln: 'the kiln is cold' });
    wellness = { remark: 'one mug cracked' };
    const cracked = await ask('/health/ready');
    wellness = undefined;
    expect(cracked.response.status).to.equal(200);
    expect(cracked.json()).to.deep.include({ status: 'ready', checks: { kiln: 'one mug cracked' } });
    expect((await ask('/metrics')).text).to.contain('http_request_duration_seconds_count');
  });

  it('does not take a route that states no role', () => {
    expect(() =>
      defineRoute({
        method: 'GET',
        path: '/open',
        roles: [],
        summary: '',
        handle: () => Promise.resolve({ status: 200 }),
      }),
    ).to.throw('states no role');
  });
});
