import { expect } from 'chai';
import { Columns } from './columns.js';
const surprise = (item) => item;
describe('the figures of a method', () => {
    it('are the means over cases, each the mean over seeds', () => {
        const columns = new Columns();
        columns.add([Int32Array.of(1, 2), Int32Array.of(3, 4)], new Set([1]), surprise);
        columns.add([Int32Array.of(1, 2), Int32Array.of(1, 4)], new Set([1]), surprise);
        expect([...columns.column('HR@10')]).to.deep.equal([0.5, 1]);
        expect(columns.means()['HR@10']).to.equal(0.75);
        expect(columns.novelty()).to.equal((1 + 2 + 3 + 4 + 1 + 2 + 1 + 4) / 8);
    });
    it('count what the model of one seed shows, and not what those of several show together', () => {
        const columns = new Columns();
        columns.add([Int32Array.of(1, 2), Int32Array.of(3, 4)], new Set([1]), surprise);
        columns.add([Int32Array.of(1, 5), Int32Array.of(3, 4)], new Set([1]), surprise);
        // Three of ten, and two of ten; together it would be five.
        expect(columns.coverage(10)).to.equal(0.25);
        expect(new Columns().coverage(10)).to.equal(0);
    });
    it('count the first twenty places alone', () => {
        const columns = new Columns();
        columns.add([Int32Array.from({ length: 30 }, (_, at) => at)], new Set([1]), surprise);
        expect(columns.coverage(100)).to.equal(0.2);
    });
});
//# sourceMappingURL=columns.spec.js.map