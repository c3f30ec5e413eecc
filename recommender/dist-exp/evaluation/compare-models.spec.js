import { expect } from 'chai';
import { endOf } from '../history/choose-cut.js';
import { shopOfSpec } from '../testing/shop-of-spec.js';
import { trainModel } from '../training/trained-model.js';
import { compareModels, heldBack, unseenWindow } from './compare-models.js';
const history = shopOfSpec({ users: 40, days: 170 });
const provenance = { logId: 'spec', position: '7', seed: 5, erased: '' };
/** The same model with its taste turned round: the worst products first. */
const spoiled = (model) => {
    const turned = (mode) => {
        const head = model.rankers.heads[mode];
        return { ...head, linear: { weights: head.linear.weights.map((weight) => -weight) } };
    };
    return {
        ...model,
        champion: { all: 'linear', new: 'linear' },
        rankers: { ...model.rankers, heads: { all: turned('all'), new: turned('new') } },
    };
};
describe('two models compared', function () {
    this.timeout(60_000);
    const window = unseenWindow(history, 0);
    if (!window)
        throw new Error('the shop of the spec has a window');
    const model = trainModel(heldBack(history, window.from), provenance);
    it('are equal where they are the same', () => {
        const { champion, challenger, difference, users } = compareModels(model, model, history, window);
        expect(champion).to.deep.equal(challenger);
        expect(champion.all).to.be.greaterThan(0.1);
        expect(difference.all).to.deep.equal({ low: 0, mean: 0, high: 0 });
        expect(users).to.be.at.least(20);
    });
    it('differ surely where one is spoiled, and in the right direction', () => {
        const worse = compareModels(model, spoiled(model), history, window);
        expect(worse.difference.all.high).to.be.lessThan(0);
        expect(compareModels(spoiled(model), model, history, window).difference.all.low).to.be.greaterThan(0);
    });
    it('are known by the names of products, not by their numbers', () => {
        const other = { ...history, itemNames: history.itemNames.map((name) => `other ${name}`) };
        expect(compareModels(model, model, other, window).champion.all).to.equal(0);
    });
    it('must not have seen the window', () => {
        const seen = trainModel(history, provenance);
        expect(() => compareModels(seen, model, history, window)).to.throw(RangeError, 'the champion was trained');
        expect(() => compareModels(model, seen, history, window)).to.throw(RangeError, 'the challenger was trained');
    });
    it('have no window where nobody ordered since the champion was trained', () => {
        expect(unseenWindow(history, endOf(history))).to.equal(undefined);
        expect(unseenWindow(shopOfSpec({ timed: false }), 0)).to.equal(undefined);
    });
});
//# sourceMappingURL=compare-models.spec.js.map