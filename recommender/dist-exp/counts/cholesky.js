/**
 * The inverse of a symmetric positive definite matrix, in place: A = L L^T, then L^-1, then L^-T L^-1. Row by row over
 * contiguous memory, four rows at a time, which keeps what is read in the caches; n^3/2 multiplications.
 *
 * @param a n x n numbers by rows; its lower half is read, all of it is overwritten with the inverse
 * @throws RangeError when the matrix is not positive definite
 */
export const invertPositiveDefinite = (a, n) => {
    factorise(a, n);
    const inverse = invertLower(a, n);
    multiplyTransposed(inverse, a, n);
};
/** Rows of one block stay in the second-level cache while all later rows are combined with them. */
const BLOCK = 48;
/** a := L, lower half; right-looking by blocks. */
const factorise = (a, n) => {
    for (let from = 0; from < n; from += BLOCK) {
        const to = Math.min(n, from + BLOCK);
        for (let j = from; j < to; j++) {
            let pivot = a[j * n + j] ?? 0;
            for (let k = from; k < j; k++)
                pivot -= (a[j * n + k] ?? 0) ** 2;
            if (!(pivot > 0))
                throw new RangeError('the matrix is not positive definite; add to its diagonal');
            const root = Math.sqrt(pivot);
            a[j * n + j] = root;
            for (let i = j + 1; i < n; i++) {
                let sum = a[i * n + j] ?? 0;
                for (let k = from; k < j; k++)
                    sum -= (a[i * n + k] ?? 0) * (a[j * n + k] ?? 0);
                a[i * n + j] = sum / root;
            }
        }
        subtractBlock(a, n, from, to);
    }
};
/** a[i][j] -= sum over k in the block of a[i][k] a[j][k], for i >= j >= to: two by two rows at a time. */
const subtractBlock = (a, n, from, to) => {
    for (let i = to; i < n; i += 2) {
        const two = i + 1 < n;
        const i0 = i * n;
        const i1 = two ? i0 + n : i0;
        for (let j = to; j <= i + 1 && j < n; j += 2) {
            const j0 = j * n;
            const j1 = j + 1 < n ? j0 + n : j0;
            let s00 = 0;
            let s01 = 0;
            let s10 = 0;
            let s11 = 0;
            for (let k = from; k < to; k++) {
                const x0 = a[i0 + k] ?? 0;
                const x1 = a[i1 + k] ?? 0;
                const y0 = a[j0 + k] ?? 0;
                const y1 = a[j1 + k] ?? 0;
                s00 += x0 * y0;
                s01 += x0 * y1;
                s10 += x1 * y0;
                s11 += x1 * y1;
            }
            a[i0 + j] = (a[i0 + j] ?? 0) - s00;
            if (j + 1 < n)
                a[i0 + j + 1] = (a[i0 + j + 1] ?? 0) - s01;
            if (two) {
                a[i1 + j] = (a[i1 + j] ?? 0) - s10;
                if (j + 1 < n)
                    a[i1 + j + 1] = (a[i1 + j + 1] ?? 0) - s11;
            }
        }
    }
};
/** The inverse of L, by rows, transposed: row j holds column j of L^-1. */
const invertLower = (l, n) => {
    // Column j of the inverse: x[i] = -(sum_{k=j}^{i-1} L[i][k] x[k]) / L[i][i]; both are contiguous.
    const columns = new Float64Array(n * n);
    const step = 4;
    for (let j = 0; j < n; j += step) {
        const end = Math.min(n, j + step);
        for (let c = j; c < end; c++)
            columns[c * n + c] = 1 / (l[c * n + c] ?? 1);
        for (let i = j + 1; i < n; i++) {
            const row = i * n;
            const over = l[row + i] ?? 1;
            const c0 = j * n;
            const c1 = Math.min(j + 1, n - 1) * n;
            const c2 = Math.min(j + 2, n - 1) * n;
            const c3 = Math.min(j + 3, n - 1) * n;
            let s0 = 0;
            let s1 = 0;
            let s2 = 0;
            let s3 = 0;
            for (let k = j; k < i; k++) {
                const x = l[row + k] ?? 0;
                s0 += x * (columns[c0 + k] ?? 0);
                s1 += x * (columns[c1 + k] ?? 0);
                s2 += x * (columns[c2 + k] ?? 0);
                s3 += x * (columns[c3 + k] ?? 0);
            }
            columns[c0 + i] = -s0 / over;
            if (j + 1 < i && j + 1 < end)
                columns[c1 + i] = -s1 / over;
            if (j + 2 < i && j + 2 < end)
                columns[c2 + i] = -s2 / over;
            if (j + 3 < i && j + 3 < end)
                columns[c3 + i] = -s3 / over;
        }
    }
    return columns;
};
/** a[i][j] = sum_k columns[i][k] columns[j][k]; columns[i] is 0 below k = i. */
const multiplyTransposed = (columns, a, n) => {
    for (let j = 0; j < n; j += 2) {
        const j0 = j * n;
        const j1 = j + 1 < n ? j0 + n : j0;
        for (let i = j; i < n; i += 2) {
            const i0 = i * n;
            const i1 = i + 1 < n ? i0 + n : i0;
            let s00 = 0;
            let s01 = 0;
            let s10 = 0;
            let s11 = 0;
            for (let k = i; k < n; k++) {
                const x0 = columns[i0 + k] ?? 0;
                const x1 = columns[i1 + k] ?? 0;
                const y0 = columns[j0 + k] ?? 0;
                const y1 = columns[j1 + k] ?? 0;
                s00 += x0 * y0;
                s01 += x0 * y1;
                s10 += x1 * y0;
                s11 += x1 * y1;
            }
            a[i0 + j] = s00;
            a[j0 + i] = s00;
            if (j + 1 < n) {
                a[i0 + j + 1] = s01;
                a[(j + 1) * n + i] = s01;
            }
            if (i + 1 < n) {
                a[(i + 1) * n + j] = s10;
                a[j0 + i + 1] = s10;
                if (j + 1 < n) {
                    a[(i + 1) * n + j + 1] = s11;
                    a[(j + 1) * n + i + 1] = s11;
                }
            }
        }
    }
};
//# sourceMappingURL=cholesky.js.map