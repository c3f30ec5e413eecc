import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jsonEvent, START } from '@eventstore/db-client';
import { parsePositionToken } from '@storefold/contracts';
import { startEventStore } from '@storefold/event-store';
import { connectEventStore, createLogger, openShop } from '@storefold/platform';
import { expect } from 'chai';
import { z } from 'zod';
import { recommenderConfig, startRecommender } from './service.js';
import { LogOfSpec } from './testing/events.js';
import { until } from './testing/until.js';
const answer = z.object({
    items: z.array(z.object({ sku: z.string(), reason: z.looseObject({ times: z.number() }), events: z.array(z.string()) })),
    model: z.object({ foldedTo: z.string(), builtAt: z.string() }),
});
const readiness = z.object({ checks: z.object({ log: z.string() }) });
describe('the recommender on a log', () => {
    const folder = mkdtempSync(join(tmpdir(), 'storefold-recommender-'));
    const keyFile = join(folder, 'session.key');
    const modelFile = join(folder, 'champion.model');
    let store;
    let client;
    let recommender;
    let shop;
    const start = () => startRecommender(recommenderConfig.parse({
        ...{ HOST: '127.0.0.1', PORT: 0, LOG_LEVEL: 'silent', EVENT_STORE_URL: store.url, SESSION_KEY_FILE: keyFile },
        RECOMMENDER_MODEL_FILE: modelFile,
    }), createLogger('recommender', 'silent'));
    const get = async (path) => {
        const response = await fetch(`http://127.0.0.1:${recommender.port.toString()}${path}`);
        const body = await response.json();
        return { status: response.status, body };
    };
    const ready = async () => {
        const { status, body } = await get('/health/ready');
        return { status, log: readiness.parse(body).checks.log };
    };
    const untilReady = () => until('the recommender to be ready', async () => ((await ready()).status === 200 ? true : undefined));
    const itemsFor = async (query) => answer.parse((await get(`/recommendations${query}`)).body).items;
    const append = async (events) => {
        for (const { streamId, type, data, metadata } of events) {
            const event = jsonEvent({ id: randomUUID(), type, data, metadata });
            // The recommender's client shares the connection to this address, and may be waiting to try it again: so do we.
            await until('the event to be taken', () => client.appendToStream(streamId, event).catch((error) => {
                if (error instanceof Error && error.message.includes('UNAVAILABLE'))
                    return undefined;
                throw error;
            }));
        }
    };
    before(async () => {
        writeFileSync(keyFile, randomBytes(32).toString('base64'));
        writeFileSync(modelFile, 'storefold-model\nbut damaged');
        store = await startEventStore({ dataDir: join(folder, 'log'), port: 0 });
        client = connectEventStore(store.url);
        recommender = await start();
    });
    after(async () => {
        await recommender.close();
        await client.dispose();
        await store.close();
        rmSync(folder, { recursive: true, force: true });
    });
    it('listens at once, and says what it waits for while no shop is open', async () => {
        expect((await get('/health/live')).status).to.equal(200);
        expect(await ready()).to.deep.include({ status: 503 });
        expect((await ready()).log).to.contain('no shop is open');
        expect((await get('/recommendations')).status).to.equal(503);
    });
    it('folds the history of the shop, and cites events that the log holds', async () => {
        shop = await openShop(client, {
            ...{ name: 'Tea', currency: 'GBP', timeZone: 'Europe/London', now: '2026-01-01T00:00:00.000Z' },
        });
        const log = new LogOfSpec().define('tea', 'cup', 'pot').place('o1', ['tea', 'cup']).place('o2', ['tea', 'cup']);
        await append(log.place('o3', ['pot']).events);
        const items = await until('both orders', async () => {
            const { status, body } = await get('/recommendations?product=tea');
            const parsed = answer.safeParse(body);
            return status === 200 && parsed.success && parsed.data.items[0]?.reason.times === 2
                ? parsed.data.items
                : undefined;
        });
        await untilReady();
        expect(items[0]?.sku).to.equal('cup');
        const cited = items[0]?.events.map(parsePositionToken) ?? [];
        expect(cited.map((token) => token?.logId)).to.deep.equal([shop.logId, shop.logId]);
        const placed = [];
        for await (const { event } of client.readAll({ fromPosition: START }))
            if (event?.type === 'OrderPlaced' && event.streamId !== 'order-o3')
                placed.unshift(event.position.commit);
        expect(cited.map((token) => token?.position)).to.deep.equal(placed);
    });
    it('serves by counts where the model file is damaged, and says so in its answer and its metrics', async () => {
        const { body } = await get('/recommendations?product=tea');
        expect(z.object({ answeredBy: z.string() }).parse(body).answeredBy).to.equal('counts');
        const metrics = await (await fetch(`http://127.0.0.1:${recommender.port.toString()}/metrics`)).text();
        expect(metrics).to.match(/recommendations_answered_total\{step="counts"\} [1-9]/);
    });
    it('takes in what happens while it runs', async () => {
        await append(new LogOfSpec().define('jug').place('o4', ['pot', 'jug'], { customerId: '13085' }).events);
        const [first] = await until('the new product', async () => {
            const items = await itemsFor('?product=pot');
            return items[0]?.sku === 'jug' ? items : undefined;
        });
        expect(first?.reason).to.deep.include({ kind: 'bought-together', with: 'pot', times: 1 });
        await append(new LogOfSpec().cancel('o4').events);
        await until('the cancelled order to be gone', async () => 
        // It is in the shop all the same, and may fill a place.
        (await itemsFor('?product=pot')).every(({ sku, reason }) => sku !== 'jug' || reason['kind'] === 'in-shop')
            ? true
            : undefined);
    });
    it('knows the same after a restart', async () => {
        const queries = ['', '?product=tea', '?product=cup', '?product=pot'];
        const before = await Promise.all(queries.map(itemsFor));
        await recommender.close();
        recommender = await start();
        await untilReady();
        expect(await until('the same answers', async () => {
            const now = await Promise.all(queries.map(itemsFor));
            return JSON.stringify(now) === JSON.stringify(before) ? now : undefined;
        })).to.deep.equal(before);
    });
    it('answers from what it knows while the event store is away, and goes on when it is back', async () => {
        const { port } = store;
        await client.dispose();
        await store.close();
        expect((await itemsFor('?product=tea'))[0]).to.deep.include({ sku: 'cup' });
        store = await startEventStore({ dataDir: join(folder, 'log'), port });
        client = connectEventStore(store.url);
        await append(new LogOfSpec().place('o5', ['tea', 'cup']).events);
        await until('the order placed after the break', async () => (await itemsFor('?product=tea'))[0]?.reason.times === 3 ? true : undefined);
    });
    it('leaves out an event that it cannot read, counts it, and goes on', async () => {
        await client.appendToStream('order-bad', jsonEvent({ type: 'OrderPlaced', data: { orderId: 'bad' } }));
        await append(new LogOfSpec().place('o6', ['tea', 'cup']).events);
        await until('the order placed after it', async () => (await itemsFor('?product=tea'))[0]?.reason.times === 4 ? true : undefined);
        expect((await ready()).status).to.equal(200);
        const metrics = await (await fetch(`http://127.0.0.1:${recommender.port.toString()}/metrics`)).text();
        expect(metrics).to.match(/recommendations_unreadable_events_total 1$/m);
    });
});
//# sourceMappingURL=service.int.spec.js.map