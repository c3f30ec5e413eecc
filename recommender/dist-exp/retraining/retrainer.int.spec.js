import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import { decideInLog, readModels } from '../models/model-log.js';
import { modelIdOf, ModelShelf } from '../models/model-shelf.js';
import { askingRecommender } from '../testing/asking-recommender.js';
import { cleanModel, prefixOf } from '../testing/clean-model.js';
import { LogOfSpec } from '../testing/events.js';
import { appendStory, erasureOf, imported, modelEventsIn, openShopLog, shopLogOfSpec, } from '../testing/shop-log-of-spec.js';
import { retrainingRecommender } from '../testing/retraining-recommender.js';
import { until as untilWithin } from '../testing/until.js';
import { TrainingFailed } from '../training/thread.js';
import { hashOfErased } from '../training/trained-model.js';
import { trainingJob } from './training-job.js';
/** A training takes seconds, on a busy machine minutes. */
const until = (what, look) => untilWithin(what, look, 250_000);
/** Without what only tells that a training goes on. */
const withoutLife = (events) => events.filter(({ type }) => type !== 'ModelTrainingWentOn');
const typesOf = (events) => events.map(({ type }) => type);
describe('a recommender that trains by itself', function () {
    this.timeout(300_000);
    const folder = mkdtempSync(join(tmpdir(), 'storefold-retraining-'));
    const { products, orders } = shopLogOfSpec({ users: 30, days: 240 });
    const firstOrders = orders.slice(0, 200);
    /** Forty more orders each time: of the first forty, the window that is judged on begins where the champion's orders end. */
    const more = (time) => orders.slice(200 + 40 * time, 200 + 40 * (time + 1));
    let store;
    let client;
    let keyFile;
    const running = [];
    const lines = [];
    /** What is done to the outcome of a training before it is told; a spec sets it. */
    let meddle = (trained) => trained;
    /** What happens to a training instead of it. */
    let mishap;
    const job = async (...order) => {
        mishap?.();
        return meddle(await trainingJob(...order));
    };
    const start = async (shelf, more = {}) => {
        const settings = {
            ...{
                EVENT_STORE_URL: store.url,
                SESSION_KEY_FILE: keyFile,
                RECOMMENDER_MODELS_DIR: join(folder, shelf),
                ...more,
            },
        };
        const service = await retrainingRecommender(settings, job, (line) => lines.push(line));
        running.push(service);
        return service;
    };
    const stop = async (service) => {
        running.splice(running.indexOf(service), 1);
        await service.close();
    };
    const { status, post, metricsOf, servedBy } = askingRecommender(() => keyFile);
    /** The events of the trainings that end after so many events, as soon as one has. */
    const nextTraining = (before) => until('a training to end', async () => {
        const events = withoutLife((await modelEventsIn(client)).slice(before));
        // What ends a training is appended at once.
        return events.length > 0 && events.at(-1)?.type !== 'ModelTrainingStarted' ? events : undefined;
    });
    const told = async () => (await modelEventsIn(client)).length;
    let service;
    let beside;
    before(async () => {
        ({ store, client, keyFile } = await openShopLog(folder));
        // An event that nobody can read stands in the way of nothing.
        await client.appendToStream('order-broken', jsonEvent({ type: 'OrderPlaced', data: {}, metadata: {} }));
        service = await start('one');
        beside = await start('two');
    });
    after(async () => {
        await Promise.all(running.map((each) => each.close()));
        await client.dispose();
        await store.close();
        rmSync(folder, { recursive: true, force: true });
    });
    it('waits while there is too little to learn from, and says so once', async () => {
        const reason = await until('a reason', async () => (await status(service)).waitsFor ?? undefined);
        expect(reason).to.contain('too little to learn from: 0 of 100 orders');
        await appendStory(client, [...products, ...firstOrders.slice(0, 5)]);
        await until('the orders', async () => ((await status(service)).waitsFor?.includes('5 of 100') ? true : undefined));
        await sleep(2_500);
        expect(lines.filter((line) => line.includes('too little to learn from'))).to.have.length(2);
        expect(await post(service, '/models/train', {})).to.deep.include({ status: 409 });
        expect(await told()).to.equal(0);
    });
    it('waits until an import is over, however slowly it goes', async () => {
        await appendStory(client, imported(firstOrders.slice(5)));
        await until('the import to be seen', async () => (await status(service)).waitsFor?.includes('is being imported') ? true : undefined);
        // Long after orders came faster than a shop trades.
        await sleep(8_000);
        expect((await status(service)).waitsFor).to.include('is being imported');
        expect(await told()).to.equal(0);
    });
    it('trains its first model when there is enough: of two processes one, and both serve it', async () => {
        const events = await nextTraining(0);
        expect(typesOf(events)).to.deep.equal(['ModelTrainingStarted', 'ModelTrained', 'ModelPromoted']);
        const { champion = '' } = (await readModels(client)).state;
        for (const each of [service, beside])
            await until('the model to serve', async () => ((await servedBy(each)) === champion ? true : undefined));
        // The other has a shelf of its own: it made the model anew, byte for byte, and told nobody.
        for (const shelf of ['one', 'two'])
            expect(new ModelShelf(join(folder, shelf)).list()).to.deep.equal([champion]);
        expect(await told()).to.equal(3);
        const promoted = await Promise.all([service, beside].map(async (each) => /recommender_trainings_total\{outcome="promoted"\} (\d)/.exec(await metricsOf(each))?.[1]));
        expect(promoted).to.have.members(['0', '1']);
    });
    it('is trained by one process where two are asked at the same moment', async () => {
        const before = await told();
        const asked = await Promise.all([service, beside].map((each) => post(each, '/models/train', {})));
        expect(asked.map((answer) => answer.status)).to.have.members([202, 409]);
        expect(JSON.stringify(asked)).to.contain('training-runs');
        // The same log gives the same model: it serves already.
        expect(typesOf(await nextTraining(before))).to.deep.equal(['ModelTrainingStarted', 'ModelTrained']);
        await stop(beside);
    });
    it('trained what a clean fold of that prefix of the log makes, byte for byte', async () => {
        const { state } = await readModels(client);
        const { modelId, erased } = state.lastTrained ?? expect.fail('nothing was trained');
        expect(erased).to.equal(hashOfErased([]));
        expect(modelIdOf(await cleanModel(client, modelId, state.trained))).to.equal(modelId);
    });
    it('trains anew after so many orders, and has the new model wait for orders to be judged by', async () => {
        const before = await told();
        await appendStory(client, more(0));
        const events = await nextTraining(before);
        expect(typesOf(events)).to.deep.equal(['ModelTrainingStarted', 'ModelTrained']);
        expect(events[0]?.data).to.include({ cause: 'orders' });
        const { champion, awaiting, challenger } = (await readModels(client)).state;
        expect([awaiting, await servedBy(service)]).to.deep.equal([challenger, champion]);
        // A few days after the champion was fitted from nothing its rankers are gone on from.
        expect(events[1]?.data).to.include({ modelId: challenger, warmFrom: champion });
    });
    it('judges it by orders that came after it, though its file is gone, and promotes what is not worse', async () => {
        const [before, { awaiting = '', champion }] = [await told(), (await readModels(client)).state];
        rmSync(new ModelShelf(join(folder, 'one')).pathOf(awaiting));
        await appendStory(client, more(1));
        const events = await nextTraining(before);
        const types = ['ModelTrainingStarted', 'ChallengerComparedWithChampion', 'ModelPromoted', 'ModelTrained'];
        expect(typesOf(events)).to.deep.equal(types);
        expect(events[1]?.data).to.include({ modelId: awaiting, championId: champion });
        expect(JSON.stringify(events[2]?.data)).to.contain('not worse than the champion on').and.contain(awaiting);
        await until('it to serve', async () => ((await servedBy(service)) === awaiting ? true : undefined));
    });
    it('makes anew, on an empty shelf, a champion that went on from another model, and that one before it', async () => {
        const { champion = '', trained } = (await readModels(client)).state;
        const parent = trained.get(champion)?.warmFrom ?? expect.fail('the champion was fitted from nothing');
        const [before, other] = [await told(), await start('three', { RECOMMENDER_TRAIN_ORDERS: 10_000 })];
        await until('it to serve there', async () => ((await servedBy(other)) === champion ? true : undefined));
        expect(modelIdOf(await cleanModel(client, champion, trained)))
            .to.equal(champion)
            .and.not.to.equal(parent);
        expect(await told()).to.equal(before);
        await stop(other);
    });
    it('refuses a worse one, with figures; the old one serves on', async () => {
        const [before, { champion, awaiting }] = [await told(), (await readModels(client)).state];
        meddle = (trained) => {
            if ('none' in trained.comparison)
                return trained;
            const bad = { low: -0.3, mean: -0.2, high: -0.1 };
            const challenger = { all: trained.comparison.champion.all - 0.2, new: 0 };
            return { ...trained, comparison: { ...trained.comparison, challenger, difference: { all: bad, new: bad } } };
        };
        await appendStory(client, more(2));
        const events = await nextTraining(before);
        expect(typesOf(events).slice(1)).to.deep.equal(['ChallengerComparedWithChampion', 'ModelRefused', 'ModelTrained']);
        expect(events[2]?.data).to.include({ modelId: awaiting });
        expect(JSON.stringify(events[2]?.data)).to.contain('worse than the champion');
        expect(await servedBy(service)).to.equal(champion);
    });
    it('tells why a training failed, serves on, and tries again', async () => {
        const [before, { champion }] = [await told(), (await readModels(client)).state];
        mishap = () => {
            mishap = undefined;
            throw new TrainingFailed('training needed more than 1 MB of memory and was stopped');
        };
        meddle = (trained) => trained;
        await appendStory(client, more(3));
        const events = await nextTraining(before);
        expect(typesOf(events)).to.deep.equal(['ModelTrainingStarted', 'ModelTrainingFailed']);
        expect(events[1]?.data).to.have.property('reason').that.contains('more than 1 MB of memory');
        expect(await servedBy(service)).to.equal(champion);
        const again = await nextTraining(before + 2);
        expect(typesOf(again)).to.include('ModelTrained');
        expect(await status(service)).to.include({ failures: 0 });
        expect(await metricsOf(service)).to.match(/recommender_trainings_total\{outcome="failed"\} 1/);
    });
    it('trains without an erased customer at once, and that model serves whatever its figures are', async () => {
        await until('calm', async () => ((await readModels(client)).state.running ? undefined : true));
        const before = await told();
        await appendStory(client, [
            ...new LogOfSpec().define('only-hers').place('hers', ['only-hers', 'g0-1'], { customerId: 'u3' }).events,
            erasureOf('u3'),
        ]);
        const events = await until('an erasure to be heeded', async () => {
            const since = (await modelEventsIn(client)).slice(before);
            return since.some(({ type }) => type === 'ModelPromoted') ? since : undefined;
        });
        expect(events[0]).to.have.nested.property('data.cause', 'erasure');
        expect(events.at(-1))
            .to.have.nested.property('data.reason')
            .that.contains('the champion knows a customer who is erased');
        const { champion = '', trained } = (await readModels(client)).state;
        expect(trained.get(champion)?.erased).to.equal(hashOfErased(['u3']));
        const bytes = new ModelShelf(join(folder, 'one')).bytesOf(champion);
        for (const told of ['only-hers', 'customer u3'])
            expect(Buffer.from(bytes).includes(told), told).to.equal(false);
        const prefix = await prefixOf(client);
        expect(prefix.history.userNames).not.to.include('customer u3');
        await until('it to serve', async () => ((await servedBy(service)) === champion ? true : undefined));
    });
    it('has a new model answer beside the champion before it is judged, and tells how much they agreed', async () => {
        await stop(service);
        service = await start('one', { RECOMMENDER_SHADOW_SECONDS: 3, RECOMMENDER_TRAIN_LEASE_SECONDS: 3 });
        await until('it to serve', () => servedBy(service).then((id) => id ?? undefined));
        const before = await told();
        await appendStory(client, more(4));
        const end = await until('a model that was watched', async () => {
            await servedBy(service);
            const trained = (await modelEventsIn(client)).slice(before).find(({ type }) => type === 'ModelTrained');
            return trained?.type === 'ModelTrained' ? trained.data : undefined;
        });
        expect(end.shadow?.answers).to.be.within(5, 16);
        expect(end.shadow?.agreement).to.be.greaterThan(0.2);
        // It took longer than a lease, and the claim was kept by saying so.
        const types = typesOf((await modelEventsIn(client)).slice(before));
        expect(types).to.include('ModelTrainingWentOn').and.not.include('ModelTrainingFailed');
    });
    it('takes the place of one that died, soon and whatever the clocks say', async () => {
        const before = await told();
        const dead = { trainingId: 'dead', cause: 'orders', startedAt: new Date().toISOString() };
        const who = { actor: { kind: 'system', id: 'spec' }, commandId: 'dead', at: dead.startedAt };
        await decideInLog(client, { type: 'StartTraining', ...dead, until: '2099-01-01T00:00:00.000Z' }, who);
        const began = performance.now();
        const failed = await until('it to be given up', async () => (await modelEventsIn(client)).slice(before).find(({ type }) => type === 'ModelTrainingFailed'));
        expect(failed).to.have.nested.property('data.trainingId', 'dead');
        expect(performance.now() - began).to.be.within(2_000, 20_000);
    });
    it('that is stopped while it trains tells so, and ends soon', async () => {
        const before = await told();
        meddle = (trained) => trained;
        expect((await post(service, '/models/train', {})).status).to.equal(202);
        const began = performance.now();
        await stop(service);
        expect(performance.now() - began).to.be.lessThan(5_000);
        const events = (await modelEventsIn(client)).slice(before);
        expect(typesOf(events)).to.deep.equal(['ModelTrainingStarted', 'ModelTrainingFailed']);
        expect(events[1]).to.have.nested.property('data.reason').that.contains('was stopped');
    });
    it('trains nothing where that is switched off, and says so to whoever asks', async () => {
        const off = await start('one', { RECOMMENDER_TRAIN: 'off' });
        expect(await post(off, '/models/train', {})).to.deep.include({ status: 409 });
        expect(await status(off)).to.include({ trainsByItself: false });
    });
});
//# sourceMappingURL=retrainer.int.spec.js.map