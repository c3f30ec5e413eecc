import { expect } from 'chai';
import fc from 'fast-check';
import { MovementIds, movementsKept } from './movement-ids.js';

describe('a set of movement ids', () => {
  it('stays as it was when another grows from it', () => {
    const one = MovementIds.none.add('a');
    const two = one.add('b');
    expect([one.has('a'), one.has('b')]).to.deep.equal([true, false]);
    expect([two.has('a'), two.has('b')]).to.deep.equal([true, true]);
    expect(MovementIds.none.has('a')).to.equal(false);
  });

  it('branches: two sets that grow from one another know nothing of each other', () => {
    const trunk = MovementIds.none.add('a');
    const left = trunk.add('left');
    const right = trunk.add('right').add('left2');
    expect([left.has('right'), right.has('left'), left.has('left2')]).to.deep.equal([false, false, false]);
    expect([left.has('a'), right.has('a')]).to.deep.equal([true, true]);
  });

  it('remembers the newest ten thousand, in every version', () => {
    const versions: MovementIds[] = [];
    let ids = MovementIds.none;
    for (let i = 0; i < 25_000; i++) {
      ids = ids.add(i.toString());
      if (i % 5_000 === 4_999) versions.push(ids);
    }
    for (const [index, version] of versions.entries()) {
      const newest = (index + 1) * 5_000 - 1;
      expect(version.has(newest.toString())).to.equal(true);
      expect(version.has((newest + 1).toString())).to.equal(false);
      expect(version.has(Math.max(0, newest - movementsKept + 1).toString())).to.equal(true);
      if (newest >= movementsKept) expect(version.has((newest - movementsKept).toString())).to.equal(false);
    }
    expect(ids.size).to.equal(movementsKept);
  });

  it('behaves as a plain set does, however versions branch', () => {
    const step = fc.record({ from: fc.nat(), id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f') });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const pairs: [MovementIds, Set<string>][] = [[MovementIds.none, new Set()]];
        for (const { from, id } of steps) {
          const [ids, model] = pairs[from % pairs.length] ?? [MovementIds.none, new Set()];
          pairs.push([ids.add(id), new Set(model).add(id)]);
        }
        for (const [ids, model] of pairs) {
          for (const id of 'abcdef') expect(ids.has(id)).to.equal(model.has(id));
          expect(ids.size).to.equal(model.size);
        }
      }),
    );
  });
});
