/**
 * The inverse of a symmetric positive definite matrix, in place: A = L L^T, then L^-1, then L^-T L^-1. Row by row over
 * contiguous memory, four rows at a time, which keeps what is read in the caches; n^3/2 multiplications.
 *
 * @param a n x n numbers by rows; its lower half is read, all of it is overwritten with the inverse
 * @throws RangeError when the matrix is not positive definite
 */
export declare const invertPositiveDefinite: (a: Float64Array, n: number) => void;
//# sourceMappingURL=cholesky.d.ts.map