import type { List } from './lists.js';
/** Brings features to mean 0 and deviation 1: `(x - mean) * scale`, cut at 5 deviations. */
export type Scaling = {
    readonly mean: Float32Array;
    readonly scale: Float32Array;
};
export declare const scalingOf: (lists: readonly List[]) => Scaling;
/** Scales rows in place. */
export declare const scaleRows: ({ mean, scale }: Scaling, rows: Float32Array) => Float32Array;
//# sourceMappingURL=scaling.d.ts.map