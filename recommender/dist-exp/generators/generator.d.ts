import type { OrderChange } from '../orders/order-memory.js';
/** A product from which to start, and how much it counts (1 for the product that is looked at). */
export type Seed = {
    readonly sku: number;
    readonly weight: number;
};
/** What is asked of a generator. */
export type CandidateRequest = {
    readonly seeds: readonly Seed[];
    /** How many candidates are enough; a ranker chooses among them. */
    readonly enough: number;
    /** Whether a product may be recommended here and now. */
    readonly eligible: (sku: number) => boolean;
};
/** Bought in the same orders as a seed. Weights are sums over orders, see `basketWeight`. */
export type TogetherEvidence = {
    readonly kind: 'together';
    readonly seed: Seed;
    /** Orders that hold both. */
    readonly times: number;
    readonly weightTogether: number;
    readonly weightOfSeed: number;
    readonly weightOfCandidate: number;
};
/** Ordered often of late. */
export type PopularEvidence = {
    readonly kind: 'popular';
    /** Orders that hold it, recent or not. */
    readonly times: number;
    /** Its decayed count as a share of the most popular product's: above 0, at most 1. */
    readonly share: number;
};
/** A product and one reason to recommend it. A product may come from several seeds and generators. */
export type Candidate = {
    readonly sku: number;
    readonly evidence: TogetherEvidence | PopularEvidence;
};
/**
 * Finds products worth ranking. A generator is a fold: `apply` takes every change once and in order; `candidates`
 * reads what was folded and changes nothing. What it proposes is a fact with its figures; judging them is the ranker's.
 */
export type Generator = {
    readonly apply: (change: OrderChange) => void;
    readonly candidates: (request: CandidateRequest) => readonly Candidate[];
};
//# sourceMappingURL=generator.d.ts.map