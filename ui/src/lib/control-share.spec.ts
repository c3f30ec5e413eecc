import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { isHeldOut } from './control-share.js';

describe('the control share', () => {
  it('is as large as it is told to be', () => {
    const ids = Array.from({ length: 20_000 }, () => randomUUID());
    // Four standard deviations either way.
    expect(ids.filter((id) => isHeldOut(id, 0.1)).length).to.be.within(1_830, 2_170);
    expect(ids.filter((id) => isHeldOut(id, 0))).to.deep.equal([]);
    expect(ids.filter((id) => !isHeldOut(id, 1))).to.deep.equal([]);
  });
  it('holds a visitor for good, and more of them when it grows', () => {
    const ids = Array.from({ length: 1_000 }, (_, n) => `visitor-${n.toString()}`);
    const small = ids.filter((id) => isHeldOut(id, 0.1));
    expect(small).to.deep.equal(ids.filter((id) => isHeldOut(id, 0.1)));
    expect(ids.filter((id) => isHeldOut(id, 0.3))).to.include.members(small);
  });
});
