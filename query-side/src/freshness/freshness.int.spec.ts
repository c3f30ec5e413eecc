import { collections, engineCollections } from '@storefold/contracts';
import { expect } from 'chai';
import { order, payment, product, sums } from '../testing/documents.js';
import { invoice } from '../testing/invoices.js';
import { analyst, ann, auditor, clerk } from '../testing/people.js';
import { openQueriedShop, problemIn, refusalIn, type QueriedShop } from '../testing/queried-shop.js';

const { products, families, stock, orders, payments, invoices, salesByDay, traces, logHours } = collections;

describe('a question that carries the position of a command', function () {
  this.timeout(30_000);
  let shop: QueriedShop;

  before(async () => {
    shop = await openQueriedShop();
    await shop.write(products, { MUG: product('MUG') }, 100n);
    await shop.write(orders, { o1: order('o1', { shopperId: 'shopper-ann' }) }, 100n);
    await shop.write(payments, { o1: payment('o1') }, 100n);
    await shop.write(invoices, { 'INV-2026-11-000001': invoice('o1') }, 100n);
    await shop.write(salesByDay, {
      '2011-12-01|GBP': { ...sums(), day: '2011-12-01', month: '2011-12', currency: 'GBP' },
    });
  });
  beforeEach(() =>
    shop.considered(100n, [products, families, stock, orders, payments, invoices, salesByDay, traces, logHours]),
  );
  after(() => shop.close());

  const upTo = (position: bigint) => `after=${shop.token(position)}`;

  it('is answered at once where every view is there', async () => {
    const reply = await shop.ask(`/shop/products/MUG?${upTo(100n)}`);
    expect([reply.status, reply.headers.get('storefold-stale-by')]).to.deep.equal([200, null]);
    expect(refusalIn(await shop.ask(`/shop/products/NO-SUCH?${upTo(100n)}`))).to.deep.equal([404, 'no-such-product']);
  });

  it('waits until the last of its views has reached the position', async () => {
    let answered = false;
    const reply = shop.ask(`/shop/products/NEW?${upTo(105n)}`).finally(() => (answered = true));
    await shop.considered(200n, [products, families]);
    // The shelf is still behind: whatever else is asked meanwhile, this question waits.
    for (let i = 0; i < 5; i++) await shop.ask('/status');
    expect(answered).to.equal(false);
    await shop.write(products, { NEW: product('NEW') }, 105n);
    await shop.considered(105n, [stock]);
    expect((await reply).status).to.equal(200);
    expect((await reply).headers.get('storefold-stale-by')).to.equal(null);
    expect((await reply).body).to.include({ sku: 'NEW' });
  });

  it('says "not yet", and never "not there", for what has not come in time', async () => {
    const asked = [
      shop.ask(`/shop/products/NOT-YET?${upTo(150n)}`),
      shop.ask(`/shop/orders/not-yet?${upTo(150n)}`, ann),
      shop.ask(`/shop/orders/not-yet/payment?${upTo(150n)}`, clerk),
      shop.ask(`/shop/orders/not-yet/invoices?${upTo(150n)}`, clerk),
      shop.ask(`/invoices/INV-2026-11-000009.pdf?${upTo(150n)}`, clerk),
    ];
    for (const reply of await Promise.all(asked)) {
      expect(refusalIn(reply)).to.deep.equal([503, 'read-model-behind']);
      expect(reply.headers.get('retry-after')).to.equal('1');
      expect(problemIn(reply).facts).to.deep.equal({ staleBy: '50' });
    }
  });

  it('shows what is there and by how much it is stale, on every kind of question', async () => {
    const asked = [
      shop.ask(`/shop/products/MUG?${upTo(130n)}`),
      shop.ask(`/shop/products?${upTo(130n)}`),
      shop.ask(`/shop/products-by-sku?skus=MUG&${upTo(130n)}`),
      shop.ask(`/shop/orders?${upTo(130n)}`, ann),
      shop.ask(`/shop/orders/o1?${upTo(130n)}`, ann),
      shop.ask(`/shop/orders/o1/payment?${upTo(130n)}`, ann),
      shop.ask(`/shop/orders/o1/invoices?${upTo(130n)}`, ann),
      shop.ask(`/invoices/INV-2026-11-000001?${upTo(130n)}`, ann),
      shop.ask(`/invoices/INV-2026-11-000001.pdf?${upTo(130n)}`, ann),
      shop.ask(`/desk/orders?${upTo(130n)}`, clerk),
      shop.ask(`/analytics/sales?by=day&${upTo(130n)}`, analyst),
      shop.ask(`/audit/events?${upTo(130n)}`, auditor),
      shop.ask(`/audit/density?${upTo(130n)}`, auditor),
    ];
    for (const { status, headers, body } of await Promise.all(asked))
      expect([status, headers.get('storefold-stale-by')], JSON.stringify(body)).to.deep.equal([200, '30']);
  });

  it('counts a view without a checkpoint as having considered nothing', async () => {
    await shop.db.collection<{ _id: string }>(engineCollections.checkpoints).deleteOne({ _id: payments });
    const reply = await shop.ask(`/shop/orders/o9?${upTo(30n)}`, ann);
    expect(refusalIn(reply)).to.deep.equal([503, 'read-model-behind']);
    expect(problemIn(reply).facts).to.deep.equal({ staleBy: '30' });
  });

  it('holds positions that no double could', async () => {
    const far = 9_007_199_254_740_993n;
    await shop.considered(far, [products, families, stock]);
    const [there, next] = await Promise.all([
      shop.ask(`/shop/products/MUG?${upTo(far)}`),
      shop.ask(`/shop/products/MUG?${upTo(far + 1n)}`),
    ]);
    expect(there.headers.get('storefold-stale-by')).to.equal(null);
    expect(next.headers.get('storefold-stale-by')).to.equal('1');
  });

  it('is refused a position of another log, and what is none', async () => {
    expect(refusalIn(await shop.ask('/shop/products?after=00000000.1'))).to.deep.equal([400, 'foreign-position']);
    for (const none of [
      '1',
      'x',
      '12345678',
      '12345678.',
      '12345678.-1',
      '12345678.1.5',
      '12345678.99999999999999999999',
    ]) {
      const reply = await shop.ask(`/shop/products?after=${none}`);
      expect(refusalIn(reply), none).to.deep.equal([400, 'invalid-position']);
      expect(problemIn(reply).fields?.[0]?.path).to.equal('query.after');
    }
  });

  it('may be asked of the status, which tells how far each view is', async () => {
    const { body } = await shop.ask('/status');
    expect(body).to.deep.include({ shop: shop.shop, products: 2, orders: 1 });
    // The status lists its views by name; the spec looks at one.
    const { views } = body as { views: readonly { view: string }[] };
    expect(views.map(({ view }) => view)).to.deep.equal([...views.map(({ view }) => view)].sort());
    expect(views.find(({ view }) => view === orders)).to.deep.equal({
      ...{ view: orders, position: '100', considered: '100', updatedAt: '2026-01-01T00:00:00.000Z' },
    });
  });
});
