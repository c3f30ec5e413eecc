import { connectEventStore, createSessions, eventStoreUrl, filePath, httpEnvironment, readKeyFile, startHttpService, } from '@storefold/platform';
import { Registry } from 'prom-client';
import { z } from 'zod';
import { startFeed } from './feed.js';
import { modelRoutes } from './routes/models.js';
import { recommendationRoutes } from './routes/recommendations.js';
import { retrainingEnvironment } from './retraining/retraining-config.js';
import { startModelDesk } from './retraining/model-desk.js';
import { trainingJob } from './retraining/training-job.js';
import { Knowledge } from './serving/knowledge.js';
import { countUnreadable, observeIn } from './serving/metrics.js';
import { readRules } from './serving/rules.js';
import { Serving } from './serving/serving.js';
import { watchFile } from './serving/watched-file.js';
import { readModelFile } from './training/model-file.js';
/** The recommender's configuration: names of environment variables. */
export const recommenderConfig = z.object({
    ...httpEnvironment,
    PORT: httpEnvironment.PORT.default(8083),
    EVENT_STORE_URL: eventStoreUrl,
    SESSION_KEY_FILE: filePath,
    /** A trained model to serve; read again when it changes. @default none: recommendations go by counts */
    RECOMMENDER_MODEL_FILE: filePath.optional(),
    /** A shelf of models, of which the log says which one serves, and new ones are trained; then no model file is read. @default none */
    RECOMMENDER_MODELS_DIR: filePath.optional(),
    /** Products that are blocked or boosted, by whom and why; read again when it changes. @default none */
    RECOMMENDER_RULES_FILE: filePath.optional(),
    /** A step that is not ready after so many milliseconds gives way to the next. */
    RECOMMENDER_DEADLINE_MS: z.coerce.number().int().min(1).max(10_000).default(50),
    /** At most so many products of one category in an answer, as long as there are others. */
    RECOMMENDER_MOST_PER_CATEGORY: z.coerce.number().int().min(1).max(50).default(3),
    /** Share of the places of a home page for products that nobody knows yet. */
    RECOMMENDER_EXPLORATION: z.coerce.number().min(0).max(0.5).default(0.1),
    ...retrainingEnvironment,
});
/** A model beside is asked at most so often: each time costs the thread that serves some milliseconds. */
const SHADOW_PAUSE_MS = 200;
/**
 * Starts the recommender: it listens at once, folds the log from the beginning, and is ready when that is done.
 *
 * @param now the clock: for `builtAt`, and for what counts as new
 * @param models what serves, where something else decides that. @default the champion of the log, or `RECOMMENDER_MODEL_FILE`
 * @param job what trains. @default a thread
 */
export const startRecommender = async (config, logger, now = () => new Date(), models, job = trainingJob) => {
    const sessions = createSessions(readKeyFile(config.SESSION_KEY_FILE));
    const client = connectEventStore(config.EVENT_STORE_URL);
    const knowledge = new Knowledge();
    const metrics = new Registry();
    const watch = (path, read) => path === undefined ? undefined : watchFile(path, read, logger);
    const observer = observeIn(metrics, logger);
    const desk = models
        ? undefined
        : startModelDesk({ config, client, job, now, logger, metrics, folded: () => feed.missing() === undefined });
    const modelFile = (models ?? desk) ? undefined : watch(config.RECOMMENDER_MODEL_FILE, readModelFile);
    const rulesFile = watch(config.RECOMMENDER_RULES_FILE, readRules);
    const serving = new Serving(knowledge, {
        models: models ?? desk?.models ?? { champion: () => modelFile?.content() },
        rules: () => rulesFile?.content(),
        deadlineMs: config.RECOMMENDER_DEADLINE_MS,
        mostPerCategory: config.RECOMMENDER_MOST_PER_CATEGORY,
        exploration: config.RECOMMENDER_EXPLORATION,
        shadowPauseMs: SHADOW_PAUSE_MS,
        elapsed: () => performance.now(),
        observer: desk?.observing(observer) ?? observer,
    });
    const foldedBy = {
        apply: (events, considered) => {
            knowledge.apply(events, considered);
            desk?.apply(events);
        },
    };
    const feed = startFeed(client, foldedBy, now, logger, countUnreadable(metrics));
    const stop = async () => {
        modelFile?.close();
        rulesFile?.close();
        await desk?.close();
        await feed.close();
        await client.dispose();
    };
    try {
        const http = await startHttpService({
            name: 'recommender',
            host: config.HOST,
            port: config.PORT,
            routes: [...recommendationRoutes(serving, knowledge, feed, now), ...modelRoutes(desk)],
            sessions,
            ready: { log: () => Promise.resolve(feed.missing()) },
            logger,
            metrics,
        });
        return {
            port: http.port,
            close: async () => {
                await http.close();
                await stop();
            },
        };
    }
    catch (error) {
        await stop();
        throw error;
    }
};
//# sourceMappingURL=service.js.map