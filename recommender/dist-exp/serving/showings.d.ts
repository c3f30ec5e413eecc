import type { Recorded } from '@storefold/contracts';
import type { SkuTable } from '../orders/sku-table.js';
/** The types of event that `Showings` folds. */
export declare const showingEventTypes: string[];
/**
 * How often each product stood on a list that somebody saw. Only those are told who agreed to it: where nobody does, nothing is
 * known of showings at all, and `isTold` says so. Bounded, and what one visitor adds in a day is, too.
 */
export declare class Showings {
    #private;
    constructor(skus: SkuTable);
    /** Whether any showing was ever told of. */
    get isTold(): boolean;
    /** @param sku a product's number */
    of(sku: number): number;
    apply(event: Recorded): void;
}
//# sourceMappingURL=showings.d.ts.map