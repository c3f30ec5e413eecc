import { expect } from 'chai';
import { OrderMemory } from '../orders/order-memory.js';
import { SkuTable } from '../orders/sku-table.js';
import { LogOfSpec } from '../testing/events.js';
import { basketWeight } from './basket-weight.js';
import { BoughtTogether } from './bought-together.js';
const orderEvents = (log) => log.events.filter((event) => event.type === 'OrderPlaced' || event.type === 'OrderCancelled');
const generator = () => {
    const skus = new SkuTable();
    const memory = new OrderMemory(skus);
    const together = new BoughtTogether(memory, skus);
    const tell = (log) => {
        for (const event of orderEvents(log))
            for (const change of memory.apply(event))
                together.apply(change);
    };
    const next = (sku, eligible = () => true) => together
        .candidates({
        seeds: [{ sku: skus.find(sku) ?? -1, weight: 1 }],
        enough: 10,
        eligible: (number) => eligible(skus.nameOf(number)),
    })
        .map((candidate) => ({ name: skus.nameOf(candidate.sku), evidence: candidate.evidence }));
    return { tell, next };
};
describe('what was bought together', () => {
    it('counts the orders that hold both, and never the product itself', () => {
        const { tell, next } = generator();
        tell(new LogOfSpec().place('a', ['tea', 'cup', 'pot']).place('b', ['tea', 'cup']).place('c', ['pot']));
        expect(next('tea').map(({ name, evidence }) => [name, evidence.times])).to.deep.equal([
            ['cup', 2],
            ['pot', 1],
        ]);
    });
    it('counts anew when an order comes or is cancelled after it was asked', () => {
        const { tell, next } = generator();
        const log = new LogOfSpec().place('a', ['tea', 'cup']);
        tell(log);
        expect(next('tea')[0]?.evidence).to.include({ times: 1, weightOfSeed: 1, weightOfCandidate: 1 });
        tell(log.place('b', ['tea', 'cup']).place('c', ['cup']));
        expect(next('tea')[0]?.evidence).to.include({ times: 2, weightOfSeed: 2, weightOfCandidate: 3 });
        tell(log.cancel('a').cancel('b'));
        expect(next('tea')).to.deep.equal([]);
        expect(next('cup')).to.deep.equal([]);
    });
    it('gives a huge order no more than twenty neighbours to each product', () => {
        expect(basketWeight(1)).to.equal(1);
        expect(basketWeight(21)).to.equal(1);
        expect(basketWeight(1114) * 1113).to.be.closeTo(20, 1e-9);
        const { tell, next } = generator();
        const everything = Array.from({ length: 1000 }, (_, index) => `thing-${index.toString()}`);
        tell(new LogOfSpec().place('huge', ['tea', ...everything]).place('small', ['tea', 'cup']));
        expect(next('tea')[0]).to.deep.include({ name: 'cup' });
    });
    it('proposes only what may be recommended', () => {
        const { tell, next } = generator();
        tell(new LogOfSpec().place('a', ['tea', 'cup', 'pot']));
        expect(next('tea', (name) => name !== 'cup').map(({ name }) => name)).to.deep.equal(['pot']);
    });
    it('knows nothing of a product that nobody bought', () => {
        const { tell, next } = generator();
        tell(new LogOfSpec().place('a', ['tea', 'cup']));
        expect(next('unknown')).to.deep.equal([]);
    });
});
//# sourceMappingURL=bought-together.spec.js.map