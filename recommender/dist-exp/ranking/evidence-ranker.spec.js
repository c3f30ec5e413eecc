import { expect } from 'chai';
import { affinity, evidenceRanker } from './evidence-ranker.js';
const together = (sku, weightTogether, weightOfCandidate, seed = 0, weight = 1) => ({
    sku,
    evidence: {
        kind: 'together',
        seed: { sku: seed, weight },
        times: Math.round(weightTogether),
        weightTogether,
        weightOfSeed: 100,
        weightOfCandidate,
    },
});
const popular = (sku, share) => ({ sku, evidence: { kind: 'popular', times: 9, share } });
const rank = (candidates, most = 10) => evidenceRanker.rank(candidates, most, (sku) => `sku-${sku.toString().padStart(3, '0')}`);
describe('the evidence ranker', () => {
    it('prefers the pair that belongs together over the product that is in every basket', () => {
        const everywhere = together(1, 60, 3_600);
        const partner = together(2, 50, 100);
        expect(rank([everywhere, partner]).map(({ sku }) => sku)).to.deep.equal([2, 1]);
    });
    it('doubts two products that met once', () => {
        const once = { kind: 'together', seed: { sku: 0, weight: 1 }, times: 1 };
        expect(affinity({ ...once, weightTogether: 1, weightOfSeed: 1, weightOfCandidate: 1 })).to.be.lessThan(0.2);
        expect(affinity({ ...once, weightTogether: 90, weightOfSeed: 100, weightOfCandidate: 100 })).to.be.greaterThan(0.8);
    });
    it('lets popularity fill the places after what is known of the pair, and break near ties', () => {
        const ranked = rank([popular(5, 1), together(1, 20, 100), together(2, 20.1, 100), popular(1, 0.9)]);
        expect(ranked.map(({ sku }) => sku)).to.deep.equal([1, 2, 5]);
    });
    it('adds up what several seeds say, gives the strongest as the reason, and lists a product once', () => {
        const [first, second, ...rest] = rank([
            together(3, 30, 100, 7, 0.5),
            together(3, 40, 100, 8, 0.5),
            together(4, 39, 100, 9, 0.5),
        ]);
        expect(first?.sku).to.equal(3);
        expect(first?.because).to.deep.include({ seed: { sku: 8, weight: 0.5 } });
        expect(second?.sku).to.equal(4);
        expect(rest).to.deep.equal([]);
    });
    it('orders equals by their SKU, whatever came first, and keeps to the number asked for', () => {
        const candidates = [popular(3, 0.5), popular(1, 0.5), popular(2, 0.5)];
        expect(rank(candidates, 2).map(({ sku }) => sku)).to.deep.equal([1, 2]);
        expect(rank(candidates.toReversed(), 2)).to.deep.equal(rank(candidates, 2));
    });
});
//# sourceMappingURL=evidence-ranker.spec.js.map