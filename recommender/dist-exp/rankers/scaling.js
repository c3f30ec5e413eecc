import { FEATURES } from '../features/features.js';
const MOST_DEVIATIONS = 5;
export const scalingOf = (lists) => {
    const mean = new Float64Array(FEATURES);
    const square = new Float64Array(FEATURES);
    let rows = 0;
    for (const list of lists)
        for (let at = 0; at < list.rows.length; at++) {
            const value = list.rows[at] ?? 0;
            const feature = at % FEATURES;
            if (feature === 0)
                rows++;
            mean[feature] = (mean[feature] ?? 0) + value;
            square[feature] = (square[feature] ?? 0) + value * value;
        }
    const over = Math.max(1, rows);
    const scale = Float32Array.from(mean, (sum, feature) => {
        const variance = (square[feature] ?? 0) / over - (sum / over) ** 2;
        return variance > 1e-8 ? 1 / Math.sqrt(variance) : 0;
    });
    return { mean: Float32Array.from(mean, (sum) => sum / over), scale };
};
/** Scales rows in place. */
export const scaleRows = ({ mean, scale }, rows) => {
    for (let at = 0; at < rows.length; at++) {
        const feature = at % FEATURES;
        const value = ((rows[at] ?? 0) - (mean[feature] ?? 0)) * (scale[feature] ?? 0);
        rows[at] = Math.max(-MOST_DEVIATIONS, Math.min(MOST_DEVIATIONS, value));
    }
    return rows;
};
//# sourceMappingURL=scaling.js.map