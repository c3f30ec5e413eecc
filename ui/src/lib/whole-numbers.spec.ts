import { mostMinor } from '@storefold/contracts';
import { expect } from 'chai';
import { minorAmount, wholeNumber } from './whole-numbers.js';

describe('numbers that a form sends', () => {
  it('are whole, and pieces are no more than a shelf holds', () => {
    expect(wholeNumber(' 12 ')).to.equal(12);
    for (const none of ['', '1.5', '-1', 'many', '12345678', null]) expect(wholeNumber(none)).to.equal(undefined);
  });
  it('are amounts as large as an order may come to', () => {
    expect(minorAmount('450')).to.equal(450);
    // Fifty pounds' worth of rupiah, in their hundredths.
    expect(minorAmount('105000000')).to.equal(105_000_000);
    expect(minorAmount(mostMinor.toString())).to.equal(mostMinor);
    for (const none of ['', '4.50', '-450', '99999999999999', null]) expect(minorAmount(none)).to.equal(undefined);
  });
});
