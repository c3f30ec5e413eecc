/**
 * The `count` items of the greatest score, best first; equal scores by item, the lower first. Items with a score of 0
 * or less are left out.
 */
export declare const topItems: (scores: Float32Array | Float64Array, count: number, skip?: Uint8Array) => Int32Array;
//# sourceMappingURL=top.d.ts.map