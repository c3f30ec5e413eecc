import { z } from 'zod';
import { defineEvent } from '../event-registry.js';
import { country, entityId, instant, quantity, sku } from '../ids.js';
import { currencyCode, minorAmount, nonNegativeMinor } from '../money.js';
import { sealed } from '../personal.js';
import { recordedText } from '../text.js';
import { basisPoints } from './terms.js';

// What stands in these events is what was told the tax office: a document is printed from its event and from nothing else.

/** A month's series of numbers, such as `invoice-2026-11`: the id of its register stream. */
export const registerId = z.string().regex(/^(invoice|creditnote)-\d{4}-\d{2}$/);
/** The number of an invoice or a credit note, such as `INV-2026-11-000042`: its month, and its place in that month's register. */
export const documentNumber = z
  .string()
  .regex(
    /^(INV|CN)-\d{4}-\d{2}-\d{6,9}$/,
    'the number of an invoice or a credit note is like INV-2026-11-000042 or CN-2026-11-000007',
  );

/** Who sells. `address` is its lines, as they are printed. */
export const seller = z.object({
  name: recordedText(1, 100),
  address: z.array(recordedText(1, 120)).max(8),
  taxNumber: recordedText(1, 40).optional(),
});
export type Seller = z.infer<typeof seller>;

/** Absent: no rule of tax was asked. `taxMinor` is always a part of what is paid. */
const taxed = { taxRateBp: basisPoints.optional(), taxMinor: minorAmount.optional() };
/** Pieces of one line, and what is paid, or given back, for them: after discounts, with tax. */
const documentLine = z.object({
  lineId: entityId,
  sku,
  title: recordedText(0, 200),
  quantity,
  payableMinor: nonNegativeMinor,
  ...taxed,
});
/** Always `amountMinor - discountMinor` (and `+ taxMinor`, where the prices are without tax) `= payableMinor`. */
const priced = { amountMinor: minorAmount, discountMinor: nonNegativeMinor.optional() };
export const invoiceLine = documentLine.extend({ unitPriceMinor: nonNegativeMinor, ...priced });
export type InvoiceLine = z.infer<typeof invoiceLine>;
export type CreditNoteLine = z.infer<typeof documentLine>;
/** Delivery, and what else costs something beside the goods. */
export const invoiceCharge = z.object({
  code: recordedText(1, 40),
  description: recordedText(0, 200),
  ...priced,
  ...taxed,
  payableMinor: minorAmount,
});
export type InvoiceCharge = z.infer<typeof invoiceCharge>;
/** All that is taxed at one rate; without a rate, all that no rule of tax was asked for. `grossMinor` is net and tax. */
export const taxSum = z.object({
  taxRateBp: basisPoints.optional(),
  netMinor: minorAmount,
  taxMinor: minorAmount,
  grossMinor: minorAmount,
});
export type TaxSum = z.infer<typeof taxSum>;

const document = {
  /** The series, and the place in it, from 1: numbers have no gap. */
  register: registerId,
  sequence: z.int().min(1),
  number: documentNumber,
  /** Names it before it has a number: the order's id for an invoice, for a credit note one derived from what it follows from. */
  documentId: entityId,
  orderId: entityId,
  orderNumber: recordedText(1, 40),
  customerId: entityId.nullable(),
  country,
  currency: currencyCode,
  /** When that happened for which it is issued; and the shop's calendar day of it. */
  issuedAt: instant,
  issuedOn: z.iso.date(),
  seller,
  /** An `InvoiceBuyer`, sealed under the key of the year's invoices. Absent: nobody knew any more who bought. */
  buyer: sealed.optional(),
  /** One for each rate, the highest rate first; and their sums. */
  taxes: z.array(taxSum).max(50),
  taxMinor: minorAmount,
  totalMinor: minorAmount,
};

/** Goods of an order were sent for the first time: this is what is owed for all of it that was not cancelled before. */
export const invoiceIssued = defineEvent(
  'InvoiceIssued',
  1,
  z.object({
    ...document,
    /** When the order was placed. */
    orderedOn: z.iso.date(),
    lines: z.array(invoiceLine).max(5_000),
    charges: z.array(invoiceCharge).max(5_000),
    /** Absent: no rule of tax was asked. */
    pricesIncludeTax: z.boolean().optional(),
  }),
);

/** What a credit note follows from: goods that came back, lines that will not be sent, money given back for something else. */
export const creditCause = z.object({ kind: z.enum(['return', 'cancellation', 'refund']), id: entityId });
export type CreditCause = z.infer<typeof creditCause>;

/** Less is owed for an invoice than it says. Amounts are what is given back: positive. */
export const creditNoteIssued = defineEvent(
  'CreditNoteIssued',
  1,
  z.object({
    ...document,
    invoiceNumber: documentNumber,
    invoicedOn: z.iso.date(),
    cause: creditCause,
    /** None where it gives back a sum and no goods. */
    lines: z.array(documentLine).max(5_000),
    /** The part of the lines' worth that an earlier credit note gave back already; taken off the totals. */
    creditedBefore: z.array(taxSum).max(50),
  }),
);

/** The field under which a document's buyer is sealed: an envelope of another document does not open there. */
export const buyerField = (documentId: string): string => `buyer of ${documentId}`;
/** The key under which stands whom the invoices and credit notes of a year are made out to. */
export const invoicesKeyId = (year: string): string => `invoices-${year}`;
