import { expect } from 'chai';
import { logIdOf, parsePositionToken, positionToken } from './log-position.js';

describe('a position token', () => {
  it('carries the log and the position, and comes back whole beyond 2^53', () => {
    const at = { logId: logIdOf('3F2A9C01-aaaa-4bbb-8ccc-dddddddddddd'), position: 9_007_199_254_740_993n };
    expect(positionToken(at)).to.equal('3f2a9c01.9007199254740993');
    expect(parsePositionToken(positionToken(at))).to.deep.equal(at);
  });
  it('is refused when it is anything else', () => {
    for (const bad of ['', '12', '3f2a9c01.', '3f2a9c01.-1', 'zz2a9c01.5', '3f2a9c01.5 '])
      expect(parsePositionToken(bad)).to.equal(undefined);
  });
});
