import { expect } from 'chai';
import { inCurrency } from './currency.js';
import type { Card } from './types.js';

const mug: Card = {
  ...{ sku: 'MUG', title: 'A mug', priceMinor: 450, currency: 'GBP', prices: [{ currency: 'EUR', priceMinor: 520 }] },
  ...{ category: null, available: 3, discontinued: false, picture: null },
};

describe('a product in a currency', () => {
  it('costs what it costs in that, where it is sold in it', () => {
    expect(inCurrency(mug, 'EUR')).to.include({ priceMinor: 520, currency: 'EUR', sku: 'MUG' });
  });
  it('stays as it is where it is not, or nobody chose', () => {
    for (const currency of [undefined, 'GBP', 'USD']) expect(inCurrency(mug, currency)).to.equal(mug);
  });
});
