const gains = Float64Array.from({ length: 1_000 }, (_, place) => 1 / Math.log2(place + 2));
/**
 * Recall@k (hits / min(k, targets)), NDCG@k with gain 1 for what was taken, HR@k (any hit) and MRR@k (1 / place of the
 * first hit) of a full ranking, of which `ranked` holds the first places.
 *
 * @param targets what was taken; not empty
 */
export const metricsAt = (k, ranked, targets) => {
    let hits = 0;
    let gain = 0;
    let mrr = 0;
    for (let place = 0; place < Math.min(k, ranked.length); place++) {
        if (!targets.has(ranked[place] ?? -1))
            continue;
        hits++;
        gain += gains[place] ?? 0;
        if (mrr === 0)
            mrr = 1 / (place + 1);
    }
    const possible = Math.min(k, targets.size);
    let ideal = 0;
    for (let place = 0; place < possible; place++)
        ideal += gains[place] ?? 0;
    return { recall: hits / possible, ndcg: gain / ideal, hit: hits > 0 ? 1 : 0, mrr };
};
//# sourceMappingURL=metrics.js.map