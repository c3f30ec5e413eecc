import { expect } from 'chai';
import fc from 'fast-check';
import { Model } from './model.js';
import { LogOfSpec } from './testing/events.js';
const skus = ['tea', 'cup', 'pot', 'tray', 'spoon', 'jug'];
const product = (sku) => ({ kind: 'product', sku });
const customer = (id) => ({ kind: 'customer', buyers: [{ kind: 'customer', id }] });
const modelOf = (log) => {
    const model = new Model();
    model.apply(log.events);
    return model;
};
/** A random history: orders of random products by three customers, some of them cancelled. */
const histories = fc
    .array(fc.record({
    basket: fc.array(fc.constantFrom(...skus), { minLength: 1, maxLength: 6 }),
    buyer: fc.constantFrom('ann', 'bob', 'cat'),
    days: fc.integer({ min: -10, max: 40 }),
    cancelled: fc.boolean(),
}), { maxLength: 40 })
    .map((orders) => {
    const log = new LogOfSpec().define(...skus);
    orders.forEach(({ basket, buyer, days, cancelled }, index) => {
        log.days(days).place(`o${index.toString()}`, basket, { customerId: buyer });
        if (cancelled)
            log.cancel(`o${index.toString()}`);
    });
    return log;
});
const everyAnswer = (model) => [{ kind: 'popular' }, ...skus.map(product), ...['ann', 'bob', 'cat'].map(customer)].map((question) => model.recommend(question, 10));
/** Orders of a log that hold all of the products and were not cancelled, counted the slow way. */
const ordersHolding = (events, wanted) => {
    const cancelled = new Set(events.flatMap((event) => (event.type === 'OrderCancelled' ? [event.data.orderId] : [])));
    return events.filter((event) => event.type === 'OrderPlaced' &&
        !cancelled.has(event.data.orderId) &&
        wanted.every((sku) => event.data.lines.some((line) => line.sku === sku)));
};
describe('the recommender model', () => {
    it('recommends from the first order on', () => {
        const model = modelOf(new LogOfSpec().define(...skus).place('a', ['tea']));
        expect(model.recommend(product('cup'), 8)).to.deep.equal([
            { sku: 'tea', score: 0.02, reason: { kind: 'popular', times: 1 }, positions: [LogOfSpec.positionOf(6)] },
        ]);
        expect(model.recommend(customer('nobody'), 8)?.map(({ sku }) => sku)).to.deep.equal(['tea']);
    });
    it('says nothing while nobody bought anything, and does not know a product that was not defined', () => {
        const model = modelOf(new LogOfSpec().define('tea'));
        expect(model.recommend({ kind: 'popular' }, 8)).to.deep.equal([]);
        expect(model.recommend(product('cup'), 8)).to.equal(undefined);
    });
    it('gives the product bought with it, the count, and the orders that prove it', () => {
        const log = new LogOfSpec().define(...skus);
        for (let index = 0; index < 7; index++)
            log.place(`o${index.toString()}`, ['tea', 'cup']);
        log.place('other', ['pot']).place('other2', ['pot', 'tray']);
        const [first] = modelOf(log).recommend(product('tea'), 8) ?? [];
        expect(first).to.deep.include({
            sku: 'cup',
            reason: { kind: 'bought-together', with: 'tea', times: 7 },
            positions: [12, 11, 10, 9, 8].map((index) => LogOfSpec.positionOf(index)),
        });
    });
    it('recommends to a customer what goes with what they have, and nothing that they have', () => {
        const log = new LogOfSpec().define(...skus);
        for (let index = 0; index < 5; index++)
            log.place(`o${index.toString()}`, ['tea', 'cup', 'pot']);
        log.place('mine', ['tea', 'cup'], { customerId: 'ann' }).place('loud', ['jug']);
        const found = modelOf(log).recommend(customer('ann'), 8) ?? [];
        expect(found[0]?.sku).to.equal('pot');
        expect(found[0]?.reason).to.deep.include({ kind: 'bought-before-similar', times: 5 });
        expect(found.map(({ sku }) => sku))
            .not.to.include.members(['tea'])
            .and.not.to.include.members(['cup']);
    });
    it('never recommends a SKU that only stands in orders', () => {
        const model = modelOf(new LogOfSpec().define('tea').place('a', ['tea', 'ghost']));
        expect(model.recommend(product('tea'), 8)).to.deep.equal([]);
        expect(model.recommend(product('ghost'), 8)).to.equal(undefined);
    });
    it('answers the same however the log was cut into batches, and whatever was repeated', () => {
        fc.assert(fc.property(histories, fc.array(fc.nat({ max: 60 })), fc.nat({ max: 20 }), (log, cuts, overlap) => {
            const batched = new Model();
            const ends = [...cuts, log.events.length].sort((a, b) => a - b);
            let start = 0;
            for (const end of ends) {
                batched.apply(log.events.slice(Math.max(0, start - overlap), end));
                start = Math.min(end, log.events.length);
            }
            batched.apply(log.events);
            const whole = modelOf(log);
            expect(everyAnswer(batched)).to.deep.equal(everyAnswer(whole));
            expect(batched.foldedTo).to.equal(whole.foldedTo);
        }), { numRuns: 60 });
    });
    it('answers the same when it was asked in between', () => {
        fc.assert(fc.property(histories, (log) => {
            const asked = new Model();
            for (const event of log.events) {
                asked.apply([event]);
                everyAnswer(asked);
            }
            expect(everyAnswer(asked)).to.deep.equal(everyAnswer(modelOf(log)));
        }), { numRuns: 20 });
    });
    it('states only counts and events that the log holds', () => {
        fc.assert(fc.property(histories, (log) => {
            const model = modelOf(log);
            for (const asked of skus) {
                for (const { sku, reason, positions } of model.recommend(product(asked), 10) ?? []) {
                    const proof = ordersHolding(log.events, 'with' in reason ? [sku, reason.with] : [sku]);
                    expect(sku).not.to.equal(asked);
                    expect(reason.times).to.equal(proof.length);
                    expect(positions).to.deep.equal(proof
                        .map((event) => event.position)
                        .reverse()
                        .slice(0, 5));
                }
            }
        }), { numRuns: 60 });
    });
    it('keeps how far the log was looked at, which never goes back', () => {
        const model = new Model();
        expect(model.foldedTo).to.equal(undefined);
        model.apply([], 50n);
        const log = new LogOfSpec().define('tea', 'cup');
        model.apply(log.events, 900n);
        model.apply(log.events.slice(0, 1), 100n);
        expect(model.foldedTo).to.equal(900n);
        expect(model.products.count).to.equal(2);
    });
});
//# sourceMappingURL=model.spec.js.map