/**
 * Weighs four rows at once. Each sum goes on in its own order, so the bits are those of one row after the other; but no
 * addition waits for the one before it in the same sum, which is what most of the time goes with.
 *
 * @param first the sum that each row begins with
 * @param weights one for each column
 * @param rows one behind the other, `stride` apart
 * @param at where the four rows begin, see `placesOf`
 * @param sums is filled
 */
export declare const weighFour: (first: number, weights: Float32Array | Float64Array, rows: Float32Array, at: Int32Array, sums: Float64Array) => void;
/** Where four rows begin. Where there are fewer left, the last stands for those that are missing. */
export declare const placesOf: (row: number, count: number, stride: number, at: Int32Array) => void;
/** Four rows that lie one behind the other in a place of their own. */
export declare const rowsOfFour: (stride: number) => Int32Array;
//# sourceMappingURL=four-rows.d.ts.map