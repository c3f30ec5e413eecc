/** Bins of equal weight over the products, by how much each was bought before; one more is for products that were not. */
const BINS = 10;
/** Fewer lines say more of chance than of taste: with 11 bins, chance alone gives about 10 / 500 = 0.02. */
const FEWEST_LINES = 500;
/**
 * How far what is bought has moved from what was bought before: the population stability index,
 * `sum over bins of (now - before) * ln(now / before)` with shares of order lines (Siddiqi, Credit Risk Scorecards, 2006:
 * below 0.1 little, above 0.25 much). Products are put in ten bins of about equal weight by how often they were bought
 * before, ties by number; those that nobody had bought then are the eleventh. Half a line is added to each bin, so that an
 * empty one is no infinity. Deterministic.
 *
 * @param before products of order lines, by number, from what the model was trained on
 * @param since the same, from what came after
 * @returns undefined where either has fewer than 500 lines
 */
export const driftOf = (before, since) => {
    if (before.length < FEWEST_LINES || since.length < FEWEST_LINES)
        return undefined;
    const counts = new Map();
    for (const product of before)
        counts.set(product, (counts.get(product) ?? 0) + 1);
    const binOf = new Map();
    let passed = 0;
    for (const [product, count] of [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])) {
        binOf.set(product, Math.min(BINS - 1, Math.floor((BINS * passed) / before.length)));
        passed += count;
    }
    const sharesOf = (products) => {
        const lines = new Array(BINS + 1).fill(0.5);
        for (const product of products) {
            const bin = binOf.get(product) ?? BINS;
            lines[bin] = (lines[bin] ?? 0) + 1;
        }
        const all = products.length + 0.5 * lines.length;
        return lines.map((count) => count / all);
    };
    const was = sharesOf(before);
    return sharesOf(since).reduce((sum, is, bin) => {
        const then = was[bin] ?? is;
        return sum + (is - then) * Math.log(is / then);
    }, 0);
};
//# sourceMappingURL=drift.js.map