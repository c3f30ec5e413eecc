import { expect } from 'chai';
import { progressView } from './progress.js';

describe('progress where nobody looks', () => {
  let now: number;
  let lines: string[];
  const view = () =>
    progressView(
      false,
      (line) => lines.push(line),
      () => now,
    );
  beforeEach(() => {
    now = 0;
    lines = [];
  });

  it('is a plain line, once a second', () => {
    const progress = view();
    for (; now < 2_500; now += 100) progress.show('reading, rows', now * 10, undefined);
    expect(lines).to.deep.equal([
      'reading, rows: 0',
      'reading, rows: 10,000, 10,000/s',
      'reading, rows: 20,000, 10,000/s',
    ]);
  });

  it('is told at once where something else begins, and at its end', () => {
    const progress = view();
    progress.show('reading, rows', 5, undefined);
    progress.show('importing, rows', 0, 8);
    progress.show('importing, rows', 5, 8);
    progress.show('importing, rows', 8, 8);
    progress.end();
    expect(lines).to.deep.equal([
      'reading, rows: 5',
      'importing, rows: 0 of 8 (0 %)',
      'importing, rows: 8 of 8 (100 %)',
    ]);
  });

  it('says how fast it goes and how long the rest takes, once that is known', () => {
    const progress = view();
    progress.show('folding, events', 0, 90_000);
    now = 2_000;
    progress.show('folding, events', 1_000, 90_000);
    now = 180_000;
    progress.show('folding, events', 90_000, 90_000);
    expect(lines).to.deep.equal([
      'folding, events: 0 of 90,000 (0 %)',
      'folding, events: 1,000 of 90,000 (1 %), 500/s, 2 min 58 s left',
      'folding, events: 90,000 of 90,000 (100 %), 500/s',
    ]);
  });

  it('is whole where there is nothing to do', () => {
    view().show('importing, rows', 0, 0);
    expect(lines).to.deep.equal(['importing, rows: 0 of 0 (100 %)']);
  });
});
