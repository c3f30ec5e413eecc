import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { startMailCatcher, type MailCatcher } from '@storefold/mail-catcher';
import { KeyStore, readKeyFile } from '@storefold/platform';
import { cartStreams } from '../carts/cart-handlers.js';
import { CartWatching } from '../carts/cart-watching.js';
import { CustomerHandlers } from '../customers/customer-handlers.js';
import { watchingContext } from '../processes/watching-context.js';
import { eventStoreStreams } from '../streams/event-store-streams.js';
import { createStreamRuntime } from '../streams/stream-runtime.js';
import { Timers } from '../timers/timers.js';
import { silent } from '../testing/contexts.js';
import {
  eventually,
  openRunningShop,
  startStores,
  Visitor,
  type RunningShop,
  type Stores,
} from '../testing/running-shop.js';

type Mail = { readonly id: string; readonly subject: string; readonly to: string };

describe('customers who leave something in their basket', function () {
  this.timeout(40_000);
  let stores: Stores;
  let catcher: MailCatcher;
  let shop: RunningShop;
  let folder: string;
  before(async () => {
    stores = await startStores();
    folder = await mkdtemp(join(tmpdir(), 'storefold-mail-'));
    catcher = await startMailCatcher({ data: folder, key: randomBytes(32), smtpPort: 0, httpPort: 0 });
    // A third of a second.
    shop = await openRunningShop(stores, { SMTP_URL: catcher.smtpUrl, CART_ABANDONED_AFTER: '0.0001' });
    await shop.clerk.post('/inventory/products', { sku: 'MUG', title: 'A mug', priceMinor: 450, currency: 'GBP' });
  });
  after(async () => {
    await shop.close();
    await catcher.close();
    await stores.close();
    await rm(folder, { recursive: true, force: true });
  });
  const mails = async (): Promise<readonly Mail[]> => {
    const response = await fetch(`${catcher.httpUrl}/mails`);
    return ((await response.json()) as { readonly mails: readonly Mail[] }).mails;
  };
  const textOf = async (id: string): Promise<string> =>
    (await fetch(`${catcher.httpUrl}/mails/${id}`, { headers: { accept: 'application/json' } })).text();
  /** A customer whose address is known to be read. */
  const customer = async (email: string): Promise<Visitor> => {
    const visitor = new Visitor(shop.side.url);
    const password = 'a long enough pass phrase';
    await visitor.post('/customers', { email, name: 'Ann Lee', password });
    let token = '';
    await eventually('the link came', async () => {
      const mail = (await mails()).find(({ to, subject }) => to.includes(email) && subject.startsWith('Is this'));
      token = mail ? (/verification#([\w.-]+)/.exec(await textOf(mail.id))?.[1] ?? '') : '';
      return token !== '';
    });
    await visitor.post('/customers/verification', { token });
    await visitor.post('/customers/session', { email, password });
    return visitor;
  };
  const events = async (): Promise<readonly Record<string, unknown>[]> => {
    const found: Record<string, unknown>[] = [];
    for await (const { event } of stores.eventStore.readAll())
      if (event && ['CartAbandoned', 'MessageSent', 'MessageDropped'].includes(event.type))
        found.push({ type: event.type, ...(event.data as object) });
    return found;
  };
  it('are reminded once, where they agreed to it; others are not', async () => {
    const ann = await customer('ann@example.org');
    const bob = await customer('bob@example.org');
    const granted = await ann.ask('PUT', '/customers/me/consent', {
      purpose: 'marketing',
      granted: true,
      wording: 'v1',
    });
    expect(granted.status).to.equal(200);
    for (const each of [ann, bob, await shop.shopper()])
      await each.post('/carts/mine/items', { sku: 'MUG', quantity: 2 });
    // Its timer stands at the end of the hour: a spec does not wait for that, and looks at each cart as the sweep will.
    const runtime = createStreamRuntime({ store: eventStoreStreams(stores.eventStore), logger: silent });
    const keys = new KeyStore(stores.keyDatabase.db, readKeyFile(stores.config().MASTER_KEY_FILE));
    const [carts, timers] = [cartStreams(runtime), new Timers(runtime)];
    const customers = new CustomerHandlers(runtime, keys);
    const watching = new CartWatching({ runtime, carts, timers, customers, afterMs: 360 });
    const left = new Set<string>();
    for await (const { event } of stores.eventStore.readAll())
      if (event?.type === 'ItemAddedToCart') left.add(event.streamId.slice('cart-'.length));
    await new Promise((resolve) => setTimeout(resolve, 500));
    for (const cartId of [...left, ...left])
      await watching.look(cartId, watchingContext(cartId, { eventId: 'spec', now: new Date().toISOString() }));
    await eventually(
      'one is reminded and one is not',
      async () => (await events()).filter(({ kind }) => kind === 'cart-reminder').length === 2,
    );
    const told = await events();
    expect(told.filter(({ type }) => type === 'CartAbandoned')).to.have.length(3);
    const reminders = (await mails()).filter(({ subject }) => subject.startsWith('Your basket'));
    expect(reminders.map(({ to }) => to.includes('ann@example.org'))).to.deep.equal([true]);
    expect(await textOf(reminders[0]?.id ?? '')).to.include('2 things are still in your basket');
    expect(told.filter(({ type, kind }) => type === 'MessageDropped' && kind === 'cart-reminder')).to.have.length(1);
  });
});
