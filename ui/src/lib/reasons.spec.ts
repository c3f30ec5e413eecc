import { expect } from 'chai';
import { ownEventInWords, whyOf } from './reasons.js';

const titles: Readonly<Record<string, string>> = { MUG: 'BLUE MUG', POT: 'Tea pot' };
const titleOf = (sku: string) => titles[sku];

describe('why a product is recommended', () => {
  const told = (kind: string, times: number, other?: string) =>
    whyOf({ kind, times, ...(other === undefined ? {} : { with: other }) }, ['l.1'], titleOf);

  it('is said with the fact and the orders that prove it', () => {
    expect(told('viewed-similar', 3, 'MUG').because).to.equal('You looked at Blue Mug, and 3 orders hold both.');
    expect(told('bought-together', 1, 'POT').because).to.equal('1 order holds both: this and Tea pot.');
    expect(told('popular', 12).because).to.equal('12 orders hold it; the recent ones count most.');
    expect(told('bought-before', 2).words).to.equal('You bought it 2 times');
  });
  it('names a product that is not sold any more by its number', () => {
    expect(told('goes-with-basket', 2, 'GONE').because).to.equal('GONE is in your basket, and 2 orders hold both.');
  });
  it('leads to events where the shopper did something, and not to orders of others', () => {
    expect(told('viewed-similar', 3, 'MUG').isOwn).to.equal(true);
    expect(told('bought-together', 3, 'MUG').isOwn).to.equal(false);
    expect(whyOf({ kind: 'goes-with-basket', with: 'MUG', times: 1 }, [], titleOf).isOwn).to.equal(false);
  });
  it('makes nothing up where nothing is known', () => {
    expect(told('in-shop', 0).words).to.equal(undefined);
    expect(told('popular', 0).because).to.not.contain('0');
    expect(told('something-to-come', 1).because).to.contain('in the shop');
  });
});

describe('what a shopper did', () => {
  it('is told as they would say it', () => {
    expect(ownEventInWords({ type: 'ProductViewed', skus: ['MUG'] }, titleOf)).to.equal('You looked at Blue Mug');
    expect(ownEventInWords({ type: 'OrderPlaced', skus: ['MUG', 'POT', 'A', 'B', 'C'] }, titleOf)).to.equal(
      'You ordered Blue Mug, Tea pot, A and 2 more',
    );
  });
});
