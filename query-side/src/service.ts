import {
  atMost,
  connectDocumentStore,
  connectEventStore,
  createSessions,
  KeyStore,
  LiveReadModels,
  orderLinks,
  readKeyFile,
  startHttpService,
  waitForShop,
  type Logger,
  type RunningService,
} from '@storefold/platform';
import { createContainer, type Service } from './composition/container.js';
import type { Configuration } from './configuration.js';
import { followEndedSessions } from './ended-sessions.js';
import { queryRoutes } from './query-routes.js';

/** A look whether a shop is open is not waited for longer when it is to stop: an event store may keep silent. */
const OPENED_WITHIN_MS = 1_000;

/** Starts answering questions; until a shop is open on the log, each is answered 503. */
export const startQuerySide = async (config: Configuration, logger: Logger): Promise<RunningService> => {
  const masterKey = readKeyFile(config.MASTER_KEY_FILE);
  const sessions = createSessions(readKeyFile(config.SESSION_KEY_FILE));
  const eventStore = connectEventStore(config.EVENT_STORE_URL);
  const readModels = connectDocumentStore(config.READ_MODELS_URL);
  const live = new LiveReadModels(readModels.db).follow();
  const keyDatabase = connectDocumentStore(config.KEYSTORE_URL);
  const ended = followEndedSessions({ client: eventStore, logger });
  const stop = new AbortController();
  let service: Service | undefined;
  const opened = waitForShop(eventStore, stop.signal).then(
    (shop) => {
      const keys = new KeyStore(keyDatabase.db, masterKey);
      service = createContainer({ live, eventStore, keys, links: orderLinks(masterKey), shop });
    },
    () => undefined,
  );
  const http = await startHttpService({
    name: 'query-side',
    host: config.HOST,
    port: config.PORT,
    routes: queryRoutes(() => service),
    sessions: ended.without(sessions),
    ready: {
      sessions: () => Promise.resolve(ended.missing()),
      shop: () => Promise.resolve(service ? undefined : 'no shop is open on this log yet'),
      readModels: async () => {
        await readModels.db.command({ ping: 1 });
        return undefined;
      },
    },
    logger,
  });
  return {
    port: http.port,
    close: async () => {
      stop.abort();
      await http.close();
      await atMost(opened, OPENED_WITHIN_MS);
      await ended.close();
      await eventStore.dispose();
      await live.close();
      await Promise.all([readModels.close(), keyDatabase.close()]);
    },
  };
};
