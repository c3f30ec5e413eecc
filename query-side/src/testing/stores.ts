import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { connectDocumentStore, connectEventStore, type DocumentStore } from '@storefold/platform';
import { configuration, type Configuration } from '../configuration.js';

type Server = {
  readonly url: string;
  /** It keeps its connections and answers nothing until it is let go on. */
  readonly hush: () => void;
  readonly goOn: () => void;
  readonly stop: () => Promise<void>;
};

/** Runs an embedded server as people run it, in a process of its own, and waits for the line that says where it answers. */
const runServer = async (name: 'event-store' | 'document-store', data: string): Promise<Server> => {
  const command = fileURLToPath(new URL(`../../../embedded/${name}/bin/${name}.mjs`, import.meta.url));
  const child = spawn(process.execPath, [command, '--data', data, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  let told = '';
  const url = await new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer): void => {
      told += chunk.toString();
      const found = /"url":"([^"]+)"/.exec(told)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', (code) => {
      reject(new Error(`the ${name} ended with ${String(code)}: ${told}`));
    });
  });
  return {
    url,
    hush: () => {
      child.kill('SIGSTOP');
    },
    goOn: () => {
      child.kill('SIGCONT');
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
};

/** Both embedded stores on free ports, in a folder of their own. */
export type Stores = {
  /** Of a query side on these stores, on a free port. */
  readonly config: Configuration;
  readonly masterKey: Buffer;
  readonly sessionKey: Buffer;
  readonly eventStore: EventStoreDBClient;
  readonly readModels: DocumentStore;
  readonly keyDatabase: DocumentStore;
  /** Ends a server as an operator would; the folder stays until `close`. */
  readonly stopEventStore: () => Promise<void>;
  readonly stopDocumentStore: () => Promise<void>;
  /** The servers themselves. */
  readonly servers: readonly [events: Server, documents: Server];
  readonly close: () => Promise<void>;
};

export const startStores = async (): Promise<Stores> => {
  const folder = await mkdtemp(join(tmpdir(), 'storefold-query-side-'));
  const [events, documents] = await Promise.all([
    runServer('event-store', join(folder, 'events')),
    runServer('document-store', join(folder, 'documents')),
  ]);
  const [masterKey, sessionKey] = [randomBytes(32), randomBytes(32)];
  const [MASTER_KEY_FILE, SESSION_KEY_FILE] = [join(folder, 'master.key'), join(folder, 'session.key')];
  await writeFile(MASTER_KEY_FILE, masterKey.toString('base64'));
  await writeFile(SESSION_KEY_FILE, sessionKey.toString('base64'));
  const databaseUrl = (name: string) => documents.url.replace('/?', `/${name}?`);
  const config = configuration.parse({
    ...{ PORT: 0, EVENT_STORE_URL: events.url, MASTER_KEY_FILE, SESSION_KEY_FILE },
    ...{ READ_MODELS_URL: databaseUrl('storefold'), KEYSTORE_URL: databaseUrl('storefold-keys') },
  });
  const eventStore = connectEventStore(config.EVENT_STORE_URL);
  const readModels = connectDocumentStore(config.READ_MODELS_URL);
  const keyDatabase = connectDocumentStore(config.KEYSTORE_URL);
  return {
    ...{ config, masterKey, sessionKey, eventStore, readModels, keyDatabase },
    ...{ stopEventStore: events.stop, stopDocumentStore: documents.stop, servers: [events, documents] },
    close: async () => {
      await eventStore.dispose();
      await Promise.all([readModels.close(), keyDatabase.close()]);
      await Promise.all([events.stop(), documents.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
};
