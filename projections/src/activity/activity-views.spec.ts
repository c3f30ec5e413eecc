import type { ShopEvent } from '@storefold/contracts';
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
const shown: ShopEvent = {
  type: 'RecommendationsShown',
  data: { ...of('s'), placement: 'home', skus: ['MUG', 'CUP'] },
};
const followed: ShopEvent = {
  type: 'RecommendationFollowed',
  data: { ...of('f'), placement: 'home', shownId: 's', sku: 'CUP' },
};

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
    const [key = ''] = touched(view, shown);
    expect(foldView(view, key, historyOf(shown, shown, followed))).to.deep.include({
      ...{ placement: 'home', shown: 2, products: 4, followed: 1 },
    });
  });
});
