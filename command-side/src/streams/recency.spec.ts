import { expect } from 'chai';
import { Recency, type Keepable } from './recency.js';

describe('what is kept in memory', () => {
  let gone: string[];
  const item = (name: string, weight = 1, busy = false): Keepable => ({
    weight,
    release: () => {
      if (!busy) gone.push(name);
      return !busy;
    },
  });
  beforeEach(() => {
    gone = [];
  });

  it('is what was used last', () => {
    const [a, b, c] = [item('a'), item('b'), item('c')];
    const recency = new Recency(2);
    recency.touch(a);
    recency.touch(b);
    recency.touch(a);
    recency.touch(c);
    expect(gone).to.deep.equal(['b']);
  });
  it('is weighed: a heavy state costs several light ones', () => {
    const recency = new Recency(5);
    for (const name of ['a', 'b', 'c']) recency.touch(item(name));
    recency.touch(item('heavy', 4));
    expect(gone).to.deep.equal(['a', 'b']);
    expect(recency.weight).to.equal(5);
  });
  it('is weighed anew when it grew', () => {
    let weight = 1;
    const growing: Keepable = {
      get weight() {
        return weight;
      },
      release: () => true,
    };
    const recency = new Recency(3);
    recency.touch(item('a'));
    recency.touch(growing);
    weight = 3;
    recency.touch(growing);
    expect([gone, recency.weight]).to.deep.equal([['a'], 3]);
  });
  it('stays while it is at work, and the newest stays however heavy', () => {
    const recency = new Recency(1);
    recency.touch(item('busy', 1, true));
    recency.touch(item('newest', 9));
    expect(gone).to.deep.equal([]);
  });
});
