import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { jsonEvent, START, type EventStoreDBClient } from '@eventstore/db-client';
import { parseStreamName, type Recorded } from '@storefold/contracts';
import {
  connectDocumentStore,
  connectEventStore,
  createLogger,
  openShop,
  toRecorded,
  type DocumentStore,
  type Logger,
  type Shop,
} from '@storefold/platform';
import type { Db } from 'mongodb';
import { allViews } from '../all-views.js';
import { Builds } from '../engine/builds.js';
import { Runner, type RunnerOptions } from '../engine/runner.js';
import { standing, type Stored } from '../engine/stored.js';
import type { ReadModels } from './fold-log.js';
import { london } from './history.js';
import { ServerProcess } from './server-process.js';

export const silent: Logger = createLogger('spec', 'silent');

/** Looks until there is something to see, or a time has passed that only a fault can take. */
export const until = async <Value>(
  what: string,
  look: () => Promise<Value | undefined> | Value | undefined,
): Promise<Value> => {
  for (const end = Date.now() + 20_000; Date.now() < end;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    await sleep(10);
  }
  throw new Error(`waited in vain for ${what}`);
};

/** Both stores as processes of their own, on free ports, with their data in a folder that `close` removes. */
export class Stores {
  readonly #folder = mkdtempSync(join(tmpdir(), 'storefold-projections-'));
  readonly #open: (() => Promise<unknown>)[] = [];
  readonly log = new ServerProcess('event-store', this.folder('log'));
  readonly documents: ServerProcess;
  #databases = 0;

  private constructor(ofDocuments: readonly string[]) {
    this.documents = new ServerProcess('document-store', this.folder('documents'), ofDocuments);
  }

  /** @param ofDocuments more of the document store's command line. @default none */
  static async start(ofDocuments: readonly string[] = []): Promise<Stores> {
    const stores = new Stores(ofDocuments);
    await Promise.all([stores.log.start(), stores.documents.start()]);
    return stores;
  }

  folder(name: string): string {
    return join(this.#folder, name);
  }

  connectLog(): EventStoreDBClient {
    const client = connectEventStore(this.log.url);
    this.#open.push(() => client.dispose());
    return client;
  }

  /** URL of a database that nobody has used yet. */
  newDatabaseUrl(): string {
    return this.documents.url.replace('/?', `/shop${(++this.#databases).toString()}?`);
  }

  newDatabase(): Db {
    const store: DocumentStore = connectDocumentStore(this.newDatabaseUrl());
    this.#open.push(() => store.close());
    return store.db;
  }

  async close(): Promise<void> {
    for (const close of this.#open) await close();
    await Promise.all([this.log.stop(), this.documents.stop()]);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Opens the specs' shop on a log, or finds it there. */
export const openSpecShop = (client: EventStoreDBClient): Promise<Shop> =>
  openShop(client, { name: 'Spec', currency: 'GBP', ...london, now: '2011-03-01T00:00:00.000Z' });

/** Appends each event to its stream, in the order given. @returns position of the last one */
export const append = async (client: EventStoreDBClient, events: readonly Recorded[]): Promise<bigint> => {
  let position = -1n;
  for (const { streamId, eventId, type, data, metadata } of events) {
    const { position: at } = await client.appendToStream(streamId, jsonEvent({ id: eventId, type, data, metadata }));
    position = at?.commit ?? position;
  }
  return position;
};

/** The shop's events as the log holds them. */
export const readLog = async (client: EventStoreDBClient): Promise<readonly Recorded[]> => {
  const events: Recorded[] = [];
  for await (const { event } of client.readAll({ fromPosition: START }))
    if (event && parseStreamName(event.streamId)) events.push(toRecorded(event));
  return events;
};

/** The collection that readers of a view are given. */
export const liveCollection = async (db: Db, collection: string): Promise<string> => {
  for (const view of (await new Builds(db).all()).values())
    for (const build of view.builds)
      if (build.state === 'live' && build.collection.split('@')[0] === collection) return build.collection;
  return collection;
};

/** What a database holds of the views that readers are given, byte for byte. */
export const readModels = async (db: Db, views = allViews(london)): Promise<ReadModels> => {
  const models: [string, Readonly<Record<string, string>>][] = [];
  for (const { collection } of [...views].sort((a, b) => (a.collection < b.collection ? -1 : 1))) {
    const documents: [string, string][] = [];
    // What the engine notes beside is compared elsewhere.
    const projection = { _events: 0, _lineage: 0 };
    const name = await liveCollection(db, collection);
    const found = db.collection<Stored>(name).find(standing, { sort: { _id: 1 }, projection });
    const raw = db.collection(name).find(standing, { sort: { _id: 1 }, projection, raw: true });
    // Asked for as it is, the driver hands over the bytes that the server sent.
    const bytes = (await raw.toArray()) as unknown as readonly Buffer[];
    for (const [index, { _id }] of (await found.toArray()).entries())
      documents.push([_id, bytes[index]?.toString('hex') ?? '']);
    if (documents.length > 0) models.push([collection, Object.fromEntries(documents)]);
  }
  return Object.fromEntries(models);
};

/** A runner of all views of the specs' shop, not yet started. */
export const runnerOf = (options: Pick<RunnerOptions, 'client' | 'db' | 'shop'> & Partial<RunnerOptions>): Runner =>
  new Runner({ views: allViews(london), logger: silent, ...options });

/** Waits until every view has folded the log up to a position; fails at once when the runner does. */
export const reached = (runner: Runner, position: bigint): Promise<unknown> =>
  Promise.race([
    until(`every view to reach ${position.toString()}`, () =>
      runner.progress().every((view) => view.position >= position) ? true : undefined,
    ),
    runner.ended(),
  ]);
