import type { DataOf } from '@storefold/contracts';
import type { EventOf } from './events.js';

type More<Type extends 'InvoiceIssued' | 'CreditNoteIssued'> = Partial<DataOf<Type>>;

const seller = { name: 'The spec', address: ['1 Sample Street', 'London'], taxNumber: 'GB 999 9999 73' };
const placed = (letters: string, sequence: number) => ({
  ...{ sequence, number: `${letters}-2011-03-${sequence.toString().padStart(6, '0')}` },
  register: `${letters === 'INV' ? 'invoice' : 'creditnote'}-2011-03`,
});
const issued = (orderId: string) => ({
  ...{ documentId: orderId, orderId, orderNumber: `S-${orderId}`, customerId: null, country: 'United Kingdom' },
  ...{ currency: 'GBP', issuedAt: '2011-03-07T10:00:00.000Z', issuedOn: '2011-03-07', seller },
});
const sums = (grossMinor: number, taxMinor: number) => ({
  ...{ taxes: [{ taxRateBp: 2_000, netMinor: grossMinor - taxMinor, taxMinor, grossMinor }] },
  ...{ taxMinor, totalMinor: grossMinor },
});

/** Two mugs and the post: 12.00 with 2.00 of tax. @param sequence its place in the register of March */
export const invoiceIssued = (
  orderId: string,
  sequence: number,
  more: More<'InvoiceIssued'> = {},
): EventOf<'InvoiceIssued'> => ({
  type: 'InvoiceIssued',
  data: {
    ...{ ...placed('INV', sequence), ...issued(orderId), ...sums(1_200, 200), orderedOn: '2011-03-06' },
    pricesIncludeTax: true,
    lines: [
      {
        ...{ lineId: '1', sku: 'MUG', title: 'A mug', quantity: 2, unitPriceMinor: 500, amountMinor: 1_000 },
        ...{ discountMinor: 100, taxRateBp: 2_000, taxMinor: 150, payableMinor: 900 },
      },
    ],
    charges: [
      {
        ...{ code: 'DELIVERY', description: 'Post', amountMinor: 300, taxRateBp: 2_000, taxMinor: 50 },
        payableMinor: 300,
      },
    ],
    ...more,
  },
});

/** A mug that came back: 4.50 with 0.75 of tax. */
export const creditNoteIssued = (
  orderId: string,
  sequence: number,
  more: More<'CreditNoteIssued'> = {},
): EventOf<'CreditNoteIssued'> => ({
  type: 'CreditNoteIssued',
  data: {
    ...{ ...placed('CN', sequence), ...issued(orderId), documentId: `note-${orderId}`, ...sums(450, 75) },
    ...{ invoiceNumber: 'INV-2011-03-000001', invoicedOn: '2011-03-07', cause: { kind: 'return', id: `r-${orderId}` } },
    lines: [
      {
        ...{ lineId: '1', sku: 'MUG', title: 'A mug', quantity: 1, taxRateBp: 2_000, taxMinor: 75 },
        payableMinor: 450,
      },
    ],
    creditedBefore: [],
    ...more,
  },
});
