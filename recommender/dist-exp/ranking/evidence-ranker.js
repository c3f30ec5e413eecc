/** Orders' worth of doubt: two products met once in one order each are no pair yet. */
const SHRINKAGE = 5;
/** Popularity decides where little else is known, and never outweighs a pair that is. */
const POPULARITY = 0.02;
/**
 * How strongly two products belong together, 0 to 1: the cosine of their orders, shrunk towards 0 where both are rare:
 * `w(a,b) / (sqrt(w(a) w(b)) + 5)`.
 */
export const affinity = ({ weightTogether, weightOfSeed, weightOfCandidate }) => weightTogether / (Math.sqrt(Math.max(0, weightOfSeed * weightOfCandidate)) + SHRINKAGE);
const pointsOf = ({ evidence }) => evidence.kind === 'together' ? evidence.seed.weight * affinity(evidence) : POPULARITY * evidence.share;
/**
 * The first ranker: adds up the evidence. The score of a product is the sum over its evidence of seed weight times
 * affinity, and of 0.02 times its share of popularity; the strongest part is its reason.
 */
export const evidenceRanker = {
    rank: (candidates, most, nameOf) => {
        const products = new Map();
        for (const candidate of candidates) {
            const points = pointsOf(candidate);
            const known = products.get(candidate.sku);
            if (!known)
                products.set(candidate.sku, { score: points, points, because: candidate.evidence });
            else {
                known.score += points;
                if (points > known.points)
                    Object.assign(known, { points, because: candidate.evidence });
            }
        }
        return [...products]
            .map(([sku, { score, because }]) => ({ sku, score, because, name: nameOf(sku) }))
            .sort((a, b) => b.score - a.score || (a.name < b.name ? -1 : 1))
            .slice(0, most)
            .map(({ sku, score, because }) => ({ sku, score, because }));
    },
};
//# sourceMappingURL=evidence-ranker.js.map