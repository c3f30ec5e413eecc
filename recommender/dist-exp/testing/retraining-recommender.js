import { Writable } from 'node:stream';
import { createLogger } from '@storefold/platform';
import { recommenderConfig, startRecommender } from '../service.js';
/** A recommender that trains after forty orders, without pauses; `settings` say where and overrule. @param said is given each line of its log */
export const retrainingRecommender = (settings, job, said) => {
    const sink = new Writable({
        write: (chunk, _, done) => {
            said(chunk.toString());
            done();
        },
    });
    const config = recommenderConfig.parse({
        ...{ HOST: '127.0.0.1', PORT: 0, RECOMMENDER_DEADLINE_MS: 10_000, RECOMMENDER_SHADOW_SECONDS: 0 },
        ...{ RECOMMENDER_TRAIN_ORDERS: 40, RECOMMENDER_TRAIN_PAUSE_SECONDS: 0, RECOMMENDER_TRAIN_RETRY_SECONDS: 1 },
        ...{ RECOMMENDER_TRAIN_TIMEOUT_SECONDS: 100, ...settings },
    });
    return startRecommender(config, createLogger('recommender', 'info', sink), () => new Date(), undefined, job);
};
//# sourceMappingURL=retraining-recommender.js.map