import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { seededRandom } from '../features/random.js';
import { HistoryBuilder } from '../history/history-builder.js';
import type { History } from '../history/history.js';
import { differenceOfMeans, pairedBootstrap } from './bootstrap.js';
import { evaluate } from './evaluate.js';
import { metricsAt } from './metrics.js';

const DAY = 86_400_000;

describe('the figures of a ranking', () => {
  const at = (k: number, ranked: readonly number[], targets: readonly number[]) =>
    metricsAt(k, Int32Array.from(ranked), new Set(targets));

  it('are one where all that was taken stands first', () => {
    expect(at(3, [1, 2, 3, 4], [1, 2, 3])).to.deep.equal({ recall: 1, ndcg: 1, hit: 1, mrr: 1 });
  });

  it('are what the formulas say', () => {
    const { recall, ndcg, hit, mrr } = at(3, [9, 1, 8, 2], [1, 2]);
    expect([recall, hit, mrr]).to.deep.equal([0.5, 1, 0.5]);
    expect(ndcg).to.be.closeTo(1 / Math.log2(3) / (1 + 1 / Math.log2(3)), 1e-12);
  });

  it('divide by what is possible where more was taken than is looked at', () => {
    expect(at(2, [1, 2], [1, 2, 3, 4]).recall).to.equal(1);
  });

  it('are nothing where nothing was foretold', () => {
    expect(at(5, [7, 8, 9], [1])).to.deep.equal({ recall: 0, ndcg: 0, hit: 0, mrr: 0 });
  });
});

describe('the paired bootstrap', () => {
  it('holds the difference of two columns, and is the same for the same seed', () => {
    const random = seededRandom(1);
    const theirs = Float64Array.from({ length: 400 }, () => random());
    const ours = theirs.map((value) => value + 0.1);
    const interval = pairedBootstrap(ours, theirs, differenceOfMeans, 7);
    expect(interval).to.deep.equal(pairedBootstrap(ours, theirs, differenceOfMeans, 7));
    for (const bound of [interval.low, interval.mean, interval.high]) expect(bound).to.be.closeTo(0.1, 1e-9);
  });

  it('does not tell apart what chance alone tells apart', () => {
    const random = seededRandom(2);
    const [ours, theirs] = [0, 1].map(() => Float64Array.from({ length: 400 }, () => random()));
    if (!ours || !theirs) throw new Error('there are two columns');
    const { low, high } = pairedBootstrap(ours, theirs, differenceOfMeans, 7);
    expect(low).to.be.lessThan(0);
    expect(high).to.be.greaterThan(0);
  });
});

/** People who buy one of five kits week after week, piece by piece, and now and then something else. */
const habits = (): History => {
  const random = seededRandom(3);
  const builder = new HistoryBuilder();
  for (let week = 0; week < 30; week++)
    for (let user = 0; user < 60; user++) {
      const kit = user % 5;
      for (const piece of [week % 4, (week + 1) % 4])
        builder.add({
          ...{ user: `u${user.toString()}`, item: `kit${kit.toString()}-${piece.toString()}` },
          ...{ timeMs: (week * 7 + (user % 7)) * DAY, basket: `${user.toString()}.${week.toString()}` },
        });
      if (random() < 0.3)
        builder.add({
          ...{ user: `u${user.toString()}`, item: `any${Math.floor(random() * 40).toString()}` },
          ...{ timeMs: (week * 7 + (user % 7)) * DAY, basket: `${user.toString()}.${week.toString()}` },
        });
    }
  return builder.build();
};

describe('an evaluation', function () {
  this.timeout(120_000);
  const options = { seeds: [1], months: 1 };

  it('finds habits that popularity cannot see, and is the same each time', () => {
    const once = evaluate(habits(), options);
    const [window] = once.windows;
    if (!window) throw new Error('there is a window');
    const ndcg = (method: RegExp): number => {
      const found = window.methods.all.filter(({ method: name }) => method.test(name));
      const figures = found.flatMap(({ figures }) => [figures['NDCG@10']]);
      return Math.max(...figures);
    };
    expect(window.cases).to.be.greaterThan(20);
    expect(ndcg(/linear|network|model/i)).to.be.greaterThan(ndcg(/popular/i) + 0.2);
    const hash = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');
    expect(hash(evaluate(habits(), options))).to.equal(hash(once));
  });

  it('says what is missing where a history is too short', () => {
    const builder = new HistoryBuilder();
    builder.add({ user: 'a', item: 'x', timeMs: 0, basket: undefined });
    expect(() => evaluate(builder.build(), options)).to.throw(RangeError, 'too short to test on');
  });
});
