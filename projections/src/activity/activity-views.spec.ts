import type { RecommendationGroup, ShopEvent } from '@storefold/contracts';
import { expect } from 'chai';
import { orderPlaced } from '../testing/events.js';
import { historyOf, london } from '../testing/history.js';
import { foldView } from '../engine/view.js';
import { touched } from '../testing/views-spec.js';
import { funnelView } from './funnel-view.js';
import { recommendationUseView } from './recommendation-use-view.js';

const of = (activityId: string) => ({ visitorId: 'v', activityId, seenAt: '2026-01-01T00:00:00.000Z' });
const viewed = (id: string, sku: string): ShopEvent => ({ type: 'ProductViewed', data: { ...of(id), sku } });
const added: ShopEvent = {
  type: 'ItemAddedToCart',
  data: { cartId: 'c', changeId: 'x', sku: 'MUG', quantity: 3, currency: 'GBP' },
};
type In = { readonly group?: RecommendationGroup };
const shownTo = (group: In): ShopEvent => ({
  type: 'RecommendationsShown',
  data: { ...of('s'), placement: 'home', ...group, skus: ['MUG', 'CUP'] },
});
const followedBy = (group: In): ShopEvent => ({
  type: 'RecommendationFollowed',
  data: { ...of('f'), placement: 'home', ...group, shownId: 's', sku: 'CUP' },
});

describe('the funnel', () => {
  it('counts looks, carts and orders of a product and a month', () => {
    const placed = orderPlaced('o1', [
      ['MUG', 2, 450],
      ['MUG', 1, 450],
      ['CUP', 1, 300],
    ]);
    const events = historyOf(viewed('a', 'MUG'), viewed('b', 'MUG'), viewed('c', 'CUP'), added, placed);
    const view = funnelView(london);
    const key = events.flatMap((event) => view.keys(event)).find((name) => name.endsWith('|MUG')) ?? '';
    expect(foldView(view, key, events)).to.deep.include({ sku: 'MUG', views: 2, added: 1, orders: 1, pieces: 3 });
  });
});

describe('the use of recommendations', () => {
  it('counts lists, the products in them, and who followed', () => {
    const view = recommendationUseView(london);
    const [shown, followed] = [shownTo({}), followedBy({})];
    const [key = ''] = touched(view, shown);
    expect(foldView(view, key, historyOf(shown, shown, followed))).to.deep.include({
      ...{ placement: 'home', group: null, shown: 2, products: 4, followed: 1 },
    });
  });
  it('keeps the control share apart from whom we recommend to', () => {
    const view = recommendationUseView(london);
    const [treated, follows] = [shownTo({ group: 'treated' }), followedBy({ group: 'treated' })];
    const control = shownTo({ group: 'control' });
    const history = historyOf(treated, control, control, follows, shownTo({}));
    const [key = ''] = touched(view, treated);
    expect(touched(view, follows)).to.deep.equal([key]);
    expect(foldView(view, key, history)).to.deep.include({ group: 'treated', shown: 1, followed: 1 });
    const [other = ''] = touched(view, control);
    expect(foldView(view, other, history)).to.deep.include({ group: 'control', shown: 2, followed: 0 });
  });
  it('keeps sums by cohort: one visitor is always in the same, many are in all, whatever the order', () => {
    const view = recommendationUseView(london);
    const shownBy = (visitorId: string): ShopEvent => ({
      type: 'RecommendationsShown',
      data: { ...of('s'), visitorId, placement: 'home', group: 'treated', skus: ['MUG'] },
    });
    const history = historyOf(
      ...Array.from({ length: 400 }, (_, at) => shownBy(`visitor-${at.toString()}`)),
      ...Array.from({ length: 5 }, () => shownBy('often')),
    );
    const [key = ''] = touched(view, shownBy('often'));
    const cohorts = foldView(view, key, history)?.cohorts ?? [];
    expect(cohorts).to.have.length(32);
    expect(cohorts.reduce((sum, { shown }) => sum + shown, 0)).to.equal(405);
    expect(cohorts.every(({ shown }) => shown > 0)).to.equal(true);
    const alone = foldView(view, key, historyOf(shownBy('often'), shownBy('often')))?.cohorts ?? [];
    expect(alone.filter(({ shown }) => shown > 0)).to.deep.equal([{ shown: 2, followed: 0 }]);
    expect(foldView(view, key, history.toReversed())?.cohorts).to.deep.equal(cohorts);
  });
});
