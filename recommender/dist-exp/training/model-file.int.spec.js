import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { historyOf, shopOfSpec } from '../testing/shop-of-spec.js';
import { decodeModel, encodeModel, readModelFile, UnusableModel, writeModelFile } from './model-file.js';
import { trainInWorker, TrainingFailed } from './train-in-worker.js';
import { CODE_VERSION, hashOfErased, trainModel } from './trained-model.js';
const history = shopOfSpec({ users: 40, days: 170 });
const provenance = { logId: 'spec', position: '7', seed: 5, erased: hashOfErased([]) };
const sha = (bytes) => createHash('sha256').update(bytes).digest('hex');
describe('a model file', function () {
    this.timeout(60_000);
    let bytes;
    let folder;
    before(() => {
        folder = mkdtempSync(join(tmpdir(), 'storefold-model-'));
        bytes = encodeModel(trainModel(history, provenance), history.itemTexts);
    });
    after(() => {
        rmSync(folder, { recursive: true, force: true });
    });
    it('is the same, byte for byte, from another process', () => {
        const script = [
            `const { shopOfSpec } = await import(${JSON.stringify(new URL('../testing/shop-of-spec.js', import.meta.url).href)});`,
            `const { encodeModel } = await import(${JSON.stringify(new URL('./model-file.js', import.meta.url).href)});`,
            `const { trainModel } = await import(${JSON.stringify(new URL('./trained-model.js', import.meta.url).href)});`,
            `const { createHash } = await import('node:crypto');`,
            `const history = shopOfSpec({ users: 40, days: 170 });`,
            `const model = trainModel(history, ${JSON.stringify(provenance)});`,
            `process.stdout.write(createHash('sha256').update(encodeModel(model, history.itemTexts)).digest('hex'));`,
        ].join('\n');
        const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
        expect(stdout, stderr).to.equal(sha(bytes));
    });
    it('is the same from a thread, and another from another seed', async () => {
        expect(sha(await trainInWorker({ history, provenance }))).to.equal(sha(bytes));
        const other = await trainInWorker({ history, provenance: { ...provenance, seed: 6 } });
        expect(sha(other)).not.to.equal(sha(bytes));
    });
    it('is read as it was written, and names what determined it', () => {
        const model = decodeModel(bytes);
        expect(sha(encodeModel(model, history.itemTexts))).to.equal(sha(bytes));
        expect(model.provenance).to.deep.equal({ ...provenance, codeVersion: CODE_VERSION });
        expect(model.validation.all.linear).to.be.greaterThan(0);
    });
    it('that is damaged anywhere is refused', () => {
        for (const at of [20, 400, bytes.length - 5]) {
            const damaged = Uint8Array.from(bytes);
            damaged[at] = (damaged[at] ?? 0) ^ 1;
            expect(() => decodeModel(damaged), at.toString()).to.throw(UnusableModel);
        }
        expect(() => decodeModel(bytes.subarray(0, bytes.length - 4))).to.throw(UnusableModel, 'train again');
        expect(() => decodeModel(new Uint8Array(0))).to.throw(UnusableModel, 'no model file');
    });
    it('of another code version is refused by name', () => {
        const model = decodeModel(bytes);
        const other = encodeModel({ ...model, provenance: { ...model.provenance, codeVersion: '0' } }, history.itemTexts);
        expect(() => decodeModel(other)).to.throw(UnusableModel, `code version 0, this is ${CODE_VERSION}`);
    });
    it('is replaced whole or not at all, and nothing is left beside it', () => {
        const path = join(folder, 'champion.model');
        writeModelFile(path, bytes);
        writeModelFile(path, bytes);
        expect(readdirSync(folder)).to.deep.equal(['champion.model']);
        expect(sha(readFileSync(path))).to.equal(sha(bytes));
        expect(readModelFile(path).itemNames).to.deep.equal(history.itemNames);
    });
    it('is not made by a training that runs out of time, is stopped, or has too little to learn from', async () => {
        const refused = async (trained) => {
            try {
                await trained;
            }
            catch (error) {
                expect(error).to.be.instanceOf(TrainingFailed);
                return String(error);
            }
            throw new Error('it trained');
        };
        const request = { history, provenance };
        expect(await refused(trainInWorker(request, { timeoutMs: 1 }))).to.match(/took longer than 0\.001 s.*old model/);
        expect(await refused(trainInWorker(request, { signal: AbortSignal.abort() }))).to.match(/stopped; the old model/);
        expect(await refused(trainInWorker({ history: historyOf('ann@1: mug'), provenance }))).to.match(/too short to learn/);
    });
    it('says of the erased only that they are others', () => {
        expect(hashOfErased(['b', 'a', 'b'])).to.equal(hashOfErased(['a', 'b']));
        expect(hashOfErased(['a'])).not.to.equal(hashOfErased(['a', 'b']));
        expect(Buffer.from(bytes).includes('u17')).to.equal(false);
    });
});
//# sourceMappingURL=model-file.int.spec.js.map