import { type Logger, type RunningService } from '@storefold/platform';
import { z } from 'zod';
import { type TrainingJob } from './retraining/training-job.js';
import { type Models } from './serving/serving.js';
/** The recommender's configuration: names of environment variables. */
export declare const recommenderConfig: z.ZodObject<{
    RECOMMENDER_TRAIN: z.ZodDefault<z.ZodEnum<{
        on: "on";
        off: "off";
    }>>;
    RECOMMENDER_TRAIN_EVERY_HOURS: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
    RECOMMENDER_TRAIN_ORDERS: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
    RECOMMENDER_TRAIN_DRIFT: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
    RECOMMENDER_TRAIN_WHOLE_DAYS: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
    RECOMMENDER_TRAIN_FEWEST_ORDERS: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
    RECOMMENDER_TRAIN_PAUSE_SECONDS: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
    RECOMMENDER_TRAIN_RETRY_SECONDS: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
    RECOMMENDER_TRAIN_TIMEOUT_SECONDS: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
    RECOMMENDER_TRAIN_MEMORY_MB: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
    RECOMMENDER_TRAIN_LEASE_SECONDS: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
    RECOMMENDER_SHADOW_SECONDS: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
    PORT: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
    EVENT_STORE_URL: z.ZodString;
    SESSION_KEY_FILE: z.ZodString;
    RECOMMENDER_MODEL_FILE: z.ZodOptional<z.ZodString>;
    RECOMMENDER_MODELS_DIR: z.ZodOptional<z.ZodString>;
    RECOMMENDER_RULES_FILE: z.ZodOptional<z.ZodString>;
    RECOMMENDER_DEADLINE_MS: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
    RECOMMENDER_MOST_PER_CATEGORY: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
    RECOMMENDER_EXPLORATION: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
    HOST: z.ZodDefault<z.ZodString>;
    LOG_LEVEL: z.ZodDefault<z.ZodEnum<{
        error: "error";
        trace: "trace";
        debug: "debug";
        info: "info";
        warn: "warn";
        silent: "silent";
    }>>;
}, z.core.$strip>;
export type RecommenderConfig = z.infer<typeof recommenderConfig>;
/**
 * Starts the recommender: it listens at once, folds the log from the beginning, and is ready when that is done.
 *
 * @param now the clock: for `builtAt`, and for what counts as new
 * @param models what serves, where something else decides that. @default the champion of the log, or `RECOMMENDER_MODEL_FILE`
 * @param job what trains. @default a thread
 */
export declare const startRecommender: (config: RecommenderConfig, logger: Logger, now?: () => Date, models?: Models, job?: TrainingJob) => Promise<RunningService & {
    readonly port: number;
}>;
//# sourceMappingURL=service.d.ts.map