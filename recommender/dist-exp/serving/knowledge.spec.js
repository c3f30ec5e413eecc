import { expect } from 'chai';
import { LogOfSpec } from '../testing/events.js';
import { MOST_ORDERS } from './buyers.js';
import { Knowledge } from './knowledge.js';
const knowing = (log, most = {}) => {
    const knowledge = new Knowledge(most);
    knowledge.apply(log.events);
    const named = (numbers) => Array.from(numbers, (number) => knowledge.counts.skus.nameOf(number));
    return {
        knowledge,
        viewed: (visitor) => named(knowledge.visits.of(visitor).viewed.map(({ sku }) => sku)),
        basket: (visitor) => named(knowledge.visits.of(visitor).basket.map(({ sku }) => sku)),
        orders: (id) => knowledge.buyers.ordersOf([{ kind: 'customer', id }]).map(({ items }) => named(items)),
        sold: (sku) => knowledge.shelves.canBeBought(knowledge.counts.skus.find(sku) ?? -1),
    };
};
const change = { changeId: 'c1' };
const cart = { cartId: 'ann', currency: 'GBP', quantity: 1, ...change };
describe('what is known while serving', () => {
    it('holds the newest looks of a visitor first, each product once, and as many as make a visit', () => {
        const { viewed } = knowing(new LogOfSpec().view('ann', 'old').days(2).view('ann', 'tea', 'cup', 'tea'));
        expect(viewed('ann')).to.deep.equal(['tea', 'cup']);
        expect(viewed('bob')).to.deep.equal([]);
    });
    it('forgets what was looked at when the visitor, or the customer, no longer agrees', () => {
        const decided = { granted: false, wording: 'banner-1', decidedAt: '2026-01-01T00:00:00.000Z' };
        const log = new LogOfSpec().view('ann', 'tea').view('kim', 'tea').view('bob', 'tea');
        log.add('consent-ann', { type: 'VisitorConsentChanged', data: { visitorId: 'ann', ...change, ...decided } });
        const ofKim = { customerId: 'kim', ...change, ...decided };
        log.add('customer-kim', { type: 'ConsentChanged', data: { ...ofKim, purpose: 'activity' } });
        log.add('customer-bob', { type: 'ConsentChanged', data: { ...ofKim, customerId: 'bob', purpose: 'marketing' } });
        const { viewed } = knowing(log);
        expect([viewed('ann'), viewed('kim'), viewed('bob')]).to.deep.equal([[], [], ['tea']]);
    });
    it('follows a basket through adding, merging, removing and checkout', () => {
        const log = new LogOfSpec()
            .add('cart-ann', { type: 'ItemAddedToCart', data: { ...cart, sku: 'tea' } })
            .add('cart-ann', { type: 'ItemAddedToCart', data: { ...cart, sku: 'cup' } })
            .add('cart-ann', { type: 'ItemRemovedFromCart', data: { cartId: 'ann', ...change, sku: 'tea' } });
        const lines = [{ sku: 'pot', quantity: 2 }];
        log.add('cart-ann', {
            type: 'CartMerged',
            data: { cartId: 'ann', mergeId: 'm', fromCartId: 'guest', currency: 'GBP', lines },
        });
        expect(knowing(log).basket('ann')).to.deep.equal(['pot', 'cup']);
        log.add('cart-ann', { type: 'CartHandedOver', data: { cartId: 'ann', mergeId: 'm', intoCartId: 'kim', lines } });
        expect(knowing(log).basket('ann')).to.deep.equal(['cup']);
        log.add('cart-ann', { type: 'ItemAddedToCart', data: { ...cart, sku: 'tea' } });
        const ordered = [{ sku: 'cup', quantity: 1 }];
        log.add('cart-ann', { type: 'CartCheckedOut', data: { cartId: 'ann', orderId: 'o1', lines: ordered } });
        expect(knowing(log).basket('ann'), 'what was added meanwhile').to.deep.equal(['tea']);
        log.add('cart-ann', { type: 'CartCheckedOut', data: { cartId: 'ann', orderId: 'o2' } });
        expect(knowing(log).basket('ann')).to.deep.equal([]);
    });
    it('counts what is left to sell: received, held, let go, shipped, and no more sold', () => {
        const log = new LogOfSpec().define('tea', 'cup').stock('tea', 2);
        const hold = { sku: 'tea', orderId: 'o1', quantity: 2 };
        expect(knowing(log).sold('tea')).to.equal(true);
        log.add('stock-tea', { type: 'StockReserved', data: hold });
        expect(knowing(log).sold('tea')).to.equal(false);
        const waiting = { type: 'ReservationExpired', data: { ...hold, waiting: true } };
        expect(knowing(log.add('stock-tea', waiting)).sold('tea'), 'what only waited frees nothing').to.equal(false);
        log.add('stock-tea', { type: 'StockReleased', data: { ...hold, quantity: 1 } });
        expect(knowing(log).sold('tea')).to.equal(true);
        const shipped = { sku: 'tea', movementId: 'm', orderId: 'o1', quantity: 2, fromReservation: 1 };
        expect(knowing(log.add('stock-tea', { type: 'StockShipped', data: shipped })).sold('tea')).to.equal(false);
        expect(knowing(log).sold('cup'), 'nobody told of its stock').to.equal(true);
        log.add('product-cup', { type: 'ProductDiscontinued', data: { sku: 'cup', ...change } });
        expect(knowing(log).sold('cup')).to.equal(false);
        log.add('product-cup', { type: 'ProductReinstated', data: { sku: 'cup', ...change } });
        expect(knowing(log).sold('cup')).to.equal(true);
    });
    it('remembers who ordered what, without what was cancelled and without who was erased', () => {
        const log = new LogOfSpec().place('o1', ['tea'], { customerId: 'kim' }).place('o2', ['cup'], { customerId: 'kim' });
        expect(knowing(log).orders('kim')).to.deep.equal([['tea'], ['cup']]);
        expect(knowing(log.cancel('o1')).orders('kim')).to.deep.equal([['cup']]);
        const erased = { customerId: 'kim', emailHash: 'h', erasedAt: '2026-01-01T00:00:00.000Z' };
        log.view('kim', 'tea').add('customer-kim', { type: 'CustomerErased', data: erased });
        expect(knowing(log).orders('kim')).to.deep.equal([]);
        expect(knowing(log).viewed('kim')).to.deep.equal([]);
    });
    it('takes an event once, however often it comes', () => {
        const log = new LogOfSpec()
            .define('tea')
            .stock('tea', 1)
            .view('ann', 'tea')
            .place('o1', ['tea'], { customerId: 'kim' });
        const { knowledge, sold, orders } = knowing(log);
        log.stock('tea', -1);
        knowledge.apply(log.events);
        knowledge.apply(log.events);
        expect(sold('tea')).to.equal(false);
        expect(orders('kim')).to.deep.equal([['tea']]);
    });
    it('is not moved by a clock that jumped: the next order says what day it is', () => {
        const log = new LogOfSpec().place('o1', ['tea']);
        const today = knowing(log).knowledge.buyers.today;
        log.days(100_000).place('wrong', ['tea']).days(-99_999).place('right', ['tea']);
        expect(knowing(log).knowledge.buyers.today).to.equal(today + 1);
    });
});
describe('the memory of what is known', () => {
    /** A log that is too long to be kept: each event is folded and forgotten. */
    const foldMany = (knowledge, many, event) => {
        for (let n = 0; n < many; n++) {
            const [one] = event(n).events;
            if (one)
                knowledge.apply([{ ...one, position: BigInt(n + 1) }]);
        }
    };
    it('stays small for one who looks at everything', () => {
        const knowledge = new Knowledge();
        foldMany(knowledge, 20_000, (n) => new LogOfSpec().view('bot', `thing-${(n % 5_000).toString()}`));
        expect(knowledge.visits.of('bot').viewed).to.have.length(20);
    });
    it('forgets the visitor who did nothing for longest', () => {
        const knowledge = new Knowledge({ visitors: 100 });
        foldMany(knowledge, 1_000, (n) => new LogOfSpec().view(n % 2 === 0 ? 'ann' : `bot-${n.toString()}`, 'tea'));
        expect(knowledge.visits.visitors).to.equal(100);
        expect(knowledge.visits.of('ann').viewed).to.have.length(1);
        expect(knowledge.visits.of('bot-1').viewed).to.have.length(0);
    });
    it('keeps the newest orders of a customer with 10,000', () => {
        const knowledge = new Knowledge();
        foldMany(knowledge, 10_000, (n) => new LogOfSpec().place(n.toString(), ['tea'], { customerId: 'kim' }));
        const orders = knowledge.buyers.ordersOf([{ kind: 'customer', id: 'kim' }]);
        expect(orders).to.have.length(MOST_ORDERS);
        expect(orders.at(-1)?.orderId).to.equal('9999');
    });
});
//# sourceMappingURL=knowledge.spec.js.map