import type { TogetherEvidence } from '../generators/generator.js';
import type { Ranker } from './ranker.js';
/**
 * How strongly two products belong together, 0 to 1: the cosine of their orders, shrunk towards 0 where both are rare:
 * `w(a,b) / (sqrt(w(a) w(b)) + 5)`.
 */
export declare const affinity: ({ weightTogether, weightOfSeed, weightOfCandidate }: TogetherEvidence) => number;
/**
 * The first ranker: adds up the evidence. The score of a product is the sum over its evidence of seed weight times
 * affinity, and of 0.02 times its share of popularity; the strongest part is its reason.
 */
export declare const evidenceRanker: Ranker;
//# sourceMappingURL=evidence-ranker.d.ts.map