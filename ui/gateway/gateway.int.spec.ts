import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLogger, type RunningService } from '@storefold/platform';
import { expect } from 'chai';
import { configuration } from './configuration.js';
import { owners } from './proxies.js';
import { startGateway } from './service.js';

/** A service that tells what reached it. */
const echo = async (): Promise<{ readonly url: string; readonly server: Server }> => {
  const server = createServer((request, response) => {
    const { url, method, headers } = request;
    response.writeHead(200, { 'content-type': 'application/json', 'set-cookie': 'a=b; HttpOnly' });
    response.end(JSON.stringify({ url, method, correlationId: headers['x-correlation-id'], cookie: headers.cookie }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port.toString()}` };
};

const nobodyThere = 'http://127.0.0.1:9';

describe('the gateway', () => {
  let service: Awaited<ReturnType<typeof echo>>;
  let gateway: RunningService & { readonly url: string };

  before(async () => {
    service = await echo();
    const config = configuration.parse({
      ...{ HOST: '127.0.0.1', PORT: '0' },
      ...{ COMMAND_SIDE_URL: service.url, QUERY_SIDE_URL: service.url },
      ...{ RECOMMENDER_URL: nobodyThere, PROJECTIONS_URL: service.url },
    });
    gateway = await startGateway(config, createLogger('ui', 'silent'), (request, response) => {
      response.json({ page: request.url, proto: request.headers['x-forwarded-proto'] });
    });
  });

  after(async () => {
    await gateway.close();
    service.server.close();
  });

  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(gateway.url + path, init);
    return { response, body: (await response.json()) as Record<string, unknown> };
  };

  it('passes on what belongs to a service, without /api, with cookie and correlation id', async () => {
    const headers = { cookie: 'storefold_session=x', 'x-correlation-id': 'visit-7' };
    const { response, body } = await ask('/api/orders/7/shipments?x=1', { method: 'POST', headers });
    expect(body).to.deep.equal({
      url: '/orders/7/shipments?x=1',
      method: 'POST',
      correlationId: 'visit-7',
      cookie: 'storefold_session=x',
    });
    expect(response.headers.get('set-cookie')).to.equal('a=b; HttpOnly');
  });

  it('holds out a tenth of visitors from recommendations unless told otherwise, and never most of them', () => {
    const share = configuration.shape.RECOMMENDATION_CONTROL_SHARE;
    expect([share.parse(undefined), share.parse('0'), share.parse('0.25')]).to.deep.equal([0.1, 0, 0.25]);
    for (const wrong of ['0.6', '-0.1', 'some']) expect(share.safeParse(wrong).success, wrong).to.equal(false);
  });

  it('gives a request that has none, or a bad one, a correlation id', async () => {
    for (const given of [undefined, 'two words', 'x'.repeat(101)]) {
      const { body } = await ask('/api/shop/products', { headers: given ? { 'x-correlation-id': given } : {} });
      expect(body['correlationId'], given).to.match(/^[0-9a-f-]{36}$/);
    }
  });

  it('answers 503 with a code where the service is away', async () => {
    const { response, body } = await ask('/api/recommendations?product=22423');
    expect(response.status).to.equal(503);
    expect(response.headers.get('content-type')).to.equal('application/problem+json');
    expect(response.headers.get('retry-after')).to.equal('1');
    expect(body).to.include({ code: 'unavailable', status: 503 });
  });

  it('knows no other part, nor one that only begins like one', async () => {
    for (const path of ['/api/secrets', '/api/ordersx', '/api']) {
      const { response, body } = await ask(path);
      expect(response.status, path).to.equal(404);
      expect(body['code'], path).to.equal('no-such-route');
    }
  });

  it('leaves everything else to the pages', async () => {
    const { body } = await ask('/products/22423', { headers: { 'x-forwarded-proto': 'https' } });
    expect(body).to.deep.equal({ page: '/products/22423', proto: 'http' });
  });

  it('lets browsers tell our own pages where a form comes from', async () => {
    const { response } = await ask('/staff/sign-in');
    expect(response.headers.get('referrer-policy')).to.equal('same-origin');
  });

  it('is watched like the other services', async () => {
    expect((await ask('/health/live')).body).to.include({ status: 'live' });
    expect((await ask('/health/ready')).body).to.include({ status: 'ready' });
    expect(await (await fetch(`${gateway.url}/metrics`)).text()).to.contain('process_cpu_seconds_total');
  });

  it('shows its metrics to nobody who came by a proxy', async () => {
    for (const header of ['x-forwarded-for', 'forwarded']) {
      const answer = await fetch(`${gateway.url}/metrics`, { headers: { [header]: 'for=203.0.113.7' } });
      expect(answer.status, header).to.equal(404);
    }
  });

  it('sends each part to a service that is configured', () => {
    const known = Object.keys(configuration.shape);
    expect(known).to.include.members(Object.values(owners));
  });
});
