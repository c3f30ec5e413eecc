import { expect } from 'chai';
import { LogOfSpec } from '../testing/events.js';
import { OrderMemory } from './order-memory.js';
import { SkuTable } from './sku-table.js';
const isOrder = (event) => event.type === 'OrderPlaced' || event.type === 'OrderCancelled';
const remember = (log, mostLines) => {
    const skus = new SkuTable();
    const memory = new OrderMemory(skus, mostLines);
    const changes = log.events.filter(isOrder).flatMap((event) => memory.apply(event));
    const number = (sku) => skus.find(sku) ?? -1;
    const newest = (names, most = 5) => memory.newestHolding(names.map(number), most);
    /** All positions of orders that hold a product, oldest first. */
    const positionsHolding = (sku) => newest([sku], Infinity).toReversed();
    const baskets = (sku) => {
        const found = [];
        memory.eachBasketWith(number(sku), (basket) => found.push([...basket].map((item) => skus.nameOf(item))));
        return found;
    };
    return { memory, changes, positionsHolding, newest, baskets };
};
const at = (index) => LogOfSpec.positionOf(index);
describe('the memory of orders', () => {
    it('finds the orders of a product, each once however many lines name it', () => {
        const log = new LogOfSpec().place('a', ['mug', 'mug', 'cup']).place('b', ['cup']);
        const { memory, positionsHolding, baskets } = remember(log);
        expect(baskets('cup')).to.deep.equal([['mug', 'cup'], ['cup']]);
        expect(positionsHolding('mug')).to.deep.equal([at(0)]);
        expect(positionsHolding('cup')).to.deep.equal([at(0), at(1)]);
        expect(memory.lines).to.equal(3);
    });
    it('names the newest orders that hold several products together', () => {
        const log = new LogOfSpec();
        for (let index = 0; index < 20; index++)
            log.place(`o${index.toString()}`, index % 3 === 0 ? ['mug', 'cup'] : ['mug']);
        expect(remember(log).newest(['mug', 'cup'], 3)).to.deep.equal([at(18), at(15), at(12)]);
        expect(remember(log).newest(['mug', 'unknown'])).to.deep.equal([]);
    });
    it('takes a cancelled order back, once', () => {
        const log = new LogOfSpec().place('a', ['mug']).place('b', ['mug']).cancel('a').cancel('a').cancel('never-placed');
        const { changes, positionsHolding, newest, baskets } = remember(log);
        expect(changes.map((change) => change.kind)).to.deep.equal(['placed', 'placed', 'withdrawn']);
        expect(positionsHolding('mug')).to.deep.equal([at(1)]);
        expect(newest(['mug'])).to.deep.equal([at(1)]);
        expect(baskets('mug')).to.deep.equal([['mug']]);
    });
    it('forgets the oldest orders past its bound, and goes on counting the rest right', () => {
        const log = new LogOfSpec();
        for (let index = 0; index < 500; index++)
            log.place(`o${index.toString()}`, ['mug', `sku-${(index % 7).toString()}`]);
        log.cancel('o0').cancel('o499');
        const { memory, changes, positionsHolding, baskets } = remember(log, 100);
        const forgotten = changes.filter((change) => change.kind === 'forgotten').length;
        expect(memory.lines).to.be.within(100, 150);
        expect(forgotten).to.equal(500 - memory.lines / 2);
        expect(positionsHolding('mug')).to.have.length(500 - forgotten - 1);
        expect(positionsHolding('mug').at(-1)).to.equal(at(498));
        expect(baskets('sku-1').every((basket) => basket.join() === 'mug,sku-1')).to.equal(true);
        expect(baskets('sku-1').length).to.equal(positionsHolding('sku-1').length);
        expect(changes.filter((change) => change.kind === 'withdrawn')).to.have.length(1);
    });
    it('does not forget twice what was cancelled before', () => {
        const log = new LogOfSpec().place('a', ['mug', 'cup']).cancel('a');
        for (let index = 0; index < 20; index++)
            log.place(`o${index.toString()}`, ['mug', 'cup']);
        const { changes, memory } = remember(log, 4);
        const forgotten = changes.filter((change) => change.kind === 'forgotten').length;
        expect(forgotten).to.equal(21 - memory.lines / 2 - 1);
    });
});
//# sourceMappingURL=order-memory.spec.js.map