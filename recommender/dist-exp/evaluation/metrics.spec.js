import { expect } from 'chai';
import { pairedBootstrap, ratioOfMeans } from './bootstrap.js';
import { metricsAt } from './metrics.js';
describe('measuring', () => {
    it('scores a ranking as computed by hand', () => {
        const { recall, ndcg, hit, mrr } = metricsAt(3, Int32Array.of(9, 4, 7, 5), new Set([4, 5, 6, 8]));
        expect([recall, hit, mrr]).to.deep.equal([1 / 3, 1, 1 / 2]);
        const ideal = 1 + 1 / Math.log2(3) + 1 / 2;
        expect(ndcg).to.be.closeTo(1 / Math.log2(3) / ideal, 1e-12);
    });
    it('gives 1 to a perfect ranking of fewer targets than places, 0 to a miss', () => {
        expect(metricsAt(10, Int32Array.of(2, 1), new Set([1, 2]))).to.deep.equal({ recall: 1, ndcg: 1, hit: 1, mrr: 1 });
        expect(metricsAt(10, Int32Array.of(3), new Set([1]))).to.deep.equal({ recall: 0, ndcg: 0, hit: 0, mrr: 0 });
    });
    it('an interval is tight where each case agrees, and wide where few say it', () => {
        const theirs = Float64Array.from({ length: 200 }, (_, at) => 0.2 + (at % 7) / 10);
        const always = pairedBootstrap(theirs.map((value) => value * 1.2), theirs, ratioOfMeans, 1);
        expect([always.low, always.high].map((value) => value.toFixed(6))).to.deep.equal(['1.200000', '1.200000']);
        const seldom = pairedBootstrap(theirs.map((value, at) => (at < 4 ? value + 5 : value)), theirs, ratioOfMeans, 1);
        expect(seldom.low).to.be.lessThan(seldom.mean - 0.03);
        expect(seldom.high).to.be.greaterThan(seldom.mean + 0.03);
    });
});
//# sourceMappingURL=metrics.spec.js.map