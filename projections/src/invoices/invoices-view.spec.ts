import { expect } from 'chai';
import { foldView } from '../engine/view.js';
import { historyOf } from '../testing/history.js';
import { creditNoteIssued, invoiceIssued } from '../testing/invoice-events.js';
import { invoicesView } from './invoices-view.js';

const buyer = { sealed: 1 as const, keyId: 'invoices-2011', bound: 'b', nonce: 'n'.repeat(16), box: 'x'.repeat(24) };

describe('the invoices', () => {
  it('stand as they were issued, whom they are made out to sealed', () => {
    const issued = invoiceIssued('o1', 1, { buyer });
    expect(foldView(invoicesView, 'INV-2011-03-000001', historyOf(issued))).to.deep.equal({
      ...{ kind: 'invoice', ...issued.data, invoiceNumber: null, invoicedOn: null, cause: null, creditedBefore: [] },
    });
  });
  it('stand beside the credit notes that take something off them', () => {
    const [issued, note] = [invoiceIssued('o1', 1), creditNoteIssued('o1', 1)];
    const events = historyOf(issued, note);
    expect(foldView(invoicesView, 'CN-2011-03-000001', events)).to.deep.equal({
      ...{ kind: 'credit-note', ...note.data, buyer: null, orderedOn: null, charges: [], pricesIncludeTax: null },
    });
    expect(foldView(invoicesView, 'INV-2011-03-000001', events)).to.include({ totalMinor: 1_200, buyer: null });
  });
  it('of both kinds have the same fields', () => {
    const events = historyOf(invoiceIssued('o1', 1), creditNoteIssued('o1', 1));
    const fields = (number: string) => Object.keys(foldView(invoicesView, number, events) ?? {});
    expect(fields('CN-2011-03-000001')).to.have.members(fields('INV-2011-03-000001'));
  });
});
