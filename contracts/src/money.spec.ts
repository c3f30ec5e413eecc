import { expect } from 'chai';
import fc from 'fast-check';
import { divideHalfEven, formatMinor, lineAmountMinor, sumMinor } from './money.js';

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
  });
});
