import { expect } from 'chai';
import { LogOfSpec } from '../testing/events.js';
import { hashOfErased } from '../training/trained-model.js';
import { Trade } from './trade.js';
const fewest = { orders: 3, buyers: 2, products: 3 };
const tradeOf = (...logs) => {
    const trade = new Trade(fewest);
    for (const { events } of logs)
        trade.apply(events);
    return trade;
};
const erasure = (customerId) => ({
    type: 'CustomerErased',
    data: { customerId, emailHash: 'a'.repeat(64), erasedAt: '2026-01-01T00:00:00.000Z' },
});
describe('the trade of a shop', () => {
    it('says what is missing to learn from: orders, buyers, products', () => {
        expect(tradeOf().missing).to.contain('0 of 3 orders, 0 of 2 buyers, 0 of 3 products');
        const one = new LogOfSpec();
        for (let order = 0; order < 5; order++)
            one.place(order.toString(), ['MUG'], { customerId: 'ann' });
        expect(tradeOf(one).missing).to.contain('1 of 2 buyers, 1 of 3 products').and.not.to.contain('orders,');
        one.place('5', ['CUP', 'JAR'], { shopperId: 'bob' });
        expect(tradeOf(one).missing).to.equal(undefined);
        for (let order = 0; order < 4; order++)
            one.cancel(order.toString());
        expect(tradeOf(one).missing).to.contain('2 of 3 orders');
    });
    it('counts the orders since a training, and each event once', () => {
        const log = new LogOfSpec().place('0', ['MUG']).place('1', ['MUG']).place('2', ['MUG']);
        const trade = tradeOf(log, log);
        const since = (index) => trade.ordersSince(LogOfSpec.positionOf(index));
        expect([since(-1), since(0), since(2), since(9)]).to.deep.equal([3, 2, 0, 0]);
    });
    it('counts who came back after a training: neither newcomers, nor who is not known, nor one twice', () => {
        const log = new LogOfSpec().place('0', ['MUG'], { customerId: 'ann' }).place('1', ['MUG'], { shopperId: 'bob' });
        const more = ['ann', 'ann', 'cat', 'cat'];
        for (const [index, customerId] of more.entries())
            log.place((index + 2).toString(), ['MUG'], { customerId });
        log.place('6', ['MUG'], { shopperId: 'bob' }).place('7', ['MUG']);
        const trade = tradeOf(log);
        const since = (index) => trade.returningSince(LogOfSpec.positionOf(index));
        expect([since(1), since(4), since(7)]).to.deep.equal([2, 2, 0]);
    });
    it('knows when the newest order came that another shop’s books tell of, whatever its date', () => {
        const [own] = new LogOfSpec().place('0', ['MUG']).events;
        if (!own)
            throw new Error('an order that was placed is an event');
        const imported = (position, recordedAt) => ({
            ...{ ...own, position, recordedAt },
            metadata: { ...own.metadata, origin: 'import', occurredAt: '2010-12-01T08:26:00.000Z' },
        });
        const trade = new Trade(fewest);
        trade.apply([own]);
        expect(trade.importedMs).to.equal(-Infinity);
        trade.apply([imported(1000n, '2026-01-01T10:00:00.000Z'), imported(1100n, '2026-01-01T09:59:59.000Z')]);
        expect(trade.importedMs).to.equal(Date.parse('2026-01-01T10:00:00.000Z'));
    });
    it('knows how far taste has drifted since a training', () => {
        const log = new LogOfSpec();
        for (let order = 0; order < 600; order++)
            log.place(order.toString(), [`old-${(order % 50).toString()}`]);
        for (let order = 600; order < 1_200; order++)
            log.place(order.toString(), [`new-${(order % 50).toString()}`]);
        const trade = tradeOf(log);
        expect(trade.driftSince(LogOfSpec.positionOf(599))).to.be.greaterThan(1);
        expect(trade.driftSince(LogOfSpec.positionOf(519))).to.be.lessThan(trade.driftSince(LogOfSpec.positionOf(599)) ?? 0);
        expect(trade.driftSince(LogOfSpec.positionOf(1_199))).to.equal(undefined);
    });
    it('forgets old orders one by one, and still counts the newest', () => {
        const log = new LogOfSpec();
        for (let order = 0; order < 13_000; order++)
            log.place(order.toString(), ['MUG']);
        const trade = tradeOf(log);
        expect(trade.placed).to.equal(13_000);
        expect(trade.ordersSince(LogOfSpec.positionOf(12_899))).to.equal(100);
        expect(trade.ordersSince(-1n)).to.be.within(10_000, 12_500);
    });
    it('names who is erased without naming one of them', () => {
        const log = new LogOfSpec();
        expect(tradeOf(log).erased).to.equal(hashOfErased([]));
        log.add('customer-ann', erasure('ann')).add('customer-bob', erasure('bob'));
        expect(tradeOf(log).erased).to.equal(hashOfErased(['bob', 'ann']));
    });
});
//# sourceMappingURL=trade.spec.js.map