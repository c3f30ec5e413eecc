import { collections, type InvoiceDocument } from '@storefold/contracts';
import type { View } from '../engine/view.js';

/** Invoices and credit notes, as they were issued. `_id` is the number. */
export const invoicesView: View<InvoiceDocument> = {
  name: 'invoices',
  version: 1,
  collection: collections.invoices,
  indexes: [
    { name: 'order', key: { orderId: 1, issuedAt: 1, _id: 1 } },
    { name: 'issued', key: { issuedOn: -1, _id: 1 } },
  ],
  keys: (event) => (event.type === 'InvoiceIssued' || event.type === 'CreditNoteIssued' ? [event.data.number] : []),
  project: (document, event) => {
    if (event.type === 'InvoiceIssued') {
      const { buyer = null, pricesIncludeTax = null, ...told } = event.data;
      const only = { invoiceNumber: null, invoicedOn: null, cause: null, creditedBefore: [] as const };
      return { kind: 'invoice', ...told, buyer, pricesIncludeTax, ...only };
    }
    if (event.type === 'CreditNoteIssued') {
      const { buyer = null, ...told } = event.data;
      const only = { orderedOn: null, charges: [] as const, pricesIncludeTax: null };
      return { kind: 'credit-note', ...told, buyer, ...only };
    }
    return document;
  },
};
