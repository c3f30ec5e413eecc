import { expect } from 'chai';
import { BackOff } from './back-off.js';

describe('a process that ended', () => {
  it('is started again soon, and later each time that it ends soon, up to ten seconds', () => {
    const backOff = new BackOff();
    expect(Array.from({ length: 8 }, () => backOff.next(500))).to.deep.equal([
      ...[200, 400, 800, 1_600, 3_200, 6_400],
      ...[10_000, 10_000],
    ]);
  });

  it('is started again soon after it ran for a minute', () => {
    const backOff = new BackOff();
    for (let time = 0; time < 5; time++) backOff.next(0);
    expect(backOff.next(59_999)).to.equal(6_400);
    expect(backOff.next(60_000)).to.equal(200);
    expect(backOff.next(0)).to.equal(400);
  });
});
