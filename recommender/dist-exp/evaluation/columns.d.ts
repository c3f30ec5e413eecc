/** What is measured of each ranking. */
export declare const measures: readonly ["NDCG@10", "R@10", "HR@10", "MRR@10", "NDCG@20", "R@20", "HR@20", "MRR@20"];
export type Measure = (typeof measures)[number];
/** Figures of one method: sums per case, so that methods can be compared case by case, and what it showed. */
export declare class Columns {
    #private;
    /**
     * Adds a case.
     *
     * @param rankings of one case by the seeds of the method; the mean of their figures counts
     * @param surpriseOf bits: -log2 of the share of users who took an item
     */
    add(rankings: readonly Int32Array[], targets: ReadonlySet<number>, surpriseOf: (item: number) => number): void;
    column(measure: Measure): Float64Array;
    /** Mean of each measure. */
    means(): Readonly<Record<Measure, number>>;
    /** Share of the catalogue that stood in somebody's first 20: of each seed's model by itself, the mean of them. */
    coverage(catalogue: number): number;
    /** Bits of surprise per place of the first 10, on average. */
    novelty(): number;
}
//# sourceMappingURL=columns.d.ts.map