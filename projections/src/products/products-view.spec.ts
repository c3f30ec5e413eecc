import type { ShopEvent } from '@storefold/contracts';
import { expect } from 'chai';
import { foldView } from '../engine/view.js';
import { orderPlaced, priceChanged, productDefined } from '../testing/events.js';
import { History, historyOf } from '../testing/history.js';
import { productsView, searchWords } from './products-view.js';

describe('the products', () => {
  it('shows what was defined, found by the words of its title and its SKU', () => {
    const events = historyOf(productDefined('85123A', 'WHITE HANGING HEART T-LIGHT HOLDER', 255, 'Lights'));
    expect(foldView(productsView, '85123A', events)).to.deep.equal({
      sku: '85123A',
      title: 'WHITE HANGING HEART T-LIGHT HOLDER',
      priceMinor: 255,
      currency: 'GBP',
      prices: [],
      category: 'Lights',
      categoryPath: ['Lights'],
      description: '',
      attributes: [],
      pictures: [],
      familyId: null,
      words: ['85123a', 'hanging', 'heart', 'holder', 'light', 't', 'white'],
      definedAt: '2011-03-07T10:00:00.000Z',
      changedAt: '2011-03-07T10:00:00.000Z',
      discontinuedAt: null,
    });
  });

  it('takes prices in other currencies beside its own, each once, and lets go of those that were withdrawn', () => {
    const inCurrency = (currency: string, priceMinor: number): ShopEvent => ({
      ...{ type: 'ProductPricedInCurrency', data: { sku: 'MUG', changeId: 'c', priceMinor, currency } },
    });
    const own = [productDefined('MUG', 'A mug', 450), inCurrency('USD', 600), inCurrency('EUR', 500)];
    const usd = { currency: 'USD', priceMinor: 600 };
    const both = foldView(productsView, 'MUG', historyOf(...own, inCurrency('EUR', 520)));
    expect(both).to.deep.include({
      priceMinor: 450,
      currency: 'GBP',
      prices: [{ currency: 'EUR', priceMinor: 520 }, usd],
    });
    const withdrawn: ShopEvent = {
      ...{ type: 'ProductPriceWithdrawn', data: { sku: 'MUG', changeId: 'd', currency: 'EUR' } },
    };
    expect(foldView(productsView, 'MUG', historyOf(...own, withdrawn))?.prices).to.deep.equal([usd]);
  });

  it('has no category where none was given', () => {
    expect(foldView(productsView, 'MUG', historyOf(productDefined('MUG', 'A mug', 450)))?.category).to.equal(null);
  });

  it('takes a new price and keeps the day on which the product was defined', () => {
    const { events } = new History()
      .happens(productDefined('MUG', 'A mug', 450))
      .when({ occurredAt: '2011-04-01T09:00:00.000Z' })
      .happens(priceChanged('MUG', 499));
    expect(foldView(productsView, 'MUG', events)).to.include({
      priceMinor: 499,
      definedAt: '2011-03-07T10:00:00.000Z',
      changedAt: '2011-04-01T09:00:00.000Z',
    });
  });

  it('tells since when it is not sold any more, until it is sold again', () => {
    const history = new History()
      .happens(productDefined('MUG', 'A mug', 450))
      .when({ occurredAt: '2011-04-01T09:00:00.000Z' })
      .happens({ type: 'ProductDiscontinued', data: { sku: 'MUG', changeId: 'c1' } });
    const off = foldView(productsView, 'MUG', history.events);
    expect(off).to.include({ discontinuedAt: '2011-04-01T09:00:00.000Z', priceMinor: 450 });
    const { events } = history.happens({ type: 'ProductReinstated', data: { sku: 'MUG', changeId: 'c2' } });
    expect(foldView(productsView, 'MUG', events)?.discontinuedAt).to.equal(null);
  });

  const described: ShopEvent = {
    type: 'ProductDescribed',
    data: {
      ...{ sku: 'MUG', changeId: 'c1', title: 'A blue mug', description: 'Holds a pint.' },
      ...{ categoryPath: ['Kitchen', 'Mugs'], attributes: [{ name: 'Material', value: 'clay' }] },
      pictures: [{ url: '/mug.jpg', shows: 'A mug' }],
    },
  };
  it('is told anew, found by its new title, and keeps its price', () => {
    const events = historyOf(productDefined('MUG', 'A mug', 450, 'Lights'), described);
    expect(foldView(productsView, 'MUG', events)).to.deep.include({
      ...{ title: 'A blue mug', description: 'Holds a pint.', category: 'Mugs', categoryPath: ['Kitchen', 'Mugs'] },
      attributes: [{ name: 'Material', value: 'clay' }],
      ...{ pictures: [{ url: '/mug.jpg', shows: 'A mug' }], words: ['a', 'blue', 'mug'], priceMinor: 450 },
    });
  });

  it('is a variant of the family that it joined, until it leaves that one', () => {
    const joined = (familyId: string): ShopEvent => ({
      type: 'ProductJoinedFamily',
      data: { sku: 'MUG', familyId, changeId: 'c1' },
    });
    const left = (familyId: string): ShopEvent => ({
      type: 'ProductLeftFamily',
      data: { sku: 'MUG', familyId, changeId: 'c2' },
    });
    const familyAfter = (...events: readonly ShopEvent[]) =>
      foldView(productsView, 'MUG', historyOf(productDefined('MUG', 'A mug', 450), ...events))?.familyId;
    expect(familyAfter(joined('f1'))).to.equal('f1');
    expect(familyAfter(joined('f1'), left('f2'))).to.equal('f1');
    expect(familyAfter(joined('f1'), left('f1'))).to.equal(null);
  });

  it('makes no product of a price alone', () => {
    expect(foldView(productsView, 'MUG', historyOf(priceChanged('MUG', 499)))).to.equal(undefined);
  });

  it('is not touched by orders', () => {
    expect(historyOf(orderPlaced('o1', [['MUG', 1, 450]])).flatMap(productsView.keys)).to.deep.equal([]);
  });

  for (const [title, words] of [
    ['Café Crème', ['café', 'crème', 'x1']],
    ['SET/6  RED, red & Red', ['6', 'red', 'set', 'x1']],
    ['?', ['x1']],
  ] as const)
    it(`is found by ${words.join(', ')} where it is called "${title}"`, () => {
      expect(searchWords(title, 'X1')).to.deep.equal(words);
    });
});
