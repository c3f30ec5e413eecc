import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@storefold/platform';
import { expect } from 'chai';
import { shopOfSpec } from '../testing/shop-of-spec.js';
import { encodeModel, readModelFile, writeModelFile } from '../training/model-file.js';
import { trainModel } from '../training/trained-model.js';
import { readRules } from './rules.js';
import { watchFile } from './watched-file.js';
describe('the file of rules', () => {
    const folder = mkdtempSync(join(tmpdir(), 'storefold-rules-'));
    const path = join(folder, 'rules.json');
    after(() => {
        rmSync(folder, { recursive: true, force: true });
    });
    const write = (...rules) => {
        writeFileSync(path, JSON.stringify({ rules }));
    };
    const blocked = { sku: 'tea', rule: 'block', by: 'Olga', because: 'recalled' };
    it('says what is blocked and boosted, and is refused where it does not say by whom', () => {
        write(blocked, { ...blocked, sku: 'cup', rule: 'boost' });
        const rules = readRules(path);
        expect([rules.isBlocked('tea'), rules.isBlocked('cup')]).to.deep.equal([true, false]);
        expect([rules.boostOf('tea'), rules.boostOf('cup')]).to.deep.equal([0, 0.5]);
        write({ ...blocked, by: '' });
        expect(() => readRules(path)).to.throw('by');
    });
    it('is read anew when it changes, and stays in force as it was when it is damaged or gone', () => {
        write(blocked);
        const watched = watchFile(path, readRules, createLogger('recommender', 'silent'));
        try {
            expect(watched.content()?.isBlocked('tea')).to.equal(true);
            write(blocked, { ...blocked, sku: 'cup' });
            watched.look();
            expect(watched.content()?.isBlocked('cup')).to.equal(true);
            writeFileSync(path, '{ "rules": [');
            watched.look();
            expect(watched.content()?.isBlocked('cup')).to.equal(true);
            rmSync(path);
            watched.look();
            expect(watched.content()?.isBlocked('cup')).to.equal(true);
        }
        finally {
            watched.close();
        }
    });
});
describe('the file of the model', () => {
    it('serves on as it was when a damaged one, or one of another version, takes its place', () => {
        const folder = mkdtempSync(join(tmpdir(), 'storefold-champion-'));
        const path = join(folder, 'champion.model');
        const history = shopOfSpec({ users: 60, days: 150 });
        const model = trainModel(history, { logId: 'spec', position: '7', seed: 1, erased: '' });
        const encode = (codeVersion) => encodeModel({ ...model, provenance: { ...model.provenance, codeVersion } }, history.itemTexts);
        writeModelFile(path, encode(model.provenance.codeVersion));
        const watched = watchFile(path, readModelFile, createLogger('recommender', 'silent'));
        try {
            const served = watched.content();
            expect(served?.provenance.position).to.equal('7');
            writeModelFile(path, encode('of another time'));
            watched.look();
            expect(watched.content()).to.equal(served);
            writeFileSync(path, 'storefold-model\nand nothing else');
            watched.look();
            expect(watched.content()).to.equal(served);
        }
        finally {
            watched.close();
            rmSync(folder, { recursive: true, force: true });
        }
    }).timeout(60_000);
});
//# sourceMappingURL=watched-file.int.spec.js.map