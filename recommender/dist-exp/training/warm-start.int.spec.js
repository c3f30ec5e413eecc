import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { selectBaskets } from '../history/history.js';
import { modelIdOf } from '../models/model-shelf.js';
import { shopOfSpec } from '../testing/shop-of-spec.js';
import { decodeModel, encodeModel } from './model-file.js';
import { trainInWorker, TrainingFailed } from './train-in-worker.js';
import { hashOfErased, trainModel } from './trained-model.js';
import { trainWarm } from './warm-start.js';
const history = shopOfSpec({ users: 40, days: 170 });
const last = Math.max(...history.days);
const earlier = selectBaskets(history, (basket) => (history.days[basket] ?? 0) < last - 7);
const provenance = { logId: 'spec', position: '9', seed: 5, erased: hashOfErased([]) };
describe('a warm start', function () {
    this.timeout(60_000);
    let parent;
    let parentBytes;
    const bytesOf = (seed = 5) => encodeModel(trainWarm(parent, history, { ...provenance, seed }), history.itemTexts);
    before(() => {
        parentBytes = encodeModel(trainModel(earlier, { ...provenance, position: '7' }), earlier.itemTexts);
        parent = { modelId: modelIdOf(parentBytes), model: decodeModel(parentBytes) };
    });
    it('goes on from the rankers of a model, and counts everything anew', () => {
        const model = decodeModel(bytesOf());
        expect(model.provenance).to.deep.equal({ ...parent.model.provenance, ...provenance, warmFrom: parent.modelId });
        expect(model.snapshot.settings).to.deep.equal(parent.model.snapshot.settings);
        expect(model.validation).to.deep.equal(parent.model.validation);
        // The newest baskets are counted, as a fit from nothing counts them.
        const whole = trainModel(history, provenance);
        expect(model.snapshot.now).to.equal(whole.snapshot.now).and.to.be.greaterThan(parent.model.snapshot.now);
        expect(model.snapshot.facts.ever).to.deep.equal(whole.snapshot.facts.ever);
        for (const mode of ['all', 'new'])
            for (const ranker of ['linear', 'network']) {
                const [before, after] = [parent.model, model].map(({ rankers }) => rankers.heads[mode][ranker].weights);
                const moved = before?.map((weight, at) => Math.abs(weight - (after?.[at] ?? NaN))) ?? [];
                expect(Math.max(...moved), `${mode} ${ranker}`)
                    .to.be.greaterThan(0)
                    .and.lessThan(0.1);
            }
    });
    it('is the same bytes each time, in a thread too, and others from another seed', async () => {
        const folder = mkdtempSync(join(tmpdir(), 'storefold-warm-'));
        try {
            const path = join(folder, 'parent.model');
            writeFileSync(path, parentBytes);
            const bytes = bytesOf();
            expect(modelIdOf(bytesOf())).to.equal(modelIdOf(bytes));
            expect(modelIdOf(await trainInWorker({ history, provenance, warmFrom: path }))).to.equal(modelIdOf(bytes));
            expect(modelIdOf(bytesOf(6))).not.to.equal(modelIdOf(bytes));
            const others = { ...provenance, erased: hashOfErased(['ann']) };
            const refused = await trainInWorker({ history, provenance: others, warmFrom: path }).then(() => expect.fail('it went on from a model that knows somebody who is erased'), (error) => error);
            expect(refused).to.be.instanceOf(TrainingFailed).with.property('message').that.contains('train from nothing');
        }
        finally {
            rmSync(folder, { recursive: true, force: true });
        }
    });
    it('hangs on no chain: it goes on from no model that went on from another', () => {
        const warm = { modelId: modelIdOf(bytesOf()), model: decodeModel(bytesOf()) };
        expect(() => trainWarm(warm, history, provenance)).to.throw(RangeError, parent.modelId);
    });
});
//# sourceMappingURL=warm-start.int.spec.js.map