import { expect } from 'chai';
import fc from 'fast-check';
import { CorrelationChains } from './correlation-chains.js';

describe('the chains of correlated events', () => {
  it('hold what was added and not taken back, whichever ids share a place, also while they grow', () => {
    // Few low bits, so that nearly all ids want the same places, which are the last ones; more ids than there are places at first.
    const hash = fc.tuple(fc.nat(3), fc.nat(400)).map(([low, high]) => high * 1_024 + 1_020 + low);
    const steps = fc.array(
      fc.record({
        pushed: fc.array(hash, { minLength: 500, maxLength: 1_000, size: 'max' }),
        popped: fc.oneof(fc.constant(0), fc.nat(2_500)),
      }),
      {
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(steps, (all) => {
        const chains = new CorrelationChains();
        const kept: number[] = [];
        const seen = new Set<number>();
        for (const { pushed, popped } of all) {
          for (const one of pushed) {
            chains.push(one);
            kept.push(one);
            seen.add(one);
          }
          for (let n = 0; n < popped && kept.length > 0; n++) {
            chains.pop();
            kept.pop();
          }
        }
        seen.delete(0);
        const expected = new Map([...seen].map((one) => [one, [] as number[]]));
        for (const [ordinal, one] of kept.entries()) expected.get(one)?.push(ordinal);
        for (const [one, ordinals] of expected) expect(chains.chain(one)).to.deep.equal(ordinals);
      }),
      { numRuns: 25 },
    );
  });
});
