import { expect } from 'chai';
import { historyOf } from '../testing/shop-of-spec.js';
import { forwardDecay } from './decay.js';
import { countEase } from './ease.js';
import { countItemNeighbours } from './item-knn.js';
import { addRow, countPairs } from './pair-table.js';
import { itemFacts } from './popularity.js';
import { tasteOf } from './taste.js';
import { countTogether } from './together.js';
import { countTransitions } from './transitions.js';
import { addAlike, readWords } from './words.js';
const numberOf = (history, name) => history.itemNames.indexOf(name);
const scoresOf = (history, table, from) => {
    const scores = new Float32Array(history.itemNames.length);
    addRow(table, numberOf(history, from), 1, scores);
    return (name) => scores[numberOf(history, name)] ?? NaN;
};
describe('the generators over a history', () => {
    it('weigh what is one half-life older half as much', () => {
        const decay = forwardDecay(30, 100);
        expect([decay(100), decay(70), decay(40)]).to.deep.equal([1, 0.5, 0.25]);
        expect(forwardDecay(Infinity, 100)(3)).to.equal(1);
    });
    it('keep the strongest partners of a row, equal ones by number', () => {
        const weights = [0, 2, 5, 2, -1];
        const table = countPairs(5, 2, (item, row) => {
            if (item === 0)
                for (const [partner, weight] of weights.entries())
                    row.add(partner, weight);
        }, (_, __, weight) => weight);
        expect([...table.items]).to.deep.equal([2, 1]);
        expect([...table.starts]).to.deep.equal([0, 2, 2, 2, 2, 2]);
    });
    it('transitions go forwards in time, and the newest steps weigh most', () => {
        const history = historyOf('ann@1: mug', 'ann@2: cup', 'bob@300: mug', 'bob@301: jar');
        const scores = scoresOf(history, countTransitions(history, 30), 'mug');
        expect(scores('jar')).to.be.greaterThan(10 * scores('cup'));
        expect(scores('cup')).to.be.greaterThan(0);
        const back = scoresOf(history, countTransitions(history, 30), 'cup');
        expect(back('mug')).to.equal(0);
    });
    it('baskets say what goes together', () => {
        const history = historyOf('ann@1: mug cup', 'bob@1: mug cup', 'cat@1: mug jar', 'dan@1: jar');
        const scores = scoresOf(history, countTogether(history, Infinity), 'mug');
        expect(scores('cup')).to.be.greaterThan(scores('jar'));
        expect(scores('mug')).to.equal(0);
        // Two baskets hold both; three hold the mug, two the cup: 2 / (sqrt(3 * 2) + 3).
        expect(scores('cup')).to.be.closeTo(2 / (Math.sqrt(6) + 3), 1e-6);
    });
    it('steps of one session stand for its basket', () => {
        const history = historyOf('ann@1: mug', 'ann@1.01: cup', 'bob@1: jar', 'bob@9: cup');
        expect(scoresOf(history, countTogether(history, Infinity), 'mug')('cup')).to.be.greaterThan(0);
        expect(scoresOf(history, countTogether(history, Infinity), 'jar')('cup')).to.equal(0);
    });
    it('item-kNN is the shrunk cosine over users', () => {
        const history = historyOf('ann@1: mug', 'ann@2: cup', 'bob@1: mug cup', 'cat@1: mug');
        expect(scoresOf(history, countItemNeighbours(history, Infinity), 'cup')('mug')).to.be.closeTo(2 / (Math.sqrt(6) + 2), 1e-6);
    });
    it('a bot that takes everything is one user with its newest things', () => {
        const history = historyOf(...Array.from({ length: 50 }, (_, at) => `bot@${at.toString()}: i${at.toString()}`));
        const taste = tasteOf(history, Infinity, 10);
        expect([...taste.items].map((item) => history.itemNames[item]))
            .to.include('i49')
            .and.to.have.length(10);
    });
    it('EASE^R solves its equations: off the diagonal (G + lambda I) B = G', () => {
        const history = historyOf('ann@1: a b c', 'bob@1: a b', 'cat@1: c d', 'dan@1: b d', 'eve@1: a');
        const lambda = 0.7;
        const { items, weights } = countEase(history, { halfLifeDays: Infinity, lambda, mostItems: 10 });
        const n = items.length;
        const taste = tasteOf(history, Infinity);
        const gram = (a, b) => {
            let sum = 0;
            for (let user = 0; user < history.userNames.length; user++) {
                const own = [...taste.items.subarray(taste.starts[user], taste.starts[user + 1])];
                if (own.includes(items[a] ?? -1) && own.includes(items[b] ?? -1))
                    sum++;
            }
            return sum;
        };
        expect(n).to.equal(4);
        for (let i = 0; i < n; i++) {
            expect(weights[i * n + i]).to.equal(0);
            for (let j = 0; j < n; j++) {
                if (i === j)
                    continue;
                let sum = lambda * (weights[i * n + j] ?? 0);
                for (let k = 0; k < n; k++)
                    sum += gram(i, k) * (weights[k * n + j] ?? 0);
                expect(sum).to.be.closeTo(gram(i, j), 1e-5);
            }
        }
    });
    it('popularity knows spans, first and last time, and repeats', () => {
        const history = historyOf('ann@0: mug', 'bob@70: mug', 'ann@98: mug cup');
        const facts = itemFacts(history, 100);
        const mug = numberOf(history, 'mug');
        expect([facts.week[mug], facts.month[mug], facts.quarter[mug], facts.ever[mug]]).to.deep.equal([1, 1, 2, 3]);
        expect([facts.firstDaysAgo[mug], facts.lastDaysAgo[mug]]).to.deep.equal([100, 2]);
        expect(facts.repeatShare[mug]).to.be.greaterThan(facts.repeatShare[numberOf(history, 'cup')] ?? NaN);
    });
    it('popularity knows what is bought of late: for the first time, again, and not again', () => {
        const history = historyOf(...['ann@0: mug cup', 'bob@1: mug', 'eve@1: mug', 'cat@50: jar', 'ann@60: jar'], ...['ann@90: mug', 'ann@91: mug', 'bob@92: cup', 'dan@95: mug']);
        const { newcomers, repeatNow, fortnight, monthBefore } = itemFacts(history, 100);
        const of = (column) => ['mug', 'cup', 'jar'].map((name) => column[numberOf(history, name)] ?? NaN);
        expect(of(newcomers)).to.deep.equal([1, 1, 0]);
        expect(of(fortnight)).to.deep.equal([3, 1, 0]);
        expect(of(monthBefore)).to.deep.equal([0, 0, 2]);
        // Ann and Bob came of late and had the mug (Eve did not come): Ann took it again, and twice counts once.
        const usual = (1 + 1) / (4 + 10);
        const again = of(repeatNow);
        expect(again[0]).to.be.closeTo((1 + 10 * usual) / (2 + 10), 1e-6);
        expect(again[1]).to.be.closeTo((0 + 10 * usual) / (1 + 10), 1e-6);
    });
    it('popularity of a shop without times, or with one day, is made of finite numbers', () => {
        for (const facts of [itemFacts(historyOf('ann@0: mug', 'bob@0: mug'), 0), itemFacts(historyOf('ann@9: mug'), 9)])
            for (const column of Object.values(facts))
                expect([...column].every((value) => Number.isFinite(value))).to.equal(true);
    });
    it('titles that share telling words are alike, words of all titles tell nothing', () => {
        const texts = [
            'red tea mug',
            'blue tea mug',
            ...Array.from({ length: 40 }, (_, at) => `set of things ${at.toString()}x`),
        ];
        const words = readWords(texts);
        const scores = new Float32Array(texts.length);
        if (words)
            addAlike(words, 0, 1, scores);
        expect(scores[1]).to.be.greaterThan(0);
        expect(scores[5]).to.equal(0);
        expect(readWords(['', ''])).to.equal(undefined);
    });
});
//# sourceMappingURL=generators.spec.js.map