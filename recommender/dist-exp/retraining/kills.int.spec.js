import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createLogger, createSessions, readKeyFile } from '@storefold/platform';
import { expect } from 'chai';
import fc from 'fast-check';
import { readPrefix } from '../history/read-log.js';
import { readModels } from '../models/model-log.js';
import { modelIdOf, ModelShelf } from '../models/model-shelf.js';
import { recommenderConfig, startRecommender } from '../service.js';
import { askingRecommender } from '../testing/asking-recommender.js';
import { appendStory, modelEventsIn, openShopLog, shopLogOfSpec } from '../testing/shop-log-of-spec.js';
import { cleanModel } from '../testing/clean-model.js';
import { until } from '../testing/until.js';
/** How many recommenders are killed; `npm run check:long -- recommender` asks for more. */
const KILLS = Number(process.env['RECOMMENDER_KILLS'] ?? 10);
const program = fileURLToPath(new URL('../testing/doomed-recommender.js', import.meta.url));
const quiet = createLogger('recommender', 'silent');
/** Each looks at a clock that is past the longest pause after failures: where all before it were killed in training, too. */
const STEP_MS = 7 * 3_600_000;
describe('recommenders that are killed', function () {
    this.timeout(240_000 + KILLS * 30_000);
    const folder = mkdtempSync(join(tmpdir(), 'storefold-doomed-'));
    const shelf = join(folder, 'models');
    const { products, orders } = shopLogOfSpec({ users: 30, days: 240 });
    let store;
    let client;
    let keyFile;
    before(async () => {
        ({ store, client, keyFile } = await openShopLog(folder));
    });
    after(async () => {
        await client.dispose();
        await store.close();
        rmSync(folder, { recursive: true, force: true });
    });
    const settings = (ahead) => ({
        ...{ HOST: '127.0.0.1', PORT: '0', EVENT_STORE_URL: store.url, SESSION_KEY_FILE: keyFile },
        ...{ RECOMMENDER_MODELS_DIR: shelf, RECOMMENDER_DEADLINE_MS: '10000', RECOMMENDER_SHADOW_SECONDS: '1' },
        ...{ RECOMMENDER_TRAIN_ORDERS: '1', RECOMMENDER_TRAIN_PAUSE_SECONDS: '0', RECOMMENDER_TRAIN_RETRY_SECONDS: '1' },
        ...{ RECOMMENDER_TRAIN_TIMEOUT_SECONDS: '300', CLOCK_AHEAD_MS: (ahead * STEP_MS).toString() },
    });
    /** Starts one with its clock so many steps ahead. */
    const begin = (ahead) => {
        const child = spawn(process.execPath, [program], {
            stdio: ['ignore', 'pipe', 'inherit'],
            env: { ...process.env, ...settings(ahead) },
        });
        let said = '';
        child.stdout.setEncoding('utf8').on('data', (text) => (said += text));
        // Warnings may stand before it.
        return { child, ended: once(child, 'exit'), port: () => Number(/^\d+$/m.exec(said)?.[0] ?? 0) };
    };
    const { post } = askingRecommender(() => keyFile);
    /** Asks until a training runs: it folds history first. */
    const makeTrain = (port) => until('a training to begin', async () => {
        if (port() === 0)
            return undefined;
        const { status, body } = await post({ port: port() }, '/models/train', {});
        return status === 202 || JSON.stringify(body).includes('training-runs') ? true : undefined;
    }, 60_000);
    const answersOf = async (port) => {
        const olga = { kind: 'staff', id: 'olga', login: 'olga', roles: ['clerk'] };
        const headers = { authorization: `Bearer ${await createSessions(readKeyFile(keyFile)).issue(olga, 600)}` };
        const queries = ['', '?product=g0-1', '?product=g5-3', '?customer=u2', '?customer=u17', '?customer=u29'];
        return Promise.all(queries.map(async (query) => {
            const response = await fetch(`http://127.0.0.1:${port.toString()}/recommendations${query}`, { headers });
            const body = (await response.json());
            // When it was folded is the one thing that two processes may differ in.
            return { ...body, model: undefined };
        }));
    };
    it('leave models and profiles as a clean fold makes them', async () => {
        // However many are killed, there are orders left to learn from.
        const mostAtOnce = Math.max(1, Math.min(8, Math.floor((orders.length - 200) / (2 * KILLS))));
        const random = fc.sample(fc.record({ afterMs: fc.integer({ min: 600, max: 8_000 }), orders: fc.nat(mostAtOnce) }), {
            ...{ seed: Number(process.env['SEED'] ?? 1), numRuns: KILLS },
        });
        await appendStory(client, [...products, ...orders.slice(0, 200)]);
        let written = 200;
        const write = async (count) => {
            const some = orders.slice(written, written + count);
            written += some.length;
            if (some.length > 0)
                await appendStory(client, some);
        };
        for (const [index, { afterMs, orders: count }] of random.entries()) {
            const { child, ended, port } = begin(index);
            // Every other one is made to train, so that it dies in that.
            if (index % 2 === 1)
                await makeTrain(port);
            // One half before it dies and one while nobody looks.
            await sleep(afterMs / 2);
            await write(count);
            await sleep(afterMs / 2);
            child.kill('SIGKILL');
            await ended;
            await write(count);
        }
        const inTraining = (await modelEventsIn(client)).filter(({ type }) => type === 'ModelTrainingFailed').length;
        const survivor = begin(KILLS);
        // All may have been learned before it came: then it has to listen, and no more.
        for (let tries = 0; tries < 600 && survivor.port() === 0; tries++)
            await sleep(100);
        expect(survivor.port(), 'port of the survivor').to.be.greaterThan(0);
        const newest = (await readPrefix(client, quiet)).position?.toString();
        // By itself it would wait for orders to judge the challenger by.
        const state = await until('the survivor to train on all of the log', async () => {
            const { state: now } = await readModels(client);
            if (now.lastTrained?.position === newest && !now.running)
                return now;
            await post({ port: survivor.port() }, '/models/train', {});
            return undefined;
        }, 120_000);
        const models = new ModelShelf(shelf);
        for (const modelId of new Set([state.champion, state.lastTrained?.modelId])) {
            const told = state.trained.get(modelId ?? '') ?? expect.fail('a model that serves was trained');
            expect(modelIdOf(await cleanModel(client, modelId, state.trained))).to.equal(told.modelId);
            expect(modelIdOf(models.bytesOf(told.modelId))).to.equal(told.modelId);
        }
        const fresh = await startRecommender(recommenderConfig.parse({ ...settings(KILLS), RECOMMENDER_TRAIN: 'off' }), quiet);
        try {
            const same = async () => {
                const [one, other] = await Promise.all([answersOf(survivor.port()), answersOf(fresh.port)]);
                return { one, other };
            };
            let seen = await same();
            for (let tries = 0; tries < 100 && JSON.stringify(seen.one) !== JSON.stringify(seen.other); tries++) {
                await sleep(100);
                seen = await same();
            }
            expect(seen.one).to.deep.equal(seen.other);
            expect(JSON.stringify(seen.one)).to.contain(state.champion);
        }
        finally {
            await fresh.close();
            survivor.child.kill('SIGKILL');
            await survivor.ended;
        }
        // Without this the kills fell where nothing was to be lost.
        expect(inTraining, 'trainings that a kill ended').to.be.greaterThan(0);
    });
});
//# sourceMappingURL=kills.int.spec.js.map