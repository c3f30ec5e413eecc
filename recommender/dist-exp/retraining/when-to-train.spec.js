import { expect } from 'chai';
import { noModels } from '../models/models-decider.js';
import { retryAfterMs, whenToTrain } from './when-to-train.js';
const policy = {
    ...{ everyMs: 86_400_000, orders: 500, drift: 0.25, pauseMs: 600_000, retryMs: 60_000, leaseMs: 120_000, judges: 20 },
};
const nobody = '0'.repeat(64);
const ann = '1'.repeat(64);
const a = 'a'.repeat(64);
const noon = Date.UTC(2026, 0, 1, 12);
const minutesAgo = (minutes) => new Date(noon - minutes * 60_000).toISOString();
const trained = {
    ...{ modelId: a, trainingId: 't', cause: 'first', logId: 'log', position: '7', seed: 1, codeVersion: '1' },
    ...{ erased: nobody, orders: 9, products: 9, bytes: 9, ndcg10: { all: 0.3, new: 0.1 }, trainedAt: minutesAgo(60) },
};
const withChampion = {
    ...noModels,
    ...{ trained: new Map([[a, trained]]), lastTrained: trained, champion: a, endedAt: minutesAgo(60) },
};
const facts = (more = {}) => ({
    ...{ nowMs: noon, models: withChampion, erased: nobody, ordersSince: 10, drift: undefined },
    ...{ silentMs: 0, judges: undefined, missing: undefined, pouring: false, ...more },
});
const after = (more) => {
    const decision = whenToTrain(policy, facts(more), '1');
    return decision.kind === 'train' ? decision.cause : decision.kind === 'wait' ? `wait: ${decision.for}` : 'give up';
};
const state = (more) => ({ ...withChampion, ...more });
const running = (until) => ({
    ...{ trainingId: 't2', cause: 'orders', startedAt: minutesAgo(20), until },
});
describe('a recommender is trained', () => {
    it('first when there is enough to learn from, and not before', () => {
        expect(after({ models: noModels, missing: 'too few orders' })).to.equal('wait: history');
        expect(after({ models: noModels })).to.equal('first');
        expect(after({ models: noModels, pouring: true })).to.equal('wait: import');
    });
    it('for orders when so many have come, for nothing with fewer', () => {
        expect(after({ ordersSince: 499 })).to.equal('wait: cause');
        expect(after({ ordersSince: 500 })).to.equal('orders');
    });
    it('for drift at its limit', () => {
        expect(after({ drift: 0.249 })).to.equal('wait: cause');
        expect(after({ drift: 0.25 })).to.equal('drift');
    });
    it('by schedule, if anything was ordered since', () => {
        const dayOld = state({ endedAt: minutesAgo(24 * 60) });
        expect(after({ models: dayOld })).to.equal('schedule');
        expect(after({ models: dayOld, ordersSince: 0 })).to.equal('wait: cause');
        expect(after({ models: state({ endedAt: minutesAgo(24 * 60 - 1) }) })).to.equal('wait: cause');
    });
    it('not again within the pause, but for an erasure', () => {
        const justNow = state({ endedAt: minutesAgo(9) });
        expect(after({ models: justNow, ordersSince: 9_000 })).to.equal('wait: pause');
        expect(after({ models: justNow, erased: ann })).to.equal('erasure');
        expect(after({ models: state({ endedAt: minutesAgo(10) }), ordersSince: 9_000 })).to.equal('orders');
    });
    it('at once for an erasure, whatever else asks for it, and again until the champion is without them', () => {
        expect(after({ erased: ann, ordersSince: 9_000, pouring: true })).to.equal('erasure');
        // The newest model is without them, and was refused: the champion still knows them.
        const refused = { ...trained, modelId: 'b'.repeat(64), erased: ann };
        expect(after({ erased: ann, models: state({ lastTrained: refused, challenger: refused.modelId }) })).to.equal('erasure');
        const served = new Map([[a, { ...trained, erased: ann }]]);
        expect(after({ erased: ann, models: state({ trained: served }) })).to.equal('wait: cause');
    });
    it('for those who are erased soon after others together, after the pause', () => {
        const newest = { ...trained, cause: 'erasure' };
        const ended = (minutes) => state({ lastTrained: newest, endedAt: minutesAgo(minutes) });
        expect(after({ models: ended(9), erased: ann })).to.equal('wait: pause');
        expect(after({ models: ended(10), erased: ann })).to.equal('erasure');
    });
    it('anew where the champion is of other code, which cannot serve', () => {
        const decision = whenToTrain(policy, facts({ ordersSince: 0 }), '2');
        expect(decision).to.deep.equal({ kind: 'train', cause: 'first' });
        const upgraded = facts({ models: state({ endedAt: minutesAgo(9) }) });
        expect(whenToTrain(policy, upgraded, '2')).to.include({ kind: 'wait', for: 'pause' });
    });
    it('not while another training runs; one whose time is over is given up first', () => {
        expect(after({ models: state({ running: running(minutesAgo(-1)) }), erased: ann })).to.equal('wait: training');
        expect(after({ models: state({ running: running(minutesAgo(0)) }), erased: ann })).to.equal('give up');
    });
    it('in place of one of which nothing was heard for its time, though clocks say otherwise', () => {
        const dead = state({ running: running(minutesAgo(-60 * 24 * 365)) });
        expect(after({ models: dead, silentMs: 119_999 })).to.equal('wait: training');
        expect(after({ models: dead, silentMs: 120_000 })).to.equal('give up');
    });
    it('though the last one ended in time to come, by a clock that was set back since', () => {
        const aYearAhead = minutesAgo(-60 * 24 * 365);
        const ended = (more, failures = 0) => after({ models: state({ endedAt: aYearAhead, failures }), ordersSince: 500, ...more });
        expect([ended({ silentMs: 599_999 }), ended({ silentMs: 600_000 })]).to.deep.equal(['wait: pause', 'orders']);
        expect([ended({ silentMs: 59_999 }, 1), ended({ silentMs: 60_000 }, 1)]).to.deep.equal(['wait: retry', 'orders']);
        expect(ended({ silentMs: 86_400_000, ordersSince: 1 })).to.equal('schedule');
    });
    it('not while the newest model waits to be judged by more customers; an erasure waits for nobody', () => {
        expect(after({ ordersSince: 500, judges: 19 })).to.equal('wait: judges');
        expect(after({ ordersSince: 500, judges: 20 })).to.equal('orders');
        expect(after({ ordersSince: 499, judges: 0 })).to.equal('wait: cause');
        expect(after({ erased: ann, judges: 0 })).to.equal('erasure');
    });
    it('after a failure later and later, for an erasure within the hour', () => {
        const failed = (failures, minutes, more = {}) => after({ models: state({ failures, endedAt: minutesAgo(minutes) }), ordersSince: 500, ...more });
        expect([failed(1, 0.9), failed(1, 1)]).to.deep.equal(['wait: retry', 'orders']);
        expect([failed(4, 7.9), failed(4, 8)]).to.deep.equal(['wait: retry', 'orders']);
        expect([failed(50, 359), failed(50, 360)]).to.deep.equal(['wait: retry', 'orders']);
        expect([failed(50, 59, { erased: ann }), failed(50, 60, { erased: ann })]).to.deep.equal([
            'wait: retry',
            'erasure',
        ]);
        expect(retryAfterMs(1, policy, true)).to.equal(60_000);
    });
});
//# sourceMappingURL=when-to-train.spec.js.map