import { expect } from 'chai';
import { historyOf, shopOfSpec } from '../testing/shop-of-spec.js';
import { evaluate } from './evaluate.js';
const ndcg = ({ windows }, mode, method) => windows[0]?.methods[mode].find((each) => each.method === method)?.figures['NDCG@10'] ?? NaN;
const quick = { seeds: [1], months: 1 };
describe('evaluate', function () {
    this.timeout(60_000);
    it('finds known tastes: the model beats popularity, for repeats and for what is new', () => {
        const found = evaluate(shopOfSpec({ users: 80 }), quick);
        expect(found.protocol).to.equal('window');
        for (const mode of ['all', 'new'])
            expect(ndcg(found, mode, 'storefold')).to.be.greaterThan(1.5 * ndcg(found, mode, 'popularity'));
        expect(found.windows[0]?.methods.all.map(({ method }) => method)).to.include.members([
            ...[
                'storefold',
                'network',
                'linear',
                'popularity',
                'personal frequency',
                'item-kNN',
                'EASE^R',
                'EASE^R, decayed',
            ],
        ]);
    });
    it('copes with short sessions, one a user', () => {
        const found = evaluate(shopOfSpec({ sessions: true, users: 500 }), quick);
        expect(found.protocol).to.equal('tail');
        expect(ndcg(found, 'all', 'storefold')).to.be.greaterThan(1.5 * ndcg(found, 'all', 'popularity'));
    });
    it('copes without times', () => {
        const found = evaluate(shopOfSpec({ timed: false, users: 80 }), quick);
        expect([found.protocol, found.windows[0]?.from]).to.deep.equal(['last', null]);
        expect(ndcg(found, 'all', 'storefold')).to.be.greaterThan(1.2 * ndcg(found, 'all', 'popularity'));
    });
    it('says so where there is too little to test on', () => {
        expect(() => evaluate(historyOf('ann@1: mug'), quick)).to.throw(RangeError, 'too short');
    });
});
//# sourceMappingURL=evaluate.spec.js.map