import { expect } from 'chai';
import fc from 'fast-check';
import { returnAmountMinor } from './return-amount.js';

describe('what returned pieces are worth', () => {
  it('is the line pro rata, rounded half to even over all that came back', () => {
    const line = { amountMinor: 100, quantity: 3 };
    expect(returnAmountMinor(line, { returned: 0, returnedMinor: 0 }, 1)).to.equal(33);
    expect(returnAmountMinor(line, { returned: 1, returnedMinor: 33 }, 1)).to.equal(34);
    expect(returnAmountMinor(line, { returned: 2, returnedMinor: 67 }, 1)).to.equal(33);
  });
  it('takes a tie to the even penny', () => {
    expect(returnAmountMinor({ amountMinor: 1, quantity: 2 }, { returned: 0, returnedMinor: 0 }, 1)).to.equal(0);
    expect(returnAmountMinor({ amountMinor: 3, quantity: 2 }, { returned: 0, returnedMinor: 0 }, 1)).to.equal(2);
  });
  it('leaves for the last pieces exactly what was not given yet', () => {
    expect(returnAmountMinor({ amountMinor: 100, quantity: 4 }, { returned: 3, returnedMinor: 90 }, 1)).to.equal(10);
    expect(returnAmountMinor({ amountMinor: 100, quantity: 4 }, { returned: 3, returnedMinor: 60 }, 1)).to.equal(40);
  });
  it('is of what was paid for the line, where that is another sum than it cost', () => {
    const line = { amountMinor: 1_000, payableMinor: 801, quantity: 2 };
    expect(returnAmountMinor(line, { returned: 0, returnedMinor: 0 }, 1)).to.equal(400);
    expect(returnAmountMinor(line, { returned: 1, returnedMinor: 400 }, 1)).to.equal(401);
  });
  it('adds up to the line, however the pieces come back', () => {
    fc.assert(
      fc.property(
        fc.nat(1_000_000),
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 12 }),
        (amountMinor, parts) => {
          const line = { amountMinor, quantity: parts.reduce((sum, pieces) => sum + pieces, 0) };
          let before = { returned: 0, returnedMinor: 0 };
          for (const pieces of parts) {
            const worth = returnAmountMinor(line, before, pieces);
            expect(worth).to.be.at.least(0);
            before = { returned: before.returned + pieces, returnedMinor: before.returnedMinor + worth };
          }
          expect(before.returnedMinor).to.equal(amountMinor);
        },
      ),
    );
  });
});
