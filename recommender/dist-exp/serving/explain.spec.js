import { expect } from 'chai';
import { itemsOf } from '../history/history.js';
import { LogOfSpec } from '../testing/events.js';
import { servingOfSpec } from '../testing/serving-of-spec.js';
import { shopOfSpec } from '../testing/shop-of-spec.js';
import { trainModel } from '../training/trained-model.js';
import { Knowledge } from './knowledge.js';
const history = shopOfSpec();
const asked = { kind: 'home', viewer: { buyers: [{ kind: 'customer', id: 'kim' }], visitorId: undefined } };
describe('why something goes with what they bought', function () {
    this.timeout(30_000);
    for (const answering of ['learned', 'counts'])
        it(`cites an order of their own before those of others, by ${answering === 'learned' ? 'the model' : 'counts'}`, () => {
            const log = new LogOfSpec().define(...history.itemNames);
            for (const [basket] of history.users.entries()) {
                const skus = Array.from(itemsOf(history, basket), (item) => history.itemNames[item] ?? '');
                log.place(`o${basket.toString()}`, skus, { customerId: `u${basket.toString()}` });
            }
            log.place('theirs', ['g3-1', 'g3-2'], { customerId: 'kim' }).days(30).place('later', ['g7-1']);
            const knowledge = new Knowledge();
            knowledge.apply(log.events);
            const model = answering === 'learned'
                ? trainModel(history, { logId: 'spec', position: '1', seed: 1, erased: '' })
                : undefined;
            const answer = servingOfSpec(knowledge, { models: { champion: () => model } }).answer(asked, 6, 'seed', 0);
            expect(answer?.answeredBy).to.equal(answering);
            const because = (answer?.items ?? []).filter(({ reason }) => reason.kind === 'bought-before-similar');
            expect(because).not.to.be.empty;
            for (const { reason, positions } of because) {
                const cited = log.events.find(({ position }) => position === positions[0]);
                if (cited?.type !== 'OrderPlaced')
                    throw new Error('an order was to be cited');
                expect(cited.data.orderId).to.equal('theirs');
                expect(cited.data.lines.map(({ sku }) => sku)).to.include('with' in reason ? reason.with : undefined);
                expect(new Set(positions).size).to.equal(positions.length);
            }
        });
});
//# sourceMappingURL=explain.spec.js.map