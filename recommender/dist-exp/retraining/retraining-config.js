import { z } from 'zod';
const whole = (least, most) => z.coerce.number().int().min(least).max(most);
/** When and how the recommender trains: names of environment variables. All of it rests on `RECOMMENDER_MODELS_DIR`. */
export const retrainingEnvironment = {
    /** `off`: nothing trains by itself; what the log says serves all the same. */
    RECOMMENDER_TRAIN: z.enum(['on', 'off']).default('on'),
    /** So long after the last training, if anything was ordered since. */
    RECOMMENDER_TRAIN_EVERY_HOURS: z.coerce.number().min(0.001).max(8_760).default(24),
    /** After so many orders since the last training. */
    RECOMMENDER_TRAIN_ORDERS: whole(1, 10_000).default(500),
    /** When the population stability index of what is bought reaches this much: 0.1 is little, 0.25 much. */
    RECOMMENDER_TRAIN_DRIFT: z.coerce.number().min(0.01).max(10).default(0.25),
    /** Within so many days of a training from nothing, those for orders and schedule go on from its rankers (a warm start); 0: never. */
    RECOMMENDER_TRAIN_WHOLE_DAYS: z.coerce.number().min(0).max(365).default(7),
    /** Fewer orders are not learned from. */
    RECOMMENDER_TRAIN_FEWEST_ORDERS: whole(1, 1_000_000).default(100),
    /** Between two trainings; for an erasure only after one for another erasure. */
    RECOMMENDER_TRAIN_PAUSE_SECONDS: whole(0, 86_400).default(600),
    /** After a training that failed; twice as long after each further one. */
    RECOMMENDER_TRAIN_RETRY_SECONDS: whole(1, 86_400).default(60),
    /** Reading the log, training and comparing take so long at most. */
    RECOMMENDER_TRAIN_TIMEOUT_SECONDS: whole(1, 86_400).default(1_200),
    /** Memory for the objects of a training; its columns of numbers come on top. */
    RECOMMENDER_TRAIN_MEMORY_MB: whole(16, 65_536).default(512),
    /** A training of which nothing was heard for so long is lost, and another one may begin. It is told of three times as often. */
    RECOMMENDER_TRAIN_LEASE_SECONDS: whole(3, 3_600).default(120),
    /** So long a new model answers beside the champion, to be watched, before the log is told of it. 0: not at all. */
    RECOMMENDER_SHADOW_SECONDS: whole(0, 86_400).default(60),
};
/** Fewer can fill no window that rankers are chosen on, see `prepare`. */
const FEWEST_BUYERS = 20;
/** Of fewer products there is nothing to choose. */
const FEWEST_PRODUCTS = 10;
/** Of fewer customers a comparison says nothing, see `unseenWindow`. */
const FEWEST_JUDGES = 20;
/** @returns undefined where nothing is to train by itself */
export const retrainingSettings = (env) => env.RECOMMENDER_TRAIN === 'off'
    ? undefined
    : {
        policy: {
            everyMs: env.RECOMMENDER_TRAIN_EVERY_HOURS * 3_600_000,
            orders: env.RECOMMENDER_TRAIN_ORDERS,
            drift: env.RECOMMENDER_TRAIN_DRIFT,
            pauseMs: env.RECOMMENDER_TRAIN_PAUSE_SECONDS * 1_000,
            retryMs: env.RECOMMENDER_TRAIN_RETRY_SECONDS * 1_000,
            leaseMs: env.RECOMMENDER_TRAIN_LEASE_SECONDS * 1_000,
            judges: FEWEST_JUDGES,
        },
        fewest: {
            orders: env.RECOMMENDER_TRAIN_FEWEST_ORDERS,
            buyers: FEWEST_BUYERS,
            products: FEWEST_PRODUCTS,
        },
        timeoutMs: env.RECOMMENDER_TRAIN_TIMEOUT_SECONDS * 1_000,
        memoryMb: env.RECOMMENDER_TRAIN_MEMORY_MB,
        wholeMs: env.RECOMMENDER_TRAIN_WHOLE_DAYS * 86_400_000,
        shadowMs: env.RECOMMENDER_SHADOW_SECONDS * 1_000,
    };
//# sourceMappingURL=retraining-config.js.map