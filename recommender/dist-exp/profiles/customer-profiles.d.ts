import type { Recorded } from '@storefold/contracts';
import type { SkuTable } from '../orders/sku-table.js';
/** What is known of someone who buys: numbers and products, never who they are. */
export type CustomerProfile = {
    readonly orders: number;
    readonly lastOrderAt: string;
    /** What they bought, newest first, each product once; at most `MOST_PRODUCTS`. */
    readonly bought: readonly number[];
};
/** The two kinds of buyer: a customer whom we know, and a shopper known by a session only. */
export type Buyer = {
    readonly kind: 'customer' | 'shopper';
    readonly id: string;
};
/**
 * Profiles of buyers, folded from their orders. A cancelled order stays in its buyer's profile: they wanted it. Who is
 * erased is forgotten.
 * Bounded: past `most` buyers, the one whose last order is furthest back in the log is forgotten.
 */
export declare class CustomerProfiles {
    #private;
    /** @default most 100,000 buyers */
    constructor(skus: SkuTable, most?: number);
    apply(event: Recorded): void;
    profileOf(buyer: Buyer): CustomerProfile | undefined;
}
//# sourceMappingURL=customer-profiles.d.ts.map