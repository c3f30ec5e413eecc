import type { Recorded } from '@storefold/contracts';
import type { SkuTable } from '../orders/sku-table.js';
/** The types of event that `Shelves` folds. */
export declare const shelfEventTypes: string[];
/** What can be bought now: what is left to sell of each product, and what is not sold any more. */
export declare class Shelves {
    #private;
    constructor(skus: SkuTable);
    apply(event: Recorded): void;
    /**
     * Whether it may be shown as something to buy. A product whose stock nobody ever told of is not held back: a shop that
     * has only its orders would recommend nothing.
     */
    canBeBought(sku: number): boolean;
    /** Whether pieces of it are known to lie there: what a product needs that nobody has bought yet. */
    liesThere(sku: number): boolean;
}
//# sourceMappingURL=shelves.d.ts.map