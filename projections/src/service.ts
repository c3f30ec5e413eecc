import { hostname } from 'node:os';
import {
  atMost,
  connectDocumentStore,
  connectEventStore,
  createSessions,
  findShop,
  readKeyFile,
  startHttpService,
  waitForShop,
  type Logger,
  type RunningService,
} from '@storefold/platform';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { engineCollections, type CheckpointDocument } from '@storefold/contracts';
import type { Db } from 'mongodb';
import { Registry } from 'prom-client';
import { allViews } from './all-views.js';
import type { Configuration } from './configuration.js';
import { Leases } from './engine/leases.js';
import { Runner } from './engine/runner.js';
import { ADVICE } from './engine/log-identity.js';
import { keepRunning } from './keep-running.js';
import { observe } from './operating/metrics.js';
import { ProjectionDesk } from './operating/projection-desk.js';
import { projectionRoutes } from './operating/projection-routes.js';

/** With the two seconds of either store's client, well within the time after which the process is ended by force. */
const FOLDING_ENDS_WITHIN_MS = 6_000;

/** Starts folding the log into the read models, with health and metrics beside. */
export const startProjections = async (config: Configuration, logger: Logger): Promise<RunningService> => {
  const client = connectEventStore(config.EVENT_STORE_URL);
  const store = connectDocumentStore(config.READ_MODELS_URL);
  const stop = new AbortController();
  let runner: Runner | undefined;
  let desk: ProjectionDesk | undefined;
  let failure: string | undefined;
  const trouble = () => failure ?? (runner ? runner.trouble() : 'waiting for the stores and for the shop to be opened');
  const metrics = new Registry();
  const http = await startHttpService({
    name: 'projections',
    host: config.HOST,
    port: config.PORT,
    routes: projectionRoutes({ runner: () => runner, desk: () => desk }),
    sessions: createSessions(readKeyFile(config.SESSION_KEY_FILE)),
    ready: { views: () => Promise.resolve(trouble()) },
    logger,
    metrics,
  });
  observe(metrics, { runner: () => runner, trouble, client, db: store.db });
  const running = keepRunning(stop.signal, logger, {
    begin: async (well) => {
      failure = await whatIsMissing(client, store.db);
      const shop = await waitForShop(client, stop.signal);
      const views = allViews(shop);
      desk = new ProjectionDesk({ db: store.db, client, views });
      const leases = new Leases(store.db, { owner: `${hostname()}:${http.port.toString()}` });
      const made = new Runner({ client, db: store.db, shop, views, logger, leases, onWell: well });
      await made.start();
      runner = made;
      failure = undefined;
      // The service may have been told to stop while the runner started, when there was none to be told.
      if (stop.signal.aborted) await made.stop();
      await made.ended();
    },
    failed: (why) => {
      failure = why;
    },
  });
  return {
    port: http.port,
    close: async () => {
      stop.abort();
      const folding = (async () => {
        await runner?.stop();
        await running;
      })();
      // What is under way at a store that keeps silent has no end of its own: it ends with the client.
      await Promise.all([atMost(folding, FOLDING_ENDS_WITHIN_MS), http.close()]);
      await client.dispose();
      await store.close();
    },
  };
};

/** An empty log beside read models is not a shop that waits to be opened: somebody names another log, or lost this one. */
const whatIsMissing = async (client: EventStoreDBClient, db: Db): Promise<string | undefined> => {
  if (await findShop(client)) return undefined;
  const known = await db.collection<CheckpointDocument>(engineCollections.checkpoints).findOne({});
  return known
    ? `no shop is open on this log, and the read models were folded from log ${known.logId}: ${ADVICE}`
    : undefined;
};
