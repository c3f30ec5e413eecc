import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { Noting } from './noting.js';

describe('what is noted beside the folding', () => {
  const failures: unknown[] = [];
  const make = (write: () => Promise<void>, everyMs = 5) =>
    new Noting({ write, everyMs, onFailed: (error) => failures.push(error) });
  beforeEach(() => {
    failures.length = 0;
  });

  it('is written once at a time, and what came meanwhile together', async () => {
    let under = 0;
    let most = 0;
    let noted = 0;
    let folded = 0;
    let writes = 0;
    const noting = make(async () => {
      const reached = folded;
      most = Math.max(most, ++under);
      await sleep(2);
      under--;
      writes++;
      noted = reached;
    });
    for (folded = 1; folded <= 200; folded++) {
      noting.soon();
      if (folded % 10 === 0) await sleep(1);
    }
    folded = 200;
    noting.soon();
    await noting.settled();
    expect([most, noted]).to.deep.equal([1, 200]);
    expect(writes).to.be.within(2, 100);
    expect(noting.writingSince).to.equal(undefined);
  });

  it('is written at once when it settles, however long the pause', async () => {
    const written: number[] = [];
    const noting = make(() => Promise.resolve(void written.push(written.length)), 3_600_000);
    noting.soon();
    await noting.settled();
    noting.soon();
    await noting.settled();
    expect(written).to.deep.equal([0, 1]);
  });

  it('tells of a failure once, and can be tried again', async () => {
    let fails = true;
    const noting = make(() => (fails ? Promise.reject(new Error('the store is away')) : Promise.resolve()));
    noting.soon();
    await noting.settled();
    expect(failures.map(String)).to.deep.equal(['Error: the store is away']);
    fails = false;
    noting.soon();
    await noting.settled();
    expect(failures).to.have.length(1);
  });
});
