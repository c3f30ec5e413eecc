import { expect } from 'chai';
import { LogOfSpec } from '../testing/events.js';
import { modelOfSpec } from '../testing/models-of-spec.js';
import { servingOfSpec } from '../testing/serving-of-spec.js';
import { decodeModel } from '../training/model-file.js';
import { nobody } from './asked.js';
import { Knowledge } from './knowledge.js';
const AT = Date.UTC(2011, 0, 1);
const ann = { buyers: [{ kind: 'customer', id: 'ann' }], visitorId: 'ann' };
/** Everything that a page may ask, of products that may not be there. */
const asks = [
    ...[{ kind: 'popular' }, { kind: 'popular', category: 'Mugs' }, { kind: 'product', sku: 'tea' }],
    ...[
        { kind: 'basket', skus: ['tea', 'cup'] },
        { kind: 'home', viewer: ann },
        { kind: 'home', viewer: nobody },
    ],
    ...[
        { kind: 'category', category: 'Mugs', viewer: ann },
        { kind: 'rerank', skus: ['tea', 'cup'], viewer: ann },
    ],
];
const knowing = (log) => {
    const knowledge = new Knowledge();
    knowledge.apply(log.events);
    return knowledge;
};
const shown = (log, visitorId, ...skus) => {
    const activityId = `a${log.events.length.toString()}`;
    const data = { visitorId, activityId, seenAt: '2011-01-01T10:00:00.000Z', placement: 'home', skus: [...skus] };
    return log.add(`activity-${visitorId}.2011-01-01`, { type: 'RecommendationsShown', data });
};
const inCategory = (log, category, ...skus) => {
    for (const sku of skus) {
        const data = { sku, title: sku, priceMinor: 250, currency: 'GBP', category };
        log.add(`product-${sku}`, { type: 'ProductDefined', data });
    }
    return log;
};
describe('a shop at its edges', function () {
    this.timeout(60_000);
    let model;
    before(() => {
        model = decodeModel(modelOfSpec(1));
    });
    const answer = (known, asked, served, exploration = 0) => {
        const faults = [];
        const observer = {
            answered: () => undefined,
            compared: () => undefined,
            passed: (_, __, error) => faults.push(error),
        };
        const serving = servingOfSpec(known, { models: { champion: () => served }, observer, exploration });
        const skus = serving.answer(asked, 6, 'seed', AT)?.items.map(({ sku }) => sku);
        expect(faults, JSON.stringify(asked)).to.deep.equal([]);
        return skus;
    };
    const homeOf = (log, exploration) => answer(knowing(log), { kind: 'home', viewer: ann }, undefined, exploration) ?? [];
    it('answers whatever is asked: of nothing, of one product, of one customer, of empty shelves', () => {
        const one = () => new LogOfSpec().define('tea');
        const shops = [
            new LogOfSpec(),
            one(),
            one().place('1', ['tea'], { customerId: 'ann' }),
            one().view('ann', 'tea'),
            one().define('cup').place('1', ['tea', 'cup'], { customerId: 'ann' }),
            one().define('cup').place('1', ['tea', 'cup']).stock('tea', 1).stock('tea', -1).stock('cup', 1).stock('cup', -1),
            // Orders of products that the shop never defined.
            new LogOfSpec().place('1', ['tea', 'cup'], { customerId: 'ann' }),
        ];
        for (const log of shops)
            for (const served of [undefined, model])
                for (const asked of asks) {
                    const known = knowing(log);
                    const skus = answer(known, asked, served);
                    const defined = log.events.some(({ type }) => type === 'ProductDefined');
                    if (asked.kind === 'product')
                        expect(skus === undefined).to.equal(!defined);
                    else if (asked.kind === 'rerank')
                        expect(skus).to.have.members(['tea', 'cup']);
                    else
                        for (const sku of skus ?? ['none'])
                            expect(known.shelves.canBeBought(known.counts.skus.find(sku) ?? -1)).to.equal(true);
                }
    });
    it('shows what many buy in a category, whoever looks, and what stands there where nobody bought any', () => {
        const log = inCategory(new LogOfSpec().define('tea'), 'Mugs', 'blue', 'red', 'green', 'white', 'grey');
        for (const order of ['1', '2'])
            log.place(order, ['tea', 'red'], { customerId: 'ann' });
        for (const served of [undefined, model])
            expect(answer(knowing(log), { kind: 'popular', category: 'Mugs' }, served))
                .to.have.members(['red', 'blue', 'green', 'white', 'grey'])
                .and.to.have.property('0', 'red');
    });
    it('lets no machine use up the first showings of new products', () => {
        const log = new LogOfSpec().define('old').days(0).define('new');
        log.stock('new', 50);
        for (let list = 0; list < 1_000; list++)
            shown(log, 'machine', 'new');
        const times = () => {
            const { showings, counts } = knowing(log);
            return showings.of(counts.skus.find('new') ?? -1);
        };
        expect(times()).to.equal(20);
        for (let visitor = 0; visitor < 79; visitor++)
            shown(log, `v${visitor.toString()}`, 'new');
        expect(homeOf(log, 0.5)).to.include('new');
        expect(times()).to.equal(99);
        shown(log, 'another', 'new');
        expect(times()).to.equal(100);
    });
    it('is not moved by a machine that looks at a million products: others see what they saw', () => {
        const log = new LogOfSpec().define('tea', 'cup', 'pot');
        for (let order = 0; order < 9; order++)
            log.place(order.toString(), order < 6 ? ['tea', 'cup'] : ['pot', 'tea']);
        const other = { kind: 'home', viewer: { buyers: [], visitorId: 'v' } };
        log.view('v', 'tea');
        const [before, popular] = [other, { kind: 'popular' }].map((asked) => answer(knowing(log), asked, undefined));
        const known = knowing(log);
        const look = new LogOfSpec().view('machine', 'pot').events[0];
        if (look?.type !== 'ProductViewed')
            throw new Error('a look is an event');
        const from = log.events.at(-1)?.position ?? 0n;
        for (let n = 1; n <= 200_000; n++) {
            const data = { ...look.data, activityId: n.toString(), sku: n % 2 === 0 ? 'pot' : 'cup' };
            known.apply([{ ...look, data, position: from + BigInt(n) }]);
        }
        expect(answer(known, other, undefined)).to.deep.equal(before);
        expect(answer(known, { kind: 'popular' }, undefined)).to.deep.equal(popular);
        expect([known.visits.visitors, known.visits.of('machine').viewed.length]).to.deep.equal([2, 2]);
    });
    it('goes on showing what is new though a clock that was behind has dated one of them', () => {
        const old = ['a', 'b', 'c', 'd', 'e', 'f'];
        const log = new LogOfSpec()
            .define(...old, 'new', 'newer')
            .days(-4_000)
            .define('misdated')
            .days(4_000);
        log.place('1', old);
        for (const sku of ['new', 'newer', 'misdated'])
            log.stock(sku, 5);
        for (let visitor = 0; visitor < 3; visitor++)
            shown(log, `v${visitor.toString()}`, 'new');
        const explored = servingOfSpec(knowing(log), { exploration: 0.5 })
            .answer({ kind: 'home', viewer: ann }, 4, 'seed', AT)
            ?.items.filter(({ reason }) => reason.kind === 'new');
        expect(explored).not.to.be.empty;
    });
    it('does not weigh an order by a date that its own record came before', () => {
        const log = new LogOfSpec().define('tea', 'cup');
        for (let order = 0; order < 20; order++)
            log.place(order.toString(), ['tea']);
        // The machine that took the order was twenty years ahead of the store, which recorded it in 2026.
        log
            .days(365 * 35)
            .place('ahead', ['cup'])
            .days(-365 * 20)
            .place('right', ['tea'])
            .place('too', ['tea']);
        expect(answer(knowing(log), { kind: 'popular' }, undefined)?.[0]).to.equal('tea');
    });
});
//# sourceMappingURL=faults.spec.js.map