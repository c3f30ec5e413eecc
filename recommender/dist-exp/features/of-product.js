/** What is said of a product whoever is looked at, in this order. */
export const productFeatureNames = [
    ...['week', 'month', 'quarter', 'ever', 'trend', 'season', 'season-lift', 'fresh', 'stale', 'repeat-share'],
    ...['fortnight', 'month-trend', 'last-log', 'newcomers', 'repeat-now'],
];
export const PRODUCT_FEATURES = productFeatureNames.length;
/** The greatest of some numbers, and a little above 0 where none is. */
export const greatest = (scores) => {
    let best = 1e-9;
    // By place: a third of the time of `for ... of`, and there are seven columns of the whole catalogue an answer.
    for (let at = 0; at < scores.length; at++) {
        const score = scores[at] ?? 0;
        if (score > best)
            best = score;
    }
    return best;
};
export const productFeatures = (facts) => {
    const items = facts.ever.length;
    const rows = new Float32Array(items * PRODUCT_FEATURES);
    const months = new Float64Array(items);
    const most = {
        ...{ week: greatest(facts.week), month: greatest(facts.month), quarter: greatest(facts.quarter) },
        ...{ ever: greatest(facts.ever), season: greatest(facts.lastYear) },
    };
    const popular = (count, greatestCount) => Math.log1p(count) / Math.log1p(greatestCount);
    for (let item = 0, at = 0; item < items; item++) {
        const of = (column) => column[item] ?? 0;
        const put = (value) => {
            rows[at++] = value;
        };
        const month = popular(of(facts.month), most.month);
        const season = popular(of(facts.lastYear), most.season);
        const quarter = popular(of(facts.quarter), most.quarter);
        months[item] = month;
        put(popular(of(facts.week), most.week));
        put(month);
        put(quarter);
        put(popular(of(facts.ever), most.ever));
        put(Math.log((of(facts.week) * 4 + 2) / (of(facts.month) + 2)));
        put(season);
        put(season - quarter);
        put(of(facts.ever) > 0 ? Math.exp(-of(facts.firstDaysAgo) / 30) : 1);
        put(Math.exp(-of(facts.lastDaysAgo) / 14));
        put(of(facts.repeatShare));
        put(Math.log1p(of(facts.fortnight)));
        put(Math.log((of(facts.month) + 3) / (of(facts.monthBefore) + 3)));
        put(Math.log1p(of(facts.lastDaysAgo)));
        put(Math.log1p(of(facts.newcomers)));
        put(Math.log(of(facts.repeatNow)));
    }
    return { rows, month: months };
};
//# sourceMappingURL=of-product.js.map