import { expect } from 'chai';
import { writtenAmount } from './written-amount.js';

describe('an amount on the page of the bank', () => {
  // Between a code and a number stands a space that does not break.
  const written = (amount: number, currency: string) => writtenAmount(amount, currency).replaceAll('\u00a0', ' ');
  it('is in hundredths, also where the runtime writes none', () => {
    expect(written(1_250, 'gbp')).to.equal('£12.50');
    expect(written(123_400, 'huf')).to.equal('HUF 1,234.00');
  });
  it('is whole, or in thousandths, where it is charged so', () => {
    expect(written(1_250, 'jpy')).to.equal('JP¥1,250');
    expect(written(1_250, 'kwd')).to.equal('KWD 1.250');
  });
});
