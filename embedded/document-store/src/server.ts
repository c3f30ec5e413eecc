import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { forgetOldSessions } from './commands/retryable.js';
import { runCommand } from './commands/registry.js';
import type { Store } from './commands/command.js';
import { Cursors } from './commands/cursors.js';
import { FailPoints } from './commands/fail-points.js';
import { Catalogue } from './storage/catalogue.js';
import { Engine } from './storage/engine.js';
import { lockFolder } from './storage/folder-lock.js';
import { removeAddress, writeAddress } from './storage/server-address.js';
import { Writer } from './storage/writer.js';
import { PastReads } from './transactions/past-reads.js';
import { Sessions } from './transactions/sessions.js';
import { serveConnection } from './wire/connection.js';
import { Clock } from './wire/reply.js';

export type DocumentStoreOptions = {
  /** Folder of the data; made if it is not there. One process may hold it. */
  dataDir: string;
  /** A loopback address. @default '127.0.0.1' */
  host?: string;
  /** 0 takes a free port. */
  port: number;
  /** The name of the one-node replica set that clients are told. @default 'storefold' */
  replicaSet?: string;
  /** How long a multi-document transaction may be open before it is aborted. @default 60 */
  transactionLifetimeSeconds?: number;
  /** Offers `configureFailPoint`, for suites that test clients. @default false */
  testCommands?: boolean;
  /** Called with errors that no one foresaw. @default they are dropped */
  onError?: (error: unknown) => void;
};

export type DocumentStore = {
  port: number;
  /** What to give to MongoClient. */
  url: string;
  /** Ends the connections, puts everything on the disk and gives the folder back. */
  close(): Promise<void>;
};

const loopback = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/;

/** Told to listen where others could reach it. */
export class NotLoopback extends Error {
  constructor(host: string) {
    super(
      `this server listens on loopback only, not on ${host}: it has no passwords and no encryption. Run MongoDB where other machines must reach the data`,
    );
    this.name = 'NotLoopback';
  }
}

/** Starts a server on a data folder. Throws FolderHeld, NotLoopback, or the listening error (EADDRINUSE). */
export async function startDocumentStore(options: DocumentStoreOptions): Promise<DocumentStore> {
  const host = options.host ?? '127.0.0.1';
  if (!loopback.test(host)) throw new NotLoopback(host);
  const replicaSet = options.replicaSet ?? 'storefold';
  const unlock = lockFolder(options.dataDir);
  let engine: Engine | undefined;
  try {
    engine = new Engine(options.dataDir);
    const catalogue = new Catalogue(engine);
    const clock = new Clock();
    const writer = new Writer(engine, catalogue, () => {
      clock.tick();
    });
    const sessions = new Sessions({ engine, catalogue, writer }, (options.transactionLifetimeSeconds ?? 60) * 1_000);
    const past = new PastReads(engine, clock);
    const failPoints = options.testCommands === true ? new FailPoints() : undefined;
    const store: Store = {
      engine,
      catalogue,
      writer,
      sessions,
      past,
      failPoints,
      clock,
      replicaSet,
      cursors: new Cursors(),
      address: '',
      startedAt: Date.now(),
    };
    const sockets = new Set<Socket>();
    const server = createServer({ noDelay: true });
    let connections = 0;
    server.on('connection', (socket) => {
      sockets.add(socket);
      connections += 1;
      const connectionId = connections;
      socket.on('close', () => {
        sockets.delete(socket);
        sessions.gone(connectionId);
        failPoints?.gone(connectionId);
      });
      serveConnection(socket, connectionId, {
        clock,
        run: (request) => runCommand(store, request, connectionId),
        failed: options.onError ?? (() => undefined),
      });
    });
    const forget = (): void => {
      forgetOldSessions(store, Date.now()).catch(options.onError ?? (() => undefined));
    };
    const port = await listen(server, host, options.port);
    const shown = host.includes(':') ? `[${host}]` : host;
    store.address = `${shown}:${String(port)}`;
    writeAddress(options.dataDir, store.address);
    forget();
    const forgetting = setInterval(forget, 10 * 60 * 1_000);
    forgetting.unref();
    const opened = engine;
    return {
      port,
      url: `mongodb://${store.address}/?replicaSet=${encodeURIComponent(replicaSet)}`,
      async close() {
        const closed = new Promise<void>((resolve) =>
          server.close(() => {
            resolve();
          }),
        );
        for (const socket of sockets) socket.destroy();
        await closed;
        clearInterval(forgetting);
        store.cursors.close();
        sessions.close();
        past.close();
        if (opened.readOnlyBecause === undefined) await writer.write(() => undefined, true);
        await opened.close();
        removeAddress(options.dataDir);
        unlock();
      },
    };
  } catch (error) {
    await engine?.close();
    unlock();
    throw error;
  }
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
