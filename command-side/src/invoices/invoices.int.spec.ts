import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { buyerField, type DataOf, type Recorded, type Sealed } from '@storefold/contracts';
import { startMailCatcher, type MailCatcher } from '@storefold/mail-catcher';
import { KeyStore, readKeyFile, unseal } from '@storefold/platform';
import {
  eventually,
  openRunningShop,
  startStores,
  typesOf,
  Visitor,
  type RunningShop,
  type Stores,
} from '../testing/running-shop.js';
import { InvoiceKeys } from './invoice-keys.js';

const NOW = new Date().toISOString();
const month = NOW.slice(0, 7);
const delivery = {
  ...{ name: 'Ann Lee', email: 'ann@example.org', line1: '1 High Street', city: 'Leeds', postcode: 'LS1 1AA' },
};
const { email: _, ...ann } = delivery;
const secret = 'a long enough password';

describe('invoices of a running shop', function () {
  this.timeout(40_000);
  let stores: Stores;
  let catcher: MailCatcher;
  let shop: RunningShop;
  let folder: string;
  before(async () => {
    stores = await startStores();
    folder = await mkdtemp(join(tmpdir(), 'storefold-invoices-'));
    catcher = await startMailCatcher({ data: folder, key: randomBytes(32), smtpPort: 0, httpPort: 0 });
    shop = await openRunningShop(stores, {
      SMTP_URL: catcher.smtpUrl,
      SHOP_TIME_ZONE: 'UTC',
      SELLER_ADDRESS: '1 A; B',
    });
    await shop.clerk.post('/inventory/products', { sku: 'MUG', title: 'A mug', priceMinor: 450, currency: 'GBP' });
    await shop.clerk.post('/inventory/products/MUG/stock', { action: 'receive', quantity: 90 });
  });
  after(async () => {
    await shop.close();
    await catcher.close();
    await stores.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Keys as another process has them: nothing that was destroyed is remembered. */
  const keys = () => new KeyStore(stores.keyDatabase.db, readKeyFile(stores.config().MASTER_KEY_FILE));
  const open = async (event: Recorded & { data: { buyer?: Sealed | undefined; documentId: string } }) => {
    const { buyer, documentId } = event.data;
    const key = buyer && (await keys().dataKey(buyer.keyId));
    const place = { streamId: event.streamId, type: event.type, field: buyerField(documentId) };
    return buyer && key ? unseal(key, buyer, place) : undefined;
  };
  const invoicesOf = async (orderId: string) =>
    (await stores.stream(`register-invoice-${month}`)).filter(
      (event): event is Recorded & { type: 'InvoiceIssued'; data: DataOf<'InvoiceIssued'> } =>
        event.type === 'InvoiceIssued' && event.data.orderId === orderId,
    );
  const notesOf = async (orderId: string) =>
    (await stores.stream(`register-creditnote-${month}`)).filter(
      (event): event is Recorded & { type: 'CreditNoteIssued'; data: DataOf<'CreditNoteIssued'> } =>
        event.type === 'CreditNoteIssued' && event.data.orderId === orderId,
    );
  const ordered = async (visitor: Visitor): Promise<string> => {
    const order = { lines: [{ sku: 'MUG', quantity: 3 }], country: 'United Kingdom', delivery };
    const placed = await visitor.post('/orders', order);
    expect(placed.status, JSON.stringify(placed.body)).to.equal(201);
    const orderId = String(placed.body['orderId']);
    await eventually(`${orderId} is confirmed`, async () =>
      typesOf(await stores.stream(`order-${orderId}`)).includes('OrderConfirmed'),
    );
    return orderId;
  };
  const ship = (orderId: string, quantity: number) =>
    shop.clerk.post(`/orders/${orderId}/shipments`, { lines: [{ lineId: '1', quantity }] });
  const isInvoiced = (orderId: string) =>
    eventually(`${orderId} is invoiced`, async () => (await invoicesOf(orderId)).length > 0);
  const hasNotes = (orderId: string, count: number) =>
    eventually(`${orderId} has credit notes`, async () => (await notesOf(orderId)).length === count);

  it('are issued at the first shipment, and credited as goods are cancelled, come back, or money is given back', async () => {
    const orderId = await ordered(await shop.shopper());
    await shop.clerk.post('/payments', { orderId, method: 'cash', amountMinor: 1_350, currency: 'GBP' });
    await ship(orderId, 1);
    await isInvoiced(orderId);
    const [invoice] = await invoicesOf(orderId);
    expect(invoice?.data).to.deep.include({
      ...{ orderId, sequence: 1, number: `INV-${month}-000001`, totalMinor: 1_350, currency: 'GBP' },
      seller: { name: 'Storefold', address: ['1 A', 'B'], taxNumber: 'GB 999 9999 73' },
    });
    expect(JSON.stringify(invoice?.data)).not.to.contain('Ann');
    expect(invoice && (await open(invoice))).to.deep.equal(ann);

    await ship(orderId, 1);
    const lines = [{ lineId: '1', quantity: 1 }];
    await shop.clerk.post(`/orders/${orderId}/line-cancellations`, { lines, reason: 'one less' });
    await hasNotes(orderId, 1);
    await shop.clerk.post(`/orders/${orderId}/returns`, { lines, reason: 'cracked' });
    await hasNotes(orderId, 2);
    // What was overpaid by then goes back without a note, and what goes back beyond it with one.
    await shop.clerk.post(`/payments/${orderId}/refunds`, { amountMinor: 950, reason: 'sorry' });
    await hasNotes(orderId, 3);
    const notes = await notesOf(orderId);
    expect(notes.map(({ data }) => [data.cause.kind, data.totalMinor, data.invoiceNumber])).to.deep.equal([
      ['cancellation', 450, `INV-${month}-000001`],
      ['return', 450, `INV-${month}-000001`],
      ['refund', 50, `INV-${month}-000001`],
    ]);
    expect(await invoicesOf(orderId)).to.have.length(1);
  });

  const customer = async (email: string): Promise<Visitor> => {
    await new Visitor(shop.side.url).post('/customers', { name: 'Ann Lee', email, password: secret });
    let token: string | undefined;
    await eventually('a mail came', async () => {
      const { mails } = (await (await fetch(`${catcher.httpUrl}/mails`)).json()) as {
        readonly mails: readonly { readonly id: string; readonly to: string }[];
      };
      const mail = mails.find(({ to }) => to.includes(email));
      const whole = mail ? await (await fetch(`${catcher.httpUrl}/mails/${mail.id}`)).text() : '';
      token = /\/account\/\w+#([\w.-]+)/.exec(whole)?.[1];
      return token !== undefined;
    });
    const visitor = await shop.shopper();
    await visitor.post('/customers/verification', { token });
    expect((await visitor.post('/customers/session', { email, password: secret })).status).to.equal(201);
    return visitor;
  };

  it('stay readable when their customer is erased, also on credit notes after that, and not when the key of their year is gone', async () => {
    const visitor = await customer('ann@example.org');
    const orderId = await ordered(visitor);
    await ship(orderId, 3);
    await isInvoiced(orderId);
    expect((await visitor.post('/customers/me/erasure')).status).to.equal(200);
    const placed = (await stores.stream(`order-${orderId}`))[0];
    const keyId = placed?.type === 'OrderPlaced' ? placed.data.delivery?.keyId : undefined;
    expect(await keys().dataKey(keyId ?? '')).to.equal(undefined);
    const [invoice] = await invoicesOf(orderId);
    expect(invoice && (await open(invoice))).to.deep.equal(ann);

    const back = { lines: [{ lineId: '1', quantity: 1 }], reason: 'cracked' };
    expect((await shop.clerk.post(`/orders/${orderId}/returns`, back)).status).to.equal(200);
    await hasNotes(orderId, 1);
    const [note] = await notesOf(orderId);
    expect(note && (await open(note))).to.deep.equal(ann);

    const later = `${(Number(NOW.slice(0, 4)) + 11).toString()}-01-01T00:00:00.000Z`;
    const yearly = new InvoiceKeys(keys(), 'UTC', 10);
    expect(await yearly.expire(NOW)).to.deep.equal([]);
    expect(await yearly.expire(later)).to.deep.equal([`invoices-${NOW.slice(0, 4)}`]);
    expect(await yearly.expire(later)).to.deep.equal([]);
    expect(invoice && (await open(invoice))).to.equal(undefined);
    expect(note && (await open(note))).to.equal(undefined);
  });
});
