import type { InvoiceDocument } from '@storefold/contracts';

type Invoice = Extract<InvoiceDocument, { kind: 'invoice' }>;
type CreditNote = Extract<InvoiceDocument, { kind: 'credit-note' }>;

const issued = (orderId: string) => ({
  ...{ sequence: 1, documentId: orderId, orderId, orderNumber: `S-${orderId}`, customerId: null },
  ...{ country: 'United Kingdom', currency: 'GBP', issuedAt: '2026-11-26T12:00:00.000Z', issuedOn: '2026-11-26' },
  seller: { name: 'The spec', address: ['1 Sample Street', 'London EC1A 1AA'], taxNumber: 'GB 999 9999 73' },
  buyer: null,
});

/** Two mugs less a discount, and the post: £12.00 with £2.00 of tax; a spec names only what it is about. */
export const invoice = (orderId: string, more: Partial<Invoice> = {}): Invoice => ({
  ...{ kind: 'invoice', number: 'INV-2026-11-000001', register: 'invoice-2026-11', ...issued(orderId) },
  ...{ orderedOn: '2026-11-25', pricesIncludeTax: true },
  lines: [
    {
      ...{ lineId: '1', sku: 'MUG', title: 'Blue mug', quantity: 2, unitPriceMinor: 500, amountMinor: 1_000 },
      ...{ discountMinor: 100, taxRateBp: 2_000, taxMinor: 150, payableMinor: 900 },
    },
  ],
  charges: [
    {
      ...{ code: 'DELIVERY', description: 'Post', amountMinor: 300, payableMinor: 300 },
      ...{ taxRateBp: 2_000, taxMinor: 50 },
    },
  ],
  taxes: [{ taxRateBp: 2_000, netMinor: 1_000, taxMinor: 200, grossMinor: 1_200 }],
  ...{ taxMinor: 200, totalMinor: 1_200, invoiceNumber: null, invoicedOn: null, cause: null, creditedBefore: [] },
  ...more,
});

/** One of the mugs came back: £4.50 with £0.75 of tax. */
export const creditNote = (orderId: string, more: Partial<CreditNote> = {}): CreditNote => ({
  ...{ kind: 'credit-note', number: 'CN-2026-11-000001', register: 'creditnote-2026-11', ...issued(orderId) },
  ...{ documentId: `note-${orderId}`, orderedOn: null, charges: [], pricesIncludeTax: null },
  lines: [
    {
      ...{ lineId: '1', sku: 'MUG', title: 'Blue mug', quantity: 1, payableMinor: 450 },
      ...{ taxRateBp: 2_000, taxMinor: 75 },
    },
  ],
  taxes: [{ taxRateBp: 2_000, netMinor: 375, taxMinor: 75, grossMinor: 450 }],
  ...{ taxMinor: 75, totalMinor: 450, invoiceNumber: 'INV-2026-11-000001', invoicedOn: '2026-11-26' },
  ...{ cause: { kind: 'return', id: `r-${orderId}` }, creditedBefore: [] },
  ...more,
});
