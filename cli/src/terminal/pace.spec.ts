import { expect } from 'chai';
import { durationText, PaceOfWork } from './pace.js';

describe('the pace of work', () => {
  it('is not told before a second has passed, nor while nothing was done', () => {
    const pace = new PaceOfWork();
    const unknown = { perSecond: undefined, secondsLeft: undefined };
    expect(pace.look('events', 0, 100, 0)).to.deep.equal(unknown);
    expect(pace.look('events', 50, 100, 999)).to.deep.equal(unknown);
    expect(new PaceOfWork().look('events', 0, 100, 5_000)).to.deep.equal(unknown);
  });

  it('counts from where this run began, and says how long the rest takes', () => {
    const pace = new PaceOfWork();
    pace.look('events', 400, 1_000, 0);
    expect(pace.look('events', 500, 1_000, 2_000)).to.deep.equal({ perSecond: 50, secondsLeft: 10 });
    expect(pace.look('events', 500, undefined, 2_000)).to.deep.equal({ perSecond: 50, secondsLeft: undefined });
  });

  it('begins anew with other work, and is never in debt', () => {
    const pace = new PaceOfWork();
    pace.look('reading', 0, undefined, 0);
    pace.look('writing', 0, 10, 1_000);
    expect(pace.look('writing', 20, 10, 3_000)).to.deep.equal({ perSecond: 10, secondsLeft: 0 });
  });

  it('is told in two units at most', () => {
    expect([0.2, 59, 61, 3_599, 3_725].map(durationText)).to.deep.equal([
      ...['1 s', '59 s', '1 min 1 s', '59 min 59 s', '1 h 2 min'],
    ]);
  });
});
