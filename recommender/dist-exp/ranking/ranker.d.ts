import type { Candidate, PopularEvidence, TogetherEvidence } from '../generators/generator.js';
/** A product in its place, with the evidence that did most to put it there. */
export type Ranked = {
    readonly sku: number;
    /** Larger is better; comparable within one answer only. */
    readonly score: number;
    readonly because: TogetherEvidence | PopularEvidence;
};
/** Orders what the generators proposed, each product once. Pure: the same candidates give the same order. */
export type Ranker = {
    /** @param nameOf the SKU of a product's number: equal scores are ordered by it, whatever the numbers are */
    readonly rank: (candidates: readonly Candidate[], most: number, nameOf: (sku: number) => string) => readonly Ranked[];
};
//# sourceMappingURL=ranker.d.ts.map