import { expect } from 'chai';
import { historyOf, shopOfSpec } from '../testing/shop-of-spec.js';
import { chooseCut } from './choose-cut.js';
import { basketCount } from './history.js';
import { lastTask, tailTask, thinned, windowTask } from './split.js';
const history = historyOf('ann@1: mug', 'bob@2: cup', 'ann@11: jar', 'ann@12: mug', 'cat@13: jar', 'bob@25: mug');
const named = (items) => [...items].map((item) => history.itemNames[item]);
describe('a history that is cut for a test', () => {
    it('counts nothing of the window or after it, and foretells what each user took in it', () => {
        const { counted, cases } = windowTask(history, 10, 20);
        expect([...counted.days]).to.deep.equal([1, 2]);
        expect(cases.map(({ targets }) => named(targets))).to.deep.equal([['jar', 'mug'], ['jar']]);
        expect(cases.map(({ context }) => context.baskets.map(({ day }) => day))).to.deep.equal([[1], []]);
    });
    it('foretells the last step of a session from the steps before, also those within the window', () => {
        const { counted, cases } = tailTask(history, 10, 20);
        expect([...counted.days]).to.deep.equal([1, 2]);
        expect(cases.map(({ targets, context }) => [named(targets), context.baskets.length])).to.deep.equal([[['mug'], 2]]);
    });
    it('foretells the last step of each user where there are no times, and never counts it', () => {
        const { counted, cases } = lastTask(history, 1);
        expect(cases.map(({ targets }) => named(targets))).to.deep.equal([['mug'], ['mug']]);
        expect([...counted.days]).to.deep.equal([1, 2, 11, 13]);
        expect(basketCount(counted)).to.equal(4);
    });
    it('thins cases evenly', () => {
        expect(thinned([1, 2, 3, 4, 5, 6], 3)).to.deep.equal([1, 3, 5]);
        expect(thinned([1, 2], 3)).to.deep.equal([1, 2]);
    });
    it('is cut by what the file is like', () => {
        expect(chooseCut(shopOfSpec())).to.deep.include({ protocol: 'window', windowDays: 28 });
        expect(chooseCut(shopOfSpec({ sessions: true })).protocol).to.equal('tail');
        expect(chooseCut(shopOfSpec({ timed: false })).protocol).to.equal('last');
        expect(chooseCut(shopOfSpec({ days: 60 })).windowDays).to.be.closeTo(12, 1);
    });
});
//# sourceMappingURL=split.spec.js.map