import { expect } from 'chai';
import fc from 'fast-check';
import { Popular, recencyWeight } from './popular.js';
const DAY = 86_400_000;
const NEW_YEAR = Date.UTC(2011, 0, 1);
const request = { seeds: [], enough: 10, eligible: () => true };
const order = (day, ...basket) => ({
    placedAt: NEW_YEAR + day * DAY,
    basket: Int32Array.from(basket),
});
const fold = (...changes) => {
    const popular = new Popular();
    for (const change of changes)
        popular.apply(change);
    return popular.candidates(request);
};
const shares = (candidates) => new Map(candidates.map(({ sku, evidence }) => [sku, evidence.kind === 'popular' ? evidence.share : NaN]));
describe('recent popularity', () => {
    it('counts an order half after 28 days', () => {
        expect(recencyWeight(NEW_YEAR) / recencyWeight(NEW_YEAR + 28 * DAY)).to.be.closeTo(0.5, 1e-12);
        const found = shares(fold({ kind: 'placed', order: order(0, 1) }, { kind: 'placed', order: order(56, 2) }));
        expect(found.get(2)).to.equal(1);
        expect(found.get(1)).to.be.closeTo(0.25, 1e-12);
    });
    it('puts what sold lately before what sold more long ago', () => {
        const old = [1, 2, 3, 4].map((day) => ({ kind: 'placed', order: order(day, 7) }));
        const lately = [100, 101].map((day) => ({ kind: 'placed', order: order(day, 8) }));
        expect(fold(...old, ...lately).map(({ sku }) => sku)).to.deep.equal([8, 7]);
    });
    it('does not care in which order history arrives', () => {
        fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 9 }))), (story) => {
            const changes = story.map(([day, sku]) => ({ kind: 'placed', order: order(day, sku) }));
            const forwards = shares(fold(...changes));
            const backwards = shares(fold(...changes.toReversed()));
            expect([...backwards.keys()].sort()).to.deep.equal([...forwards.keys()].sort());
            for (const [sku, share] of forwards)
                expect(backwards.get(sku)).to.be.closeTo(share, 1e-9);
        }));
    });
    it('leaves nothing of an order that was cancelled', () => {
        const gone = order(500, 3);
        const found = fold({ kind: 'placed', order: order(0, 1) }, { kind: 'placed', order: gone }, { kind: 'withdrawn', order: gone });
        expect(found).to.deep.equal([{ sku: 1, evidence: { kind: 'popular', times: 1, share: 1 } }]);
    });
    it('keeps numbers finite for times that nobody trades in', () => {
        const found = shares(fold({ kind: 'placed', order: { placedAt: Date.UTC(1, 0), basket: Int32Array.of(1) } }, { kind: 'placed', order: { placedAt: 8.64e15, basket: Int32Array.of(2) } }));
        expect(found.get(2)).to.equal(1);
    });
    it('proposes only what may be recommended, and no more than is enough', () => {
        const popular = new Popular();
        for (let sku = 0; sku < 30; sku++)
            popular.apply({ kind: 'placed', order: order(sku, sku) });
        const found = popular.candidates({ ...request, enough: 3, eligible: (sku) => sku % 2 === 0 });
        expect(found.map(({ sku }) => sku)).to.deep.equal([28, 26, 24]);
    });
});
//# sourceMappingURL=popular.spec.js.map