import {
  connectEventStore,
  createSessions,
  eventStoreUrl,
  filePath,
  httpEnvironment,
  readKeyFile,
  startHttpService,
  type Logger,
  type RunningService,
} from '@storefold/platform';
import { Registry } from 'prom-client';
import { z } from 'zod';
import { startFeed } from './feed.js';
import { followChampion } from './models/champion-in-force.js';
import { ModelShelf } from './models/model-shelf.js';
import { recommendationRoutes } from './routes/recommendations.js';
import { Knowledge } from './serving/knowledge.js';
import { observeIn } from './serving/metrics.js';
import { readRules } from './serving/rules.js';
import { Serving, type Models } from './serving/serving.js';
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
  /** A shelf of models, of which the log says which one serves; then no model file is read. @default none */
  RECOMMENDER_MODELS_DIR: filePath.optional(),
  /** Products that are blocked or boosted, by whom and why; read again when it changes. @default none */
  RECOMMENDER_RULES_FILE: filePath.optional(),
  /** A step that is not ready after so many milliseconds gives way to the next. */
  RECOMMENDER_DEADLINE_MS: z.coerce.number().int().min(1).max(10_000).default(50),
  /** At most so many products of one category in an answer, as long as there are others. */
  RECOMMENDER_MOST_PER_CATEGORY: z.coerce.number().int().min(1).max(50).default(3),
  /** Share of the places of a home page for products that nobody knows yet. */
  RECOMMENDER_EXPLORATION: z.coerce.number().min(0).max(0.5).default(0.1),
});
export type RecommenderConfig = z.infer<typeof recommenderConfig>;

/**
 * Starts the recommender: it listens at once, folds the log from the beginning, and is ready when that is done.
 *
 * @param now the clock: for `builtAt`, and for what counts as new
 * @param models what serves, where something else decides that. @default the model of `RECOMMENDER_MODEL_FILE`
 */
export const startRecommender = async (
  config: RecommenderConfig,
  logger: Logger,
  now: () => Date = () => new Date(),
  models?: Models,
): Promise<RunningService & { readonly port: number }> => {
  const sessions = createSessions(readKeyFile(config.SESSION_KEY_FILE));
  const client = connectEventStore(config.EVENT_STORE_URL);
  const knowledge = new Knowledge();
  const metrics = new Registry();
  const watch = <Content>(path: string | undefined, read: (path: string) => Content) =>
    path === undefined ? undefined : watchFile(path, read, logger);
  const { RECOMMENDER_MODELS_DIR: shelf } = config;
  const inForce = models || shelf === undefined ? undefined : followChampion(client, new ModelShelf(shelf), logger);
  const modelFile = (models ?? inForce) ? undefined : watch(config.RECOMMENDER_MODEL_FILE, readModelFile);
  const rulesFile = watch(config.RECOMMENDER_RULES_FILE, readRules);
  const serving = new Serving(knowledge, {
    models: models ?? inForce ?? { champion: () => modelFile?.content() },
    rules: () => rulesFile?.content(),
    deadlineMs: config.RECOMMENDER_DEADLINE_MS,
    mostPerCategory: config.RECOMMENDER_MOST_PER_CATEGORY,
    exploration: config.RECOMMENDER_EXPLORATION,
    elapsed: () => performance.now(),
    observer: observeIn(metrics, logger),
  });
  const feed = startFeed(client, knowledge, now, logger);
  const stop = async (): Promise<void> => {
    modelFile?.close();
    rulesFile?.close();
    await inForce?.close();
    await feed.close();
    await client.dispose();
  };
  try {
    const http = await startHttpService({
      name: 'recommender',
      host: config.HOST,
      port: config.PORT,
      routes: recommendationRoutes(serving, knowledge, feed, now),
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
  } catch (error) {
    await stop();
    throw error;
  }
};
