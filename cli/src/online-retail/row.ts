import { lineAmountMinor, sku } from '@storefold/contracts';
import { isCharge } from './charge-codes.js';
import { londonInstant } from './local-time.js';
import { remembered } from './remembered.js';

/** What a row is about; decided by the row alone. */
export type RowKind =
  | 'line'
  | 'charge'
  | 'return'
  | 'credit-charge'
  | 'adjustment'
  | 'stock'
  /** A charge of no price: nothing to record. */
  | 'void';

/** A row that makes sense. */
export type Row = {
  readonly row: number;
  /** Place within its invoice, from 1; 0 until it is gathered. */
  place: number;
  readonly kind: RowKind;
  readonly invoice: string;
  readonly code: string;
  /** Empty where the file has none (or `nan`). */
  readonly description: string;
  /** Never 0. */
  readonly quantity: number;
  /** Decimal without trailing zeros, such as `2.1`. */
  readonly price: string;
  /** quantity x price, half-even, in pence. */
  readonly amountMinor: number;
  /** Null where the file has none (or `nan`): a guest. */
  readonly customerId: string | null;
  readonly country: string;
  /** ISO 8601, UTC. */
  readonly at: string;
};
/** A row that is left out. `problem` is one of few sentences, by which rows are counted; `detail` shows what stood there. */
export type BadRow = { readonly row: number; readonly problem: string; readonly detail: string };

const INVOICE = /^[CA]?\d{1,20}$/;
const QUANTITY = /^-?\d{1,7}$/;
const PRICE = /^(-?)0*(\d{1,12}?)(?:\.(\d{0,6}?)0*)?$/;
const CUSTOMER = /^([A-Za-z0-9][A-Za-z0-9_-]{0,99})(?:\.0)?$/;
const MOST_PIECES = 1_000_000;

const kindOf = (invoice: string, code: string, quantity: number, price: string): RowKind | { problem: string } => {
  const charge = isCharge(code);
  if (price === '0') return charge ? 'void' : 'stock';
  if (invoice.startsWith('A')) return 'adjustment';
  if (price.startsWith('-')) return { problem: 'a price below zero stands on adjustments (A...) only' };
  if (invoice.startsWith('C')) {
    if (charge) return 'credit-charge';
    return quantity < 0 ? 'return' : { problem: 'a credit note (C...) gives goods out' };
  }
  if (charge) return 'charge';
  return quantity > 0 ? 'line' : { problem: 'goods come back at a price without a credit note (C...)' };
};

/** The columns of a row, trimmed, by name. */
export type RowText = {
  readonly row: number;
  readonly invoice: string;
  readonly code: string;
  readonly description: string;
  readonly quantity: string;
  readonly date: string;
  readonly price: string;
  readonly customer: string;
  readonly country: string;
};

const shorten = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text);

/** A decimal as it is compared and multiplied: no leading or trailing zeros. `pence` where that is a whole number. */
type Price = { readonly text: string; readonly pence: number | undefined };

const price = remembered((text): Price | 'bad' => {
  const match = PRICE.exec(text);
  if (!match) return 'bad';
  const [, sign = '', whole = '0', fraction = ''] = match;
  const size = fraction === '' ? whole : `${whole}.${fraction}`;
  if (size === '0') return { text: '0', pence: 0 };
  const pence = fraction.length > 2 ? undefined : Number(`${sign}${whole}${fraction.padEnd(2, '0')}`);
  return { text: sign + size, pence };
});
const quantity = remembered((text): number => (QUANTITY.test(text) ? Number(text) : 0));
const instant = remembered((text): string => londonInstant(text) ?? '');
const code = remembered((text): string => (isCharge(text) || sku.safeParse(text).success ? text : ''));
const invoiceNumber = remembered((text): string => (INVOICE.test(text) ? text : ''));
/** `null` is a guest. */
const customer = remembered((text): { readonly id: string | null } | 'bad' => {
  if (text === '' || text.toLowerCase() === 'nan') return { id: null };
  const id = CUSTOMER.exec(text)?.[1];
  return id === undefined ? 'bad' : { id };
});
const country = remembered((text): string => (text.length > 60 ? '' : text));
const description = remembered((text): { readonly text: string } | 'bad' => {
  if (text.includes('\uFFFD')) return 'bad';
  return { text: text.toLowerCase() === 'nan' ? '' : text.slice(0, 200) };
});

const amountOf = (pieces: number, { text, pence }: Price): number | undefined => {
  if (pence !== undefined) {
    const amount = pieces * pence;
    return Number.isSafeInteger(amount) ? amount : undefined;
  }
  try {
    return lineAmountMinor(pieces, text);
  } catch {
    return undefined;
  }
};

const complaints = {
  invoice: 'an invoice number is digits, after C or A where it is a credit or adjustment',
  code: 'a stock code is 1 to 40 letters, digits, dots, dashes or underscores',
  quantity: 'a quantity is a whole number from 1 to 1,000,000, or below zero for what comes back',
  price: 'a price is a decimal such as 2.55',
  date: 'a time is YYYY-MM-DD HH:MM:SS',
  customer: 'a customer is letters and digits, or empty for a guest',
  country: 'a country has 1 to 60 letters',
  description: 'the text is not UTF-8',
} as const satisfies Partial<Record<keyof RowText, string>>;

/** Reads one row. Pure; the same row gives the same answer wherever it stands. */
export const readRow = (text: RowText): Row | BadRow => {
  const { row } = text;
  const bad = (field: keyof typeof complaints): BadRow => ({
    row,
    problem: complaints[field],
    detail: shorten(text[field]),
  });
  const invoice = invoiceNumber(text.invoice);
  if (invoice === '') return bad('invoice');
  const goods = code(text.code);
  if (goods === '') return bad('code');
  const pieces = quantity(text.quantity);
  if (pieces === 0 || Math.abs(pieces) > MOST_PIECES) return bad('quantity');
  const each = price(text.price);
  if (each === 'bad') return bad('price');
  const at = instant(text.date);
  if (at === '') return bad('date');
  const who = customer(text.customer);
  if (who === 'bad') return bad('customer');
  const where = country(text.country);
  if (where === '') return bad('country');
  const words = description(text.description);
  if (words === 'bad') return bad('description');
  const shown = (): string => shorten(`${invoice} ${goods} ${text.quantity} x ${text.price}`);
  const kind = kindOf(invoice, goods, pieces, each.text);
  if (typeof kind !== 'string') return { row, problem: kind.problem, detail: shown() };
  const amountMinor = amountOf(pieces, each);
  if (amountMinor === undefined)
    return { row, problem: 'quantity x price is beyond what can be held exactly', detail: shown() };
  return {
    row,
    place: 0,
    kind,
    invoice,
    code: goods,
    description: words.text,
    quantity: pieces,
    price: each.text,
    amountMinor,
    customerId: who.id,
    country: where,
    at,
  };
};
