import type { Recorded } from '@storefold/contracts';
import type { SkuTable } from '../orders/sku-table.js';
/** Something that a visitor looked at or laid into the basket, and the event that says so. */
export type Touched = {
    readonly sku: number;
    readonly position: bigint;
    readonly at: number;
};
/** A visit as it stands: newest first, each product once. */
export type Visit = {
    readonly viewed: readonly Touched[];
    readonly basket: readonly Touched[];
};
/** The types of event that `Visits` folds. */
export declare const visitEventTypes: string[];
/**
 * What visitors do now: the products that they looked at, where they agreed to that, and what lies in their baskets. A
 * basket is theirs without asking: it is kept because they asked for it. Words that were searched are sealed, and the
 * recommender has no key to them.
 *
 * Bounded: so many things per visitor, and past `most` visitors the one who did nothing for longest is forgotten.
 */
export declare class Visits {
    #private;
    /** @default most 20,000 visitors, some 30 MB if all of them look at everything */
    constructor(skus: SkuTable, most?: number);
    get visitors(): number;
    of(visitorId: string): Visit;
    apply(event: Recorded): void;
}
//# sourceMappingURL=visits.d.ts.map