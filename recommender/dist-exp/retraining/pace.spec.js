import { expect } from 'chai';
import { Pace } from './pace.js';
/** What is said at each of these moments, in seconds, when so many orders were placed. */
const said = (...moments) => {
    const pace = new Pace();
    return moments.map(([seconds, placed]) => pace.measure(seconds * 1_000, placed));
};
describe('the pace of orders', () => {
    it('is not known at first, whatever history there is', () => {
        expect(said([0, 5_000], [1, 5_000], [2, 5_000])).to.deep.equal([undefined, undefined, false]);
        expect(said([0, 5_000], [1, 5_900], [2, 6_000])).to.deep.equal([undefined, undefined, true]);
    });
    it('is that of an import from its first moments until a calm while has passed', () => {
        const moments = said([0, 0], [2, 0], [3, 150], [4, 300], [5, 400], [6, 400], [7, 400], [8, 400]);
        expect(moments).to.deep.equal([undefined, false, true, true, true, true, true, false]);
    });
    it('is that of a shop where twenty orders a second come', () => {
        expect(said([0, 0], [2, 40], [4, 80], [6, 120], [7, 140])).to.deep.equal([undefined, false, false, false, false]);
    });
});
//# sourceMappingURL=pace.spec.js.map