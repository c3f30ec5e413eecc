import { collections, type SalesSums } from '@storefold/contracts';
import { expect } from 'chai';
import { product, sums } from '../testing/documents.js';
import { analyst } from '../testing/people.js';
import { openQueriedShop, type QueriedShop } from '../testing/queried-shop.js';
import type { SalesAnswer } from './sales-questions.js';

const { products, salesByProduct } = collections;

describe('sales by category', function () {
  this.timeout(30_000);
  let shop: QueriedShop;

  before(async () => {
    shop = await openQueriedShop();
    const sold = (month: string, currency: string, sku: string, more: Partial<SalesSums>) => ({
      [`${month}|${currency}|${sku}`]: { ...sums(more), month, currency, sku, title: sku },
    });
    await shop.write(salesByProduct, {
      ...sold('2011-10', 'GBP', 'MUG', { orders: 1, units: 4, linesMinor: 1_000 }),
      ...sold('2011-11', 'GBP', 'MUG', {
        orders: 2,
        units: 7,
        linesMinor: 3_000,
        cancelledMinor: 500,
        returnsMinor: 650,
      }),
      ...sold('2011-11', 'GBP', 'CUP', { orders: 1, units: 2, linesMinor: 400 }),
      ...sold('2011-11', 'EUR', 'CUP', { orders: 1, units: 1, linesMinor: 77 }),
      ...sold('2011-11', 'GBP', 'SIGN', { orders: 1, units: 1, linesMinor: 900 }),
      ...sold('2011-11', 'GBP', 'GONE', { orders: 1, units: 1, linesMinor: 30 }),
    });
    await shop.write(products, {
      MUG: product('MUG', { categoryPath: ['Kitchen', 'Mugs'] }),
      CUP: product('CUP', { categoryPath: ['Kitchen', 'Mugs'] }),
      SIGN: product('SIGN'),
    });
  });
  after(() => shop.close());
  const rowsOf = async (question: string) => {
    const { status, body } = await shop.ask(`/analytics/sales?by=category${question}`, analyst);
    expect(status, JSON.stringify(body)).to.equal(200);
    // The shape that the studio's page relies on; the specs look at its parts.
    return (body as SalesAnswer).rows;
  };
  const netsOf = async (question: string) => (await rowsOf(question)).map(({ key, netMinor }) => [key, netMinor]);

  it('are of all that stands there, less what was cancelled and what came back; what stands nowhere is apart', async () => {
    expect(await netsOf('&from=2011-11-01&to=2011-11-30')).to.deep.equal([
      ['', 930],
      ['Kitchen / Mugs', 2_250],
    ]);
    expect((await rowsOf(''))[1]).to.include({ orders: 4, units: 13, linesMinor: 4_400, returnsMinor: 650 });
  });
  it('are of one currency', async () => {
    expect(await netsOf('&currency=EUR')).to.deep.equal([['Kitchen / Mugs', 77]]);
  });
  it('follow a product to where it stands now, with all that it ever sold', async () => {
    await shop.db.collection(products).updateOne({ sku: 'SIGN' }, { $set: { categoryPath: ['Garden'] } });
    expect(await netsOf('&order=net&limit=2')).to.deep.equal([
      ['Kitchen / Mugs', 3_250],
      ['Garden', 900],
    ]);
  });
});
