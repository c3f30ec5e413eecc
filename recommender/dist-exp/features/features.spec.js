import { expect } from 'chai';
import fc from 'fast-check';
import { takeSnapshot } from '../counts/snapshot.js';
import { endOf } from '../history/choose-cut.js';
import { historyOf } from '../testing/shop-of-spec.js';
import { alwaysCandidates, candidatesFor } from './candidates.js';
import { heldIn } from './context.js';
import { FEATURES, featureNames, FeatureWriter } from './features.js';
import { seededRandom } from './random.js';
import { Scorer } from './scores.js';
import { topItems } from './top.js';
const history = historyOf('ann@1: mug cup', 'bob@5: mug jar', 'ann@20: mug', 'bob@30: tea');
const snapshot = takeSnapshot(history, endOf(history), {
    personal: { halfLifeDays: 30 },
    transitions: { halfLifeDays: 30, contextSteps: 2 },
    together: { halfLifeDays: 30, contextSteps: 2 },
    neighbours: { halfLifeDays: 30 },
    ease: { halfLifeDays: 30, lambda: 1, mostItems: 10 },
});
const item = (name) => history.itemNames.indexOf(name);
describe('features', () => {
    it('the best items are those of a full sort', () => {
        fc.assert(fc.property(fc.array(fc.integer({ min: -3, max: 9 }), { maxLength: 50 }), fc.integer({ min: 1, max: 12 }), (scores, count) => {
            const expected = [...scores.keys()]
                .filter((at) => (scores[at] ?? 0) > 0)
                .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
                .slice(0, count);
            expect([...topItems(Float64Array.from(scores), count)]).to.deep.equal(expected);
        }));
    });
    it('a context remembers how often, how lately and when first', () => {
        const held = heldIn({
            now: 40,
            baskets: [
                { items: Int32Array.of(7, 8), day: 10 },
                { items: Int32Array.of(7), day: 30 },
            ],
        }, 10);
        expect(held[0]).to.include({ item: 7, times: 2, stepsAgo: 0, daysAgo: 10, firstDaysAgo: 30, usual: 0.5 + 0.125 });
        expect(held[1]).to.include({ item: 8, times: 1, stepsAgo: 1, daysAgo: 30 });
    });
    it('a context remembers in how many of the newest 3, 5 and 10 baskets a product was', () => {
        // Steps ago: 0, 2, 3, 4, 5, 10 and 11.
        const days = [0, 1, 6, 7, 8, 9, 11];
        const baskets = Array.from({ length: 12 }, (_, day) => ({ items: Int32Array.of(days.includes(day) ? 7 : 1), day }));
        const held = heldIn({ now: 12, baskets }, 30).find(({ item }) => item === 7);
        expect(held).to.include({ times: 7, ofLast3: 2, ofLast5: 4, ofLast10: 5, firstStepsAgo: 11 });
    });
    it('whoever has 10,000 orders is known by the newest', () => {
        const baskets = Array.from({ length: 10_000 }, (_, day) => ({ items: Int32Array.of(day), day }));
        const held = heldIn({ now: 10_000, baskets }, 30);
        expect(held.length).to.equal(400);
        expect(held[0]?.item).to.equal(9_999);
    });
    it('are finite numbers, one row a candidate, also for a newcomer and for someone of the future', () => {
        const scorer = new Scorer(snapshot);
        const writer = new FeatureWriter(snapshot);
        const contexts = [
            { now: 31, baskets: [] },
            { now: 31, baskets: [{ items: Int32Array.of(item('mug')), day: 20 }] },
            { now: 31, baskets: [{ items: Int32Array.of(item('mug'), item('tea')), day: 900 }] },
        ];
        for (const context of contexts) {
            const seen = scorer.see(context);
            const candidates = candidatesFor(seen, alwaysCandidates(snapshot));
            const rows = writer.write(seen, candidates);
            expect(rows.length).to.equal(candidates.length * FEATURES);
            expect([...rows].every((value) => Number.isFinite(value))).to.equal(true);
        }
    });
    it('write each feature at its own place', () => {
        const seen = new Scorer(snapshot).see({ now: 31, baskets: [{ items: Int32Array.of(item('mug')), day: 20 }] });
        const rows = new FeatureWriter(snapshot).write(seen, Int32Array.of(item('mug'), item('tea')));
        const of = (row, name) => rows[row * FEATURES + featureNames.indexOf(name)];
        expect([of(0, 'held'), of(1, 'held'), of(0, 'held-newest'), of(0, 'personal-relative')]).to.deep.equal([
            1, 0, 1, 1,
        ]);
        const own = ['held-of-3', 'held-of-5', 'held-of-10', 'held-since-share'];
        expect(own.map((name) => of(0, name))).to.deep.equal([1 / 3, 1 / 5, 1 / 10, 1].map(Math.fround));
        expect([...own, 'held-since-odds'].map((name) => of(1, name))).to.deep.equal([0, 0, 0, 0, 0]);
        expect(of(1, 'repeat-now')).to.be.closeTo(Math.log(snapshot.facts.repeatNow[item('tea')] ?? NaN), 1e-6);
        // The last ones: a missing value would move them.
        expect(of(0, 'new-month')).to.equal(0);
        expect(of(1, 'new-month')).to.be.greaterThan(0);
        expect(of(1, 'basket-size-month')).to.be.greaterThan(0);
        expect(of(1, 'stale')).to.be.closeTo(1, 0.001);
    });
    it('random numbers follow from their seed', () => {
        const draw = (seed) => Array.from({ length: 5 }, seededRandom(seed));
        expect(draw(1)).to.deep.equal(draw(1)).and.not.to.deep.equal(draw(2));
        expect(draw(1).every((value) => value >= 0 && value < 1)).to.equal(true);
    });
});
//# sourceMappingURL=features.spec.js.map