import { expect } from 'chai';
import { given } from '../testing/given.js';
import { registerDecider, type CreditNoteDraft, type InvoiceDraft } from './register-decider.js';

const month = '2026-11';
const head = (documentId: string) => ({
  ...{ documentId, orderId: 'o1', orderNumber: 'S-1', customerId: null, country: 'France', currency: 'GBP' },
  ...{ issuedAt: '2026-11-26T12:00:00.000Z', issuedOn: '2026-11-26', seller: { name: 'A shop', address: [] } },
  ...{ lines: [], taxes: [], taxMinor: 0, totalMinor: 0 },
});
const invoice = (documentId: string) => {
  const draft: InvoiceDraft = { ...head(documentId), orderedOn: '2026-11-25', charges: [] };
  return { kind: 'invoice' as const, month, draft };
};
const note = (documentId: string) => {
  const draft: CreditNoteDraft = {
    ...{ ...head(documentId), invoiceNumber: 'INV-2026-11-000001', invoicedOn: '2026-11-26', creditedBefore: [] },
    cause: { kind: 'return', id: 'r1' },
  };
  return { kind: 'creditnote' as const, month, draft };
};
const issued = (documentId: string, sequence: number) => ({
  type: 'InvoiceIssued' as const,
  data: {
    ...{ register: 'invoice-2026-11', sequence, number: `INV-2026-11-${sequence.toString().padStart(6, '0')}` },
    ...invoice(documentId).draft,
  },
});

describe('a register', () => {
  it('begins with number one', () => {
    given(registerDecider).when(invoice('o1')).then(issued('o1', 1));
  });
  it('gives the number after the last', () => {
    given(registerDecider, issued('o1', 1), issued('o2', 2)).when(invoice('o3')).then(issued('o3', 3));
  });
  it('gives a document one number, however often it is asked', () => {
    given(registerDecider, issued('o1', 1), issued('o2', 2)).when(invoice('o1')).then();
    given(registerDecider).when(invoice('o1')).and(invoice('o1')).then();
  });
  it('of credit notes counts by itself', () => {
    const [event] = given(registerDecider).when(note('n1')).events();
    expect(event?.data).to.include({ register: 'creditnote-2026-11', sequence: 1, number: 'CN-2026-11-000001' });
  });
});
