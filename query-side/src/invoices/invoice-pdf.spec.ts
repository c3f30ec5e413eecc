import { expect } from 'chai';
import { creditNote, invoice } from '../testing/invoices.js';
import { textsOf } from '../testing/pdf-text.js';
import { renderInvoice } from './invoice-pdf.js';
import type { ShownInvoice } from './invoice-questions.js';

const ann = { name: 'Ann Świątek', line1: '1 High Street', city: 'Leeds', postcode: 'LS1 1AA' };
const shownTo = (document: ReturnType<typeof invoice> | ReturnType<typeof creditNote>): ShownInvoice => ({
  ...document,
  buyer: { state: 'shown', buyer: ann },
});
const printed = async (document: ShownInvoice) => textsOf(await renderInvoice(document));

describe('a printed invoice', () => {
  it('is the same bytes whenever it is drawn', async () => {
    const first = await renderInvoice(shownTo(invoice('o1')));
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect((await renderInvoice(shownTo(invoice('o1')))).equals(first)).to.equal(true);
    expect((await renderInvoice(shownTo(invoice('o2')))).equals(first)).to.equal(false);
  });
  it('says who sells, who buys, what, and what tax is in it', async () => {
    const [page = ''] = await printed(shownTo(invoice('o1')));
    const lines = page.split('\n');
    expect(lines).to.include.members([
      ...['Invoice', 'The spec', '1 Sample Street', 'Tax number GB 999 9999 73', 'Ann Swiatek', '1 High Street'],
      ...['Leeds LS1 1AA', 'INV-2026-11-000001', '26 November 2026', '25 November 2026', 'S-o1'],
      ...['Blue mug (MUG)', '\u00a35.00', '\u00a310.00', '-\u00a31.00', '20 %', '\u00a39.00', 'Post', '\u00a33.00'],
      ...['Total', '\u00a312.00', 'Net', '\u00a32.00', 'Prices include tax.'],
      'Invoice INV-2026-11-000001 \u00b7 page 1 of 1',
    ]);
  });
  it('names the currency by its code where paper has no sign of it', async () => {
    const inRupees = (await printed(shownTo(invoice('o1', { currency: 'INR' }))))[0]?.split('\n');
    expect(inRupees).to.include.members(['INR\u00a05.00', '-INR\u00a01.00', 'Total', 'INR\u00a012.00']);
    expect((await printed(shownTo(invoice('o1', { currency: 'KRW' }))))[0]).to.include('KRW\u00a01,200');
  });
  it('of what costs nothing or is not taxed has no table of taxes', async () => {
    const untaxed = invoice('o1', { taxes: [{ netMinor: 1_200, taxMinor: 0, grossMinor: 1_200 }], taxMinor: 0 });
    expect((await printed(shownTo({ ...untaxed, pricesIncludeTax: null })))[0]).not.to.include('Gross');
  });
  it('says that nobody knows any more whom it was made out to', async () => {
    const [page] = await printed({ ...invoice('o1'), buyer: { state: 'erased' } });
    expect(page).to.include('Name and address are no longer kept.').and.to.include('United Kingdom');
  });
  it('goes on over as many pages as it needs, each with the heads of its columns', async () => {
    const lines = Array.from({ length: 120 }, (_, n) => ({
      ...{
        lineId: n.toString(),
        sku: `SKU-${n.toString()}`,
        title: 'A thing of a rather long name, '.repeat(1 + (n % 3)),
      },
      ...{ quantity: 1, unitPriceMinor: 100, amountMinor: 100, payableMinor: 100 },
    }));
    const pages = await printed(shownTo(invoice('o1', { lines })));
    expect(pages.length).to.be.above(3);
    pages.forEach((page, at) => {
      expect(page).to.include(`page ${(at + 1).toString()} of ${pages.length.toString()}`);
    });
    for (const page of pages.slice(0, -1)) expect(page).to.include('To pay');
    const all = pages.join('\n');
    for (const { sku } of lines) expect(all).to.include(`(${sku})`);
  });
});

describe('a printed credit note', () => {
  it('names its invoice, what came back and why', async () => {
    const [page = ''] = await printed(shownTo(creditNote('o1')));
    expect(page.split('\n')).to.include.members([
      ...['Credit note', 'CN-2026-11-000001', 'INV-2026-11-000001', '26 November 2026', 'goods that came back'],
      ...['Blue mug (MUG)', '\u00a34.50', 'Total credited', '\u00a30.75'],
    ]);
  });
  it('says what was credited before, and what a sum without goods is for', async () => {
    const creditedBefore = [{ taxRateBp: 2_000, netMinor: 100, taxMinor: 20, grossMinor: 120 }];
    expect((await printed(shownTo(creditNote('o1', { creditedBefore }))))[0]).to.include('-\u00a31.20');
    const sum = creditNote('o1', { lines: [], cause: { kind: 'refund', id: 'f1' } });
    expect((await printed(shownTo(sum)))[0]).to.include('For money given back');
  });
});
