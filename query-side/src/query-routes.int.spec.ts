import { collections, type Principal } from '@storefold/contracts';
import { expect } from 'chai';
import { queryRoutes } from './query-routes.js';
import { order, product } from './testing/documents.js';
import { analyst, ann, auditor, clerk, nobody } from './testing/people.js';
import { openQueriedShop, problemIn, type QueriedShop } from './testing/queried-shop.js';

const long = 'x'.repeat(2_000);

/** Route, who asks, what is asked, and the field that the answer must name. */
type Case = readonly [route: string, as: Principal, path: string, field: string];

const limits = (route: string, as: Principal, path: string, most: number): readonly Case[] =>
  ['0', '-1', (most + 1).toString(), '99999999999999999999', '1.5', '', 'ten', '1&limit=2', 'Infinity', 'NaN'].map(
    (limit): Case => [route, as, `${path}${path.includes('?') ? '&' : '?'}limit=${limit}`, 'query.limit'],
  );
const cursors = (route: string, as: Principal, path: string): readonly Case[] =>
  ['', 'x', 'bm90IGpzb24', long, `x&cursor=y`].map((cursor): Case => [
    route,
    as,
    `${path}?cursor=${cursor}`,
    'query.cursor',
  ]);
const moments = (route: string, as: Principal, path: string, name: string): readonly Case[] =>
  ['yesterday', '2011-12-01', '2011-12-01T09:30:00', '2011-02-30T00:00:00Z', '2011-12-01T25:00:00Z', ''].map(
    (moment): Case => [route, as, `${path}?${name}=${moment}`, `query.${name}`],
  );

const cases: readonly Case[] = [
  ...limits('/shop/products', nobody, '/shop/products', 100),
  ...cursors('/shop/products', nobody, '/shop/products'),
  ['/shop/products', nobody, '/shop/products?search=', 'query.search'],
  ['/shop/products', nobody, `/shop/products?search=${long}`, 'query.search'],
  ['/shop/products', nobody, '/shop/products?search=a&search=b', 'query.search'],
  ['/shop/products', nobody, '/shop/products?search[$ne]=a', 'query.search[$ne]'],
  ['/shop/products', nobody, '/shop/products?category=%20', 'query.category'],
  ['/shop/products', nobody, '/shop/products?sort=popularity', 'query.sort'],
  ['/shop/products', nobody, '/shop/products?sort=toString', 'query.sort'],
  ['/shop/products-by-sku', nobody, '/shop/products-by-sku', 'query.skus'],
  ['/shop/products-by-sku', nobody, '/shop/products-by-sku?skus=', 'query.skus.0'],
  ['/shop/products-by-sku', nobody, '/shop/products-by-sku?skus=MUG,../etc', 'query.skus.1'],
  ['/shop/products-by-sku', nobody, `/shop/products-by-sku?skus=${'MUG,'.repeat(100)}MUG`, 'query.skus'],
  ['/shop/products/:sku', nobody, '/shop/products/%2e%2e%2fetc', 'path.sku'],
  ['/shop/products/:sku', nobody, `/shop/products/${'x'.repeat(41)}`, 'path.sku'],
  ['/shop/products/:sku', nobody, '/shop/products/a%00b', 'path.sku'],
  ...limits('/shop/orders', ann, '/shop/orders', 100),
  ...cursors('/shop/orders', ann, '/shop/orders'),
  ['/shop/orders/:orderId', ann, '/shop/orders/a%20b', 'path.orderId'],
  ['/shop/orders/:orderId', ann, `/shop/orders/${'x'.repeat(101)}`, 'path.orderId'],
  ['/shop/orders/:orderId/payment', ann, '/shop/orders/%24where/payment', 'path.orderId'],
  ['/shop/orders/:orderId/invoices', ann, '/shop/orders/%24where/invoices', 'path.orderId'],
  ['/shop/own-events', ann, '/shop/own-events', 'query.positions'],
  ['/shop/own-events', ann, '/shop/own-events?positions=', 'query.positions.0'],
  ['/shop/own-events', ann, `/shop/own-events?positions=${'1,'.repeat(20)}1`, 'query.positions'],
  ['/invoices/:number', ann, '/invoices/INV-1', 'path.number'],
  ['/invoices/:number', ann, `/invoices/INV-2026-11-${'1'.repeat(40)}`, 'path.number'],
  ['/invoices/:number.pdf', ann, '/invoices/%2e%2e%2fetc.pdf', 'path.number'],
  ...limits('/desk/orders', clerk, '/desk/orders', 100),
  ...cursors('/desk/orders', clerk, '/desk/orders'),
  ['/desk/orders', clerk, '/desk/orders?status=lost', 'query.status'],
  ...limits('/desk/reconciliation', clerk, '/desk/reconciliation', 100),
  ['/desk/reconciliation', clerk, '/desk/reconciliation?status=lost', 'query.status'],
  ['/desk/orders', clerk, '/desk/orders?status=placed&status=shipped', 'query.status'],
  ...limits('/analytics/sales', analyst, '/analytics/sales?by=day', 10_000),
  ['/analytics/sales', analyst, '/analytics/sales', 'query.by'],
  ['/analytics/sales', analyst, '/analytics/sales?by=hour', 'query.by'],
  ['/analytics/sales', analyst, '/analytics/sales?by=__proto__', 'query.by'],
  ['/analytics/sales', analyst, '/analytics/sales?by=day&order=profit', 'query.order'],
  ['/analytics/sales', analyst, '/analytics/sales?by=day&from=2011-02-29', 'query.from'],
  ['/analytics/sales', analyst, '/analytics/sales?by=day&from=2011', 'query.from'],
  ['/analytics/sales', analyst, '/analytics/sales?by=day&to=31-12-2011', 'query.to'],
  ['/analytics/sales', analyst, '/analytics/sales?by=day&from=2011-12-02&to=2011-12-01', 'query.to'],
  ['/analytics/recommendations', analyst, '/analytics/recommendations?from=2011', 'query.from'],
  ['/analytics/recommendations', analyst, '/analytics/recommendations?from=2011-12-02&to=2011-12-01', 'query.to'],
  ...limits('/audit/events', auditor, '/audit/events', 100),
  ...cursors('/audit/events', auditor, '/audit/events'),
  ...moments('/audit/events', auditor, '/audit/events', 'from'),
  ...moments('/audit/events', auditor, '/audit/events', 'to'),
  ['/audit/events', auditor, '/audit/events?from=2011-12-01T00:00:00Z&to=2011-11-01T00:00:00Z', 'query.to'],
  ['/audit/events', auditor, '/audit/events?direction=sideways', 'query.direction'],
  ['/audit/events', auditor, '/audit/events?stream=', 'query.stream'],
  ['/audit/events', auditor, `/audit/events?stream=${long}`, 'query.stream'],
  ['/audit/events', auditor, `/audit/events?type=${long}`, 'query.type'],
  ['/audit/events', auditor, '/audit/events?correlationId=', 'query.correlationId'],
  ['/audit/events/:position', auditor, '/audit/events/12345', 'path.position'],
  ['/audit/events/:position', auditor, `/audit/events/${long}`, 'path.position'],
  ['/audit/density', auditor, '/audit/density?axis=both', 'query.axis'],
  ...['orders', 'payments', 'products', 'stock'].flatMap((subject): readonly Case[] => [
    [`/audit/${subject}/:id`, auditor, `/audit/${subject}/a%2Fb`, 'path.id'],
    [`/audit/${subject}/:id`, auditor, `/audit/${subject}/o1?axis=both`, 'query.axis'],
    ...moments(`/audit/${subject}/:id`, auditor, `/audit/${subject}/o1`, 'at'),
  ]),
  ['/status', nobody, '/status?after=now', 'query.after'],
];

/** Who may ask a route, and a path on which all else is well. */
const wellAsked = (path: string): string =>
  path
    .replace(':sku', 'MUG')
    .replace(':orderId', 'o1')
    .replace(':number', 'INV-2026-11-000001')
    .replace(':position', '00000000.0')
    .replace(':id', 'o1')
    .replace('-by-sku', '-by-sku?skus=MUG')
    .replace('/own-events', '/own-events?positions=00000000.1')
    .replace('/sales', '/sales?by=day');
const asksFor = (path: string): Principal =>
  path.startsWith('/audit')
    ? auditor
    : path.startsWith('/analytics')
      ? analyst
      : path.startsWith('/desk')
        ? clerk
        : ann;

describe('what cannot be understood', function () {
  this.timeout(30_000);
  let shop: QueriedShop;
  before(async () => {
    shop = await openQueriedShop();
    await shop.write(collections.products, { MUG: product('MUG') });
    await shop.write(collections.orders, { o1: order('o1', { shopperId: 'shopper-ann' }) });
    await shop.append('order-o1', { type: 'OrderConfirmed', data: { orderId: 'o1' } });
  });
  after(() => shop.close());

  const isRefused = async (path: string, as: Principal, field: string): Promise<void> => {
    const reply = await shop.ask(path, as);
    const problem = problemIn(reply);
    expect(reply.status, JSON.stringify(problem)).to.equal(400);
    expect(problem).to.include({ status: 400, type: `/problems/${problem.code}` });
    expect(problem.code).to.match(/^[a-z]+(-[a-z]+)*$/);
    expect(problem.fields?.map(({ path: at }) => at)).to.include(field);
  };

  for (const [route, as, path, field] of cases)
    it(`${route} names ${field}: ${path.slice(route.split(':')[0]?.length, 90)}`, () => isRefused(path, as, field));

  it('has a case for every route', () => {
    expect([...new Set(cases.map(([route]) => route))]).to.have.members(queryRoutes().map(({ path }) => path));
  });

  for (const { path } of queryRoutes()) {
    const asked = wellAsked(path);
    const also = (more: string) => `${asked}${asked.includes('?') ? '&' : '?'}${more}`;
    it(`${path} knows its parameters and no others`, async () => {
      await isRefused(also('colour=red'), asksFor(path), 'query.colour');
      await isRefused(also('%24where=1'), asksFor(path), 'query.$where');
      await isRefused(also('__proto__=1'), asksFor(path), 'query.__proto__');
      await isRefused(also('constructor=1'), asksFor(path), 'query.constructor');
    });
    it(`${path} takes no position that is none or belongs to another log`, async () => {
      for (const after of ['', '1', 'x.y', '00000000.1', `${shop.shop.logId}.-1`, long])
        await isRefused(also(`after=${after}`), asksFor(path), 'query.after');
    });
  }

  it('is refused where the path itself is broken', async () => {
    const reply = await shop.ask('/shop/products/%ZZ');
    expect([reply.status, problemIn(reply).code]).to.deep.equal([400, 'invalid-request']);
  });

  it('never breaks the log’s pages: a cursor made up of big numbers', async () => {
    const forged = (list: string, at: string) =>
      Buffer.from(JSON.stringify({ log: shop.shop.logId, list, at: [at] })).toString('base64url');
    for (const at of ['9223372036854775807', '9223372036854775808', '9999999999999999999', '1']) {
      for (const direction of ['forwards', 'backwards']) {
        for (const [question, name] of [
          ['', `log ${direction}  `],
          ['&stream=order-o1', `log ${direction} order-o1 `],
          ['&correlationId=trace-1', `log ${direction}  trace-1`],
        ] as const) {
          const path = `/audit/events?direction=${direction}${question}&cursor=${forged(name, at)}`;
          const { status, body } = await shop.ask(path, auditor);
          expect([200, 400], `${path} at ${at}: ${JSON.stringify(body)}`).to.include(status);
        }
      }
    }
  });
  it('never breaks the look at one event: a position where none is, or beyond every log', async () => {
    // At 3, within the first frame, no event can stand.
    for (const digits of ['3', '9223372036854775807', '9223372036854775808', '9999999999999999999']) {
      const reply = await shop.ask(`/audit/events/${shop.shop.logId}.${digits}`, auditor);
      expect(reply.status, digits).to.be.oneOf([400, 404]);
      expect(problemIn(reply).code).to.be.oneOf(['invalid-position', 'no-such-event']);
    }
  });
});
