import type { EventMetadata, Recorded, ShopEvent } from '@storefold/contracts';
/** A log for specs: each event gets the next position, and the time that the story says. */
export declare class LogOfSpec {
    #private;
    readonly events: Recorded[];
    /** Lets days pass in the shop; negative goes back, as an import of history does. */
    days(count: number): this;
    define(...skus: readonly string[]): this;
    place(orderId: string, skus: readonly string[], buyer?: {
        readonly customerId?: string;
        readonly shopperId?: string;
    }): this;
    /** Somebody looks at products, one after the other. */
    view(visitorId: string, ...skus: readonly string[]): this;
    /** So many pieces come onto the shelf; negative takes them off. */
    stock(sku: string, quantity: number): this;
    cancel(orderId: string): this;
    /** Position of the n-th event, from 0. */
    static positionOf(index: number): bigint;
    /** Any other event of the shop. */
    add(streamId: string, event: EventOf): this;
}
type EventOf = ShopEvent;
/** Metadata of an event that happened at some time. */
export declare const metadataAt: (occurredAt: string) => EventMetadata;
export {};
//# sourceMappingURL=events.d.ts.map