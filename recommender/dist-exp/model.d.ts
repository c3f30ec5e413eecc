import type { Recorded } from '@storefold/contracts';
import { OrderMemory } from './orders/order-memory.js';
import { SkuTable } from './orders/sku-table.js';
import { CustomerProfiles, type Buyer } from './profiles/customer-profiles.js';
import { ProductProfiles } from './profiles/product-profiles.js';
import type { Ranker } from './ranking/ranker.js';
/** For whom or for what something is recommended. */
export type Question = {
    readonly kind: 'popular';
} | {
    readonly kind: 'product';
    readonly sku: string;
}
/** The first of these buyers that has a profile. */
 | {
    readonly kind: 'customer';
    readonly buyers: readonly Buyer[];
}
/** What goes with any of these, by number; the first weigh most. */
 | {
    readonly kind: 'seeds';
    readonly seeds: readonly number[];
};
/** Why a product is recommended: a fact that the events behind it prove. */
export type Reason = 
/** `times` orders hold both. */
{
    readonly kind: 'bought-together';
    readonly with: string;
    readonly times: number;
}
/** `times` orders hold both; the customer bought `with`. */
 | {
    readonly kind: 'bought-before-similar';
    readonly with: string;
    readonly times: number;
}
/** `times` orders hold it, the recent ones counting most. */
 | {
    readonly kind: 'popular';
    readonly times: number;
}
/** `times` orders hold both; the visitor looked at `with`, or has it in the basket. */
 | {
    readonly kind: 'viewed-similar' | 'goes-with-basket';
    readonly with: string;
    readonly times: number;
}
/** The customer ordered it `times` times. */
 | {
    readonly kind: 'bought-before';
    readonly times: number;
}
/** The shop has it, newly or just so; `times` orders hold it. */
 | {
    readonly kind: 'new' | 'in-shop';
    readonly times: number;
};
export type Recommendation = {
    readonly sku: string;
    readonly score: number;
    readonly reason: Reason;
    /** Newest orders that the reason counts, newest first. */
    readonly positions: readonly bigint[];
};
/**
 * What the recommender knows: a fold over the log, in memory, rebuilt at every start. An event at or below the last
 * position changes nothing, so batches may overlap; how events were batched makes no difference.
 */
export declare class Model {
    #private;
    readonly skus: SkuTable;
    readonly orders: OrderMemory;
    readonly products: ProductProfiles;
    readonly customers: CustomerProfiles;
    constructor(options?: {
        readonly mostLines?: number;
        readonly ranker?: Ranker;
    });
    /** How far the log was considered; undefined before anything was. */
    get foldedTo(): bigint | undefined;
    /** Folds events in log order, and notes how far the log was looked at. */
    apply(events: readonly Recorded[], considered?: bigint): void;
    /**
     * The best `most` products, best first; fewer where fewer are known. Never the product itself, never what the
     * customer has already, never a product that the shop did not define.
     *
     * @param allowed what else may be recommended at all, by the number of the product. @default everything
     * @returns undefined when the question names a product that does not exist
     */
    recommend(question: Question, most: number, allowed?: (sku: number) => boolean): readonly Recommendation[] | undefined;
}
//# sourceMappingURL=model.d.ts.map