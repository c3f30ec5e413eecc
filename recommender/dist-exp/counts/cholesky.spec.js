import { expect } from 'chai';
import { seededRandom } from '../features/random.js';
import { invertPositiveDefinite } from './cholesky.js';
/** X^T X + I for random X: positive definite. */
const positiveDefinite = (n, seed) => {
    const random = seededRandom(seed);
    const x = Float64Array.from({ length: n * n }, () => random() - 0.5);
    const a = new Float64Array(n * n);
    for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++) {
            let sum = i === j ? 1 : 0;
            for (let k = 0; k < n; k++)
                sum += (x[k * n + i] ?? 0) * (x[k * n + j] ?? 0);
            a[i * n + j] = sum;
        }
    return a;
};
describe('the inverse of a positive definite matrix', () => {
    // Around the sizes of its blocks and tiles, where an off-by-one would hide.
    for (const n of [1, 2, 3, 4, 5, 7, 47, 48, 49, 50, 97, 131])
        it(`times the matrix of ${n.toString()} rows is one`, () => {
            const a = positiveDefinite(n, n);
            const inverse = a.slice();
            invertPositiveDefinite(inverse, n);
            let worst = 0;
            for (let i = 0; i < n; i++)
                for (let j = 0; j < n; j++) {
                    let sum = i === j ? -1 : 0;
                    for (let k = 0; k < n; k++)
                        sum += (a[i * n + k] ?? 0) * (inverse[k * n + j] ?? 0);
                    worst = Math.max(worst, Math.abs(sum));
                }
            expect(worst).to.be.lessThan(1e-9);
        });
    it('is refused where there is none', () => {
        expect(() => {
            invertPositiveDefinite(Float64Array.of(1, 2, 2, 1), 2);
        }).to.throw(RangeError, 'not positive definite');
    });
});
//# sourceMappingURL=cholesky.spec.js.map