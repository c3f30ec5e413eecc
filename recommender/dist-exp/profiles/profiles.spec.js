import { expect } from 'chai';
import { SkuTable } from '../orders/sku-table.js';
import { LogOfSpec, metadataAt } from '../testing/events.js';
import { CustomerProfiles } from './customer-profiles.js';
import { ProductProfiles } from './product-profiles.js';
const fold = (log, most) => {
    const skus = new SkuTable();
    const customers = new CustomerProfiles(skus, most);
    for (const event of log.events)
        customers.apply(event);
    const bought = (kind, id) => customers.profileOf({ kind, id })?.bought.map((number) => skus.nameOf(number));
    return { customers, bought };
};
describe("a customer's profile", () => {
    it('holds what they bought, newest first, each product once', () => {
        const log = new LogOfSpec()
            .place('a', ['tea', 'cup'], { customerId: '13085' })
            .days(3)
            .place('b', ['pot', 'tea'], { customerId: '13085' });
        const { customers, bought } = fold(log);
        expect(bought('customer', '13085')).to.deep.equal(['pot', 'tea', 'cup']);
        expect(customers.profileOf({ kind: 'customer', id: '13085' })).to.include({
            orders: 2,
            lastOrderAt: '2011-01-04T00:00:00.000Z',
        });
    });
    it('keeps shoppers apart from customers of the same name, and guests out', () => {
        const log = new LogOfSpec()
            .place('a', ['tea'], { customerId: 'x' })
            .place('b', ['cup'], { shopperId: 'x' })
            .place('c', ['pot']);
        const { bought } = fold(log);
        expect(bought('customer', 'x')).to.deep.equal(['tea']);
        expect(bought('shopper', 'x')).to.deep.equal(['cup']);
    });
    it('forgets who has not ordered for longest when there are too many', () => {
        const log = new LogOfSpec()
            .place('a', ['tea'], { shopperId: 'ann' })
            .place('b', ['tea'], { shopperId: 'bob' })
            .place('c', ['tea'], { shopperId: 'ann' })
            .place('d', ['tea'], { shopperId: 'cat' });
        const { bought } = fold(log, 2);
        expect([bought('shopper', 'ann'), bought('shopper', 'bob'), bought('shopper', 'cat')]).to.deep.equal([
            ['tea'],
            undefined,
            ['tea'],
        ]);
    });
});
describe("a product's profile", () => {
    it('is what its own events say, with the newest price', () => {
        const skus = new SkuTable();
        const products = new ProductProfiles(skus);
        const log = new LogOfSpec().define('tea').place('a', ['cup']);
        for (const event of log.events)
            products.apply(event);
        products.apply({
            type: 'ProductPriceChanged',
            data: { sku: 'tea', priceMinor: 99, currency: 'GBP' },
            eventId: 'e',
            streamId: 'product-tea',
            revision: 1n,
            position: 900n,
            recordedAt: '2026-01-01T00:00:00.000Z',
            metadata: metadataAt('2011-02-01T00:00:00.000Z'),
        });
        expect(products.count).to.equal(1);
        expect(products.profileOf(skus.find('tea') ?? -1)).to.deep.include({
            sku: 'tea',
            title: 'Title of tea',
            priceMinor: 99,
            category: null,
            definedAt: '2011-01-01T00:00:00.000Z',
        });
    });
});
//# sourceMappingURL=profiles.spec.js.map