import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { jsonEvent } from '@eventstore/db-client';
import { collections, engineCollections, type DeadLetterDocument } from '@storefold/contracts';
import {
  connectDocumentStore,
  createSessions,
  loadConfig,
  readKeyFile,
  type RunningService,
} from '@storefold/platform';
import { expect } from 'chai';
import { z } from 'zod';
import { configuration } from './configuration.js';
import { startProjections } from './service.js';
import { itemsShipped, orderConfirmed, orderPlaced, productDefined } from './testing/events.js';
import { foldLog } from './testing/fold-log.js';
import { HeldConnections } from './testing/held-connections.js';
import { History } from './testing/history.js';
import { ServerProcess } from './testing/server-process.js';
import { append, openSpecShop, readLog, readModels, silent, Stores, until } from './testing/shop-with-stores.js';

const health = z.object({ checks: z.object({ views: z.string() }) });
const progress = z.object({
  views: z.array(z.object({ view: z.string(), position: z.string() })),
  trouble: z.string().nullable(),
});

describe('the projections as a service', function () {
  this.timeout(60_000);
  let stores: Stores;
  let databaseUrl: string;
  let keyFile: string;
  let service: RunningService;
  const story = new History();

  const start = (url = databaseUrl): Promise<RunningService> =>
    startProjections(
      loadConfig(configuration, {
        ...{ PORT: '0', LOG_LEVEL: 'silent', SESSION_KEY_FILE: keyFile },
        ...{ EVENT_STORE_URL: stores.log.url, READ_MODELS_URL: url },
      }),
      silent,
    );
  const get = async (path: string, headers: Readonly<Record<string, string>> = {}) => {
    const response = await fetch(`http://127.0.0.1:${(service.port ?? 0).toString()}${path}`, { headers });
    return { status: response.status, text: await response.text() };
  };
  const readiness = async () => {
    const { status, text } = await get('/health/ready');
    return { status, views: health.parse(JSON.parse(text)).checks.views };
  };
  const notReady = (what: string) =>
    until(what, async () => {
      const { status, views } = await readiness();
      return status === 503 && views.includes(what) ? views : undefined;
    });
  const isReady = () => until('readiness', async () => ((await readiness()).status === 200 ? true : undefined));

  /** Tells the log what happened since, and waits until the read models hold the whole of it. */
  const isFolded = async () => {
    const client = stores.connectLog();
    const known = new Set((await readLog(client)).map(({ eventId }) => eventId));
    await append(
      client,
      story.events.filter(({ eventId }) => !known.has(eventId)),
    );
    const expected = foldLog(await readLog(client));
    const store = connectDocumentStore(databaseUrl);
    try {
      await until('the read models to equal the log', async () =>
        JSON.stringify(await readModels(store.db)) === JSON.stringify(expected) ? true : undefined,
      );
    } finally {
      await store.close();
    }
  };

  before(async () => {
    stores = await Stores.start();
    databaseUrl = stores.newDatabaseUrl();
    keyFile = stores.folder('session.key');
    writeFileSync(keyFile, randomBytes(32).toString('base64'));
    service = await start();
  });
  after(async () => {
    await service.close();
    await stores.close();
  });

  it('lives, and says what it waits for while no shop is open', async () => {
    expect((await get('/health/live')).status).to.equal(200);
    await notReady('for the shop to be opened');
  });

  it('folds what the log holds as soon as the shop is open, and is ready', async () => {
    await openSpecShop(stores.connectLog());
    story.happens(productDefined('MUG', 'A mug', 450), orderPlaced('o1', [['MUG', 2, 450]]));
    await isFolded();
    await isReady();
  });

  it('tells its progress to the shop’s clerks and auditors alone, and to the metrics', async () => {
    const head = (await readLog(stores.connectLog())).at(-1)?.position ?? 0n;
    const as = async (roles: readonly ('clerk' | 'analyst')[]) => {
      const staff = { kind: 'staff', id: 'ann', login: 'ann', roles: [...roles] } as const;
      const token = await createSessions(readKeyFile(keyFile)).issue(staff, 60);
      return get('/projections', { authorization: `Bearer ${token}` });
    };
    expect((await get('/projections')).status).to.equal(401);
    expect((await as(['analyst'])).status).to.equal(403);
    const { views, trouble } = progress.parse(JSON.parse((await as(['clerk'])).text));
    expect(trouble).to.equal(null);
    expect(views.find(({ view }) => view === 'orders')?.position).to.equal(head.toString());
    expect((await get('/metrics')).text).to.contain(
      `storefold_view_position{view="orders",unit="orders"} ${head.toString()}`,
    );
  });

  it('does what an administrator asks of read models, and nobody else', async () => {
    const as = async (role: 'clerk' | 'administrator', method: string, path: string, body?: unknown) => {
      const staff = { kind: 'staff', id: 'ann', login: 'ann', roles: [role] } as const;
      const token = await createSessions(readKeyFile(keyFile)).issue(staff, 60);
      const response = await fetch(`http://127.0.0.1:${(service.port ?? 0).toString()}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    };
    expect((await as('clerk', 'POST', '/projections/orders/rebuilds', {})).status).to.equal(403);
    const made = await as('administrator', 'POST', '/projections/orders/rebuilds', {});
    expect(made).to.deep.include({ status: 202 });
    const isLive = async () => {
      const { body } = await as('clerk', 'GET', '/projections');
      return JSON.stringify(body['builds']).includes(`"id":"${String(made.body['build'])}","version":4,"state":"live"`)
        ? true
        : undefined;
    };
    await until('the new build to be live', isLive);
    expect(await as('administrator', 'POST', '/projections/orders/rollbacks')).to.deep.include({
      ...{ status: 200, body: { view: 'orders', build: 'orders' } },
    });
    expect((await as('administrator', 'POST', '/projections/orders/promotions', {})).status).to.equal(200);
    expect((await as('administrator', 'PUT', '/projections/orders/pause', { paused: 'yes' })).status).to.equal(400);
    expect((await as('administrator', 'PUT', '/projections/orders/pause', { paused: false })).status).to.equal(200);
    const unknown = await as('administrator', 'POST', '/projections/goods/rebuilds', {});
    expect([unknown.status, unknown.body['code']]).to.deep.equal([409, 'not-possible']);
    expect((await as('clerk', 'GET', '/dead-letters')).body).to.deep.equal({ letters: [] });
    const skip = { letter: 'orders|document|o1', reason: 'no such thing' };
    expect((await as('administrator', 'POST', '/dead-letters/skips', skip)).status).to.equal(409);
    expect((await as('clerk', 'POST', '/dead-letters/retries', { letter: skip.letter })).status).to.equal(403);
  });

  it('says what to do where the log is empty and the read models are not', async () => {
    const empty = new ServerProcess('event-store', stores.folder('empty'));
    await empty.start();
    const lost = await startProjections(
      loadConfig(configuration, {
        ...{ PORT: '0', LOG_LEVEL: 'silent', SESSION_KEY_FILE: keyFile },
        ...{ EVENT_STORE_URL: empty.url, READ_MODELS_URL: databaseUrl },
      }),
      silent,
    );
    await until('the advice', async () => {
      const response = await fetch(`http://127.0.0.1:${(lost.port ?? 0).toString()}/health/ready`);
      const text = await response.text();
      return text.includes('no shop is open on this log, and the read models were folded from log') ? true : undefined;
    });
    await lost.close();
    await empty.stop();
  });

  it('goes on when the event store was away', async () => {
    await stores.log.stop('SIGKILL');
    await stores.log.start();
    story.happens(orderConfirmed('o1'));
    await isFolded();
    await isReady();
  });

  it('goes on when the document store was away, and says so meanwhile', async () => {
    await stores.documents.stop('SIGKILL');
    story.happens(itemsShipped('o1', [['1', 'MUG', 1]]));
    await append(stores.connectLog(), story.events.slice(-1));
    await until('the service to notice', async () => ((await readiness()).status === 503 ? true : undefined));
    await stores.documents.start();
    await isFolded();
    await isReady();
  });

  it('goes on from where it was when it is started again', async () => {
    await service.close();
    story.happens(itemsShipped('o1', [['1', 'MUG', 1]], true));
    service = await start();
    await isFolded();
    await isReady();
  });

  it('stops in order also while it still starts', async () => {
    const door = new HeldConnections(Number(new URL(databaseUrl).port));
    const port = await door.listen();
    const starting = await start(`mongodb://127.0.0.1:${port.toString()}/late?directConnection=true`);
    await until('the service to wait at the door', () => (door.held > 0 ? true : undefined));
    const closed = starting.close();
    door.open();
    await closed;
    await door.close();
  });

  it('names the variable that is missing', () => {
    expect(() => loadConfig(configuration, { PORT: '0' })).to.throw(/READ_MODELS_URL is not set/);
  });

  describe('at an event that it cannot read', () => {
    const letters = async () => {
      const store = connectDocumentStore(databaseUrl);
      try {
        const found = await store.db.collection<DeadLetterDocument>(engineCollections.deadLetters).find().toArray();
        return found.map(({ view, held, type }) => `${view} ${held.kind} ${held.name} ${type}`);
      } finally {
        await store.close();
      }
    };
    const ordersKnown = async () => {
      const store = connectDocumentStore(databaseUrl);
      try {
        const found = store.db.collection<{ _id: string }>(collections.orders).find({}, { sort: { _id: 1 } });
        return (await found.toArray()).map(({ _id }) => _id);
      } finally {
        await store.close();
      }
    };

    it('sets it aside for whom it concerns, with what follows it, and goes on with all else', async () => {
      const client = stores.connectLog();
      const [placed] = new History().happens(orderPlaced('o9', [['MUG', 1, 450]])).events;
      const metadata = { ...placed?.metadata, $correlationId: 'moon' };
      const happens = (type: string, orderId: string, data: object) =>
        client.appendToStream(
          `order-${orderId}`,
          jsonEvent({ type, data: { ...placed?.data, orderId, ...data }, metadata }),
        );
      await happens('OrderPlaced', 'broken', { lines: 'none' });
      await happens('OrderConfirmed', 'broken', {});
      await happens('OrderPlaced', 'whole', {});
      await until('the order after it', async () => ((await ordersKnown()).includes('whole') ? true : undefined));
      expect(await ordersKnown()).not.to.include('broken');
      expect(await letters())
        .to.include('orders document broken OrderPlaced')
        .and.to.include('traces document moon OrderPlaced')
        // Its lines cannot be told: nobody knows which products it concerns.
        .and.to.include('salesByProduct stream order-broken OrderPlaced');
      await isReady();
      expect((await get('/metrics')).text).to.match(/storefold_dead_letters\{view="orders",unit="orders"\} 1/);
    });

    it('keeps it aside when it is started again, and an event of a type that nobody knows', async () => {
      const before = await letters();
      const [{ metadata } = {}] = new History().happens(orderConfirmed('moon')).events;
      await service.close();
      const moon = jsonEvent({ type: 'MoonLanded', data: {}, metadata: { ...metadata } });
      await stores.connectLog().appendToStream('order-moon', moon);
      service = await start();
      await isReady();
      await until('the letter', async () => ((await letters()).length > before.length ? true : undefined));
      expect(await letters()).to.include.members(before);
    });
  });
});
