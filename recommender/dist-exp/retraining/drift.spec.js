import { expect } from 'chai';
import { seededRandom } from '../features/random.js';
import { driftOf } from './drift.js';
/** Lines of products whose popularity falls with their number. */
const lines = (count, seed, shift = 0) => {
    const random = seededRandom(seed);
    return Array.from({ length: count }, () => Math.floor(random() ** 2 * 100) + shift);
};
describe('drift', () => {
    it('is nothing where the same is bought, and little where chance alone tells them apart', () => {
        const before = lines(2_000, 1);
        expect(driftOf(before, before)).to.be.closeTo(0, 1e-12);
        expect(driftOf(before, lines(2_000, 2)))
            .to.be.greaterThan(0)
            .and.lessThan(0.05);
    });
    it('is much where other products are bought, new ones or formerly rare ones', () => {
        const before = lines(2_000, 1);
        expect(driftOf(before, lines(2_000, 2, 1_000))).to.be.greaterThan(1);
        const turned = lines(2_000, 2).map((product) => 99 - product);
        expect(driftOf(before, turned)).to.be.greaterThan(0.25);
    });
    it('grows with the share that has changed, and is finite', () => {
        const before = lines(2_000, 1);
        const mixed = (share) => driftOf(before, lines(2_000, 2).map((product, at) => (at % 100 < share ? 5_000 : product)));
        const drifts = [0, 10, 30, 60, 100].map((share) => mixed(share) ?? NaN);
        expect(drifts).to.deep.equal([...drifts].sort((a, b) => a - b));
        expect(drifts.every(Number.isFinite)).to.equal(true);
    });
    it('is not known from few lines', () => {
        expect(driftOf(lines(499, 1), lines(2_000, 2))).to.equal(undefined);
        expect(driftOf(lines(2_000, 1), lines(499, 2))).to.equal(undefined);
    });
});
//# sourceMappingURL=drift.spec.js.map