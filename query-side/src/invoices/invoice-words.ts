import { formatMinor, type InvoiceCharge, type InvoiceLine, type TaxSum } from '@storefold/contracts';
import type { CreditNoteLine } from '@storefold/contracts';
import type { ShownInvoice } from './invoice-questions.js';
import { printable } from './printable.js';

/** What is printed of a document, block by block: all words are chosen here, all places where it is drawn. */
export type InvoiceWords = {
  readonly title: string;
  readonly seller: readonly string[];
  readonly buyer: readonly string[];
  /** What it is about: each a name and what stands for it. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly columns: readonly string[];
  /** As many cells as columns. */
  readonly rows: readonly (readonly string[])[];
  /** By rate: rate, net, tax, gross; none where no tax was asked. */
  readonly taxes: readonly (readonly string[])[];
  readonly totals: readonly (readonly [name: string, value: string])[];
  readonly notes: readonly string[];
};

/** `20 %`, `5.5 %`. */
export const rateInWords = (rateBp: number): string => `${(rateBp / 100).toString()} %`;

/** A day as it is written on paper: `26 November 2026`. */
export const dayInWords = (day: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

/** With the sign of its currency, where the fonts of a document have that (£, € and ¥, but not ₹ or ₩), else with its code. */
const moneyOnPaper = (amountMinor: number, currency: string): string => {
  const written = formatMinor(amountMinor, currency);
  return printable(written).includes('?') ? formatMinor(amountMinor, currency, 'code') : written;
};

const buyerInWords = ({ buyer, country }: ShownInvoice): readonly string[] => {
  if (buyer.state === 'erased') return ['Name and address are no longer kept.', country];
  if (buyer.state === 'none') return [country];
  const { name, line1, line2, city, postcode } = buyer.buyer;
  return [name, line1, ...(line2 === undefined || line2 === '' ? [] : [line2]), `${city} ${postcode}`, country];
};

const causes = {
  return: 'goods that came back',
  cancellation: 'goods that will not be sent',
  refund: 'money given back',
} as const;

const factsOf = (invoice: ShownInvoice): InvoiceWords['facts'] => {
  const { number, issuedOn, orderNumber } = invoice;
  const common = [
    ['Number', number],
    ['Date', dayInWords(issuedOn)],
    ['Order', orderNumber],
  ] as const;
  return invoice.kind === 'invoice'
    ? [...common, ['Ordered on', dayInWords(invoice.orderedOn)], ['First sent on', dayInWords(issuedOn)]]
    : [
        ...common,
        ['For invoice', invoice.invoiceNumber],
        ['Invoiced on', dayInWords(invoice.invoicedOn)],
        ['For', causes[invoice.cause.kind]],
      ];
};

type Money = (amountMinor: number) => string;
const rateOf = ({ taxRateBp }: { readonly taxRateBp?: number | undefined }): string =>
  taxRateBp === undefined ? '' : rateInWords(taxRateBp);
const discountOf = ({ discountMinor = 0 }: InvoiceLine | InvoiceCharge, money: Money): string =>
  discountMinor === 0 ? '' : money(-discountMinor);

const invoiceRow = (line: InvoiceLine, money: Money): readonly string[] => [
  `${line.title} (${line.sku})`,
  line.quantity.toString(),
  money(line.unitPriceMinor),
  money(line.amountMinor),
  discountOf(line, money),
  rateOf(line),
  money(line.payableMinor),
];
const chargeRow = (charge: InvoiceCharge, money: Money): readonly string[] => [
  charge.description,
  '',
  '',
  money(charge.amountMinor),
  discountOf(charge, money),
  rateOf(charge),
  money(charge.payableMinor),
];
const creditRow = (line: CreditNoteLine, money: Money): readonly string[] => [
  `${line.title} (${line.sku})`,
  line.quantity.toString(),
  rateOf(line),
  money(line.payableMinor),
];
const beforeRow = (sum: TaxSum, money: Money): readonly string[] => [
  'Less what was credited before',
  '',
  rateOf(sum),
  money(-sum.grossMinor),
];

const rowsOf = (invoice: ShownInvoice, money: Money): Pick<InvoiceWords, 'columns' | 'rows'> => {
  if (invoice.kind === 'invoice')
    return {
      columns: ['What', 'Pieces', 'Each', 'Amount', 'Discount', 'Tax', 'To pay'],
      rows: [
        ...invoice.lines.map((line) => invoiceRow(line, money)),
        ...invoice.charges.map((charge) => chargeRow(charge, money)),
      ],
    };
  const { lines, creditedBefore, totalMinor, cause } = invoice;
  const rows = [...lines.map((line) => creditRow(line, money)), ...creditedBefore.map((sum) => beforeRow(sum, money))];
  return {
    columns: ['What', 'Pieces', 'Tax', 'Credited'],
    rows: rows.length > 0 ? rows : [[`For ${causes[cause.kind]}`, '', '', money(totalMinor)]],
  };
};

const notesOf = (invoice: ShownInvoice): readonly string[] => {
  if (invoice.kind === 'credit-note') return ['This credit note takes its total off the invoice that it names.'];
  if (invoice.pricesIncludeTax === null) return [];
  return [invoice.pricesIncludeTax ? 'Prices include tax.' : 'Prices are without tax; it is added in the last column.'];
};

/** Chooses the words of an invoice or a credit note. Pure: the same document has the same words. */
export const invoiceInWords = (invoice: ShownInvoice): InvoiceWords => {
  const { kind, seller, currency, taxes, taxMinor, totalMinor } = invoice;
  const money: Money = (amountMinor) => moneyOnPaper(amountMinor, currency);
  const isTaxed = taxes.some(({ taxRateBp }) => taxRateBp !== undefined);
  return {
    title: kind === 'invoice' ? 'Invoice' : 'Credit note',
    seller: [
      seller.name,
      ...seller.address,
      ...(seller.taxNumber === undefined ? [] : [`Tax number ${seller.taxNumber}`]),
    ],
    ...{ buyer: buyerInWords(invoice), facts: factsOf(invoice), ...rowsOf(invoice, money), notes: notesOf(invoice) },
    taxes: isTaxed
      ? taxes.map((sum) => [
          sum.taxRateBp === undefined ? 'untaxed' : rateInWords(sum.taxRateBp),
          money(sum.netMinor),
          money(sum.taxMinor),
          money(sum.grossMinor),
        ])
      : [],
    totals: [
      ...(isTaxed
        ? ([
            ['Net', money(totalMinor - taxMinor)],
            ['Tax', money(taxMinor)],
          ] as const)
        : []),
      [kind === 'invoice' ? 'Total' : 'Total credited', money(totalMinor)],
    ],
  };
};
