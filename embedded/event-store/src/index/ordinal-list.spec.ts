import { expect } from 'chai';
import { OrdinalList, REMOVED } from './ordinal-list.js';

/** The first revision at or above an ordinal, `_` standing for what was removed. */
const firstFrom = (limit: number, ordinals: readonly (number | '_')[], from = 0): number => {
  const list = new OrdinalList();
  for (const ordinal of ordinals) list.push(ordinal === '_' ? REMOVED : ordinal);
  return list.firstThat(from, list.end, (ordinal) => ordinal >= limit);
};

describe('the first revision that passes a test', () => {
  it('is found wherever it stands', () => {
    const ordinals = [1, 3, 5, 7, 9];
    expect([0, 1, 2, 5, 8, 9, 10].map((limit) => firstFrom(limit, ordinals))).to.deep.equal([0, 0, 1, 2, 4, 4, 5]);
    expect(firstFrom(0, ordinals, 3)).to.equal(3);
    expect(firstFrom(0, [])).to.equal(0);
  });
  it('hides nothing behind what was removed, and shows nothing before it', () => {
    for (const ordinals of [
      [1, '_', '_', 4, '_', 6, '_'],
      [1, 2, '_', 4, 5],
      ['_', '_', '_', 4],
    ] as const)
      for (const limit of [0, 1, 2, 3, 4, 5, 6]) {
        const there = (list: readonly (number | '_')[]) => list.filter((ordinal) => ordinal !== '_');
        const shown = there(ordinals.slice(firstFrom(limit, ordinals)));
        expect(shown, limit.toString()).to.deep.equal(there(ordinals).filter((ordinal) => ordinal >= limit));
      }
  });
});
