import type { ItemFacts } from '../counts/popularity.js';
/** What is said of a product whoever is looked at, in this order. */
export declare const productFeatureNames: readonly ["week", "month", "quarter", "ever", "trend", "season", "season-lift", "fresh", "stale", "repeat-share", "fortnight", "month-trend", "last-log", "newcomers", "repeat-now"];
export declare const PRODUCT_FEATURES: 15;
/** The greatest of some numbers, and a little above 0 where none is. */
export declare const greatest: (scores: Float32Array) => number;
/** Features of all products, written once: they are a third of the work of a row, and the same for everybody. */
export type ProductFeatures = {
    /** `PRODUCT_FEATURES` numbers a product. */
    readonly rows: Float32Array;
    /** The feature `month` of each product, not rounded. */
    readonly month: Float64Array;
};
export declare const productFeatures: (facts: ItemFacts) => ProductFeatures;
//# sourceMappingURL=of-product.d.ts.map