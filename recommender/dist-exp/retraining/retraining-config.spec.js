import { expect } from 'chai';
import { recommenderConfig } from '../service.js';
import { retrainingSettings } from './retraining-config.js';
const least = { EVENT_STORE_URL: 'esdb://127.0.0.1:2113?tls=false', SESSION_KEY_FILE: '/key' };
const settings = (more) => retrainingSettings(recommenderConfig.parse({ ...least, ...more }));
describe('the settings of retraining', () => {
    it('are usual ones where nothing is said, and none where it is switched off', () => {
        expect(settings({})?.policy).to.deep.equal({
            ...{ everyMs: 86_400_000, orders: 500, drift: 0.25, pauseMs: 600_000, retryMs: 60_000 },
            ...{ leaseMs: 120_000, judges: 20 },
        });
        expect(settings({ RECOMMENDER_TRAIN: 'off' })).to.equal(undefined);
    });
    it('are said in words of an environment', () => {
        expect(settings({ RECOMMENDER_TRAIN_EVERY_HOURS: '0.5', RECOMMENDER_TRAIN_ORDERS: '20' })?.policy).to.include({
            ...{ everyMs: 1_800_000, orders: 20 },
        });
        expect(settings({ RECOMMENDER_TRAIN_TIMEOUT_SECONDS: '30', RECOMMENDER_SHADOW_SECONDS: '0' })).to.include({
            ...{ timeoutMs: 30_000, shadowMs: 0, memoryMb: 512 },
        });
    });
    it('are refused by name where they make no sense', () => {
        for (const [name, value] of [
            ...[['RECOMMENDER_TRAIN', 'maybe'], ['RECOMMENDER_TRAIN_ORDERS', '0']],
            ...[['RECOMMENDER_TRAIN_ORDERS', '1.5'], ['RECOMMENDER_TRAIN_DRIFT', 'much']],
            ...[['RECOMMENDER_TRAIN_EVERY_HOURS', '0'], ['RECOMMENDER_TRAIN_RETRY_SECONDS', '0']],
            ...[['RECOMMENDER_TRAIN_MEMORY_MB', '4'], ['RECOMMENDER_TRAIN_TIMEOUT_SECONDS', '']],
        ]) {
            const { error } = recommenderConfig.safeParse({ ...least, [name]: value });
            expect(error?.issues[0]?.path, `${name}=${value}`).to.deep.equal([name]);
        }
    });
});
//# sourceMappingURL=retraining-config.spec.js.map