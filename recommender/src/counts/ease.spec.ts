import { expect } from 'chai';
import fc from 'fast-check';
import { HistoryBuilder } from '../history/history-builder.js';
import { invertPositiveDefinite } from './cholesky.js';
import { countEase } from './ease.js';

/** A A^T + I of random numbers: symmetric and positive definite. */
const positiveDefinite = fc.integer({ min: 1, max: 60 }).chain((n) =>
  fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: n * n, maxLength: n * n }).map((values) => {
    const matrix = new Float64Array(n * n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++)
        for (let k = 0; k < n; k++)
          matrix[i * n + j] = (matrix[i * n + j] ?? 0) + (values[i * n + k] ?? 0) * (values[j * n + k] ?? 0);
    for (let i = 0; i < n; i++) matrix[i * n + i] = (matrix[i * n + i] ?? 0) + 1;
    return { n, matrix };
  }),
);

describe('the inverse of a positive definite matrix', () => {
  it('times the matrix is one on the diagonal, and nothing elsewhere', () => {
    fc.assert(
      fc.property(positiveDefinite, ({ n, matrix }) => {
        const inverse = Float64Array.from(matrix);
        invertPositiveDefinite(inverse, n);
        for (let i = 0; i < n; i++)
          for (let j = 0; j < n; j++) {
            let sum = 0;
            for (let k = 0; k < n; k++) sum += (matrix[i * n + k] ?? 0) * (inverse[k * n + j] ?? 0);
            expect(sum).to.be.closeTo(i === j ? 1 : 0, 1e-8);
          }
      }),
      { numRuns: 60 },
    );
  });

  it('is refused where there is none', () => {
    expect(() => {
      invertPositiveDefinite(Float64Array.of(1, 2, 2, 1), 2);
    }).to.throw(RangeError, 'not positive definite');
  });
});

describe('EASE^R', () => {
  it('says that what is bought together suits, and what is not does not', () => {
    const builder = new HistoryBuilder();
    for (let user = 0; user < 20; user++)
      for (const item of user % 2 === 0 ? ['tea', 'cup'] : ['nail', 'hammer'])
        builder.add({ user: user.toString(), item, timeMs: 0, basket: user.toString() });
    const { items, weights } = countEase(builder.build(), { halfLifeDays: Infinity, lambda: 1, mostItems: 10 });
    const size = items.length;
    const weight = (from: number, to: number) =>
      weights[[...items].indexOf(from) * size + [...items].indexOf(to)] ?? NaN;
    // Numbers are given in order of appearance: tea 0, cup 1, nail 2, hammer 3.
    expect(weight(0, 1)).to.be.greaterThan(0.8);
    expect(weight(2, 3)).to.be.greaterThan(0.8);
    expect(weight(0, 3)).to.be.closeTo(0, 1e-6);
    expect(weight(0, 0)).to.equal(0);
  });
});
