import { expect } from 'chai';
import fc from 'fast-check';
import { Progress, type Run } from './progress.js';

describe('the progress of a group', () => {
  it('is nothing before the first event is settled, or what a checkpoint said', () => {
    expect(new Progress().through).to.equal(undefined);
    expect(new Progress(7).through).to.equal(7);
    const progress = new Progress(7);
    progress.begin(8);
    expect(progress).to.include({ through: 7, count: 0, finished: false });
  });

  it('stops before the first open event, however much is settled behind it', () => {
    const progress = new Progress();
    const [first, second, third] = [progress.begin(10), progress.begin(20), progress.begin(30)];
    progress.settle(third);
    progress.settle(first);
    expect(progress).to.include({ through: 10, count: 1 });
    progress.settle(second);
    expect(progress).to.include({ through: 30, count: 3, finished: true });
  });

  it('goes past events that the group is not for, also while one before them is open', () => {
    const progress = new Progress();
    progress.pass(1);
    expect(progress.through).to.equal(1);
    const open = progress.begin(2);
    progress.pass(3);
    progress.pass(4);
    expect(progress.through).to.equal(1);
    progress.settle(open);
    expect(progress).to.include({ through: 4, count: 4, finished: true });
  });

  it('is always the longest settled beginning, in whatever order events are settled', () => {
    const step = fc.record({ settle: fc.boolean(), pick: fc.nat(), pass: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const progress = new Progress();
        const settled: boolean[] = [];
        const open = new Map<number, Run>();
        for (const { settle, pick, pass } of steps) {
          const chosen = [...open.keys()][pick % Math.max(open.size, 1)];
          const run = chosen === undefined ? undefined : open.get(chosen);
          if (settle && run && chosen !== undefined) {
            progress.settle(run);
            settled[chosen] = true;
            open.delete(chosen);
          } else if (pass) {
            progress.pass(settled.length);
            settled.push(true);
          } else {
            open.set(settled.length, progress.begin(settled.length));
            settled.push(false);
          }
          const end = settled.includes(false) ? settled.indexOf(false) : settled.length;
          expect(progress.through).to.equal(end === 0 ? undefined : end - 1);
          expect(progress.count).to.equal(end);
          expect(progress.finished).to.equal(open.size === 0);
        }
      }),
    );
  });
});
