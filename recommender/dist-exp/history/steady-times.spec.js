import { expect } from 'chai';
import { steadyTimes } from './steady-times.js';
const days = (...numbers) => numbers.map((day) => day * 86_400_000);
describe('times that a clock has written', () => {
    it('stay as they are where they rise, and where servers differ by less than a day', () => {
        for (const times of [days(), days(5), days(1, 2, 2, 9), days(1, 2.2, 2, 1.9, 3)])
            expect(steadyTimes(times)).to.deep.equal(times);
    });
    it('are drawn back where the clock was ahead for a while, and forth where it was behind', () => {
        expect(steadyTimes(days(1, 2, 370, 371, 3, 4, 5))).to.deep.equal(days(1, 2, 3, 3, 3, 4, 5));
        expect(steadyTimes(days(0, 1, 2, -900, -899, 3, 4, 5))).to.deep.equal(days(0, 1, 2, 2, 2, 3, 4, 5));
    });
    it('are right where most of them are, though the first or the last is not', () => {
        expect(steadyTimes(days(900, 1, 2, 3))).to.deep.equal(days(1, 1, 2, 3));
        expect(steadyTimes(days(1, 2, 3, -900))).to.deep.equal(days(1, 2, 3, 3));
    });
});
//# sourceMappingURL=steady-times.spec.js.map