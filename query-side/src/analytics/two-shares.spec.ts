import { expect } from 'chai';
import fc from 'fast-check';
import { differenceOfShares, wilson, worthOf, type Share } from './two-shares.js';

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

describe('a share of cases that come in clusters', () => {
  const even = (count: number, of: number, all: number) => Array.from({ length: count }, () => ({ of, all }));

  it('is worth its cases where cohorts differ by no more than chance, and never more', () => {
    const cohorts = [...even(16, 4, 10), ...even(16, 6, 10)];
    expect(worthOf(cohorts).all).to.equal(320);
  });
  it('is worth as many cases as there are cohorts where all in one are alike', () => {
    const { of, all } = worthOf([...even(16, 10, 10), ...even(16, 0, 10)]);
    expect(of / all).to.equal(0.5);
    // 31 of 32 by the correction of a sample, and t of 31 degrees for the normal.
    expect(all).to.be.closeTo((31 * 1.959964 ** 2) / 2.039513 ** 2, 0.05);
  });
  it('is worth little where one visitor made most of it, even where nothing is counted', () => {
    const machine = worthOf([{ of: 1_000, all: 1_000 }, ...even(31, 3, 10)]);
    expect(machine.all).to.be.lessThan(3);
    expect(worthOf([{ of: 0, all: 1_000 }, ...even(31, 0, 1)]).all).to.be.lessThan(2);
    expect(worthOf(even(3, 50, 100)).all).to.equal(3);
    expect(worthOf([])).to.deep.equal({ of: 0, all: 0 });
  });
  it('holds the truth about as often as it says, where visitors see many lists; lists as such do not', () => {
    // A linear congruential generator (Numerical Recipes): the same visitors each time.
    let seed = 1;
    const random = () => (seed = (1_664_525 * seed + 1_013_904_223) % 2 ** 32) / 2 ** 32;
    const group = (visitors: number): readonly Share[] => {
      const cohorts = Array.from({ length: 32 }, () => ({ of: 0, all: 0 }));
      for (let visitor = 0; visitor < visitors; visitor++) {
        const cohort = cohorts[Math.floor(random() * 32)] ?? { of: 0, all: 0 };
        // Half of them open much and half nearly nothing; a few see a hundred lists.
        const opens = random() < 0.5 ? 0.5 : 0.1;
        const lists = 1 + Math.floor(100 * random() ** 4);
        for (let list = 0; list < lists; list++) cohort.of += random() < opens ? 1 : 0;
        cohort.all += lists;
      }
      return cohorts;
    };
    const total = (cohorts: readonly Share[]) =>
      cohorts.reduce((sum, { of, all }) => ({ of: sum.of + of, all: sum.all + all }), { of: 0, all: 0 });
    const holds = { worth: 0, lists: 0 };
    const times = 400;
    for (let time = 0; time < times; time++) {
      const [ours, theirs] = [group(900), group(100)];
      const worth = differenceOfShares(worthOf(ours), worthOf(theirs));
      if (worth.low <= 0 && worth.high >= 0) holds.worth++;
      const lists = differenceOfShares(total(ours), total(theirs));
      if (lists.low <= 0 && lists.high >= 0) holds.lists++;
    }
    expect(holds.worth / times).to.be.within(0.93, 0.99);
    expect(holds.lists / times).to.be.lessThan(0.6);
  });
});
