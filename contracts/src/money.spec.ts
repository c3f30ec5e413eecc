import { expect } from 'chai';
import fc from 'fast-check';
import { formatMinor, minorDigits } from './currencies.js';
import { divideHalfEven, knownCurrency, lineAmountMinor, sumMinor } from './money.js';

describe('an amount of money', () => {
  it('is quantity times price, to the penny', () => {
    expect(lineAmountMinor(12, '6.95')).to.equal(8340);
    expect(lineAmountMinor(48, '2.1')).to.equal(10080);
    expect(lineAmountMinor(3, '18')).to.equal(5400);
  });
  it('rounds half a penny to the even neighbour', () => {
    expect(lineAmountMinor(1, '0.005')).to.equal(0);
    expect(lineAmountMinor(1, '0.015')).to.equal(2);
    expect(lineAmountMinor(1, '0.025')).to.equal(2);
    expect(lineAmountMinor(-1, '0.015')).to.equal(-2);
    expect(lineAmountMinor(1, '0.001')).to.equal(0);
  });
  it('keeps the sign of a negative price', () => {
    expect(lineAmountMinor(1, '-53594.36')).to.equal(-5359436);
  });
  it('refuses what is no decimal price, and says so', () => {
    for (const bad of ['', '1e3', '1,5', 'NaN', '.5', '1.1234567']) {
      expect(() => lineAmountMinor(1, bad)).to.throw(RangeError, 'is not a decimal price');
    }
  });
  it('refuses an amount that cannot be held exactly', () => {
    expect(() => lineAmountMinor(1_000_000, '999999999999')).to.throw(RangeError, 'exactly');
    expect(() => sumMinor([Number.MAX_SAFE_INTEGER, 1])).to.throw(RangeError, 'exactly');
  });
  it('divides as the definition of half-even says, for any pair', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
        fc.bigInt({ min: 1n, max: 10n ** 6n }),
        (a, b) => {
          const q = divideHalfEven(a, b);
          const twiceError = (a - q * b) * 2n;
          expect(twiceError <= b && twiceError >= -b).to.equal(true);
          if (twiceError === b || twiceError === -b) expect(q % 2n).to.equal(0n);
        },
      ),
    );
  });
  it('reads as people write it', () => {
    expect(formatMinor(123456, 'GBP')).to.equal('£1,234.56');
    expect(formatMinor(-5, 'GBP')).to.equal('-£0.05');
    expect(formatMinor(1234, 'JPY')).to.equal('JP¥1,234');
    // By ISO 4217: the runtime shows forints and rupiahs without the digits in which they are charged.
    expect(formatMinor(250_000, 'HUF')).to.match(/^HUF\s2,500\.00$/);
    expect(formatMinor(100, 'IDR')).to.match(/^IDR\s1\.00$/);
    expect(formatMinor(1_500, 'KWD')).to.match(/^KWD\s1\.500$/);
  });

  it('is taken in currencies that exist and mean the same to all who move it', () => {
    for (const code of ['GBP', 'EUR', 'JPY', 'HUF', 'USD'])
      expect(knownCurrency.safeParse(code).success, code).to.equal(true);
    // None; abolished; a metal; counted otherwise by gateways.
    for (const code of ['QQQ', 'DEM', 'XAU', 'ISK', 'UGX', 'MGA', 'KWD', 'gbp'])
      expect(knownCurrency.safeParse(code).success, code).to.equal(false);
    expect(['GBP', 'JPY', 'KWD', 'QQQ'].map(minorDigits)).to.deep.equal([2, 0, 3, 2]);
  });
});
