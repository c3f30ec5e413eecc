/** Places that count: those of NDCG@10. */
const PLACES = 10;
const discounts = Float64Array.from({ length: PLACES }, (_, place) => 1 / Math.log2(place + 2));
const discountOf = (place) => discounts[place] ?? 0;
/**
 * How a list should move for the sake of its first ten places (LambdaRank; Burges, From RankNet to LambdaRank to
 * LambdaMART, 2010): each taken product is pushed past each other one by as much as NDCG@10 would change if the two
 * changed places, and as it is unsure which of them stands higher. A pair of which neither is among the first ten
 * moves nothing.
 *
 * @param gradient is filled, upwards; all 0 where everything was taken or nothing was
 */
export const topHeavyGradient = (scores, taken, gradient) => {
    const count = taken.length;
    gradient.fill(0, 0, count);
    const order = Int32Array.from(taken, (_, at) => at).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
    let wanted = 0;
    for (let at = 0; at < count; at++)
        wanted += taken[at] ?? 0;
    let ideal = 0;
    for (let place = 0; place < Math.min(PLACES, wanted); place++)
        ideal += discountOf(place);
    if (ideal === 0)
        return;
    for (let high = 0; high < Math.min(PLACES, count); high++)
        for (let low = high + 1; low < count; low++) {
            const [upper, lower] = [order[high] ?? 0, order[low] ?? 0];
            if (taken[upper] === taken[lower])
                continue;
            const [right, wrong] = taken[upper] === 1 ? [upper, lower] : [lower, upper];
            const gain = (discountOf(high) - discountOf(low)) / ideal;
            const push = gain / (1 + Math.exp((scores[right] ?? 0) - (scores[wrong] ?? 0)));
            gradient[right] = (gradient[right] ?? 0) + push;
            gradient[wrong] = (gradient[wrong] ?? 0) - push;
        }
};
//# sourceMappingURL=top-heavy.js.map