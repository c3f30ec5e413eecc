import { expect } from 'chai';
import type { Uplift } from './types.js';
import { percent, placeOn, points, verdictOf } from './uplift.js';

const group = (shown: number) => ({ shown, followed: 0, share: 0, low: 0, high: 1 });
const use = (uplift: Uplift['uplift'], shown = 10): Uplift => ({
  treated: group(shown),
  control: group(shown),
  uplift,
});

describe('what recommendations do, in words', () => {
  it('is better or worse only where the whole interval says so', () => {
    expect(verdictOf(use({ difference: 0.05, low: 0.01, high: 0.09 }))).to.contain('More is opened');
    expect(verdictOf(use({ difference: -0.05, low: -0.09, high: -0.01 }))).to.contain('Less is opened');
    expect(verdictOf(use({ difference: 0.05, low: -0.01, high: 0.11 }))).to.equal('Too early to tell');
    expect(verdictOf(use(null))).to.contain('One of the two groups');
    expect(verdictOf(use(null, 0))).to.equal('Nothing was shown yet');
  });
  it('has shares and points with their signs', () => {
    expect(percent(0.1255)).to.equal('12.6 %');
    expect([points(0.031), points(-0.002), points(0)]).to.deep.equal(['+3.1', '-0.2', '0.0']);
  });
  it('lies on a line with nothing in the middle, and never beyond its ends', () => {
    expect([placeOn(200, 0.2, 0), placeOn(200, 0.2, 0.1), placeOn(200, 0.2, -1)]).to.deep.equal([100, 150, 0]);
  });
});
