import { createServer as createHttpServer } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { Server, ServerCredentials, type UntypedServiceImplementation } from '@grpc/grpc-js';
import gossipGrpc from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import featuresGrpc from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { holdFolder } from './data-folder.js';
import { appendCall } from './services/append-service.js';
import { batchAppendCall } from './services/batch-append-service.js';
import { deleteCall, tombstoneCall } from './services/removal-service.js';
import { gossipCall, supportedMethodsCall } from './services/node-services.js';
import { answerScavenge } from './services/scavenge-http.js';
import { answerHttp } from './services/http-answers.js';
import { persistentCalls, persistentDefinition } from './services/persistent/persistent-service.js';
import { readCall } from './services/read-service.js';
import { Scavenger } from './maintenance/scavenger.js';
import { SubscriptionGroups } from './persistent/subscription-groups.js';
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
  /** A segment of the log that has this many bytes is followed by another. @default 64 MB */
  readonly segmentBytes?: number;
};

export type RunningEventStore = { readonly port: number; readonly url: string; readonly close: () => Promise<void> };

/** Wanted where it may not listen. */
export class NotLoopback extends Error {
  override readonly name = 'NotLoopback';
}

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];
const pass = (bytes: Buffer): Buffer => bytes;
const LARGEST_MESSAGE = 16 * 1024 * 1024;

/**
 * Starts the event store on a data folder.
 *
 * @throws NotLoopback, FolderHeld, CorruptLog, or the system's error when the port is taken (EADDRINUSE)
 */
export const startEventStore = async ({
  dataDir,
  host = '127.0.0.1',
  port,
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
  const groups = new SubscriptionGroups(store, rest.tell ?? tellLine);
  const scavenger = new Scavenger(store, rest.tell ?? tellLine);
  const stopping = new AbortController();
  let listening = port;
  const grpc = grpcServer(store, groups, stopping.signal, () => listening);
  const http = createHttpServer((request, response) => {
    if (!answerScavenge(scavenger, request, response)) answerHttp(store, request, response);
  });
  const injector = grpc.createConnectionInjector(ServerCredentials.createInsecure());
  const sockets = new Set<Socket>();
  // gRPC and HTTP/1.1 share the port: an HTTP/2 client speaks first, and its first three bytes are PRI.
  const tcp = createTcpServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.once('readable', () => {
      const first: unknown = socket.read();
      if (!(first instanceof Buffer)) return;
      // Both servers take what was put back from the socket's own buffer.
      socket.unshift(first);
      if (first.subarray(0, 3).toString('latin1') === 'PRI') injector.injectConnection(socket);
      else http.emit('connection', socket);
    });
  });
  try {
    await new Promise<void>((resolve, reject) => {
      tcp.once('error', reject);
      tcp.listen(port, host, resolve);
    });
  } catch (error) {
    await groups.close();
    await store.close();
    release();
    throw error;
  }
  // A host and port were given, hence an address object comes back.
  listening = (tcp.address() as AddressInfo).port;
  return {
    port: listening,
    url: `esdb://${host}:${listening.toString()}?tls=false`,
    close: async () => {
      stopping.abort();
      const subscriptions = groups.close();
      const closed = new Promise<void>((resolve) =>
        tcp.close(() => {
          resolve();
        }),
      );
      injector.drain(200);
      await new Promise((resolve) => setTimeout(resolve, 50));
      for (const socket of sockets) socket.destroy();
      injector.destroy();
      grpc.forceShutdown();
      http.close();
      await closed;
      await scavenger.close();
      await subscriptions;
      await store.close();
      release();
    },
  };
};

const grpcServer = (
  store: EventStore,
  groups: SubscriptionGroups,
  stopping: AbortSignal,
  port: () => number,
): Server => {
  const server = new Server({
    'grpc.max_receive_message_length': LARGEST_MESSAGE,
    'grpc.max_send_message_length': LARGEST_MESSAGE,
    'grpc.keepalive_permit_without_calls': 1,
  });
  const { StreamsService } = streamsGrpc;
  // What is stored is what is sent: these messages are bytes already. The generated types do not know that.
  const streams = {
    ...StreamsService,
    read: { ...StreamsService.read, responseSerialize: pass },
    append: { ...StreamsService.append, responseSerialize: pass },
    batchAppend: { ...StreamsService.batchAppend, requestDeserialize: pass, responseSerialize: pass },
  };
  const implementation: UntypedServiceImplementation = {
    read: readCall(store, stopping),
    append: appendCall(store, stopping),
    batchAppend: batchAppendCall(store, stopping),
    delete: deleteCall(store),
    tombstone: tombstoneCall(store),
  };
  server.addService(streams, implementation);
  server.addService(persistentDefinition, persistentCalls(groups));
  server.addService(featuresGrpc.ServerFeaturesService, { getSupportedMethods: supportedMethodsCall });
  server.addService(gossipGrpc.GossipService, { read: gossipCall(port) });
  return server;
};
