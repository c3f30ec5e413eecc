import { expect } from 'chai';
import fc from 'fast-check';
import { historyOf } from '../testing/shop-of-spec.js';
import { HistoryBuilder } from './history-builder.js';
import { basketCount, basketsByItem, basketsByUser, itemsOf, listOf } from './history.js';
const told = (history) => Array.from({ length: basketCount(history) }, (_, basket) => ({
    user: history.userNames[history.users[basket] ?? -1],
    day: history.days[basket],
    items: [...itemsOf(history, basket)].map((item) => history.itemNames[item]),
}));
describe('a history', () => {
    it('orders baskets by time, whatever the order of the rows', () => {
        const history = historyOf('ann@5: mug', 'bob@2: cup', 'ann@3: jar');
        expect(told(history).map(({ user, day }) => `${user ?? ''}@${day?.toString() ?? ''}`)).to.deep.equal([
            'bob@2',
            'ann@3',
            'ann@5',
        ]);
    });
    it('counts an item once a basket', () => {
        expect(told(historyOf('ann@1: mug cup mug'))[0]?.items).to.deep.equal(['mug', 'cup']);
    });
    it('takes what a user took at one moment for a basket where none is named', () => {
        const builder = new HistoryBuilder();
        for (const item of ['mug', 'cup'])
            builder.add({ user: 'ann', item, timeMs: 1_000, basket: undefined });
        builder.add({ user: 'bob', item: 'mug', timeMs: 1_000, basket: undefined });
        expect(told(builder.build()).map(({ items }) => items)).to.deep.equal([['mug', 'cup'], ['mug']]);
    });
    it('keeps the order of the rows where one of them has no time', () => {
        const builder = new HistoryBuilder();
        builder.add({ user: 'ann', item: 'mug', timeMs: 9_000, basket: undefined });
        builder.add({ user: 'ann', item: 'cup', timeMs: undefined, basket: undefined });
        const history = builder.build();
        expect(history.timed).to.equal(false);
        expect(told(history).map(({ items }) => items)).to.deep.equal([['mug'], ['cup']]);
    });
    it('finds every basket by its user and by each of its items', () => {
        const row = fc.record({ user: fc.nat(4), item: fc.nat(6), day: fc.nat(5) });
        fc.assert(fc.property(fc.array(row, { maxLength: 60 }), (rows) => {
            const builder = new HistoryBuilder();
            for (const { user, item, day } of rows)
                builder.add({ user: user.toString(), item: item.toString(), timeMs: day * 86_400_000, basket: undefined });
            const history = builder.build();
            const pairs = new Set(rows.map(({ user, item, day }) => `${user.toString()} ${item.toString()} ${day.toString()}`));
            expect(history.items.length).to.equal(pairs.size);
            const byUser = basketsByUser(history);
            const byItem = basketsByItem(history);
            for (let basket = 0; basket < basketCount(history); basket++) {
                expect([...listOf(byUser, history.users[basket] ?? -1)]).to.include(basket);
                for (const item of itemsOf(history, basket))
                    expect([...listOf(byItem, item)]).to.include(basket);
            }
            expect(history.days).to.deep.equal(history.days.slice().sort());
        }));
    });
});
//# sourceMappingURL=history-builder.spec.js.map