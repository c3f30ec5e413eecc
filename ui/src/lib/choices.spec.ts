import { expect } from 'chai';
import { choicesOf } from './choices.js';

const variant = (sku: string, size: string, colour: string, available = 5) => ({
  ...{
    sku,
    title: sku,
    priceMinor: 100,
    currency: 'GBP',
    prices: [],
    category: null,
    available,
    discontinued: false,
    picture: null,
  },
  values: [
    { option: 'Size', value: size },
    { option: 'Colour', value: colour },
  ],
});
const family = {
  ...{ familyId: 'scarf', title: 'A scarf' },
  options: [
    { name: 'Size', values: ['S', 'L', 'XL'] },
    { name: 'Colour', values: ['blue', 'red'] },
  ],
  variants: [variant('SB', 'S', 'blue'), variant('LB', 'L', 'blue', 0), variant('LR', 'L', 'red')],
};

describe('the choices on the page of a variant', () => {
  it('keep what was chosen beside', () => {
    const [size, colour] = choicesOf(family, 'LR');
    expect(size?.choices.map(({ value, chosen }) => [value, chosen])).to.deep.equal([
      ['S', false],
      ['L', true],
      ['XL', false],
    ]);
    expect(colour?.choices.map(({ sku }) => sku)).to.deep.equal(['LB', 'LR']);
  });
  it('lead to the first variant with a value where the combination is not made', () => {
    const [size] = choicesOf(family, 'LR');
    expect(size?.choices[0]?.sku).to.equal('SB');
  });
  it('lead nowhere where nothing has the value, and say what is sold out', () => {
    const [size] = choicesOf(family, 'SB');
    expect(size?.choices.map(({ sku, soldOut }) => [sku, soldOut])).to.deep.equal([
      ['SB', false],
      ['LB', true],
      [undefined, false],
    ]);
  });
});
