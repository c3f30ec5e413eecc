import { expect } from 'chai';
import { trainedOfSpec } from '../testing/models-of-spec.js';
import { modelToGoOnFrom } from './how-to-train.js';
const DAY_MS = 86_400_000;
const [whole, warm] = ['a'.repeat(64), 'b'.repeat(64)];
const trained = new Map([
    [whole, trainedOfSpec(whole, 't1')],
    [warm, { ...trainedOfSpec(warm, 't2'), warmFrom: whole, trainedAt: '2026-01-05T00:00:00.000Z' }],
]);
const began = Date.parse(trained.get(whole)?.trainedAt ?? '');
const after = (days) => ({ nowMs: began + days * DAY_MS, wholeMs: 7 * DAY_MS });
describe('how to train', () => {
    it('goes on from the champion where there is only more to learn from', () => {
        for (const cause of ['orders', 'schedule'])
            expect(modelToGoOnFrom(cause, { champion: whole, trained }, after(1), '1')?.modelId).to.equal(whole);
    });
    it('goes on from the one that the champion went on from, so that there is no long chain', () => {
        expect(modelToGoOnFrom('orders', { champion: warm, trained }, after(5), '1')?.modelId).to.equal(whole);
    });
    it('begins from nothing for drift, for an erasure, at first, and when somebody asks', () => {
        for (const cause of ['drift', 'erasure', 'first', 'asked'])
            expect(modelToGoOnFrom(cause, { champion: whole, trained }, after(1), '1'), cause).to.equal(undefined);
    });
    it('begins from nothing when that was last done a week ago, however young the champion is', () => {
        expect(modelToGoOnFrom('orders', { champion: warm, trained }, after(6.9), '1')?.modelId).to.equal(whole);
        expect(modelToGoOnFrom('orders', { champion: warm, trained }, after(7), '1')).to.equal(undefined);
        expect(modelToGoOnFrom('orders', { champion: whole, trained }, { ...after(0), wholeMs: 0 }, '1')).to.equal(undefined);
    });
    it('begins from nothing where the clock went back, code is another, or nobody knows the model any more', () => {
        expect(modelToGoOnFrom('orders', { champion: whole, trained }, after(-1), '1')).to.equal(undefined);
        expect(modelToGoOnFrom('orders', { champion: whole, trained }, after(1), '2')).to.equal(undefined);
        expect(modelToGoOnFrom('orders', { champion: undefined, trained }, after(1), '1')).to.equal(undefined);
        const forgotten = new Map([...trained].filter(([modelId]) => modelId !== whole));
        expect(modelToGoOnFrom('orders', { champion: warm, trained: forgotten }, after(1), '1')).to.equal(undefined);
    });
});
//# sourceMappingURL=how-to-train.spec.js.map