import { type EventStoreDBClient } from '@eventstore/db-client';
import type { ModelEvent, Recorded } from '@storefold/contracts';
import { type SpecShop } from './shop-of-spec.js';
/** The shop of specs as events of a log: products first, then orders, of customers named u0, u1, ... */
export declare const shopLogOfSpec: (shop: SpecShop) => {
    readonly products: readonly Recorded[];
    readonly orders: readonly Recorded[];
};
/** An event store in a folder, with a shop that is open on it and nothing more; and a key for sessions. */
export declare const openShopLog: (folder: string) => Promise<{
    store: import("@storefold/event-store").RunningEventStore;
    client: EventStoreDBClient;
    keyFile: string;
}>;
export type ShopLog = Awaited<ReturnType<typeof openShopLog>>;
/** The same, as told by the books of another shop. */
export declare const imported: (events: readonly Recorded[]) => readonly Recorded[];
/** Appends events of a story, all in one stream. */
export declare const appendStory: (client: EventStoreDBClient, events: readonly Recorded[]) => Promise<void>;
/** What the log tells of models, oldest first. */
export declare const modelEventsIn: (client: EventStoreDBClient) => Promise<readonly ModelEvent[]>;
/** A customer is erased. */
export declare const erasureOf: (customerId: string) => Recorded;
//# sourceMappingURL=shop-log-of-spec.d.ts.map