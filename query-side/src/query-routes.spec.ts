import { satisfies, type Principal, type Problem, type RequiredRole } from '@storefold/contracts';
import { createLogger, createSessions, defineRoute, startHttpService, type HttpService } from '@storefold/platform';
import { expect } from 'chai';
import { queryRoutes } from './query-routes.js';
import { everybody, nameOf } from './testing/people.js';

const routes = queryRoutes();
const sessions = createSessions(Buffer.alloc(32, 1));

/** Who may ask what: written down twice, so that a change of a route's roles is a decision and not a slip. */
const stated: Readonly<Record<string, readonly RequiredRole[]>> = {
  '/shop/products': ['anyone'],
  '/shop/products-by-sku': ['anyone'],
  '/shop/products/:sku': ['anyone'],
  '/shop/orders': ['shopper'],
  '/shop/orders/:orderId': ['shopper', 'clerk'],
  '/shop/orders/:orderId/payment': ['shopper', 'clerk'],
  '/shop/own-events': ['shopper'],
  '/invoices/:number.pdf': ['shopper', 'clerk'],
  '/invoices/:number': ['shopper', 'clerk'],
  '/shop/orders/:orderId/invoices': ['shopper', 'clerk'],
  '/desk/orders': ['clerk'],
  '/desk/reconciliation': ['clerk', 'auditor'],
  '/analytics/sales': ['analyst'],
  '/analytics/recommendations': ['analyst'],
  '/audit/events': ['auditor'],
  '/audit/events/:position': ['auditor'],
  '/audit/density': ['auditor'],
  '/audit/orders/:id': ['auditor'],
  '/audit/payments/:id': ['auditor'],
  '/audit/products/:id': ['auditor'],
  '/audit/stock/:id': ['auditor'],
  '/status': ['anyone'],
};

describe('the routes of the query side', () => {
  let service: HttpService;
  before(async () => {
    service = await startHttpService({
      ...{ name: 'spec', host: '127.0.0.1', port: 0, routes, sessions, ready: {} },
      logger: createLogger('spec', 'silent'),
    });
  });
  after(() => service.close());

  const ask = async (path: string, token: string | undefined, method = 'GET') => {
    const response = await fetch(`${service.url}${path.replaceAll(/:\w+/g, 'some-id')}`, {
      method,
      headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
    });
    const text = await response.text();
    // What our own edge writes as a problem is one; the specs look at its code.
    return { status: response.status, code: text === '' ? '' : (JSON.parse(text) as Problem).code };
  };
  const tokenOf = (principal: Principal) =>
    principal.kind === 'anonymous' ? Promise.resolve(undefined) : sessions.issue(principal, 60);

  it('state who may ask them', () => {
    expect(Object.fromEntries(routes.map(({ path, roles }) => [path, roles]))).to.deep.equal(stated);
  });
  it('only ask: none of them changes anything', () => {
    expect(routes.filter(({ method, command }) => method !== 'GET' || command)).to.deep.equal([]);
  });

  for (const { path } of routes) {
    for (const principal of everybody) {
      const may = satisfies(principal, stated[path] ?? []);
      it(`${path} ${may ? 'lets in' : 'refuses'} ${nameOf(principal)}`, async () => {
        const { status, code } = await ask(path, await tokenOf(principal));
        // No shop is open here: whoever is let in is told so, or what is missing from the question.
        if (may) expect([400, 503], code).to.include(status);
        else if (principal.kind === 'anonymous') expect([status, code]).to.deep.equal([401, 'sign-in-required']);
        else expect([status, code]).to.deep.equal([403, 'not-allowed']);
      });
    }
  }

  it('take no session that has ended or that another key signed', async () => {
    const auditor = everybody.find((each) => nameOf(each) === 'auditor');
    if (!auditor || auditor.kind === 'anonymous') throw new Error('there is no auditor');
    const forged = await createSessions(Buffer.alloc(32, 2)).issue(auditor, 60);
    const ended = await sessions.issue(auditor, -1);
    for (const token of [forged, ended, 'x', 'x.y.z', ''])
      expect(await ask('/audit/density', token)).to.deep.equal({ status: 401, code: 'sign-in-required' });
  });
  it('ask by their roles also of HEAD', async () => {
    expect((await ask('/audit/density', undefined, 'HEAD')).status).to.equal(401);
  });
  it('have nothing beside them', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH'])
      expect(await ask('/shop/products', undefined, method)).to.deep.equal({ status: 404, code: 'no-such-route' });
  });

  it('cannot start without saying who may ask', () => {
    const handle = () => Promise.resolve({ status: 200 });
    const without = (roles: unknown) => () =>
      defineRoute({
        ...{ method: 'GET', path: '/secrets', summary: 'What nobody said who may see.', handle },
        // What a program without types could pass.
        roles: roles as readonly RequiredRole[],
      });
    for (const roles of [undefined, [], ['owner'], ['auditor', ''], 'anyone'])
      expect(without(roles)).to.throw('GET /secrets states no role');
  });
});
