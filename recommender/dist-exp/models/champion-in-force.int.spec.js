import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { jsonEvent } from '@eventstore/db-client';
import { startEventStore } from '@storefold/event-store';
import { connectEventStore, createLogger, openShop } from '@storefold/platform';
import { expect } from 'chai';
import { recommenderConfig, startRecommender } from '../service.js';
import { LogOfSpec } from '../testing/events.js';
import { modelOfSpec, trainedOfSpec } from '../testing/models-of-spec.js';
import { UnusableModel } from '../training/model-file.js';
import { followChampion } from './champion-in-force.js';
import { decideInLog, readModels } from './model-log.js';
import { ModelShelf } from './model-shelf.js';
const at = '2026-01-01T00:00:00.000Z';
const logger = createLogger('recommender', 'silent');
describe('the champion in force', function () {
    this.timeout(60_000);
    const folder = mkdtempSync(join(tmpdir(), 'storefold-shelf-'));
    const shelf = new ModelShelf(join(folder, 'models'), 1);
    let store;
    let client;
    let inForce;
    let commands = 0;
    let first = '';
    let second = '';
    const decide = (command) => decideInLog(client, command, {
        actor: { kind: 'system', id: 'spec' },
        commandId: `spec-${(++commands).toString()}`,
        at,
    });
    const train = async (modelId, comparison) => {
        const trainingId = `training-${commands.toString()}`;
        await decide({
            type: 'StartTraining',
            trainingId,
            cause: 'orders',
            startedAt: at,
            until: '2026-01-01T01:00:00.000Z',
        });
        await decide({ type: 'ReportModel', model: trainedOfSpec(modelId, trainingId), comparison });
    };
    /** A model is trained, and with a difference judged as it is trained once more. */
    const report = async (modelId, difference) => {
        await train(modelId, { none: 'nothing awaits it' });
        if (difference === undefined)
            return;
        const interval = { low: difference, mean: difference, high: difference };
        await train(modelId, {
            ...{ modelId, championId: inForce.championId() ?? '', from: at, to: at, users: 50 },
            ...{ champion: { all: 0.3, new: 0.1 }, challenger: { all: 0.3 + difference, new: 0.1 } },
            difference: { all: interval, new: interval },
        });
    };
    const serves = async (modelId) => {
        for (let tries = 0; tries < 400 && inForce.championId() !== modelId; tries++)
            await sleep(10);
        expect(inForce.championId()).to.equal(modelId);
    };
    before(async () => {
        store = await startEventStore({ dataDir: join(folder, 'log'), port: 0 });
        client = connectEventStore(store.url);
        inForce = followChampion(client, shelf, logger);
        await inForce.known;
        first = shelf.put(modelOfSpec(1));
        second = shelf.put(modelOfSpec(2));
    });
    after(async () => {
        await inForce.close();
        await client.dispose();
        await store.close();
        rmSync(folder, { recursive: true, force: true });
    });
    it('is nobody before the first model, and then that one', async () => {
        expect(inForce.champion()).to.equal(undefined);
        await report(first);
        await serves(first);
        expect(inForce.champion()?.provenance.seed).to.equal(1);
    });
    it('stays where the challenger is worse, which runs beside; the log says why', async () => {
        await report(second, -0.1);
        for (let tries = 0; tries < 400 && !inForce.shadow(); tries++)
            await sleep(10);
        expect(inForce.shadow()?.provenance.seed).to.equal(2);
        expect(inForce.championId()).to.equal(first);
    });
    it('changes without a restart where it is not worse, and back again by one event', async () => {
        await report(second, 0.1);
        await serves(second);
        expect(inForce.champion()?.provenance.seed).to.equal(2);
        const before = (await readModels(client)).revision;
        await decide({ type: 'RollBackModel', modelId: second, reason: 'too many mugs' });
        await serves(first);
        expect((await readModels(client)).revision).to.equal(before + 1n);
    });
    it('is the same after a restart', async () => {
        await inForce.close();
        inForce = followChampion(client, shelf, logger);
        await inForce.known;
        expect([inForce.championId(), inForce.shadow()?.provenance.seed]).to.deep.equal([first, 2]);
    });
    it('answers in the service that serves, told by its name, and gives way without a restart', async () => {
        const keyFile = join(folder, 'session.key');
        writeFileSync(keyFile, randomBytes(32).toString('base64'));
        await openShop(client, { name: 'Shop of spec', currency: 'GBP', timeZone: 'Europe/London', now: at });
        const skus = Array.from({ length: 6 }, (_, index) => `g0-${index.toString()}`);
        for (const { streamId, type, data, metadata } of new LogOfSpec().define(...skus).place('o', skus).events)
            await client.appendToStream(streamId, jsonEvent({ type, data, metadata }));
        const recommender = await startRecommender(recommenderConfig.parse({
            ...{ HOST: '127.0.0.1', PORT: 0, EVENT_STORE_URL: store.url, SESSION_KEY_FILE: keyFile },
            ...{ RECOMMENDER_MODELS_DIR: join(folder, 'models'), RECOMMENDER_DEADLINE_MS: 10_000 },
        }), logger);
        const answers = async (modelId) => {
            let body;
            for (let tries = 0; tries < 400; tries++) {
                const response = await fetch(`http://127.0.0.1:${recommender.port.toString()}/recommendations?product=g0-1`);
                body = await response.json();
                if (typeof body === 'object' && body !== null && 'modelId' in body && body.modelId === modelId)
                    return;
                await sleep(10);
            }
            expect(body).to.include({ answeredBy: 'learned', modelId });
        };
        try {
            await answers(first);
            await report(second, 0.1);
            await answers(second);
            await decide({ type: 'RollBackModel', modelId: second, reason: 'too many cups' });
            await answers(first);
            await serves(first);
        }
        finally {
            await recommender.close();
        }
    });
    it('stays where the file of the next one is damaged, foreign or gone, and says so', async () => {
        const foreign = 'f'.repeat(64);
        writeFileSync(shelf.pathOf(foreign), 'a cake');
        await report(foreign, 0.1);
        for (let tries = 0; tries < 400 && inForce.complaint() === undefined; tries++)
            await sleep(10);
        expect(inForce.complaint()).to.contain('another model than its name says');
        expect(inForce.championId()).to.equal(first);
        await decide({ type: 'RollBackModel', modelId: foreign, reason: 'damaged' });
        for (let tries = 0; tries < 400 && inForce.complaint() !== undefined; tries++)
            await sleep(10);
        expect(inForce.complaint()).to.equal(undefined);
        expect(() => shelf.read('e'.repeat(64))).to.throw(UnusableModel, 'cannot be read');
    });
    it('keeps files that are needed, a few others, and nothing of killed writers or erased customers', () => {
        const ids = ['1', '2', '3'].map((digit) => digit.repeat(64));
        for (const [index, id] of ids.entries()) {
            writeFileSync(shelf.pathOf(id), 'old');
            utimesSync(shelf.pathOf(id), index, index);
        }
        const beside = `${shelf.pathOf(first)}.00ff.new`;
        writeFileSync(beside, 'half');
        utimesSync(beside, 1, 1);
        shelf.tidy([first, ids[0] ?? ''], new Set([second]), Date.now());
        expect(existsSync(beside)).to.equal(false);
        const left = readdirSync(join(folder, 'models'));
        expect(left)
            .to.include(`${first}.model`)
            .and.to.include(`${'1'.repeat(64)}.model`);
        expect(left).not.to.include(`${second}.model`);
        expect(left).to.have.length(3);
    });
});
//# sourceMappingURL=champion-in-force.int.spec.js.map