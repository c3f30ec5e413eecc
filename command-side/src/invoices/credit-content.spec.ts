import { expect } from 'chai';
import { creditForLines, creditForSum, leftAfter } from './credit-content.js';

const sum = (grossMinor: number, taxMinor: number, taxRateBp = 2_000) => ({
  ...{ taxRateBp, netMinor: grossMinor - taxMinor, taxMinor, grossMinor },
});
const cause = { kind: 'return' as const, id: 'r1' };
const worth = (payableMinor: number, taxMinor: number) => ({
  ...{ lineId: '1', sku: 'MUG', title: 'A mug', quantity: 1, payableMinor, taxRateBp: 2_000, taxMinor },
});

describe('what is credited of an invoice', () => {
  it('takes with its last penny all tax that is left, whatever earlier roundings made of it', () => {
    const left = [sum(1_000, 168)];
    const { taxes, creditedBefore } = creditForLines(cause, [worth(1_003, 167)], left);
    expect(taxes).to.deep.equal([sum(1_000, 168)]);
    expect(creditedBefore).to.deep.equal([sum(3, -1)]);
    expect(leftAfter(left, taxes)).to.deep.equal([sum(0, 0)]);
  });
  it('takes no more tax than is left', () => {
    expect(creditForLines(cause, [worth(500, 84)], [sum(1_000, 83)]).taxMinor).to.equal(83);
  });
  it('is nothing of a rate of which nothing is left', () => {
    expect(creditForLines(cause, [worth(500, 84)], [sum(0, 0), sum(900, 0, 0)])).to.include({ totalMinor: 0 });
  });
  it('is at most what is left, where it is a sum', () => {
    expect(creditForSum(cause, 5_000, [sum(600, 100), sum(300, 0, 0)])).to.deep.include({
      ...{ totalMinor: 900, taxMinor: 100, taxes: [sum(600, 100), sum(300, 0, 0)] },
    });
    expect(creditForSum(cause, 5_000, [])).to.include({ totalMinor: 0 });
  });
});
