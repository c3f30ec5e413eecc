import type { ListGradient } from './softmax.js';
/**
 * How a list should move for the sake of its first ten places (LambdaRank; Burges, From RankNet to LambdaRank to
 * LambdaMART, 2010): each taken product is pushed past each other one by as much as NDCG@10 would change if the two
 * changed places, and as it is unsure which of them stands higher. A pair of which neither is among the first ten
 * moves nothing.
 *
 * @param gradient is filled, upwards; all 0 where everything was taken or nothing was
 */
export declare const topHeavyGradient: ListGradient;
//# sourceMappingURL=top-heavy.d.ts.map