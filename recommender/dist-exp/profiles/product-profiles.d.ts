import type { Recorded } from '@storefold/contracts';
import type { SkuTable } from '../orders/sku-table.js';
/** What is known of a product apart from who buys it: what a ranker may learn from, and what may be shown. */
export type ProductProfile = {
    readonly sku: string;
    readonly title: string;
    readonly priceMinor: number;
    /** The narrowest of `categoryPath`. */
    readonly category: string | null;
    /** From the widest to the narrowest. */
    readonly categoryPath: readonly string[];
    /** When it was first defined in the shop, ISO 8601. */
    readonly definedAt: string;
    /** Of the event that defined it first. */
    readonly definedBy: bigint;
};
/** The products of the shop, folded from their own events. A SKU that only stands in orders has no profile. */
export declare class ProductProfiles {
    #private;
    constructor(skus: SkuTable);
    get count(): number;
    /** The numbers of all products, in the order in which the shop defined them. */
    get inOrder(): readonly number[];
    apply(event: Recorded): void;
    profileOf(sku: number): ProductProfile | undefined;
}
//# sourceMappingURL=product-profiles.d.ts.map