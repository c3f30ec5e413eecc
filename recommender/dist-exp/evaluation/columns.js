import { metricsAt } from './metrics.js';
/** What is measured of each ranking. */
export const measures = ['NDCG@10', 'R@10', 'HR@10', 'MRR@10', 'NDCG@20', 'R@20', 'HR@20', 'MRR@20'];
/** Figures of one method: sums per case, so that methods can be compared case by case, and what it showed. */
export class Columns {
    #values = measures.map(() => []);
    /** By seed: one model shows less than several that differ do together. */
    #shown = [];
    #surprise = 0;
    #places = 0;
    /**
     * Adds a case.
     *
     * @param rankings of one case by the seeds of the method; the mean of their figures counts
     * @param surpriseOf bits: -log2 of the share of users who took an item
     */
    add(rankings, targets, surpriseOf) {
        const sums = new Float64Array(measures.length);
        for (const [seed, ranked] of rankings.entries()) {
            const shown = (this.#shown[seed] ??= new Set());
            for (const [half, k] of [10, 20].entries()) {
                const { ndcg, recall, hit, mrr } = metricsAt(k, ranked, targets);
                for (const [at, value] of [ndcg, recall, hit, mrr].entries())
                    sums[half * 4 + at] = (sums[half * 4 + at] ?? 0) + value;
            }
            for (const [place, item] of ranked.entries()) {
                if (place < 20)
                    shown.add(item);
                if (place >= 10)
                    continue;
                this.#surprise += surpriseOf(item);
                this.#places++;
            }
        }
        for (const [at, sum] of sums.entries())
            this.#values[at]?.push(sum / rankings.length);
    }
    column(measure) {
        return Float64Array.from(this.#values[measures.indexOf(measure)] ?? []);
    }
    /** Mean of each measure. */
    means() {
        const mean = (measure) => {
            const column = this.column(measure);
            return column.reduce((sum, value) => sum + value, 0) / Math.max(1, column.length);
        };
        return {
            ...{ 'NDCG@10': mean('NDCG@10'), 'R@10': mean('R@10'), 'HR@10': mean('HR@10'), 'MRR@10': mean('MRR@10') },
            ...{ 'NDCG@20': mean('NDCG@20'), 'R@20': mean('R@20'), 'HR@20': mean('HR@20'), 'MRR@20': mean('MRR@20') },
        };
    }
    /** Share of the catalogue that stood in somebody's first 20: of each seed's model by itself, the mean of them. */
    coverage(catalogue) {
        const shown = this.#shown.reduce((sum, { size }) => sum + size, 0) / Math.max(1, this.#shown.length);
        return shown / Math.max(1, catalogue);
    }
    /** Bits of surprise per place of the first 10, on average. */
    novelty() {
        return this.#surprise / Math.max(1, this.#places);
    }
}
//# sourceMappingURL=columns.js.map