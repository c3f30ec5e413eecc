import { expect } from 'chai';
import fc from 'fast-check';
import { allocate } from './allocate.js';

const total = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0);

describe('sharing an amount out', () => {
  it('gives the pennies that are left to the largest remainders, the first of equals first', () => {
    expect(allocate(100, [1, 1, 1])).to.deep.equal([34, 33, 33]);
    expect(allocate(10, [5, 3, 2])).to.deep.equal([5, 3, 2]);
    expect(allocate(7, [1, 5, 4])).to.deep.equal([1, 3, 3]);
    expect(allocate(0, [1, 2])).to.deep.equal([0, 0]);
    expect(allocate(0, [])).to.deep.equal([]);
    expect(allocate(5, [0, 3])).to.deep.equal([0, 5]);
  });
  it('cannot share over nothing', () => {
    expect(() => allocate(1, [0, 0])).to.throw(RangeError, '1 cannot be shared over nothing');
  });
  it('adds up exactly, within a penny of the fair share, and never beyond a weight of an amount that fits', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(1_000_000_000_000), { minLength: 1, maxLength: 40 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (weights, part) => {
          const whole = total(weights);
          const amount = Math.floor(whole * part);
          const shares = allocate(amount, weights);
          expect(total(shares)).to.equal(amount);
          for (const [index, share] of shares.entries()) {
            const weight = weights[index] ?? 0;
            const fair = whole === 0 ? 0n : (BigInt(amount) * BigInt(weight)) / BigInt(whole);
            expect([fair, fair + 1n]).to.include(BigInt(share));
            expect(share).to.be.at.most(weight);
          }
        },
      ),
    );
  });
});
