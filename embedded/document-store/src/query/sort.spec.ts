import { expect } from 'chai';
import fc from 'fast-check';
import { docOf } from '../bson/write.js';
import { Row, pathOf } from './path.js';
import { Sorter, parseSort, sortRows } from './sort.js';

const row = (n: number, a: unknown): Row => Row.ofDoc(docOf({ n, a }));
const numbers = (rows: readonly Row[]): unknown[] => rows.map((one) => one.locate(pathOf('n')).value);

describe('sorting', () => {
  it('with a limit gives the first of what it gives without, equal ones in the order they came', () => {
    const values = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 2_500, maxLength: 3_000 });
    fc.assert(
      fc.property(values, fc.constantFrom(1, -1), fc.integer({ min: 1, max: 40 }), (list, direction, limit) => {
        const keys = parseSort(docOf({ a: direction }));
        const rows = list.map((a, n) => row(n, a));
        const sorter = new Sorter(keys, limit);
        for (const one of rows) sorter.add(one);
        expect(numbers(sorter.take())).to.deep.equal(numbers(sortRows(rows, keys)).slice(0, limit));
        expect(sorter.take()).to.deep.equal([]);
      }),
      { numRuns: 20 },
    );
  });
});
