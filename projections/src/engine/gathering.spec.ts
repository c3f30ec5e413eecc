import { expect } from 'chai';
import { gatherMs } from './gathering.js';

describe('events that are left to gather', () => {
  it('are those of an import, and not what comes singly', () => {
    expect(gatherMs(1_200, 500)).to.equal(400);
    expect(gatherMs(1, 0)).to.equal(0);
    expect(gatherMs(20, 8)).to.equal(0);
  });

  it('are not left once more because they were: a shop of 300 events a second comes back after a hiccup', () => {
    let batch = 180;
    let took = 600;
    for (let turn = 0; turn < 20; turn++) {
      took = gatherMs(batch, took) + 10;
      batch = Math.ceil(0.3 * took);
    }
    expect(batch).to.be.at.most(10);
  });
});
