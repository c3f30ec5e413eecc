import type { Orders } from '../orders/order-memory.js';
import type { SkuTable } from '../orders/sku-table.js';
/** The products that met one product most in orders, strongest first, column by column. */
export type Neighbours = {
    readonly skus: Int32Array;
    /** Orders that hold both. */
    readonly times: Int32Array;
    /** The same orders by their weight, see `basketWeight`. */
    readonly weights: Float64Array;
};
/** Counts the neighbours of a product from its own orders: exact, in time proportional to their lines. */
export declare const countNeighbours: (seed: number, orders: Orders, skus: SkuTable) => Neighbours;
/**
 * Keeps what was counted until an order of that product comes or goes. Counts depend on the product's own orders
 * alone, so what is kept is always what counting again would give: a copy, never a second truth.
 */
export declare class NeighbourCache {
    #private;
    constructor(count: (seed: number) => Neighbours);
    of(seed: number): Neighbours;
    outdate(skus: Int32Array): void;
}
//# sourceMappingURL=neighbours.d.ts.map