import { expect } from 'chai';
import { HistoryBuilder } from '../history/history-builder.js';
import { countEase } from './ease.js';
describe('EASE^R', () => {
    it('says that what is bought together suits, and what is not does not', () => {
        const builder = new HistoryBuilder();
        for (let user = 0; user < 20; user++)
            for (const item of user % 2 === 0 ? ['tea', 'cup'] : ['nail', 'hammer'])
                builder.add({ user: user.toString(), item, timeMs: 0, basket: user.toString() });
        const { items, weights } = countEase(builder.build(), { halfLifeDays: Infinity, lambda: 1, mostItems: 10 });
        const size = items.length;
        const weight = (from, to) => weights[[...items].indexOf(from) * size + [...items].indexOf(to)] ?? NaN;
        // Numbers are given in order of appearance: tea 0, cup 1, nail 2, hammer 3.
        expect(weight(0, 1)).to.be.greaterThan(0.8);
        expect(weight(2, 3)).to.be.greaterThan(0.8);
        expect(weight(0, 3)).to.be.closeTo(0, 1e-6);
        expect(weight(0, 0)).to.equal(0);
    });
});
//# sourceMappingURL=ease.spec.js.map