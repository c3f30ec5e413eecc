import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { startMailCatcher, type MailCatcher } from '@storefold/mail-catcher';
import { KeyStore, orderLinks, readKeyFile } from '@storefold/platform';
import {
  eventually,
  openRunningShop,
  startStores,
  typesOf,
  type RunningShop,
  type Stores,
} from '../testing/running-shop.js';

type Mail = { readonly id: string; readonly subject: string; readonly to: string; readonly text?: string };

describe('a shop that sends mail', function () {
  this.timeout(40_000);
  let stores: Stores;
  let catcher: MailCatcher;
  let shop: RunningShop;
  let folder: string;
  before(async () => {
    stores = await startStores();
    folder = await mkdtemp(join(tmpdir(), 'storefold-mail-'));
    catcher = await startMailCatcher({ data: folder, key: randomBytes(32), smtpPort: 0, httpPort: 0 });
    shop = await openRunningShop(stores, { SMTP_URL: catcher.smtpUrl, SHOPKEEPER_EMAIL: 'keeper@example.org' });
    await shop.clerk.post('/inventory/products', { sku: 'MUG', title: 'A mug', priceMinor: 450, currency: 'GBP' });
    await shop.clerk.post('/inventory/products/MUG/stock', { action: 'receive', quantity: 20 });
  });
  after(async () => {
    await shop.close();
    await catcher.close();
    await stores.close();
    await rm(folder, { recursive: true, force: true });
  });

  const mailsTo = async (address: string): Promise<readonly Mail[]> => {
    const response = await fetch(`${catcher.httpUrl}/mails`);
    const { mails } = (await response.json()) as { readonly mails: readonly Mail[] };
    return mails.filter(({ to }) => to.includes(address));
  };
  /** Read to the end: a reading that is left early keeps the client from ever closing. */
  const dataOf = async (type: string): Promise<readonly unknown[]> => {
    const found: unknown[] = [];
    for await (const { event } of stores.eventStore.readAll()) if (event?.type === type) found.push(event.data);
    return found;
  };
  const isTold = (address: string, subject: RegExp) =>
    eventually(`a mail ${subject.source} to ${address}`, async () =>
      (await mailsTo(address)).some((mail) => subject.test(mail.subject)),
    );
  const place = async (email: string, quantity = 1): Promise<string> => {
    const visitor = await shop.shopper();
    const { body } = await visitor.post('/orders', {
      ...{ lines: [{ sku: 'MUG', quantity }], country: 'France' },
      delivery: { name: 'Ann Lee', email, line1: '1 High Street', city: 'Leeds', postcode: 'LS1 1AA' },
    });
    return String(body['orderId']);
  };

  it('tells a shopper that the order is confirmed, sent and paid back, each once', async () => {
    const orderId = await place('ann@example.org');
    await isTold('ann@example.org', /is confirmed/);
    await shop.clerk.post(`/orders/${orderId}/shipments`, {});
    await isTold('ann@example.org', /on its way/);
    await shop.clerk.post('/payments', { orderId, method: 'cash', amountMinor: 450, currency: 'GBP' });
    await shop.clerk.post(`/payments/${orderId}/refunds`, { amountMinor: 50, reason: 'late' });
    await isTold('ann@example.org', /given back £0.50/);
    expect(await mailsTo('ann@example.org')).to.have.length(3);
  });

  it('tells whether something may be sent back, why not, and links to the order as only its mails do', async () => {
    const orderId = await place('eve@example.org', 2);
    await isTold('eve@example.org', /is confirmed/);
    const [confirmation] = await mailsTo('eve@example.org');
    const mail = await (await fetch(`${catcher.httpUrl}/mails/${confirmation?.id ?? ''}`)).text();
    const token = orderLinks(readKeyFile(stores.config().MASTER_KEY_FILE)).tokenOf(orderId);
    expect(mail).to.contain(`/orders/${orderId}/link?token=${token}`);
    await shop.clerk.post(`/orders/${orderId}/shipments`, {});
    const path = `/orders/${orderId}/return-requests`;
    const ask = async () => {
      const { body } = await shop.clerk.post(path, { reason: 'faulty', lines: [{ lineId: '1', quantity: 1 }] });
      return `${path}/${String(body['returnId'])}`;
    };
    const declined = await ask();
    await shop.clerk.post(`${declined}/refusal`, { reason: 'It was made to your measure.' });
    await isTold('eve@example.org', /We cannot take it back/);
    const [no] = (await mailsTo('eve@example.org')).filter(({ subject }) => subject.includes('cannot'));
    expect(await (await fetch(`${catcher.httpUrl}/mails/${no?.id ?? ''}`)).text()).to.contain('made to your measure');
    await shop.clerk.post(`${await ask()}/approval`);
    await isTold('eve@example.org', /You can send it back/);
    const recorded = JSON.stringify(await dataOf('MessageSent')) + JSON.stringify(await dataOf('ReturnDeclined'));
    expect(recorded).to.not.contain(token);
    expect(recorded).to.not.contain('made to your measure');
  });

  it('tells of an order that was cancelled, and writes down that it did, without saying to whom', async () => {
    const orderId = await place('bob@example.org', 500);
    await isTold('bob@example.org', /was cancelled/);
    await eventually('it is written down', async () =>
      JSON.stringify(await dataOf('MessageSent')).includes(`"kind":"order-cancelled","orderId":"${orderId}"`),
    );
    const events = await dataOf('MessageSent');
    expect(JSON.stringify(events)).not.to.contain('example.org');
  });

  it('tries again while the mail server takes nothing', async () => {
    await fetch(`${catcher.httpUrl}/dials`, { method: 'PUT', body: JSON.stringify({ refuseNext: 2 }) });
    await place('carol@example.org');
    await isTold('carol@example.org', /is confirmed/);
  });

  it('tells nobody where it is not known any more whose order it is, and says so', async () => {
    await fetch(`${catcher.httpUrl}/dials`, { method: 'PUT', body: JSON.stringify({ refuseNext: 1_000 }) });
    const orderId = await place('dan@example.org');
    await eventually('it is confirmed', async () =>
      typesOf(await stores.stream(`order-${orderId}`)).includes('OrderConfirmed'),
    );
    const keys = new KeyStore(stores.keyDatabase.db, readKeyFile(stores.config().MASTER_KEY_FILE));
    await keys.destroy(`order-${orderId}`);
    // The process has the key in its memory for up to a minute: another one is asked.
    await shop.close();
    await fetch(`${catcher.httpUrl}/dials`, { method: 'PUT', body: JSON.stringify({ refuseNext: 0 }) });
    shop = await openRunningShop(stores, { SMTP_URL: catcher.smtpUrl, SHOPKEEPER_EMAIL: 'keeper@example.org' });
    await eventually('it is dropped', async () =>
      (await dataOf('MessageDropped')).some((data) => JSON.stringify(data).includes(orderId)),
    );
    expect(await mailsTo('dan@example.org')).to.deep.equal([]);
  });
});
