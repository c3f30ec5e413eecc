import type { CreditCause, CreditNoteLine, InvoiceCharge, InvoiceLine, Seller, TaxSum } from './events/invoices.js';
import type { Sealed } from './personal.js';

/** What invoices and credit notes have in common. Amounts are positive on both. */
type IssuedDocument = {
  readonly number: string;
  /** The month's series, and the place in it, from 1: numbers have no gap. */
  readonly register: string;
  readonly sequence: number;
  readonly documentId: string;
  readonly orderId: string;
  readonly orderNumber: string;
  readonly customerId: string | null;
  readonly country: string;
  readonly currency: string;
  readonly issuedAt: string;
  /** The shop's calendar day of `issuedAt`. */
  readonly issuedOn: string;
  readonly seller: Seller;
  /** Whom it is made out to: sealed under the key of the year's invoices. */
  readonly buyer: Sealed | null;
  /** By rate of tax. */
  readonly taxes: readonly TaxSum[];
  readonly taxMinor: number;
  readonly totalMinor: number;
};
/** `_id` is the number. Both kinds have the same fields: what only the other one has is null, or none. */
export type InvoiceDocument =
  | (IssuedDocument & {
      readonly kind: 'invoice';
      readonly orderedOn: string;
      readonly lines: readonly InvoiceLine[];
      readonly charges: readonly InvoiceCharge[];
      readonly pricesIncludeTax: boolean | null;
      readonly invoiceNumber: null;
      readonly invoicedOn: null;
      readonly cause: null;
      readonly creditedBefore: readonly [];
    })
  | (IssuedDocument & {
      readonly kind: 'credit-note';
      readonly orderedOn: null;
      readonly lines: readonly CreditNoteLine[];
      readonly charges: readonly [];
      readonly pricesIncludeTax: null;
      /** The invoice that it takes something off. */
      readonly invoiceNumber: string;
      readonly invoicedOn: string;
      readonly cause: CreditCause;
      /** The part of the lines' worth that an earlier credit note gave back already. */
      readonly creditedBefore: readonly TaxSum[];
    });
