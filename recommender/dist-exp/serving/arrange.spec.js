import { expect } from 'chai';
import { arrange } from './arrange.js';
const item = (title, score, category = null) => ({
    ...{ title, score, category, boost: 0 },
});
const titles = (pool, most, mostPerCategory = 50) => arrange(pool, { most, mostPerCategory }).map(({ title }) => title);
describe('an arrangement', () => {
    it('begins with what suits best, and prefers the different among what suits nearly as well', () => {
        const pool = [
            item('red mug', 1),
            item('blue mug', 0.99),
            item('green mug', 0.985),
            item('tray', 0.98),
            item('end', 0),
        ];
        expect(titles(pool, 3)).to.deep.equal(['red mug', 'tray', 'blue mug']);
    });
    it('does not give up what suits for what is merely different', () => {
        expect(titles([item('red mug', 1), item('blue mug', 0.9), item('tray', 0.1), item('end', 0)], 2)).to.deep.equal([
            'red mug',
            'blue mug',
        ]);
    });
    it('holds to so many of a category as long as there are others', () => {
        const mugs = ['a', 'b', 'c', 'd'].map((title, at) => item(title, 10 - at, 'Mugs'));
        expect(titles([...mugs, item('tray', 1, 'Trays'), item('tea', 0)], 4, 2)).to.have.members([
            'a',
            'b',
            'tray',
            'tea',
        ]);
        expect(titles(mugs, 4, 2)).to.have.length(4);
    });
    it('is empty where nothing is there', () => {
        expect(titles([], 4)).to.deep.equal([]);
    });
});
//# sourceMappingURL=arrange.spec.js.map