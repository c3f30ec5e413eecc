import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { startMailCatcher, type MailCatcher } from '@storefold/mail-catcher';
import {
  eventually,
  openRunningShop,
  startStores,
  typesOf,
  Visitor,
  type RunningShop,
  type Stores,
} from '../testing/running-shop.js';

type Mail = { readonly id: string; readonly subject: string; readonly to: string };
const secret = 'a long enough password';

describe('customers', function () {
  this.timeout(40_000);
  let stores: Stores;
  let catcher: MailCatcher;
  let shop: RunningShop;
  let folder: string;
  const open = () => openRunningShop(stores, { SMTP_URL: catcher.smtpUrl });
  before(async () => {
    stores = await startStores();
    folder = await mkdtemp(join(tmpdir(), 'storefold-customers-'));
    catcher = await startMailCatcher({ data: folder, key: randomBytes(32), smtpPort: 0, httpPort: 0 });
    shop = await open();
    await shop.clerk.post('/inventory/products', { sku: 'MUG', title: 'A mug', priceMinor: 450, currency: 'GBP' });
    await shop.clerk.post('/inventory/products/MUG/stock', { action: 'receive', quantity: 50 });
  });
  after(async () => {
    await shop.close();
    await catcher.close();
    await stores.close();
    await rm(folder, { recursive: true, force: true });
  });

  const mailsTo = async (address: string): Promise<readonly Mail[]> => {
    const { mails } = (await (await fetch(`${catcher.httpUrl}/mails`)).json()) as { readonly mails: readonly Mail[] };
    return mails.filter(({ to }) => to.includes(address));
  };
  const tokenTo = async (address: string, subject: RegExp): Promise<string> => {
    let token: string | undefined;
    await eventually(`a mail ${subject.source}`, async () => {
      const mail = (await mailsTo(address)).find((each) => subject.test(each.subject));
      if (!mail) return false;
      const whole = await (await fetch(`${catcher.httpUrl}/mails/${mail.id}`)).text();
      token = /\/account\/\w+#([\w.-]+)/.exec(whole)?.[1];
      return token !== undefined;
    });
    return token ?? '';
  };
  const register = async (email: string, name = 'Ann Lee') =>
    new Visitor(shop.side.url).post('/customers', { name, email, password: secret });
  const signIn = (visitor: Visitor, email: string, password = secret) =>
    visitor.post('/customers/session', { email, password });
  const customer = async (email: string): Promise<Visitor> => {
    await register(email);
    const visitor = await shop.shopper();
    await visitor.post('/customers/verification', { token: await tokenTo(email, /your address/) });
    expect((await signIn(visitor, email)).status).to.equal(201);
    return visitor;
  };

  it('are one for an address that fifty register at once, and all are answered alike', async () => {
    const replies = await Promise.all(Array.from({ length: 50 }, () => register(' Fifty@example.org '.trim())));
    expect(new Set(replies.map(({ status, body }) => JSON.stringify([status, body]))).size).to.equal(1);
    expect(replies[0]?.status).to.equal(201);
    const registered: string[] = [];
    for await (const { event } of stores.eventStore.readAll())
      if (event?.type === 'CustomerRegistered') registered.push(event.streamId);
    expect(registered).to.have.length(1);
  });

  it('sign in once their address is verified, and a wrong password is told as an unknown address is', async () => {
    await register('bob@example.org');
    const visitor = await shop.shopper();
    const token = await tokenTo('bob@example.org', /your address/);
    const before = await signIn(visitor, 'bob@example.org');
    const unknown = await signIn(visitor, 'nobody@example.org');
    expect([before.status, before.body['code']]).to.deep.equal([unknown.status, unknown.body['code']]);
    expect((await visitor.post('/customers/verification', { token: `${token.slice(0, -1)}_` })).status).to.equal(422);
    expect((await visitor.post('/customers/verification', { token })).status).to.equal(200);
    await visitor.post('/carts/mine/items', { sku: 'MUG', quantity: 2 });
    const signed = await signIn(visitor, 'BOB@example.org');
    expect(signed.status).to.equal(201);
    expect(signed.body['cart']).to.deep.include({ merged: [{ sku: 'MUG', quantity: 2 }], left: [] });
    expect((await visitor.ask('GET', '/carts/mine')).body['totalMinor']).to.equal(900);
    expect((await visitor.ask('GET', '/customers/me')).body).to.deep.include({
      name: 'Ann Lee',
      email: 'bob@example.org',
    });
    for (let tries = 0; tries < 5; tries++) await signIn(new Visitor(shop.side.url), 'bob@example.org', 'wrong');
    expect((await signIn(new Visitor(shop.side.url), 'bob@example.org')).status).to.equal(429);
  });

  it('choose a new password by mail, which ends older sessions', async () => {
    const eve = await customer('eve@example.org');
    await eve.post('/customers/password-reset', { email: 'eve@example.org' });
    const token = await tokenTo('eve@example.org', /new password/);
    const body = { token, password: 'another long password' };
    const elsewhere = new Visitor(shop.side.url);
    expect((await elsewhere.post('/customers/password', body)).status).to.equal(200);
    expect((await elsewhere.post('/customers/password', body)).body['code']).to.equal('link-not-valid');
    expect((await eve.ask('GET', '/customers/me')).body['code']).to.equal('session-ended');
    expect((await signIn(elsewhere, 'eve@example.org')).status).to.equal(401);
    expect((await signIn(elsewhere, 'eve@example.org', body.password)).status).to.equal(201);
  });

  it('order to an address of theirs, take their data, and are erased for good', async () => {
    const dan = await customer('dan@example.org');
    const address = { name: 'Dan Poe', line1: '7 Secret Lane', city: 'Leeds', postcode: 'LS1 1AA', country: 'France' };
    const { addressId } = (await dan.post('/customers/me/addresses', address)).body;
    const placed = await dan.post('/orders', { lines: [{ sku: 'MUG', quantity: 1 }], addressId });
    expect(placed.status, JSON.stringify(placed.body)).to.equal(201);
    const orderId = String(placed.body['orderId']);
    const taken = JSON.stringify((await dan.ask('GET', '/customers/me/export')).body);
    for (const part of ['dan@example.org', '7 Secret Lane', orderId]) expect(taken).to.contain(part);
    expect((await dan.post('/customers/me/erasure')).body['code']).to.equal('customer-has-open-orders');
    await eventually('it is confirmed', async () =>
      typesOf(await stores.stream(`order-${orderId}`)).includes('OrderConfirmed'),
    );
    await shop.clerk.post(`/orders/${orderId}/shipments`, {});
    const back = { lines: [{ lineId: '1', quantity: 1 }], reason: 'Dan Poe says it is cracked' };
    expect((await shop.clerk.post(`/orders/${orderId}/returns`, back)).status).to.equal(200);
    const returned = (await stores.stream(`order-${orderId}`)).find(({ type }) => type === 'ItemsReturned');
    // What was said of it goes with who said it.
    const said = returned?.type === 'ItemsReturned' ? returned.data.words?.keyId : undefined;
    const first = (await stores.stream(`order-${orderId}`))[0];
    const keyId = first?.type === 'OrderPlaced' ? (first.data.delivery?.keyId ?? '') : '';
    expect(said).to.equal(keyId);
    const keys = stores.keyDatabase.db.collection<{ _id: string; wrapped?: string }>('dataKeys');
    const backup = await keys.findOne({ _id: keyId });
    expect(backup?.wrapped).to.be.a('string');
    expect((await dan.post('/customers/me/erasure')).status).to.equal(200);
    expect((await signIn(new Visitor(shop.side.url), 'dan@example.org')).status).to.equal(401);
    await shop.close();
    if (backup) await keys.replaceOne({ _id: keyId }, { wrapped: backup.wrapped ?? '' });
    shop = await open();
    expect((await keys.findOne({ _id: keyId }))?.wrapped).to.equal(undefined);
    let log = '';
    for await (const { event } of stores.eventStore.readAll()) log += JSON.stringify(event?.data ?? null);
    for (const part of ['example.org', 'Secret Lane', 'Dan Poe']) expect(log).not.to.contain(part);
  });
});
