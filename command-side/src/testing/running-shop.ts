import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { startDocumentStore } from '@storefold/document-store';
import { startEventStore } from '@storefold/event-store';
import { connectDocumentStore, connectEventStore, toRecorded, type DocumentStore } from '@storefold/platform';
import type { Recorded, ShopEvent } from '@storefold/contracts';
import { StreamNotFoundError } from '@eventstore/db-client';
import { commandSideEnvironment, type CommandSideConfig } from '../configuration.js';
import { startCommandSide, type RunningCommandSide } from '../service.js';
import { silent } from './contexts.js';

/** Embedded stores on free ports in a folder of their own. */
export type Stores = {
  readonly config: (more?: Readonly<Record<string, string>>) => CommandSideConfig;
  readonly eventStore: EventStoreDBClient;
  readonly keyDatabase: DocumentStore;
  readonly eventStoreUrl: string;
  readonly keystoreUrl: string;
  /** The events of a stream, oldest first. */
  readonly stream: (streamId: string) => Promise<readonly Recorded[]>;
  readonly close: () => Promise<void>;
};

export const startStores = async (): Promise<Stores> => {
  const folder = await mkdtemp(join(tmpdir(), 'storefold-command-side-'));
  const events = await startEventStore({ dataDir: join(folder, 'events'), port: 0 });
  const documents = await startDocumentStore({ dataDir: join(folder, 'documents'), port: 0 });
  const keystoreUrl = documents.url.replace('/?', '/storefold-keys?');
  for (const name of ['master.key', 'session.key'])
    await writeFile(join(folder, name), randomBytes(32).toString('base64'));
  const eventStore = connectEventStore(events.url);
  const keyDatabase = connectDocumentStore(keystoreUrl);
  return {
    eventStore,
    keyDatabase,
    eventStoreUrl: events.url,
    keystoreUrl,
    config: (more = {}) =>
      commandSideEnvironment.parse({
        ...{ PORT: 0, EVENT_STORE_URL: events.url, KEYSTORE_URL: keystoreUrl },
        MASTER_KEY_FILE: join(folder, 'master.key'),
        SESSION_KEY_FILE: join(folder, 'session.key'),
        ...more,
      }),
    stream: async (streamId) => {
      const found: Recorded[] = [];
      try {
        for await (const { event } of eventStore.readStream(streamId)) if (event) found.push(toRecorded(event));
      } catch (error) {
        if (!(error instanceof StreamNotFoundError)) throw error;
      }
      return found;
    },
    close: async () => {
      await keyDatabase.close();
      await eventStore.dispose();
      await documents.close();
      await events.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

export type Reply = {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Headers;
};

/** Somebody at the shop's door: keeps the cookie and sends each command under a key of its own unless one is given. */
export class Visitor {
  readonly #url: string;
  #cookie: string | undefined;
  /** The token of the link by which they came, if they did. */
  linkToken: string | undefined;

  /** @param cookie of a session that was begun elsewhere */
  constructor(url: string, cookie?: string) {
    this.#url = url;
    this.#cookie = cookie;
  }

  get cookie(): string | undefined {
    return this.#cookie;
  }

  async ask(method: string, path: string, body?: unknown, key: string = randomUUID()): Promise<Reply> {
    const response = await fetch(`${this.#url}${path}`, {
      method,
      headers: {
        'Idempotency-Key': key,
        ...(this.#cookie === undefined ? {} : { Cookie: this.#cookie }),
        ...(this.linkToken === undefined ? {} : { 'Storefold-Link': this.linkToken }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const cookie = response.headers.get('set-cookie');
    if (cookie !== null) this.#cookie = cookie.split(';')[0];
    const text = await response.text();
    // An answer of our own edge: an object, or nothing.
    const parsed = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
    return { status: response.status, body: parsed, headers: response.headers };
  }

  post(path: string, body?: unknown, key?: string): Promise<Reply> {
    return this.ask('POST', path, body, key);
  }
}

/** A running command side, with a clerk signed in and what the first start showed. */
export type RunningShop = {
  readonly side: RunningCommandSide;
  readonly shown: readonly string[];
  readonly administrator: Visitor;
  readonly clerk: Visitor;
  /** A new shopper with a session. */
  readonly shopper: () => Promise<Visitor>;
  readonly close: () => Promise<void>;
};

const passwordIn = (paragraph: string): string => /password: (\S+)/.exec(paragraph)?.[1] ?? '';

export const openRunningShop = async (
  stores: Stores,
  more: Readonly<Record<string, string>> = {},
): Promise<RunningShop> => {
  const shown: string[] = [];
  const side = await startCommandSide(stores.config(more), silent, { show: (paragraph) => void shown.push(paragraph) });
  const administrator = new Visitor(side.url);
  await administrator.post('/access/staff-sessions', { login: 'admin', password: passwordIn(shown[0] ?? '') });
  const hired = await administrator.post('/access/staff', { login: 'clerk', roles: ['clerk'] }, 'hire-the-clerk');
  const clerk = new Visitor(side.url);
  await clerk.post('/access/staff-sessions', { login: 'clerk', password: hired.body['password'] });
  return {
    ...{ side, shown, administrator, clerk },
    shopper: async () => {
      const visitor = new Visitor(side.url);
      await visitor.post('/access/sessions');
      return visitor;
    },
    close: () => side.close(),
  };
};

/** Waits until something is so; fails after ten seconds, saying what was waited for. */
export const eventually = async (what: string, isSo: () => Promise<boolean>, withinMs = 10_000): Promise<void> => {
  const until = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > until) throw new Error(`waited in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
};

export const typesOf = (events: readonly ShopEvent[]): readonly string[] => events.map(({ type }) => type);
