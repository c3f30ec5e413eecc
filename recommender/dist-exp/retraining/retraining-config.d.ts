import { z } from 'zod';
import type { Fewest } from './trade.js';
import type { TrainingPolicy } from './when-to-train.js';
/** When and how the recommender trains: names of environment variables. All of it rests on `RECOMMENDER_MODELS_DIR`. */
export declare const retrainingEnvironment: {
    /** `off`: nothing trains by itself; what the log says serves all the same. */
    RECOMMENDER_TRAIN: z.ZodDefault<z.ZodEnum<{
        on: "on";
        off: "off";
    }>>;
    /** So long after the last training, if anything was ordered since. */
    RECOMMENDER_TRAIN_EVERY_HOURS: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
    /** After so many orders since the last training. */
    RECOMMENDER_TRAIN_ORDERS: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
    /** When the population stability index of what is bought reaches this much: 0.1 is little, 0.25 much. */
    RECOMMENDER_TRAIN_DRIFT: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
    /** Within so many days of a training from nothing, those for orders and schedule go on from its rankers (a warm start); 0: never. */
    RECOMMENDER_TRAIN_WHOLE_DAYS: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
    /** Fewer orders are not learned from. */
    RECOMMENDER_TRAIN_FEWEST_ORDERS: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
    /** Between two trainings; for an erasure only after one for another erasure. */
    RECOMMENDER_TRAIN_PAUSE_SECONDS: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
    /** After a training that failed; twice as long after each further one. */
    RECOMMENDER_TRAIN_RETRY_SECONDS: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
    /** Reading the log, training and comparing take so long at most. */
    RECOMMENDER_TRAIN_TIMEOUT_SECONDS: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
    /** Memory for the objects of a training; its columns of numbers come on top. */
    RECOMMENDER_TRAIN_MEMORY_MB: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
    /** A training of which nothing was heard for so long is lost, and another one may begin. It is told of three times as often. */
    RECOMMENDER_TRAIN_LEASE_SECONDS: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
    /** So long a new model answers beside the champion, to be watched, before the log is told of it. 0: not at all. */
    RECOMMENDER_SHADOW_SECONDS: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
};
type Environment = z.infer<z.ZodObject<typeof retrainingEnvironment>>;
export type RetrainingSettings = {
    readonly policy: TrainingPolicy;
    readonly fewest: Fewest;
    readonly timeoutMs: number;
    readonly memoryMb: number;
    readonly shadowMs: number;
    /** For so long after a training from nothing others go on from its rankers. */
    readonly wholeMs: number;
};
/** @returns undefined where nothing is to train by itself */
export declare const retrainingSettings: (env: Environment) => RetrainingSettings | undefined;
export {};
//# sourceMappingURL=retraining-config.d.ts.map