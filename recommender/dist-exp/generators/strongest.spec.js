import { expect } from 'chai';
import fc from 'fast-check';
import { strongest } from './strongest.js';
describe('the strongest few', () => {
    it('are what sorting all would give, earlier items first among equals', () => {
        fc.assert(fc.property(fc.array(fc.integer({ min: -2, max: 9 })), fc.integer({ min: 1, max: 12 }), (weights, count) => {
            const weightOf = (item) => weights[item] ?? 0;
            const sorted = [...weights.keys()]
                .filter((item) => weightOf(item) > 0)
                .sort((a, b) => weightOf(b) - weightOf(a));
            expect(strongest(weights.keys(), count, weightOf).map(({ item }) => item)).to.deep.equal(sorted.slice(0, count));
        }));
    });
});
//# sourceMappingURL=strongest.spec.js.map