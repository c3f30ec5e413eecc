import type { Mode } from '../rankers/lists.js';
import type { Buyer } from '../profiles/customer-profiles.js';
import type { Bought } from './buyers.js';
import type { Knowledge } from './knowledge.js';
/** Who looks: their orders are found by `buyers`, what they do now by `visitorId`. Nobody for whom we know nothing. */
export type Viewer = {
    readonly buyers: readonly Buyer[];
    readonly visitorId: string | undefined;
};
export declare const nobody: Viewer;
/** What a page asks. */
export type Asked = 
/** What many buy, whoever looks: of all of the shop, or of one category. */
{
    readonly kind: 'popular';
    readonly category?: string;
}
/** What goes with a product, or with all of a basket. */
 | {
    readonly kind: 'product';
    readonly sku: string;
} | {
    readonly kind: 'basket';
    readonly skus: readonly string[];
}
/** What suits whoever looks: all of the shop, or one category. A newcomer is looked at by what they do now. */
 | {
    readonly kind: 'home';
    readonly viewer: Viewer;
} | {
    readonly kind: 'category';
    readonly category: string;
    readonly viewer: Viewer;
}
/** The same products, those first that suit whoever looks; none is left out. */
 | {
    readonly kind: 'rerank';
    readonly skus: readonly string[];
    readonly viewer: Viewer;
};
/** From where somebody comes to a product: what is recommended because of it says so. */
export type Start = {
    readonly sku: number;
    readonly because: 'product' | 'basket' | 'viewed';
    /** The event that says so; undefined for what the question itself names. */
    readonly position: bigint | undefined;
};
/** A question as the steps answer it. */
export type Looking = {
    /** What is looked at now, the newest first. */
    readonly starts: readonly Start[];
    /** Oldest first. */
    readonly orders: readonly Bought[];
    readonly mode: Mode;
    /** Whether a product may be recommended here and now. */
    readonly allowed: (sku: number) => boolean;
    /** Only these products are asked about; undefined: all. */
    readonly only: readonly number[] | undefined;
};
/** Looks up what a question is about. @returns undefined when it names a product that the shop did not define */
export declare const lookInto: (asked: Asked, { counts, shelves, visits, buyers }: Knowledge, isBlocked: (sku: string) => boolean) => Looking | undefined;
//# sourceMappingURL=asked.d.ts.map