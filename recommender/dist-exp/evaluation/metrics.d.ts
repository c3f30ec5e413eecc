/** How well one ranking foretold what was taken. Each from 0 to 1; larger is better. */
export type Metrics = {
    readonly recall: number;
    readonly ndcg: number;
    readonly hit: number;
    readonly mrr: number;
};
/**
 * Recall@k (hits / min(k, targets)), NDCG@k with gain 1 for what was taken, HR@k (any hit) and MRR@k (1 / place of the
 * first hit) of a full ranking, of which `ranked` holds the first places.
 *
 * @param targets what was taken; not empty
 */
export declare const metricsAt: (k: number, ranked: Int32Array, targets: ReadonlySet<number>) => Metrics;
//# sourceMappingURL=metrics.d.ts.map