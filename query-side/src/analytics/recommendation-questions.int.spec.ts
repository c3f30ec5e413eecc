import { collections } from '@storefold/contracts';
import { expect } from 'chai';
import { analyst } from '../testing/people.js';
import { openQueriedShop, problemIn, refusalIn, type QueriedShop } from '../testing/queried-shop.js';
import type { RecommendationsAnswer } from './recommendation-questions.js';

describe('questions about recommendations', function () {
  this.timeout(30_000);
  let shop: QueriedShop;
  before(async () => {
    shop = await openQueriedShop();
    const use = (
      day: string,
      placement: string,
      group: 'treated' | 'control' | null,
      shown: number,
      followed: number,
    ) => ({
      [`${day}|${placement}|${group ?? '-'}`]: { day, placement, group, shown, products: 4 * shown, followed },
    });
    await shop.write(collections.recommendationUse, {
      ...use('2026-11-01', 'home', 'treated', 40, 30),
      ...use('2026-11-02', 'home', 'treated', 30, 26),
      ...use('2026-11-02', 'home', 'control', 80, 48),
      ...use('2026-11-02', 'home', null, 1_000, 0),
      ...use('2026-11-02', 'basket', 'treated', 5, 6),
    });
  });
  after(() => shop.close());

  const ask = async (question = ''): Promise<RecommendationsAnswer> => {
    const { status, body } = await shop.ask(`/analytics/recommendations?${question}`, analyst);
    expect(status, JSON.stringify(body)).to.equal(200);
    // The shape that the studio's page relies on; the specs look at its parts.
    return body as RecommendationsAnswer;
  };

  it('by place: whom we recommend to against the control share, and where the difference lies', async () => {
    const { rows, timeZone } = await ask();
    expect(timeZone).to.equal('Europe/London');
    const home = rows.find(({ key }) => key === 'home');
    expect(home?.treated).to.deep.include({ shown: 70, followed: 56, share: 0.8 });
    expect(home?.control).to.deep.include({ shown: 80, followed: 48, share: 0.6 });
    expect([home?.uplift?.low.toFixed(4), home?.uplift?.high.toFixed(4)]).to.deep.equal(['0.0524', '0.3339']);
  });
  it('says nothing of a difference before both were shown something, and never that more was opened than shown', async () => {
    const basket = (await ask()).rows.find(({ key }) => key === 'basket');
    expect(basket?.uplift).to.equal(null);
    expect(basket?.treated).to.deep.include({ shown: 5, followed: 5, share: 1 });
  });
  it('sums up all places, and keeps to the days that are asked for', async () => {
    expect((await ask()).totals.treated.shown).to.equal(75);
    const first = await ask('from=2026-11-01&to=2026-11-01');
    expect(first.rows.map(({ key, treated }) => [key, treated.shown])).to.deep.equal([['home', 40]]);
    expect((await ask('from=2026-12-01')).totals).to.deep.include({ uplift: null });
  });
  it('refuses a period that ends before it begins', async () => {
    const reply = await shop.ask('/analytics/recommendations?from=2026-11-02&to=2026-11-01', analyst);
    expect(refusalIn(reply)).to.deep.equal([400, 'invalid-period']);
    expect(problemIn(reply).fields?.map(({ path }) => path)).to.deep.equal(['query.to']);
  });
});
