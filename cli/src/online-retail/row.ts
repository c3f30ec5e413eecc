import { lineAmountMinor, sku } from '@storefold/contracts';
import { isCharge } from './charge-codes.js';
import { londonInstant } from './local-time.js';

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

const shorten = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text);

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

/** A decimal as it is compared and multiplied: no leading or trailing zeros. */
const normalPrice = (text: string): string | undefined => {
  const match = PRICE.exec(text);
  if (!match) return undefined;
  const [, sign = '', whole = '0', fraction = ''] = match;
  const size = fraction === '' ? whole : `${whole}.${fraction}`;
  return size === '0' ? '0' : sign + size;
};

/** Reads one row. Pure; the same row gives the same answer wherever it stands. */
export const readRow = (text: RowText): Row | BadRow => {
  const { row, invoice, code } = text;
  const bad = (problem: string, value: string): BadRow => ({ row, problem, detail: shorten(value) });
  if (!INVOICE.test(invoice)) return bad('an invoice number is digits, after C or A where it is a credit or adjustment', invoice);
  if (!isCharge(code) && !sku.safeParse(code).success)
    return bad('a stock code is 1 to 40 letters, digits, dots, dashes or underscores', code);
  const quantity = QUANTITY.test(text.quantity) ? Number(text.quantity) : 0;
  if (quantity === 0 || Math.abs(quantity) > MOST_PIECES)
    return bad('a quantity is a whole number from 1 to 1,000,000, or below zero for what comes back', text.quantity);
  const price = normalPrice(text.price);
  if (price === undefined) return bad('a price is a decimal such as 2.55', text.price);
  const at = londonInstant(text.date);
  if (at === undefined) return bad('a time is YYYY-MM-DD HH:MM:SS', text.date);
  const customer = CUSTOMER.exec(text.customer);
  if (text.customer !== '' && !customer) return bad('a customer is letters and digits, or empty for a guest', text.customer);
  if (text.country === '' || text.country.length > 60) return bad('a country has 1 to 60 letters', text.country);
  if (text.description.includes('\uFFFD')) return bad('the text is not UTF-8', text.description);
  const kind = kindOf(invoice, code, quantity, price);
  if (typeof kind !== 'string') return bad(kind.problem, `${invoice} ${code} ${text.quantity} x ${text.price}`);
  let amountMinor: number;
  try {
    amountMinor = lineAmountMinor(quantity, price);
  } catch {
    return bad('quantity x price is beyond what can be held exactly', `${text.quantity} x ${text.price}`);
  }
  return {
    ...{ row, kind, invoice, code, quantity, price, amountMinor, at },
    description: text.description.toLowerCase() === 'nan' ? '' : text.description.slice(0, 200),
    customerId: customer?.[1] ?? null,
    country: text.country,
  };
};
