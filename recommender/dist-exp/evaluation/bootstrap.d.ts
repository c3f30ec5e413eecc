export type Interval = {
    readonly low: number;
    readonly mean: number;
    readonly high: number;
};
/**
 * Paired bootstrap (Efron and Tibshirani, 1993, percentiles) of a statistic of two columns: cases are drawn with
 * replacement, both columns of a case together. The 95 % interval over 2,000 samples.
 *
 * @param statistic of the two means
 */
export declare const pairedBootstrap: (ours: Float64Array, theirs: Float64Array, statistic: (ours: number, theirs: number) => number, seed: number) => Interval;
/** By how much ours is larger, as a factor. */
export declare const ratioOfMeans: (ours: number, theirs: number) => number;
export declare const differenceOfMeans: (ours: number, theirs: number) => number;
//# sourceMappingURL=bootstrap.d.ts.map