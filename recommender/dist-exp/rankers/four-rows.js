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
export const weighFour = (first, weights, rows, at, sums) => {
    const [a = 0, b = 0, c = 0, d = 0] = [at[0], at[1], at[2], at[3]];
    let [one, two, three, four] = [first, first, first, first];
    for (let column = 0; column < weights.length; column++) {
        const weight = weights[column] ?? 0;
        one += weight * (rows[a + column] ?? 0);
        two += weight * (rows[b + column] ?? 0);
        three += weight * (rows[c + column] ?? 0);
        four += weight * (rows[d + column] ?? 0);
    }
    sums[0] = one;
    sums[1] = two;
    sums[2] = three;
    sums[3] = four;
};
/** Where four rows begin. Where there are fewer left, the last stands for those that are missing. */
export const placesOf = (row, count, stride, at) => {
    for (let of = 0; of < 4; of++)
        at[of] = Math.min(row + of, count - 1) * stride;
};
/** Four rows that lie one behind the other in a place of their own. */
export const rowsOfFour = (stride) => Int32Array.of(0, stride, 2 * stride, 3 * stride);
//# sourceMappingURL=four-rows.js.map