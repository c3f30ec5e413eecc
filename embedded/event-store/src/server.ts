import { setMaxListeners } from 'node:events';
import type { AddressInfo } from 'node:net';
import { ServerCredentials } from '@grpc/grpc-js';
import { holdFolder } from './data-folder.js';
import { Scavenger } from './maintenance/scavenger.js';
import { SubscriptionGroups } from './persistent/subscription-groups.js';
import { grpcServer } from './services/grpc-server.js';
import { httpAnswers } from './services/http-answers.js';
import { Node } from './services/node.js';
import { sharedPort } from './shared-port.js';
import { EventStore } from './store/event-store.js';
import { tellLine, type Tell } from './tell.js';

export type EventStoreOptions = {
  readonly dataDir: string;
  /** Loopback only. @default 127.0.0.1 */
  readonly host?: string;
  /** 0 asks for a free port. */
  readonly port: number;
  /** @default lines of JSON on standard output */
  readonly tell?: Tell;
  /** The disk failed: what is served from now on is history, and every append is refused until a restart. */
  readonly onBroken?: () => void;
  /** A client asked for the end, and the server has ended. */
  readonly onShutDown?: () => void;
  /** How long a silent connection is believed in before it is asked, and how long it then has to answer. @default 10 seconds */
  readonly keepaliveMs?: number;
  /** A segment of the log that has this many bytes is followed by another. @default 64 MB */
  readonly segmentBytes?: number;
};

export type RunningEventStore = { readonly port: number; readonly url: string; readonly close: () => Promise<void> };

/** Wanted where it may not listen. */
export class NotLoopback extends Error {
  override readonly name = 'NotLoopback';
}

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];
/** As long as EventStoreDB's own. */
const KEEPALIVE_MS = 10_000;
/** How long calls may take to hear that the server stops. */
const FAREWELL_MS = 200;

/**
 * Starts the event store on a data folder.
 *
 * @throws NotLoopback, FolderHeld, CorruptLog, or the system's error when the port is taken (EADDRINUSE)
 */
export const startEventStore = async ({
  dataDir,
  host = '127.0.0.1',
  port,
  onShutDown = () => undefined,
  ...rest
}: EventStoreOptions): Promise<RunningEventStore> => {
  if (!LOOPBACK.includes(host)) {
    throw new NotLoopback(
      `this event store is for one machine and listens on 127.0.0.1 only, not on ${host}; to serve others run EventStoreDB and give its URL to the services`,
    );
  }
  const release = holdFolder(dataDir);
  let store: EventStore;
  try {
    store = EventStore.open(dataDir, rest);
    await store.begin();
  } catch (error) {
    release();
    throw error;
  }
  const tell = rest.tell ?? tellLine;
  const groups = new SubscriptionGroups(store, tell);
  const scavenger = new Scavenger(store, tell);
  const stopping = new AbortController();
  // Every call that lasts listens to it.
  setMaxListeners(0, stopping.signal);
  const node = new Node(host, store);
  const http = httpAnswers(node, store, scavenger);
  const grpc = grpcServer({
    store,
    groups,
    node,
    stopping: stopping.signal,
    keepaliveMs: rest.keepaliveMs ?? KEEPALIVE_MS,
    maintenance: {
      startScavenge: () => scavenger.start(),
      stopScavenge: (id) => scavenger.stop(id),
      restartPersistentSubscriptions: () => groups.restart(),
      shutDown: () => {
        // The answer to the call goes out first.
        setImmediate(() => {
          close().then(onShutDown, (error: unknown) => {
            tell('error', 'stopping failed', { error: String(error) });
          });
        });
      },
    },
  });
  const injector = grpc.createConnectionInjector(ServerCredentials.createInsecure());
  const { server, heard, cut } = sharedPort({
    http2: (socket) => {
      injector.injectConnection(socket);
    },
    http1: (socket) => {
      http.emit('connection', socket);
    },
  });
  http.on('request', ({ socket }) => {
    heard(socket);
  });
  const closeStore = async (): Promise<void> => {
    await Promise.all([groups.close(), scavenger.close()]);
    await store.close();
    release();
  };
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
  } catch (error) {
    await closeStore();
    throw error;
  }
  // A host and port were given, hence an address object comes back.
  node.port = (server.address() as AddressInfo).port;

  const end = async (): Promise<void> => {
    stopping.abort();
    // Wakes whoever waits for what comes.
    store.emit('published');
    const closed = new Promise<void>((resolve) =>
      server.close(() => {
        resolve();
      }),
    );
    // What was taken is written and answered before the connections go.
    await closeStore();
    injector.drain(FAREWELL_MS);
    await new Promise((resolve) => setTimeout(resolve, FAREWELL_MS / 4));
    cut();
    injector.destroy();
    grpc.forceShutdown();
    http.close();
    await closed;
  };
  let ended: Promise<void> | undefined;
  const close = (): Promise<void> => (ended ??= end());
  const place = host === '::1' ? '[::1]' : host;
  return { port: node.port, url: `esdb://${place}:${node.port.toString()}?tls=false`, close };
};
