import { seededRandom } from '../features/random.js';
const SAMPLES = 2_000;
const between = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.max(0, Math.floor(share * sorted.length)))] ?? NaN;
/**
 * Paired bootstrap (Efron and Tibshirani, 1993, percentiles) of a statistic of two columns: cases are drawn with
 * replacement, both columns of a case together. The 95 % interval over 2,000 samples.
 *
 * @param statistic of the two means
 */
export const pairedBootstrap = (ours, theirs, statistic, seed) => {
    const random = seededRandom(seed);
    const count = ours.length;
    const values = new Float64Array(SAMPLES);
    for (let sample = 0; sample < SAMPLES; sample++) {
        let a = 0;
        let b = 0;
        for (let draw = 0; draw < count; draw++) {
            const at = Math.floor(random() * count);
            a += ours[at] ?? 0;
            b += theirs[at] ?? 0;
        }
        values[sample] = statistic(a / count, b / count);
    }
    values.sort();
    const mean = (column) => column.reduce((sum, value) => sum + value, 0) / Math.max(1, count);
    return { low: between(values, 0.025), mean: statistic(mean(ours), mean(theirs)), high: between(values, 0.975) };
};
/** By how much ours is larger, as a factor. */
export const ratioOfMeans = (ours, theirs) => (theirs > 0 ? ours / theirs : Infinity);
export const differenceOfMeans = (ours, theirs) => ours - theirs;
//# sourceMappingURL=bootstrap.js.map