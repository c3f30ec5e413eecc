import { collections, USE_COHORTS } from '@storefold/contracts';
import { expect } from 'chai';
import { analyst } from '../testing/people.js';
import { openQueriedShop, problemIn, refusalIn, type QueriedShop } from '../testing/queried-shop.js';
import type { RecommendationsAnswer } from './recommendation-questions.js';

/** As evenly over the cohorts as lists can be: nobody's are alike. */
const spread = (shown: number, followed: number) =>
  Array.from({ length: USE_COHORTS }, (_, cohort) => {
    const part = (of: number) =>
      Math.floor(((cohort + 1) * of) / USE_COHORTS) - Math.floor((cohort * of) / USE_COHORTS);
    return { shown: part(shown), followed: part(followed) };
  });

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
      cohorts = spread(shown, followed),
    ) => ({
      [`${day}|${placement}|${group ?? '-'}`]: { day, placement, group, shown, products: 4 * shown, followed, cohorts },
    });
    /** One machine among ten people. */
    const machine = Array.from({ length: USE_COHORTS }, (_, cohort) =>
      cohort === 0 ? { shown: 990, followed: 500 } : { shown: cohort <= 10 ? 1 : 0, followed: 0 },
    );
    await shop.write(collections.recommendationUse, {
      ...use('2026-11-01', 'home', 'treated', 40, 30),
      ...use('2026-11-02', 'home', 'treated', 30, 26),
      ...use('2026-11-02', 'home', 'control', 80, 48),
      ...use('2026-11-02', 'home', null, 1_000, 0),
      ...use('2026-11-02', 'basket', 'treated', 5, 6),
      ...use('2026-11-03', 'search', 'treated', 3_200, 640),
      ...use('2026-11-03', 'search', 'control', 1_000, 500, machine),
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
  it('makes no verdict of what one visitor did a thousand times', async () => {
    const search = (await ask()).rows.find(({ key }) => key === 'search');
    expect(search?.control).to.deep.include({ shown: 1_000, followed: 500 });
    const { difference = 0, low = 0, high = 0 } = search?.uplift ?? {};
    expect([difference.toFixed(2), low < 0, high > 0]).to.deep.equal(['-0.30', true, true]);
  });
  it('says nothing of a difference before both were shown something, and never that more was opened than shown', async () => {
    const basket = (await ask()).rows.find(({ key }) => key === 'basket');
    expect(basket?.uplift).to.equal(null);
    expect(basket?.treated).to.deep.include({ shown: 5, followed: 5, share: 1 });
  });
  it('sums up all places, and keeps to the days that are asked for', async () => {
    expect((await ask('to=2026-11-02')).totals.treated.shown).to.equal(75);
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
