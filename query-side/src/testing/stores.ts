import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { connectDocumentStore, connectEventStore, type DocumentStore } from '@storefold/platform';

type Server = { readonly url: string; readonly stop: () => Promise<void> };

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
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
};

/** Both embedded stores on free ports, in a folder of their own. */
export type Stores = {
  readonly folder: string;
  readonly eventStoreUrl: string;
  readonly readModelsUrl: string;
  readonly keystoreUrl: string;
  readonly eventStore: EventStoreDBClient;
  readonly readModels: DocumentStore;
  readonly keyDatabase: DocumentStore;
  readonly close: () => Promise<void>;
};

export const startStores = async (): Promise<Stores> => {
  const folder = await mkdtemp(join(tmpdir(), 'storefold-query-side-'));
  const [events, documents] = await Promise.all([
    runServer('event-store', join(folder, 'events')),
    runServer('document-store', join(folder, 'documents')),
  ]);
  const databaseUrl = (name: string) => documents.url.replace(/\/\?/, `/${name}?`);
  const [readModelsUrl, keystoreUrl] = [databaseUrl('storefold'), databaseUrl('storefold-keys')];
  const eventStore = connectEventStore(events.url);
  const [readModels, keyDatabase] = [connectDocumentStore(readModelsUrl), connectDocumentStore(keystoreUrl)];
  return {
    ...{ folder, readModelsUrl, keystoreUrl, eventStore, readModels, keyDatabase },
    eventStoreUrl: events.url,
    close: async () => {
      await eventStore.dispose();
      await Promise.all([readModels.close(), keyDatabase.close()]);
      await Promise.all([events.stop(), documents.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
};
