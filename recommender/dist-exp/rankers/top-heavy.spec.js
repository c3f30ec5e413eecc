import { expect } from 'chai';
import { FEATURES } from '../features/features.js';
import { seededRandom } from '../features/random.js';
import { metricsAt } from '../evaluation/metrics.js';
import { fitLinear, scoreLinear, sharpenLinear } from './linear.js';
import { topHeavyGradient } from './top-heavy.js';
const gradientOf = (scores, taken) => {
    const gradient = new Float64Array(scores.length).fill(NaN);
    topHeavyGradient(Float64Array.from(scores), Uint8Array.from(taken), gradient);
    return [...gradient];
};
const range = (count) => Array.from({ length: count }, (_, at) => at);
describe('a list that is sharpened', () => {
    it('moves a pair by what NDCG@10 would gain if it changed places, and by how unsure it is', () => {
        const gain = 1 - 1 / Math.log2(3);
        const [other = NaN, taken = NaN] = gradientOf([2, 1], [0, 1]);
        expect(taken).to.be.closeTo(gain / (1 + Math.exp(1 - 2)), 1e-12);
        expect(other).to.equal(-taken);
    });
    it('counts a gain as a share of what was possible', () => {
        const [place1, place2, place3] = [1, 1 / Math.log2(3), 1 / Math.log2(4)];
        const [other = NaN] = gradientOf([0, 0, 0], [0, 1, 1]);
        expect(other).to.be.closeTo(-(place1 - place2 + place1 - place3) / (place1 + place2) / 2, 1e-12);
    });
    it('pushes on what already stands right, but less', () => {
        const [right = NaN] = gradientOf([2, 1], [1, 0]);
        const [, wrong = NaN] = gradientOf([2, 1], [0, 1]);
        expect(right).to.be.greaterThan(0).and.lessThan(wrong);
    });
    it('leaves alone what stands below the tenth place, unless it should be above it', () => {
        const scores = range(14).map((at) => -at);
        const below = gradientOf(scores, [1, ...range(10).map(() => 1), 0, 1, 0]);
        // The eleventh was taken and all ten above it, too; the two others and the last taken one only pass each other.
        expect(below[10]).to.equal(0);
        expect(below[12]).to.equal(0);
        expect(below[11]).to.be.lessThan(0);
        const above = gradientOf(scores, [...range(13).map(() => 0), 1]);
        expect(above[13]).to.be.greaterThan(0);
    });
    it('moves nothing where everything was taken, or nothing', () => {
        expect(gradientOf([3, 1, 2], [1, 1, 1])).to.deep.equal([0, 0, 0]);
        expect(gradientOf([3, 1, 2], [0, 0, 0])).to.deep.equal([0, 0, 0]);
    });
    it('takes from some what it gives to others', () => {
        const random = seededRandom(4);
        const gradient = gradientOf(range(40).map(() => random()), range(40).map(() => (random() < 0.2 ? 1 : 0)));
        expect(gradient.reduce((sum, each) => sum + each, 0)).to.be.closeTo(0, 1e-12);
    });
});
/**
 * Of 40 products those that excel in the first feature are taken most, and those that have little of it more than those
 * between: over the whole list it tells nothing, at its top it tells most.
 */
const lists = (() => {
    const random = seededRandom(9);
    return range(1_500).map(() => {
        const rows = Float32Array.from({ length: 40 * FEATURES }, (_, at) => (at % FEATURES < 2 ? random() * 2 - 1 : 0));
        const taken = Uint8Array.from({ length: 40 }, (_, at) => {
            const [first = 0, second = 0] = rows.subarray(at * FEATURES, at * FEATURES + 2);
            return random() < (first > 0.6 ? 0.9 : first < -0.2 ? 0.5 : 0.1) + 0.1 * second ? 1 : 0;
        });
        return { rows, taken };
    });
})();
const ndcgOf = (linear) => {
    const scores = new Float64Array(40);
    let sum = 0;
    for (const { rows, taken } of lists) {
        scoreLinear(linear, rows, scores);
        const ranked = Int32Array.from(range(40)).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
        sum += metricsAt(10, ranked, new Set(range(40).filter((at) => taken[at] === 1))).ndcg;
    }
    return sum / lists.length;
};
describe('the linear ranker, sharpened', () => {
    const plain = fitLinear(lists, 12, 0.3, seededRandom(1));
    it('has better first ten places on what it learned from', () => {
        expect(ndcgOf(sharpenLinear(plain, lists, seededRandom(1)))).to.be.greaterThan(ndcgOf(plain) + 0.01);
    });
    it('follows from its seed, and leaves alone what it began from', () => {
        const before = [...plain.weights];
        const sharpen = (seed) => [...sharpenLinear(plain, lists, seededRandom(seed)).weights];
        expect(sharpen(1)).to.deep.equal(sharpen(1)).and.not.to.deep.equal(sharpen(2));
        expect([...plain.weights]).to.deep.equal(before);
    });
    it('is itself where there is nothing to learn from', () => {
        expect([...sharpenLinear(plain, [], seededRandom(1)).weights]).to.deep.equal([...plain.weights]);
    });
});
//# sourceMappingURL=top-heavy.spec.js.map