import { expect } from 'chai';
import { LogOfSpec, metadataAt } from '../testing/events.js';
import { basketCount, itemsOf } from './history.js';
import { LogHistory } from './log-history.js';
const story = () => new LogOfSpec()
    .define('MUG', 'CUP', 'JAR')
    .place('1', ['MUG', 'CUP'], { customerId: 'ann' })
    .days(3)
    .place('2', ['JAR'], { customerId: 'bob' })
    .days(3)
    .place('3', ['MUG'], { customerId: 'ann' })
    .place('4', ['JAR'])
    .cancel('2');
const erasureOf = (customerId) => ({
    type: 'CustomerErased',
    data: { customerId, emailHash: 'a'.repeat(64), erasedAt: '2026-01-01T00:00:00.000Z' },
    eventId: '00000000-0000-4000-8000-999999999999',
    streamId: `customer-${customerId}`,
    revision: 0n,
    position: 1000000n,
    recordedAt: '2026-01-01T00:00:00.000Z',
    metadata: metadataAt('2026-01-01T00:00:00.000Z'),
});
const foldOf = (...batches) => {
    const log = new LogHistory();
    for (const batch of batches)
        log.apply(batch);
    return log.prefix();
};
const baskets = ({ history }) => Array.from({ length: basketCount(history) }, (_, at) => [
    history.userNames[history.users[at] ?? -1],
    ...[...itemsOf(history, at)].map((item) => history.itemNames[item]),
]);
describe('the log as a history', () => {
    it('holds orders with their buyers, and no cancelled one', () => {
        const prefix = foldOf(story().events);
        expect(baskets(prefix)).to.deep.equal([
            ['customer ann', 'MUG', 'CUP'],
            ['customer ann', 'MUG'],
            ['order 4', 'JAR'],
        ]);
        expect(prefix.history.itemTexts[0]).to.equal('Title of MUG');
        expect(prefix.position).to.equal(LogOfSpec.positionOf(7));
    });
    it('is the same however the events were batched or repeated', () => {
        const { events } = story();
        expect(foldOf(events.slice(0, 5), events.slice(2, 6), events)).to.deep.equal(foldOf(events));
    });
    it('sets right the date of an order whose clock was a year ahead, and leaves what another shop’s books tell', () => {
        const days = (log, origin) => {
            const events = log.events.map((event) => ({ ...event, metadata: { ...event.metadata, origin } }));
            const { history } = foldOf(events);
            return [...history.days].map((day) => Math.round(day - Date.UTC(2011, 0, 1) / 86_400_000));
        };
        const log = new LogOfSpec().place('1', ['MUG']).days(365).place('2', ['MUG']).days(-364).place('3', ['MUG']);
        log.days(1).place('4', ['MUG']);
        expect(days(log, 'live')).to.deep.equal([0, 1, 1, 2]);
        expect(days(log, 'import')).to.deep.equal([0, 1, 2, 365]);
    });
    it('has nothing of an erased customer, as if they had never ordered', () => {
        const prefix = foldOf([...story().events, erasureOf('ann')]);
        expect(baskets(prefix)).to.deep.equal([['order 4', 'JAR']]);
        expect([...prefix.erased]).to.deep.equal(['ann']);
        expect(prefix.history.userNames).not.to.include('customer ann');
    });
});
//# sourceMappingURL=log-history.spec.js.map