import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '@storefold/platform';
import { expect } from 'chai';
import { keepClaim } from './training-claim.js';
const logger = createLogger('recommender', 'silent');
describe('the claim of a training', () => {
    let told;
    let lost;
    beforeEach(() => {
        [told, lost] = [[], 0];
    });
    const keep = (answer) => {
        let ms = 5_000;
        return keepClaim({
            ...{ leaseMs: 30, startedMs: Date.UTC(2026, 0, 1), logger },
            elapsed: () => (ms += 10),
            tell: (until) => {
                told.push(until.slice(11));
                return Promise.resolve(answer(told.length));
            },
            lost: () => {
                lost++;
            },
        });
    };
    const toldSo = async (times) => {
        for (let tries = 0; tries < 400 && told.length < times; tries++)
            await sleep(5);
    };
    it('is told anew, by a clock that never goes back, until it is ended', async () => {
        const end = keep(() => true);
        await toldSo(2);
        await end();
        expect(told.slice(0, 2)).to.deep.equal(['00:00:00.040Z', '00:00:00.050Z']);
        const times = told.length;
        await sleep(50);
        expect([told.length, lost]).to.deep.equal([times, 0]);
    });
    it('is told anew after the log could not be reached', async () => {
        const end = keep((time) => {
            if (time === 1)
                throw new Error('away');
            return true;
        });
        await toldSo(2);
        await end();
        expect([told.length >= 2, lost]).to.deep.equal([true, 0]);
    });
    it('is lost once, when another has it', async () => {
        const end = keep(() => false);
        await toldSo(1);
        await sleep(50);
        await end();
        expect([told.length, lost]).to.deep.equal([1, 1]);
    });
});
//# sourceMappingURL=training-claim.spec.js.map