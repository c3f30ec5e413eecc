import { randomBytes, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonEvent } from '@eventstore/db-client';
import { startEventStore } from '@storefold/event-store';
import { connectEventStore, openShop, toRecorded } from '@storefold/platform';
import { basketCount, itemsOf } from '../history/history.js';
import { isModelEvent } from '../models/model-log.js';
import { LogOfSpec } from './events.js';
import { shopOfSpec } from './shop-of-spec.js';
/** The shop of specs as events of a log: products first, then orders, of customers named u0, u1, ... */
export const shopLogOfSpec = (shop) => {
    const history = shopOfSpec(shop);
    const log = new LogOfSpec().define(...history.itemNames);
    const defined = log.events.length;
    let day = history.days[0] ?? 0;
    for (let basket = 0; basket < basketCount(history); basket++) {
        log.days((history.days[basket] ?? day) - day);
        day = history.days[basket] ?? day;
        const skus = [...itemsOf(history, basket)].map((item) => history.itemNames[item] ?? '');
        log.place(`o${basket.toString()}`, skus, { customerId: history.userNames[history.users[basket] ?? 0] ?? '' });
    }
    return { products: log.events.slice(0, defined), orders: log.events.slice(defined) };
};
/** An event store in a folder, with a shop that is open on it and nothing more; and a key for sessions. */
export const openShopLog = async (folder) => {
    const keyFile = join(folder, 'session.key');
    writeFileSync(keyFile, randomBytes(32).toString('base64'));
    const store = await startEventStore({ dataDir: join(folder, 'log'), port: 0 });
    const client = connectEventStore(store.url);
    await openShop(client, {
        ...{ name: 'Shop', currency: 'GBP', timeZone: 'Europe/London', now: '2026-01-01T00:00:00.000Z' },
    });
    return { store, client, keyFile };
};
/** The same, as told by the books of another shop. */
export const imported = (events) => events.map((event) => ({ ...event, metadata: { ...event.metadata, origin: 'import' } }));
/** Appends events of a story, all in one stream. */
export const appendStory = async (client, events) => {
    const made = events.map(({ type, data, metadata }) => jsonEvent({ id: randomUUID(), type, data: { ...data }, metadata: { ...metadata } }));
    await client.appendToStream('order-story', made);
};
/** What the log tells of models, oldest first. */
export const modelEventsIn = async (client) => {
    const told = [];
    for await (const { event } of client.readAll()) {
        if (!event?.streamId.startsWith('models-'))
            continue;
        const recorded = toRecorded(event);
        if (isModelEvent(recorded))
            told.push(recorded);
    }
    return told;
};
/** A customer is erased. */
export const erasureOf = (customerId) => {
    const data = { customerId, emailHash: 'a'.repeat(64), erasedAt: '2026-01-01T00:00:00.000Z' };
    const [event] = new LogOfSpec().add(`customer-${customerId}`, { type: 'CustomerErased', data }).events;
    if (!event)
        throw new Error('the story has one event');
    return event;
};
//# sourceMappingURL=shop-log-of-spec.js.map