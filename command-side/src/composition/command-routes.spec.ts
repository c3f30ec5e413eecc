import { expect } from 'chai';
import { satisfies, type Principal, type Problem } from '@storefold/contracts';
import { createSessions, openApiOf, startHttpService, type HttpService, type Route } from '@storefold/platform';
import {
  badBodiesOfActivity,
  badBodiesOfCatalogue,
  badBodiesOfPricing,
  badBodiesOfProcesses,
  badBodiesOfReturns,
  type BadBody,
} from '../testing/bad-bodies.js';
import { silent } from '../testing/contexts.js';
import { commandRoutes } from './command-routes.js';

const routes = commandRoutes();
const sessions = createSessions(Buffer.alloc(32, 1));
const everybody: readonly Principal[] = [
  { kind: 'anonymous' },
  { kind: 'shopper', id: 'shopper-1' },
  ...(['clerk', 'analyst', 'auditor', 'administrator'] as const).map((role) => ({
    ...{ kind: 'staff' as const, id: `staff-${role}`, login: role, roles: [role] },
  })),
];
const nameOf = (principal: Principal) => (principal.kind === 'staff' ? principal.login : principal.kind);
const filled = ({ path }: Pick<Route, 'path'>) => path.replaceAll(/:\w+/g, 'some-id');

describe('the routes of the command side', () => {
  let service: HttpService;
  before(async () => {
    const ready = {};
    service = await startHttpService({
      name: 'spec',
      host: '127.0.0.1',
      port: 0,
      routes,
      sessions,
      ready,
      logger: silent,
    });
  });
  after(() => service.close());

  const ask = async (
    route: Pick<Route, 'method' | 'path'>,
    principal: Principal,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<{ readonly status: number; readonly problem: Partial<Problem> }> => {
    const token = principal.kind === 'anonymous' ? undefined : await sessions.issue(principal, 60);
    const response = await fetch(`${service.url}${filled(route)}`, {
      method: route.method,
      headers: {
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const told = response.headers.get('content-type')?.includes('problem') === true ? text : '{}';
    // What our own edge writes as a problem is one; its fields are what these specs look at.
    return { status: response.status, problem: JSON.parse(told) as Partial<Problem> };
  };

  describe('let in who may', () => {
    for (const route of routes) {
      for (const principal of everybody) {
        const may = satisfies(principal, route.roles);
        it(`${route.method} ${route.path}: ${may ? 'lets in' : 'refuses'} ${nameOf(principal)}`, async () => {
          // Nothing is sent, so whoever is let in is told what is missing before any store is asked.
          const { status, problem } = await ask(route, principal);
          // What only asks is let in as far as the store, which is not there.
          if (may) expect([200, 201, 204, 400, ...(route.method === 'GET' ? [503] : [])]).to.include(status);
          else if (principal.kind === 'anonymous')
            expect([status, problem.code]).to.deep.equal([401, 'sign-in-required']);
          else expect([status, problem.code]).to.deep.equal([403, 'not-allowed']);
        });
      }
    }
    it('each stand in the OpenAPI document under a name of their own', () => {
      const operations = Object.values(openApiOf('command-side', routes).paths ?? {}).flatMap(
        ({ get, post, put, delete: removal }) =>
          [get, post, put, removal].flatMap((operation) => operation?.operationId ?? []),
      );
      expect(operations).to.have.lengthOf(routes.length);
      expect(new Set(operations).size).to.equal(routes.length);
    });
    it('are open to anyone only where a session begins or ends', () => {
      const open = routes
        .filter(({ roles }) => roles.includes('anyone'))
        .map(({ method, path }) => `${method} ${path}`);
      expect(open).to.have.members([
        'POST /access/sessions',
        'POST /access/staff-sessions',
        'DELETE /access/sessions',
        'GET /access/me',
        // What a page says before anybody is known.
        'GET /terms/currencies',
        'GET /terms/delivery-methods',
        'POST /orders/quote',
        'POST /customers',
        'POST /customers/session',
        'DELETE /customers/session',
        // A token that was mailed stands in place of a session.
        'POST /customers/verification',
        'POST /customers/verification/request',
        'POST /customers/password-reset',
        'POST /customers/password',
        // The gateway's signature stands in place of a session.
        'POST /payments/webhooks',
      ]);
    });
  });

  describe('refuse what they cannot understand, naming the field', () => {
    const clerk = everybody[2] ?? { kind: 'anonymous' };
    const shopper = everybody[1] ?? { kind: 'anonymous' };
    const customer: Principal = { kind: 'shopper', id: 'c', customerId: 'c', passwordVersion: 0 };
    const administrator = everybody[5] ?? { kind: 'anonymous' };
    const key = { 'Idempotency-Key': 'a-key-of-its-own' };
    const product = { sku: 'MUG', title: 'A mug', priceMinor: 450, currency: 'GBP' };
    const delivery = {
      name: 'Ann',
      email: 'ann@example.org',
      line1: '1 High Street',
      city: 'Leeds',
      postcode: 'LS1 1AA',
    };
    const order = { lines: [{ sku: 'MUG', quantity: 1 }], country: 'United Kingdom', delivery };
    const payment = { orderId: 'o1', method: 'cash', amountMinor: 100, currency: 'GBP' };
    const big = Number.MAX_SAFE_INTEGER + 1;

    const cases: readonly BadBody[] = [
      ...badBodiesOfCatalogue(clerk),
      ...badBodiesOfActivity(shopper),
      ...badBodiesOfProcesses(administrator),
      ...badBodiesOfPricing({ clerk, shopper, order }),
      ...badBodiesOfReturns(clerk, shopper),
      ['/inventory/products', clerk, { ...product, colour: 'red' }, 'body.colour'],
      ['/inventory/products', clerk, { ...product, sku: '../etc' }, 'body.sku'],
      ['/inventory/products', clerk, { ...product, sku: { $ne: '' } }, 'body.sku'],
      ['/inventory/products', clerk, { ...product, title: '  ' }, 'body.title'],
      ['/inventory/products', clerk, { ...product, title: 'A \ud800 mug' }, 'body.title'],
      ['/inventory/products', clerk, { ...product, category: 'mu\u0000gs' }, 'body.category'],
      ['/inventory/products', clerk, { ...product, priceMinor: -1 }, 'body.priceMinor'],
      ['/inventory/products', clerk, { ...product, priceMinor: 4.5 }, 'body.priceMinor'],
      ['/inventory/products', clerk, { ...product, priceMinor: '450' }, 'body.priceMinor'],
      ['/inventory/products', clerk, { ...product, priceMinor: 1e12 + 1 }, 'body.priceMinor'],
      ['/inventory/products', clerk, { ...product, currency: 'pounds' }, 'body.currency'],
      ['/inventory/products', clerk, [product], 'body'],
      ['/inventory/products', clerk, null, 'body'],
      ['/inventory/products/:sku/price', clerk, { priceMinor: -5, currency: 'GBP' }, 'body.priceMinor'],
      ['/inventory/products/:sku/price', clerk, { priceMinor: 1e12 + 1, currency: 'GBP' }, 'body.priceMinor'],
      ['/inventory/products/:sku/price', clerk, { priceMinor: 5 }, 'body.currency'],
      ['/inventory/products/:sku/discontinuation', clerk, { reason: 'old' }, 'body.reason'],
      ['/inventory/products/:sku/reinstatement', clerk, { reason: 'new' }, 'body.reason'],
      ['/inventory/products/:sku/stock', clerk, { action: 'steal', quantity: 1 }, 'body.action'],
      ['/inventory/products/:sku/stock', clerk, { action: 'receive', quantity: -1 }, 'body.quantity'],
      ['/inventory/products/:sku/stock', clerk, { action: 'receive', quantity: 0 }, 'body.quantity'],
      ['/inventory/products/:sku/stock', clerk, { action: 'receive', quantity: 1e7 }, 'body.quantity'],
      ['/inventory/products/:sku/stock', clerk, { action: 'receive', quantity: 1, note: '\udc00' }, 'body.note'],
      ['/inventory/products/:sku/stock', clerk, { action: 'count', counted: -1 }, 'body.counted'],
      ['/inventory/products/:sku/stock', clerk, { action: 'count', counted: 1, quantity: 1 }, 'body.quantity'],
      ['/inventory/products/:sku/stock', clerk, { action: 'adjust', quantity: 0, reason: 'none' }, 'body.quantity'],
      ['/inventory/products/:sku/stock', clerk, { action: 'adjust', quantity: -1 }, 'body.reason'],
      ['/inventory/products/:sku/stock', clerk, { action: 'write-off', quantity: 1 }, 'body.reason'],
      ['/inventory/products/:sku/stock', clerk, { action: 'write-off', quantity: -1, reason: 'r' }, 'body.quantity'],
      ['/inventory/products/:sku/low-stock', clerk, { threshold: -1 }, 'body.threshold'],
      ['/inventory/products/:sku/low-stock', clerk, { threshold: 1.5 }, 'body.threshold'],
      ['/carts/mine/items', shopper, { sku: 'MUG', quantity: 0 }, 'body.quantity'],
      ['/carts/mine/items', shopper, { sku: 'MUG', quantity: 1.5 }, 'body.quantity'],
      ['/carts/mine/items', shopper, { sku: 'MUG', quantity: 1, priceMinor: 1 }, 'body.priceMinor'],
      ['/orders', shopper, { ...order, lines: [] }, 'body.lines'],
      ['/orders', shopper, { ...order, lines: [{ sku: 'MUG', quantity: -2 }] }, 'body.lines.0.quantity'],
      ['/orders', shopper, { ...order, lines: [{ sku: 'MUG', quantity: 1.5 }] }, 'body.lines.0.quantity'],
      [
        '/orders',
        shopper,
        { ...order, lines: [{ sku: 'MUG', quantity: 1, priceMinor: 1 }] },
        'body.lines.0.priceMinor',
      ],
      ['/orders', shopper, { ...order, totalMinor: 1 }, 'body.totalMinor'],
      ['/orders', shopper, { ...order, expectedTotalMinor: big }, 'body.expectedTotalMinor'],
      ['/orders', shopper, { ...order, delivery: { ...delivery, email: 'nobody' } }, 'body.delivery.email'],
      ['/orders', shopper, { ...order, delivery: undefined }, 'body.delivery'],
      ['/orders', shopper, { ...order, country: '' }, 'body.country'],
      ['/orders', shopper, { ...order, country: '\ud800 x' }, 'body.country'],
      ['/orders', shopper, { ...order, delivery: { ...delivery, city: 'Le\udc00eds' } }, 'body.delivery.city'],
      ['/orders/:orderId/shipments', clerk, { lines: [] }, 'body.lines'],
      ['/orders/:orderId/shipments', clerk, { lines: [{ lineId: '1', quantity: 0 }] }, 'body.lines.0.quantity'],
      ['/orders/:orderId/shipments', clerk, { all: true }, 'body.all'],
      [
        '/orders/:orderId/shipments',
        clerk,
        { tracking: { carrier: 'Post', number: '1', url: 'javascript:alert(1)' } },
        'body.tracking.url',
      ],
      ['/orders/:orderId/shipments/:shipmentId/delivery', clerk, { at: 'noon' }, 'body.at'],
      ['/orders/:orderId/line-cancellations', clerk, { reason: 'no', lines: [] }, 'body.lines'],
      ['/orders/:orderId/line-cancellations', shopper, { lines: [{ lineId: '1', quantity: 1 }] }, 'body.reason'],
      ['/orders/:orderId/cancellation', clerk, {}, 'body.reason'],
      ['/orders/:orderId/cancellation', shopper, { reason: 'x'.repeat(201) }, 'body.reason'],
      ['/orders/:orderId/cancellation', clerk, { reason: '\ud800' }, 'body.reason'],
      ['/orders/:orderId/returns', clerk, { reason: 'cracked' }, 'body.lines'],
      [
        '/orders/:orderId/returns',
        clerk,
        { reason: 'r', lines: [{ lineId: '1', quantity: 1, amountMinor: 9 }] },
        'body.lines.0.amountMinor',
      ],
      ['/orders', shopper, { ...order, payment: { kind: 'shells' } }, 'body.payment.kind'],
      [
        '/orders',
        shopper,
        { ...order, payment: { kind: 'card', paymentMethodId: '4242424242424242' } },
        'body.payment.paymentMethodId',
      ],
      ['/payments/:orderId/cards', shopper, { paymentMethodId: '4242 4242 4242 4242' }, 'body.paymentMethodId'],
      ['/payments/:orderId/cards', shopper, { number: '4242424242424242' }, 'body.number'],
      ['/payments/reconciliation', clerk, { from: 'yesterday', to: 'today' }, 'body.from'],
      [
        '/payments/reconciliation',
        clerk,
        { from: '2026-11-26T00:00:00.000Z', to: '2026-11-25T00:00:00.000Z' },
        'body.to',
      ],
      ['/payments/webhooks', clerk, 'text', 'body'],
      ['/payments', clerk, { ...payment, amountMinor: 0 }, 'body.amountMinor'],
      ['/payments', clerk, { ...payment, amountMinor: -100 }, 'body.amountMinor'],
      ['/payments', clerk, { ...payment, amountMinor: big }, 'body.amountMinor'],
      ['/payments', clerk, { ...payment, method: 'shells' }, 'body.method'],
      ['/payments', clerk, { ...payment, orderId: 'a b' }, 'body.orderId'],
      ['/payments/:orderId/refunds', clerk, { amountMinor: 1.01, reason: 'cracked' }, 'body.amountMinor'],
      ['/payments/:orderId/refunds', clerk, { amountMinor: 1, reason: '' }, 'body.reason'],
      ['/access/staff-sessions', shopper, { login: 'ann' }, 'body.password'],
      ['/payments/:orderId/refunds', clerk, { amountMinor: 1, reason: 'x\ud800' }, 'body.reason'],
      ['/access/staff-sessions', shopper, { login: 'an\ud800n', password: 'x' }, 'body.login'],
      ['/access/staff-sessions', shopper, { login: { $gt: '' }, password: 'x' }, 'body.login'],
      ['/access/sessions', shopper, { id: 'somebody-else' }, 'body.id'],
      ['/access/staff', administrator, { login: 'a b', roles: ['clerk'] }, 'body.login'],
      ['/access/staff', administrator, { login: 'ann', roles: ['owner'] }, 'body.roles.0'],
      ['/access/staff', administrator, { login: 'ann', roles: [] }, 'body.roles'],
      ['/access/staff', administrator, { login: 'ann', roles: ['clerk'], password: 'mine' }, 'body.password'],
      ['/access/staff/:staffId/password', administrator, { password: 'mine' }, 'body.password'],
      ['/customers', shopper, { name: 'Ann', email: 'ann@example.org', password: 'short' }, 'body.password'],
      ['/customers/session', shopper, { email: 'ann@example.org' }, 'body.password'],
      ['/customers/verification', shopper, {}, 'body.token'],
      ['/customers/verification/request', shopper, { email: 'nobody' }, 'body.email'],
      ['/customers/password-reset', shopper, { email: 'nobody' }, 'body.email'],
      ['/customers/password', shopper, { password: 'long enough for one' }, 'body'],
      ['/customers/me/erasure', customer, { why: 'x' }, 'body.why'],
      ['/customers/:customerId/erasure', administrator, { why: 'x' }, 'body.why'],
      ['/customers/me/addresses', customer, { ...delivery, country: 'France' }, 'body.email'],
    ];
    for (const [path, principal, body, field] of cases) {
      it(`POST ${path} ${JSON.stringify(body).slice(0, 80)}: ${field}`, async () => {
        const { status, problem } = await ask({ method: 'POST', path }, principal, body, key);
        expect([status, problem.code]).to.deep.equal([400, 'invalid-request']);
        expect(problem.fields?.map((each) => each.path)).to.include(field);
      });
    }

    it('have a case for every route that takes a body', () => {
      const tried = new Set(cases.map(([path]) => path));
      const takers = routes.filter(({ method }) => method === 'POST').map(({ path }) => path);
      expect([...tried]).to.have.members(takers);
    });

    for (const route of routes.filter(({ command }) => command)) {
      it(`${route.method} ${route.path}: asks for an Idempotency-Key`, async () => {
        const principal = route.roles.includes('customer')
          ? customer
          : route.roles.includes('shopper')
            ? shopper
            : administrator;
        for (const wrong of [{}, { 'Idempotency-Key': 'short' }]) {
          const { status, problem } = await ask(route, principal, {}, wrong);
          expect(status).to.equal(400);
          expect(problem.fields?.map((each) => each.path)).to.include('header.Idempotency-Key');
        }
      });
    }

    it('refuse an id that could not be one', async () => {
      const { status, problem } = await ask(
        { method: 'POST', path: '/inventory/products/%2e%2e%2fetc/stock' },
        clerk,
        { action: 'count', counted: 1 },
        key,
      );
      expect(status).to.equal(400);
      expect(problem.fields?.map((each) => each.path)).to.include('path.sku');
    });
  });
});
