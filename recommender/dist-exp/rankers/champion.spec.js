import { expect } from 'chai';
import { championOf } from './champion.js';
describe('the champion', () => {
    it('is the linear ranker unless the network is better by more than its choosing flatters it', () => {
        expect(championOf({ linear: 0.3, network: 0.305 })).to.equal('linear');
        expect(championOf({ linear: 0.3, network: 0.32 })).to.equal('network');
        expect(championOf({ linear: 0, network: 0 })).to.equal('linear');
    });
});
//# sourceMappingURL=champion.spec.js.map