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
import { z } from 'zod';
import { startFeed } from './feed.js';
import { Model } from './model.js';
import { recommendationRoutes } from './routes/recommendations.js';

/** The recommender's configuration: names of environment variables. */
export const recommenderConfig = z.object({
  ...httpEnvironment,
  PORT: httpEnvironment.PORT.default(8083),
  EVENT_STORE_URL: eventStoreUrl,
  SESSION_KEY_FILE: filePath,
});
export type RecommenderConfig = z.infer<typeof recommenderConfig>;

/**
 * Starts the recommender: it listens at once, folds the log from the beginning, and is ready when that is done.
 *
 * @param now the clock, for `builtAt` only
 */
export const startRecommender = async (
  config: RecommenderConfig,
  logger: Logger,
  now: () => Date = () => new Date(),
): Promise<RunningService & { readonly port: number }> => {
  const sessions = createSessions(readKeyFile(config.SESSION_KEY_FILE));
  const client = connectEventStore(config.EVENT_STORE_URL);
  const model = new Model();
  const feed = startFeed(client, model, now, logger);
  const stop = async (): Promise<void> => {
    await feed.close();
    await client.dispose();
  };
  try {
    const http = await startHttpService({
      name: 'recommender',
      host: config.HOST,
      port: config.PORT,
      routes: recommendationRoutes(model, feed),
      sessions,
      ready: { log: () => Promise.resolve(feed.missing()) },
      logger,
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
