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
    expect(lines).to.deep.equal(['reading, rows: 0', 'reading, rows: 10,000', 'reading, rows: 20,000']);
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

  it('is whole where there is nothing to do', () => {
    view().show('importing, rows', 0, 0);
    expect(lines).to.deep.equal(['importing, rows: 0 of 0 (100 %)']);
  });
});
