import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { startPaymentGateway, type PaymentGateway } from '@storefold/payment-gateway';
import { contextNames, type ContextName } from './configuration.js';
import { eventually, startStores, typesOf, Visitor, type Stores } from './testing/running-shop.js';
import { freePort, webhookSecret } from './testing/shop-with-cards.js';

const main = fileURLToPath(new URL('main.js', import.meta.url));
const keys = { secretKey: 'sk_test_ofthisspec', publishableKey: 'pk_test_ofthisspec' };
const delivery = {
  ...{ name: 'Ann Lee', email: 'ann@example.org', line1: '1 High Street', city: 'Leeds', postcode: 'LS1 1AA' },
};

/** One context, in an operating system's process of its own. */
class Alone {
  readonly context: ContextName;
  readonly #env: Readonly<Record<string, string>>;
  #child: ChildProcess | undefined;
  said = '';
  url = '';

  constructor(context: ContextName, env: Readonly<Record<string, string>>) {
    this.context = context;
    this.#env = { ...env, CONTEXTS: context };
  }

  async start(port = 0): Promise<void> {
    this.said = '';
    const child = spawn(process.execPath, [main], {
      env: { PATH: process.env['PATH'] ?? '', ...this.#env, PORT: port.toString() },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (part: Buffer) => {
        this.said += part.toString('utf8');
      });
    const isReady = () => {
      if (child.exitCode !== null) throw new Error(`${this.context} ended: ${this.said}`);
      return Promise.resolve(/"port":\d+[^\n]*"msg":"ready"/.test(this.said));
    };
    // All begin at once, on cores that others may be busy on.
    await eventually(`${this.context} is ready`, isReady, 50_000);
    this.url = `http://127.0.0.1:${/"port":(\d+)[^\n]*"msg":"ready"/.exec(this.said)?.[1] ?? ''}`;
  }

  async end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    if (!child || child.exitCode !== null) return null;
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    child.kill(signal);
    return ended;
  }
}

describe('the contexts of the command side, as five processes over one log', function () {
  this.timeout(60_000);
  let stores: Stores;
  let gateway: PaymentGateway;
  let folder: string;
  let parts: Readonly<Record<ContextName, Alone>>;
  before(async () => {
    stores = await startStores();
    folder = await mkdtemp(join(tmpdir(), 'storefold-five-'));
    const port = await freePort();
    gateway = await startPaymentGateway({
      ...{ dataDir: join(folder, 'gateway'), port: 0, ...keys },
      webhook: { url: `http://127.0.0.1:${port.toString()}/payments/webhooks`, secret: webhookSecret },
    });
    await writeFile(join(folder, 'secret.key'), keys.secretKey);
    await writeFile(join(folder, 'webhook.key'), webhookSecret);
    const { MASTER_KEY_FILE, SESSION_KEY_FILE } = stores.config();
    const env = {
      ...{ EVENT_STORE_URL: stores.eventStoreUrl, KEYSTORE_URL: stores.keystoreUrl, MASTER_KEY_FILE, SESSION_KEY_FILE },
      PAYMENT_GATEWAY_URL: gateway.url,
      PAYMENT_SECRET_KEY_FILE: join(folder, 'secret.key'),
      PAYMENT_WEBHOOK_SECRET_FILE: join(folder, 'webhook.key'),
    };
    const made = Object.fromEntries(contextNames.map((context) => [context, new Alone(context, env)]));
    parts = made as Record<ContextName, Alone>;
    await parts.access.start();
    await Promise.all(
      contextNames.filter((name) => name !== 'access').map((name) => parts[name].start(name === 'payments' ? port : 0)),
    );
  });
  after(async () => {
    await Promise.all(contextNames.map((name) => parts[name].end('SIGKILL')));
    await gateway.close();
    await stores.close();
    await rm(folder, { recursive: true, force: true });
  });

  const staff = async (): Promise<string | undefined> => {
    const visitor = new Visitor(parts.access.url);
    const password = /password: (\S+)/.exec(parts.access.said)?.[1];
    await visitor.post('/access/staff-sessions', { login: 'admin', password });
    return visitor.cookie;
  };
  const shopper = async (): Promise<string | undefined> => {
    const visitor = new Visitor(parts.access.url);
    await visitor.post('/access/sessions');
    return visitor.cookie;
  };
  const at = (context: ContextName, cookie: string | undefined) => new Visitor(parts[context].url, cookie);
  const becomes = (stream: string, type: string) =>
    eventually(`${type} in ${stream}`, async () => typesOf(await stores.stream(stream)).includes(type));
  const place = async (cookie: string | undefined, paymentMethodId: string): Promise<string> => {
    const { status, body } = await at('orders', cookie).post('/orders', {
      ...{ lines: [{ sku: 'MUG', quantity: 1 }], country: 'France', delivery },
      payment: { kind: 'card', paymentMethodId },
    });
    expect(status, JSON.stringify(body)).to.equal(201);
    return String(body['orderId']);
  };

  it('serve their own routes and nobody else’s', async () => {
    const cookie = await staff();
    const product = { sku: 'MUG', title: 'A mug', priceMinor: 450, currency: 'GBP' };
    expect((await at('orders', cookie).post('/inventory/products', product)).status).to.equal(404);
    expect((await at('inventory', cookie).post('/inventory/products', product)).status).to.equal(201);
    const received = await at('inventory', cookie).post('/inventory/products/MUG/stock', {
      ...{ action: 'receive', quantity: 100 },
    });
    expect(received.status).to.equal(200);
    expect((await at('processes', cookie).post('/payments', {})).status).to.equal(404);
  });

  it('carry an order from the shopper to the return together', async () => {
    const [clerk, cookie] = [await staff(), await shopper()];
    const orderId = await place(cookie, 'pm_card_chargeDeclined');
    await becomes(`payment-${orderId}`, 'PaymentDeclined');
    const again = await at('payments', cookie).post(`/payments/${orderId}/cards`, { paymentMethodId: 'pm_card_visa' });
    expect(again.body['status']).to.equal('authorised');
    await becomes(`order-${orderId}`, 'OrderConfirmed');
    await at('orders', clerk).post(`/orders/${orderId}/shipments`, {});
    await becomes(`payment-${orderId}`, 'PaymentCaptured');
    await at('orders', clerk).post(`/orders/${orderId}/returns`, {
      ...{ reason: 'cracked', lines: [{ lineId: '1', quantity: 1 }] },
    });
    await becomes(`payment-${orderId}`, 'PaymentRefunded');
  });

  it('go on where they were when each is killed and started again', async () => {
    const cookie = await shopper();
    const before = await place(cookie, 'pm_card_visa');
    await parts.processes.end('SIGKILL');
    const between = await place(cookie, 'pm_card_visa');
    const approved = await place(cookie, 'pm_card_authenticationRequired');
    await parts.processes.start();
    for (const orderId of [before, between]) await becomes(`order-${orderId}`, 'OrderConfirmed');
    await becomes(`payment-${approved}`, 'PaymentActionRequired');
    // The webhook finds nobody for a while, and comes again.
    const port = Number(new URL(parts.payments.url).port);
    await parts.payments.end('SIGKILL');
    const asked = (await stores.stream(`payment-${approved}`)).at(-1);
    const url = new URL(asked?.type === 'PaymentActionRequired' ? asked.data.url : '');
    const body = new URLSearchParams({ secret: url.searchParams.get('secret') ?? '', answer: 'approve' });
    await fetch(`${url.origin}${url.pathname}`, { method: 'POST', body, redirect: 'manual' });
    await parts.payments.start(port);
    await becomes(`order-${approved}`, 'OrderConfirmed');
  });

  it('stop in order when they are told to', async () => {
    expect(await Promise.all(contextNames.map((name) => parts[name].end('SIGTERM')))).to.deep.equal(
      contextNames.map(() => 0),
    );
  });
});
