import { expect } from 'chai';
import fc from 'fast-check';
import { differenceOfShares, wilson } from './two-shares.js';

describe('where a share lies', () => {
  it('is what Newcombe (1998) prints for 81 of 263 and for none of 20', () => {
    const { low, high } = wilson({ of: 81, all: 263 });
    expect([low.toFixed(4), high.toFixed(4)]).to.deep.equal(['0.2553', '0.3662']);
    const none = wilson({ of: 0, all: 20 });
    expect([none.low.toFixed(4), none.high.toFixed(4)]).to.deep.equal(['0.0000', '0.1611']);
  });
  it('is anywhere where nothing was seen', () => {
    expect(wilson({ of: 0, all: 0 })).to.deep.equal({ low: 0, high: 1 });
  });
});

describe('where the difference of two shares lies', () => {
  it('is what Newcombe (1998) prints for 56 of 70 against 48 of 80, method 10', () => {
    const { difference, low, high } = differenceOfShares({ of: 56, all: 70 }, { of: 48, all: 80 });
    expect([difference.toFixed(4), low.toFixed(4), high.toFixed(4)]).to.deep.equal(['0.2000', '0.0524', '0.3339']);
  });
  it('holds the difference itself, stays within what can be, and turns round with its sides', () => {
    const share = fc
      .record({ all: fc.integer({ min: 1, max: 5_000 }), part: fc.double({ min: 0, max: 1, noNaN: true }) })
      .map(({ all, part }) => ({ of: Math.round(all * part), all }));
    fc.assert(
      fc.property(share, share, (ours, theirs) => {
        const { difference, low, high } = differenceOfShares(ours, theirs);
        expect(low).to.be.at.most(difference);
        expect(high).to.be.at.least(difference);
        expect(low).to.be.at.least(-1.000_001);
        expect(high).to.be.at.most(1.000_001);
        const other = differenceOfShares(theirs, ours);
        expect(other.low).to.be.closeTo(-high, 1e-12);
        expect(other.high).to.be.closeTo(-low, 1e-12);
      }),
    );
  });
});
