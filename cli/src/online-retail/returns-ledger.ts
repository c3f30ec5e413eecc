import { divideHalfEven } from '@storefold/contracts';
import type { Invoice, InvoiceRow } from './invoice.js';

/** A part of a returned row, and the order line that it goes back to. */
export type ReturnPart = {
  readonly orderId: string;
  readonly lineId: string;
  readonly quantity: number;
  readonly amountMinor: number;
};

/** What is left of a row when the order lines that it could go back to are used up. */
export type Matched = {
  readonly parts: readonly ReturnPart[];
  readonly rest: { readonly quantity: number; readonly amountMinor: number } | undefined;
};

type Line = { readonly orderId: string; readonly lineId: string; quantity: number; amountMinor: number };

/** A customer sends back what was bought at that price, and money goes back to the country that it came from. */
const keyOf = (invoice: Invoice, row: InvoiceRow): string | undefined =>
  invoice.customerId === null ? undefined : `${invoice.customerId}|${invoice.country}|${row.code}|${row.price}`;

/** First reading: which purchases will be asked for at all. Fewer than one in fifty: the rest needs no memory. */
export class ReturnsSurvey {
  readonly #wanted = new Set<string>();

  add(invoice: Invoice): void {
    for (const row of invoice.rows) {
      if (row.kind !== 'return') continue;
      const key = keyOf(invoice, row);
      if (key !== undefined) this.#wanted.add(key);
    }
  }

  wanted(): ReadonlySet<string> {
    return this.#wanted;
  }
}

/**
 * Second reading: finds the purchase that a returned row goes back to. It is the customer's latest earlier order line of
 * the same SKU, unit price and country that has enough not yet returned; where none has enough alone, the latest ones
 * that have something, latest first. An order gives back no more than was paid for it.
 */
export class ReturnsLedger {
  readonly #wanted: ReadonlySet<string>;
  readonly #lines = new Map<string, Line[]>();
  /** What was paid for an order and not given back yet, for orders with a line above. */
  readonly #paid = new Map<string, number>();

  constructor(wanted: ReadonlySet<string>) {
    this.#wanted = wanted;
  }

  /** @param paidMinor what was paid for the order */
  sold(invoice: Invoice, paidMinor: number): void {
    for (const row of invoice.rows) {
      if (row.kind !== 'line') continue;
      const key = keyOf(invoice, row);
      if (key === undefined || !this.#wanted.has(key)) continue;
      let lines = this.#lines.get(key);
      if (!lines) this.#lines.set(key, (lines = []));
      const { quantity, amountMinor } = row;
      lines.push({ orderId: invoice.number, lineId: row.place.toString(), quantity, amountMinor });
      this.#paid.set(invoice.number, paidMinor);
    }
  }

  /** Takes a returned row back to where it was bought, and remembers that. */
  match(invoice: Invoice, row: InvoiceRow): Matched {
    const whole = { quantity: -row.quantity, amountMinor: -row.amountMinor };
    const key = keyOf(invoice, row);
    const lines = key === undefined ? [] : (this.#lines.get(key) ?? []);
    const single = lines.findLast((line) => line.quantity >= whole.quantity && this.#affords(line, whole.amountMinor));
    const parts: ReturnPart[] = [];
    let left = whole;
    for (const line of single ? [single] : lines.toReversed()) {
      const quantity = Math.min(line.quantity, left.quantity);
      if (quantity === 0) continue;
      // What is left is shared out piece by piece, so that the parts add up to the row to the penny.
      const amountMinor = Number(divideHalfEven(BigInt(left.amountMinor) * BigInt(quantity), BigInt(left.quantity)));
      if (!this.#affords(line, amountMinor)) continue;
      line.quantity -= quantity;
      line.amountMinor -= amountMinor;
      this.#paid.set(line.orderId, (this.#paid.get(line.orderId) ?? 0) - amountMinor);
      parts.push({ orderId: line.orderId, lineId: line.lineId, quantity, amountMinor });
      left = { quantity: left.quantity - quantity, amountMinor: left.amountMinor - amountMinor };
    }
    return { parts, rest: left.quantity > 0 ? left : undefined };
  }

  #affords(line: Line, amountMinor: number): boolean {
    return amountMinor <= line.amountMinor && amountMinor <= (this.#paid.get(line.orderId) ?? 0);
  }
}
