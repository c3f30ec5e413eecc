import { collections, type SalesSums } from '@storefold/contracts';
import { expect } from 'chai';
import { sums } from '../testing/documents.js';
import { analyst } from '../testing/people.js';
import { openQueriedShop, problemIn, refusalIn, type QueriedShop } from '../testing/queried-shop.js';
import type { SalesAnswer } from './sales-questions.js';

const { salesByDay, salesByCountry, salesByProduct, salesByCustomer } = collections;

describe('questions about sales', function () {
  this.timeout(30_000);
  let shop: QueriedShop;

  before(async () => {
    shop = await openQueriedShop();
    const day = (date: string, more: Partial<SalesSums>) => ({
      ...{ ...sums(more), day: date, month: date.slice(0, 7), currency: 'GBP' },
    });
    await shop.write(salesByDay, {
      '2011-10-31|GBP': day('2011-10-31', { orders: 1, units: 4, linesMinor: 1_000, chargesMinor: 200 }),
      '2011-11-01|GBP': day('2011-11-01', {
        orders: 2,
        units: 7,
        linesMinor: 3_000,
        cancelledOrders: 1,
        cancelledMinor: 500,
      }),
      '2011-11-30|GBP': day('2011-11-30', { refunds: 1, refundsMinor: 700, unitsReturned: 1, returnsMinor: 650 }),
      '2011-12-01|GBP': day('2011-12-01', { orders: 1, linesMinor: 2_000, adjustments: 1, adjustmentsMinor: -5_000 }),
    });
    const country = (month: string, name: string, more: Partial<SalesSums>) => ({
      [`${month}|GBP|${name}`]: { ...sums(more), month, currency: 'GBP', country: name },
    });
    await shop.write(salesByCountry, {
      ...country('2011-10', 'EIRE', { orders: 1, linesMinor: 1_000, chargesMinor: 200 }),
      ...country('2011-11', 'EIRE', { orders: 1, linesMinor: 400 }),
      ...country('2011-11', 'United Kingdom', { orders: 1, linesMinor: 2_600, cancelledMinor: 500, refundsMinor: 700 }),
      ...country('2011-12', 'United Kingdom', { orders: 1, linesMinor: 2_000 }),
    });
    const product = (month: string, sku: string, title: string, more: Partial<SalesSums>) => ({
      [`${month}|GBP|${sku}`]: { ...sums(more), month, currency: 'GBP', sku, title },
    });
    await shop.write(salesByProduct, {
      ...product('2011-10', 'MUG', 'MUG, BLUE', { orders: 1, units: 4, linesMinor: 1_000 }),
      ...product('2011-11', 'MUG', 'BLUE MUG', {
        orders: 2,
        units: 7,
        linesMinor: 3_000,
        cancelledMinor: 500,
        returnsMinor: 650,
      }),
      ...product('2011-11', 'SIGN', 'A sign', { orders: 1, units: 1, linesMinor: 9_000_000_000_000 }),
    });
    await shop.write(salesByCustomer, {
      '2011-11|GBP|17850': {
        ...sums({ orders: 2, linesMinor: 2_500 }),
        month: '2011-11',
        currency: 'GBP',
        customerId: '17850',
      },
      '2011-12|GBP|17850': {
        ...sums({ refunds: 1, refundsMinor: 300 }),
        month: '2011-12',
        currency: 'GBP',
        customerId: '17850',
      },
      '2011-12|GBP|guest': {
        ...sums({ orders: 1, linesMinor: 2_000 }),
        month: '2011-12',
        currency: 'GBP',
        customerId: 'guest',
      },
    });
  });
  after(() => shop.close());

  const ask = async (question: string): Promise<SalesAnswer> => {
    const { status, body } = await shop.ask(`/analytics/sales?${question}`, analyst);
    expect(status, JSON.stringify(body)).to.equal(200);
    // The shape that the studio's pages rely on; the specs look at its parts.
    return body as SalesAnswer;
  };
  /** Key and what remains of each row. */
  const nets = ({ rows }: SalesAnswer) => rows.map(({ key, netMinor }) => [key, netMinor]);

  it('by day: every sum as it is kept, what remains, and the totals', async () => {
    expect(await ask('by=day&from=2011-10-31&to=2011-11-01')).to.deep.equal({
      ...{ by: 'day', from: '2011-10-31', to: '2011-11-01', timeZone: 'Europe/London' },
      ...{ currency: 'GBP', currencies: ['GBP'] },
      rows: [
        { key: '2011-10-31', ...sums({ orders: 1, units: 4, linesMinor: 1_000, chargesMinor: 200 }), netMinor: 1_200 },
        {
          ...{ key: '2011-11-01', netMinor: 2_500 },
          ...sums({ orders: 2, units: 7, linesMinor: 3_000, cancelledOrders: 1, cancelledMinor: 500 }),
        },
      ],
      totals: {
        ...sums({
          orders: 3,
          units: 11,
          linesMinor: 4_000,
          chargesMinor: 200,
          cancelledOrders: 1,
          cancelledMinor: 500,
        }),
        netMinor: 3_700,
      },
      truncated: false,
    });
  });
  it('by day: any days, both ends included, and none where there was no trade', async () => {
    const all: readonly (readonly [string, number])[] = [
      ['2011-10-31', 1_200],
      ['2011-11-01', 2_500],
      ['2011-11-30', -700],
      ['2011-12-01', 2_000],
    ];
    expect(nets(await ask('by=day'))).to.deep.equal(all);
    expect(nets(await ask('by=day&from=2011-11-01'))).to.deep.equal(all.slice(1));
    expect(nets(await ask('by=day&to=2011-11-29'))).to.deep.equal(all.slice(0, 2));
    expect(nets(await ask('by=day&from=2011-11-02&to=2011-11-29'))).to.deep.equal([]);
    expect((await ask('by=day&from=2011-11-02&to=2011-11-29')).totals).to.deep.equal({ ...sums(), netMinor: 0 });
  });
  it('by month: the sums of its days; an adjustment of the books is no sale', async () => {
    expect(nets(await ask('by=month'))).to.deep.equal([
      ['2011-10', 1_200],
      ['2011-11', 1_800],
      ['2011-12', 2_000],
    ]);
    expect((await ask('by=month&from=2011-12-01&to=2011-12-31')).totals).to.include({
      ...{ adjustmentsMinor: -5_000, netMinor: 2_000 },
    });
  });
  it('by country: over whole months', async () => {
    expect(nets(await ask('by=country'))).to.deep.equal([
      ['EIRE', 1_600],
      ['United Kingdom', 3_400],
    ]);
    expect(nets(await ask('by=country&from=2011-11-01&to=2011-11-30'))).to.deep.equal([
      ['EIRE', 400],
      ['United Kingdom', 1_400],
    ]);
  });
  it('by country: is the same trade as by day', async () => {
    const { totals } = await ask('by=country');
    expect(totals.netMinor).to.equal((await ask('by=day')).totals.netMinor);
  });
  it('never takes a cancelled order off twice, by its cancellation and by its money back', async () => {
    const back = { ...sums({ orders: 1, units: 2, linesMinor: 100, chargesMinor: 20, cancelledOrders: 1 }) };
    const cancelled = { ...back, cancelledMinor: 120, refundsOfCancelled: 1, refundsOfCancelledMinor: 120 };
    const month = '1999-01';
    await shop.write(salesByDay, { '1999-01-05|GBP': { ...cancelled, currency: 'GBP', day: '1999-01-05', month } });
    await shop.write(salesByCountry, {
      '1999-01|GBP|Malta': { ...cancelled, currency: 'GBP', month, country: 'Malta' },
    });
    await shop.write(salesByCustomer, { '1999-01|GBP|7': { ...cancelled, currency: 'GBP', month, customerId: '7' } });
    for (const by of ['day', 'month', 'country', 'customer']) {
      const { rows, totals } = await ask(`by=${by}&from=1999-01-01&to=1999-01-31`);
      expect(rows, by).to.have.length(1);
      expect(totals, by).to.deep.equal({ ...cancelled, netMinor: 0 });
    }
    await shop.db.collection(salesByDay).deleteMany({ month });
    await shop.db.collection(salesByCountry).deleteMany({ month });
    await shop.db.collection(salesByCustomer).deleteMany({ month });
  });
  it('by product: with a title, less what was cancelled and what came back, and no charges', async () => {
    const { rows } = await ask('by=product');
    expect(rows.map(({ key, label, netMinor, units }) => [key, label, netMinor, units])).to.deep.equal([
      ['MUG', 'BLUE MUG', 2_850, 11],
      ['SIGN', 'A sign', 9_000_000_000_000, 1],
    ]);
  });
  it('by customer: guests are one', async () => {
    expect(nets(await ask('by=customer'))).to.deep.equal([
      ['17850', 2_200],
      ['guest', 2_000],
    ]);
  });
  it('puts what remains most first where asked to', async () => {
    expect(nets(await ask('by=country&order=net')).map(([key]) => key)).to.deep.equal(['United Kingdom', 'EIRE']);
  });
  it('cuts rows at the limit, says so, and still sums all of them', async () => {
    const cut = await ask('by=product&order=net&limit=1');
    expect(nets(cut).map(([key]) => key)).to.deep.equal(['SIGN']);
    expect([cut.truncated, cut.totals.orders, cut.totals.netMinor]).to.deep.equal([true, 4, 9_000_000_002_850]);
    expect((await ask('by=product&limit=2')).truncated).to.equal(false);
  });

  for (const [question, code, path] of [
    ['by=day&from=2011-12-01&to=2011-11-30', 'invalid-period', 'query.to'],
    ['by=month&from=2011-12-01&to=2011-11-30', 'invalid-period', 'query.to'],
    ['by=month&from=2011-11-02', 'whole-months-only', 'query.from'],
    ['by=country&to=2011-11-29', 'whole-months-only', 'query.to'],
    ['by=product&from=2011-11-01&to=2012-02-28', 'whole-months-only', 'query.to'],
    ['by=customer&from=2011-11-30&to=2011-11-30', 'whole-months-only', 'query.from'],
  ] as const) {
    it(`${question} is refused: ${code}`, async () => {
      const reply = await shop.ask(`/analytics/sales?${question}`, analyst);
      expect(refusalIn(reply)).to.deep.equal([400, code]);
      expect(problemIn(reply).fields?.map((field) => field.path)).to.deep.equal([path]);
    });
  }
  it('never adds up two currencies: each is asked for by itself, and all are named', async () => {
    const [day, month] = ['1997-05-05', '1997-05'];
    const of = (currency: string, linesMinor: number) => ({
      [`${day}|${currency}`]: { ...sums({ orders: 1, linesMinor }), day, month, currency },
    });
    const ofMalta = (currency: string, linesMinor: number) => ({
      [`${month}|${currency}|Malta`]: { ...sums({ orders: 1, linesMinor }), month, currency, country: 'Malta' },
    });
    await shop.write(salesByDay, { ...of('GBP', 100), ...of('EUR', 7_000), ...of('CHF', 1) });
    await shop.write(salesByCountry, { ...ofMalta('GBP', 100), ...ofMalta('EUR', 7_000) });
    try {
      const period = 'from=1997-05-01&to=1997-05-31';
      const ours = await ask(`by=month&${period}`);
      expect(ours).to.deep.include({ currency: 'GBP', currencies: ['GBP', 'CHF', 'EUR'] });
      expect(nets(ours)).to.deep.equal([[month, 100]]);
      expect(nets(await ask(`by=day&${period}&currency=EUR`))).to.deep.equal([[day, 7_000]]);
      const theirs = await ask(`by=country&${period}&currency=EUR`);
      expect(nets(theirs)).to.deep.equal([['Malta', 7_000]]);
      expect(theirs).to.deep.include({ currency: 'EUR' });
      expect(theirs.totals).to.include({ orders: 1, netMinor: 7_000 });
      expect(nets(await ask(`by=country&${period}&currency=USD`))).to.deep.equal([]);
    } finally {
      await shop.db.collection(salesByDay).deleteMany({ month });
      await shop.db.collection(salesByCountry).deleteMany({ month });
    }
  });

  it('are answered in the shop’s own currency from sums of before there were others', async () => {
    const [day, month] = ['1996-05-05', '1996-05'];
    const before = { ...sums({ orders: 1, linesMinor: 300 }), month };
    await shop.db.collection<{ _id: string; day: string }>(salesByDay).insertOne({ _id: day, ...before, day });
    await shop.db
      .collection<{ _id: string; country: string }>(salesByCountry)
      .insertOne({ _id: `${month}|Malta`, ...before, country: 'Malta' });
    try {
      const period = 'from=1996-05-01&to=1996-05-31';
      expect(nets(await ask(`by=month&${period}`))).to.deep.equal([[month, 300]]);
      expect(nets(await ask(`by=country&${period}`))).to.deep.equal([['Malta', 300]]);
      expect(nets(await ask(`by=country&${period}&currency=EUR`))).to.deep.equal([]);
      expect((await ask(`by=month&${period}`)).currencies).to.deep.equal(['GBP']);
    } finally {
      await shop.db.collection(salesByDay).deleteMany({ month });
      await shop.db.collection(salesByCountry).deleteMany({ month });
    }
  });

  describe('beyond what a number holds exactly', () => {
    const most = Number.MAX_SAFE_INTEGER;
    const month = '1998-01';
    const write = (days: readonly Partial<SalesSums>[]) =>
      Promise.all(
        days.flatMap((more, index) => [
          shop.write(salesByDay, {
            [`1998-01-1${index.toString()}|GBP`]: {
              ...{ ...sums(more), day: `1998-01-1${index.toString()}`, month, currency: 'GBP' },
            },
          }),
          shop.write(salesByCountry, {
            [`1998-0${(index + 1).toString()}|GBP|Chad`]: {
              ...sums(more),
              currency: 'GBP',
              month: `1998-0${(index + 1).toString()}`,
              country: 'Chad',
            },
          }),
        ]),
      );
    afterEach(async () => {
      await shop.db.collection(salesByDay).deleteMany({ month });
      await shop.db.collection(salesByCountry).deleteMany({ country: 'Chad' });
    });
    for (const [what, days] of [
      ['a sum', [{ linesMinor: most }, { linesMinor: 1 }]],
      ['a sum on its way', [{ chargesMinor: most }, { chargesMinor: 2 }, { chargesMinor: -5 }]],
      ['what remains', [{ linesMinor: most }, { chargesMinor: 1, cancelledMinor: 1 }]],
      ['a sum that the fold gave up', [{ adjustmentsMinor: NaN }]],
    ] satisfies readonly (readonly [string, readonly Partial<SalesSums>[]])[])
      it(`is refused, not answered a penny off: ${what}`, async () => {
        await write(days);
        for (const question of ['by=month', 'by=country']) {
          const reply = await shop.ask(`/analytics/sales?${question}&from=1998-01-01&to=1998-12-31`, analyst);
          expect(refusalIn(reply), question).to.deep.equal([422, 'sum-too-large']);
        }
      });
    it('is answered up to there', async () => {
      await write([{ linesMinor: most - 1 }, { linesMinor: 1 }]);
      for (const by of ['month', 'country'])
        expect((await ask(`by=${by}&from=1998-01-01&to=1998-12-31`)).totals.netMinor).to.equal(most);
    });
  });
  it('knows the last day of a leap year’s February', async () => {
    expect(nets(await ask('by=product&from=2011-11-01&to=2012-02-29'))).to.have.length(2);
  });
});
