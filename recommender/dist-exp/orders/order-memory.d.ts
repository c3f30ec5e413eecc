import type { OrderEvent, Recorded } from '@storefold/contracts';
import type { SkuTable } from './sku-table.js';
/** An order as the generators fold it. */
export type RememberedOrder = {
    /** When it was placed in the shop, in milliseconds since 1970. */
    readonly placedAt: number;
    /** The numbers of its products, each once, ascending. */
    readonly basket: Int32Array;
};
/** What an event did to the remembered orders: the generators fold these, in log order. */
export type OrderChange = {
    readonly kind: 'placed' | 'withdrawn' | 'forgotten';
    readonly order: RememberedOrder;
};
/** What generators may ask of the remembered orders. */
export type Orders = {
    /**
     * Visits the baskets that hold a product, oldest in the log first; those of withdrawn orders are left out. A basket
     * is a window on shared memory: read it, do not keep it.
     */
    readonly eachBasketWith: (sku: number, visit: (basket: Int32Array) => void) => void;
    /** The newest positions of orders that hold all of the products, newest first. */
    readonly newestHolding: (skus: readonly number[], most: number) => readonly bigint[];
};
/**
 * The newest orders of the log, by order and by product. Both directions are kept, four bytes a line each, so that any
 * count of "bought together" is exact and can name its events, and a cancelled order can be taken back exactly.
 *
 * Memory is bounded: past `mostLines` lines by half, the oldest orders are forgotten until `mostLines` are left. What is forgotten depends
 * on the events alone, never on how they were batched.
 */
export declare class OrderMemory implements Orders {
    #private;
    /** @param mostLines how many order lines are kept. @default mostLines 2 million: twice the two years of the sample */
    constructor(skus: SkuTable, mostLines?: number);
    get lines(): number;
    /** Whether an order was cancelled; false for one that was forgotten. */
    isWithdrawn(orderId: string): boolean;
    /** How many orders were placed with a product, cancelled ones too; costs nothing. */
    placedWith(sku: number): number;
    /** How many orders hold all of the products. */
    timesHolding(skus: readonly number[]): number;
    /** Folds one event. An order that is known already, or was forgotten before it was cancelled, changes nothing. */
    apply(event: Recorded<OrderEvent>): readonly OrderChange[];
    eachBasketWith(sku: number, visit: (basket: Int32Array) => void): void;
    newestHolding(skus: readonly number[], most: number): readonly bigint[];
}
//# sourceMappingURL=order-memory.d.ts.map