import { expect } from 'chai';
import { FEATURES } from '../features/features.js';
import { seededRandom } from '../features/random.js';
import { flatLength, scoreNetwork } from './flat-network.js';
import { fitLinear, scoreLinear } from './linear.js';
import { fitNetwork } from './network.js';
import { scaleRows, scalingOf } from './scaling.js';
import { listGradient } from './softmax.js';
/** Lists in which the product with the largest `judge` of its row is taken. */
const listsBy = (count, judge) => {
    const random = seededRandom(3);
    return Array.from({ length: count }, () => {
        const rows = Float32Array.from({ length: 8 * FEATURES }, () => random() * 2 - 1);
        const values = Array.from({ length: 8 }, (_, at) => judge(rows.subarray(at * FEATURES, (at + 1) * FEATURES)));
        const taken = new Uint8Array(8);
        taken[values.indexOf(Math.max(...values))] = 1;
        return { rows, taken };
    });
};
const hits = (lists, score) => lists.filter(({ rows, taken }) => {
    const scores = new Float64Array(8);
    score(rows, scores);
    return taken[scores.indexOf(Math.max(...scores))] === 1;
}).length / lists.length;
describe('the rankers', () => {
    it('move a list by the slope of its likelihood', () => {
        const taken = Uint8Array.of(1, 0, 1, 0);
        const likelihood = (scores) => {
            const sum = scores.reduce((total, score) => total + Math.exp(score), 0);
            return ((scores[0] ?? 0) + (scores[2] ?? 0)) / 2 - Math.log(sum);
        };
        const scores = Float64Array.of(0.3, -1, 2, 0.1);
        const gradient = new Float64Array(4);
        listGradient(scores, taken, gradient);
        for (let at = 0; at < 4; at++) {
            const moved = scores.slice();
            moved[at] = (moved[at] ?? 0) + 1e-6;
            expect(gradient[at]).to.be.closeTo((likelihood(moved) - likelihood(scores)) / 1e-6, 1e-5);
        }
    });
    it('the linear one learns which features tell', () => {
        const lists = listsBy(400, (row) => (row[2] ?? 0) - 2 * (row[5] ?? 0));
        const linear = fitLinear(lists, 40, 0.0001, seededRandom(1));
        expect(hits(lists, (rows, scores) => {
            scoreLinear(linear, rows, scores);
        })).to.be.greaterThan(0.9);
    });
    it('the network begins exactly as the linear one', () => {
        const lists = listsBy(20, (row) => row[0] ?? 0);
        const linear = fitLinear(lists, 2, 0.001, seededRandom(1));
        const network = fitNetwork(lists, linear, { epochs: 0, rate: 0.01 }, seededRandom(1));
        const scores = { linear: new Float64Array(8), network: new Float64Array(8) };
        for (const { rows } of lists) {
            scoreLinear(linear, rows, scores.linear);
            scoreNetwork(network, rows, scores.network);
            const base = (scores.network[0] ?? 0) - (scores.linear[0] ?? 0);
            // The paths that it does not use yet carry small random weights: nearly the same order, not the same bits.
            for (let at = 0; at < 8; at++)
                expect((scores.network[at] ?? 0) - (scores.linear[at] ?? 0)).to.be.closeTo(base, 0.1);
        }
    });
    it('the network learns what no sum can say', () => {
        const lists = listsBy(500, (row) => (row[1] ?? 0) * (row[4] ?? 0));
        const linear = fitLinear(lists, 5, 0.001, seededRandom(1));
        const network = fitNetwork(lists, linear, { epochs: 20, rate: 0.05 }, seededRandom(1));
        const byLinear = hits(lists, (rows, scores) => {
            scoreLinear(linear, rows, scores);
        });
        const byNetwork = hits(lists, (rows, scores) => {
            scoreNetwork(network, rows, scores);
        });
        expect(byNetwork).to.be.greaterThan(byLinear + 0.2);
    });
    it('the network follows from its seed, and its flat copy has every weight', () => {
        const lists = listsBy(30, (row) => row[0] ?? 0);
        const linear = fitLinear(lists, 2, 0.001, seededRandom(1));
        const fit = (seed) => fitNetwork(lists, linear, { epochs: 1, rate: 0.01 }, seededRandom(seed)).weights;
        expect(fit(1)).to.deep.equal(fit(1)).and.not.to.deep.equal(fit(2));
        expect(fit(1).length).to.equal(flatLength);
        expect(fit(1).every((weight) => Number.isFinite(weight))).to.equal(true);
    });
    it('features are scaled to mean 0 and deviation 1, and one that never varies says nothing', () => {
        const lists = listsBy(200, (row) => row[0] ?? 0);
        for (const { rows } of lists)
            for (let at = 0; at < rows.length; at += FEATURES)
                rows[at] = 7;
        const scaling = scalingOf(lists);
        const scaled = lists.flatMap(({ rows }) => [...scaleRows(scaling, rows.slice())]);
        const column = (feature) => scaled.filter((_, at) => at % FEATURES === feature);
        expect(column(0).every((value) => value === 0)).to.equal(true);
        expect(column(1).reduce((sum, value) => sum + value, 0) / column(1).length).to.be.closeTo(0, 1e-4);
        expect(column(1).reduce((sum, value) => sum + value * value, 0) / column(1).length).to.be.closeTo(1, 1e-2);
    });
});
//# sourceMappingURL=rankers.spec.js.map