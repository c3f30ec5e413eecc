import { buyerField, collections, type InvoiceBuyer } from '@storefold/contracts';
import { seal } from '@storefold/platform';
import { expect } from 'chai';
import { order } from '../testing/documents.js';
import { creditNote, invoice } from '../testing/invoices.js';
import { textsOf } from '../testing/pdf-text.js';
import { administrator, analyst, ann, bob, clerk, nobody } from '../testing/people.js';
import { openQueriedShop, refusalIn, type QueriedShop, type Reply } from '../testing/queried-shop.js';

const buyer: InvoiceBuyer = { name: 'Ann Lee', line1: '1 High Street', city: 'Leeds', postcode: 'LS1 1AA' };

describe('questions about invoices', function () {
  this.timeout(30_000);
  let shop: QueriedShop;

  /** Sealed as the command side seals it, for the place of a document in its register. */
  const sealed = async (documentId: string, keyId: string, register = 'invoice-2026-11') =>
    seal(
      await shop.keys.ensureDataKey(keyId),
      {
        ...{ streamId: `register-${register}`, type: 'InvoiceIssued', field: buyerField(documentId) },
        ...{ keyId, eventId: `issued-${documentId}` },
      },
      buyer,
    );

  before(async () => {
    shop = await openQueriedShop();
    await shop.write(collections.orders, {
      o1: order('o1', { shopperId: 'shopper-ann' }),
      o2: order('o2', { shopperId: 'shopper-ann' }),
      o3: order('o3', { shopperId: 'shopper-ann' }),
    });
    await shop.write(collections.invoices, {
      // Written out of order: an order's documents come by when they were issued.
      'CN-2026-11-000001': creditNote('o1', { issuedAt: '2026-11-28T12:00:00.000Z' }),
      'CN-2026-10-000009': creditNote('o1', { number: 'CN-2026-10-000009', issuedAt: '2026-11-27T12:00:00.000Z' }),
      'INV-2026-11-000001': invoice('o1', { buyer: await sealed('o1', 'invoices-2026') }),
      'INV-2016-11-000002': invoice('o2', {
        ...{ number: 'INV-2016-11-000002', buyer: await sealed('o2', 'invoices-2016') },
      }),
      'INV-2026-11-000003': invoice('o3', { number: 'INV-2026-11-000003', buyer: await sealed('o1', 'invoices-2026') }),
    });
    await shop.keys.destroy('invoices-2016');
  });
  after(() => shop.close());

  const pageOf = ({ status, body, headers }: Reply): string => {
    expect([status, headers.get('content-type')]).to.deep.equal([200, 'application/pdf']);
    return Buffer.isBuffer(body) ? (textsOf(body)[0] ?? '') : '';
  };

  it('show whoever ordered it, and the desk, all of an invoice', async () => {
    for (const viewer of [ann, clerk, administrator])
      expect((await shop.ask('/invoices/INV-2026-11-000001', viewer)).body).to.deep.equal({
        ...invoice('o1'),
        buyer: { state: 'shown', buyer },
      });
  });
  it('print it', async () => {
    const reply = await shop.ask('/invoices/INV-2026-11-000001.pdf', ann);
    expect(pageOf(reply)).to.include('INV-2026-11-000001').and.to.include('Ann Lee').and.to.include('£12.00');
    expect(reply.headers.get('content-disposition')).to.equal('inline; filename="INV-2026-11-000001.pdf"');
    expect(reply.headers.get('cache-control')).to.equal('private, no-store');
  });
  it('list the documents of an order, the invoice first', async () => {
    const { body } = await shop.ask('/shop/orders/o1/invoices', ann);
    const common = { issuedOn: '2026-11-26', currency: 'GBP' };
    const note = { kind: 'credit-note', ...common, totalMinor: 450, invoiceNumber: 'INV-2026-11-000001' };
    expect(body).to.deep.equal({
      items: [
        { number: 'INV-2026-11-000001', kind: 'invoice', ...common, totalMinor: 1_200, invoiceNumber: null },
        { number: 'CN-2026-10-000009', ...note },
        { number: 'CN-2026-11-000001', ...note },
      ],
    });
    expect(refusalIn(await shop.ask('/shop/orders/o1/invoices', bob))).to.deep.equal([404, 'no-such-order']);
  });
  it('show nobody else anything, not even whether there is one', async () => {
    for (const suffix of ['', '.pdf']) {
      const [others, none] = [
        await shop.ask(`/invoices/INV-2026-11-000001${suffix}`, bob),
        await shop.ask(`/invoices/INV-2026-11-000009${suffix}`, bob),
      ];
      expect(refusalIn(others)).to.deep.equal([404, 'no-such-invoice']);
      expect(refusalIn(none)).to.deep.equal([404, 'no-such-invoice']);
      expect(JSON.stringify(others.body)).not.to.include('Ann');
      expect(refusalIn(await shop.ask(`/invoices/INV-2026-11-000001${suffix}`, nobody))[0]).to.equal(401);
      expect(refusalIn(await shop.ask(`/invoices/INV-2026-11-000001${suffix}`, analyst))[0]).to.equal(403);
    }
  });
  it('say "erased" where the key of the year is gone, and print it all the same', async () => {
    const path = '/invoices/INV-2016-11-000002';
    expect((await shop.ask(path, ann)).body).to.deep.include({ totalMinor: 1_200, buyer: { state: 'erased' } });
    expect(pageOf(await shop.ask(`${path}.pdf`, ann)))
      .to.include('no longer kept')
      .and.not.to.include('Ann Lee');
  });
  it('open no buyer that was moved from another invoice', async () => {
    const reply = await shop.ask('/invoices/INV-2026-11-000003', ann);
    expect(refusalIn(reply)).to.deep.equal([500, 'broken']);
  });
});
