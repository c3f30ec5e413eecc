import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger, openShop, type RunningService } from '@storefold/platform';
import { collections } from '@storefold/contracts';
import { expect } from 'chai';
import { configuration } from './configuration.js';
import { startQuerySide } from './service.js';
import { product } from './testing/documents.js';
import { auditor } from './testing/people.js';
import { eventually, openQueriedShop } from './testing/queried-shop.js';
import { startStores, type Stores } from './testing/stores.js';

const at = '2011-01-01T00:00:00.000Z';

describe('the query side', function () {
  this.timeout(30_000);

  describe('before a shop is open', () => {
    let stores: Stores;
    let service: RunningService;
    before(async () => {
      stores = await startStores();
      service = await startQuerySide(stores.config, createLogger('spec', 'silent'));
    });
    after(async () => {
      await service.close();
      await stores.close();
    });
    const ask = async (path: string): Promise<{ status: number; body: Readonly<Record<string, unknown>> }> => {
      const response = await fetch(`http://127.0.0.1:${String(service.port)}${path}`);
      // Every answer of our own edge is an object.
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    };

    it('answers that it is not, and is not ready', async () => {
      const { status, body } = await ask('/shop/products');
      expect([status, body['code']]).to.deep.equal([503, 'unavailable']);
      const ready = await ask('/health/ready');
      // The log may not be read through yet for sessions that ended.
      const { sessions, ...checks } = ready.body['checks'] as Record<string, unknown>;
      expect([ready.status, checks]).to.deep.equal([
        ...[503, { shop: 'no shop is open on this log yet', readModels: 'ok' }],
      ]);
      expect(['ok', 'whose session has ended is not known yet']).to.include(sessions);
      expect((await ask('/health/live')).status).to.equal(200);
    });
    it('answers by itself once it is', async () => {
      const wish = { name: 'Late', currency: 'EUR', timeZone: 'Europe/Paris', now: at };
      const shop = await openShop(stores.eventStore, wish);
      await eventually('the query side is ready', async () => (await ask('/health/ready')).status === 200);
      expect((await ask('/status')).body).to.deep.equal({ shop, views: [], products: 0, orders: 0 });
      expect((await ask('/shop/products')).body).to.deep.equal({ items: [], nextCursor: null });
    });
  });

  it('stops at once though no shop was ever opened', async () => {
    const stores = await startStores();
    const service = await startQuerySide(stores.config, createLogger('spec', 'silent'));
    await service.close();
    await stores.close();
  });

  it('stops in order while both stores keep silent', async () => {
    const stores = await startStores();
    const service = await startQuerySide(stores.config, createLogger('spec', 'silent'));
    await openShop(stores.eventStore, { name: 'S', currency: 'GBP', timeZone: 'Europe/London', now: at });
    const isReady = async () => (await fetch(`http://127.0.0.1:${String(service.port)}/health/ready`)).status === 200;
    await eventually('the query side is ready', isReady);
    for (const server of stores.servers) server.hush();
    // It looks a few times a second which builds are live.
    await sleep(1_000);
    const begun = Date.now();
    await Promise.race([service.close(), sleep(20_000)]);
    // The process is ended by force after 15 seconds.
    expect(Date.now() - begun).to.be.below(12_000);
    for (const server of stores.servers) server.goOn();
    await stores.close();
  });

  it('answers what it can, and 503 for the rest, while a store is away', async () => {
    const shop = await openQueriedShop();
    try {
      await shop.write(collections.products, { MUG: product('MUG') });
      await shop.append('product-MUG', {
        ...{ type: 'ProductDefined', data: { sku: 'MUG', title: 'A mug', priceMinor: 1, currency: 'GBP' } },
      });
      expect((await shop.ask('/audit/products/MUG', auditor)).status).to.equal(200);
      await shop.stores.stopEventStore();
      expect((await shop.ask('/shop/products/MUG')).status).to.equal(200);
      for (const path of ['/audit/products/MUG', '/audit/events', '/audit/events?stream=product-MUG']) {
        const { status, body } = await shop.ask(path, auditor);
        expect(status, path).to.equal(503);
        expect(body, path).to.include({ code: 'store-unavailable' });
      }
      await shop.stores.stopDocumentStore();
      const { status, body } = await shop.ask('/shop/products/MUG');
      expect(status).to.equal(503);
      expect(body).to.include({ code: 'store-unavailable' });
      expect((await shop.ask('/health/ready')).status).to.equal(503);
    } finally {
      await shop.close();
    }
  });

  it('does not start without its keys', async () => {
    const config = configuration.parse({
      ...{ PORT: 0, EVENT_STORE_URL: 'esdb://127.0.0.1:1?tls=false', READ_MODELS_URL: 'mongodb://127.0.0.1:1/a' },
      ...{ KEYSTORE_URL: 'mongodb://127.0.0.1:1/b', MASTER_KEY_FILE: '/no/such.key', SESSION_KEY_FILE: '/no/such.key' },
    });
    const failure = await startQuerySide(config, createLogger('spec', 'silent')).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(Error).with.property('message').that.includes('/no/such.key');
  });
});
