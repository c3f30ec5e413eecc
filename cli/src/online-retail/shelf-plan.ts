import { businessMonth } from '@storefold/contracts';
import type { Invoice, InvoiceRow } from './invoice.js';

/** London: the time zone of the file. */
export const fileTimeZone = 'Europe/London';

/**
 * What a row does to the shelf, in pieces. Rows of no price keep the file's sign, but where they name a customer the
 * goods were given away.
 */
export const shelfChange = (row: InvoiceRow): number => {
  switch (row.kind) {
    case 'line':
    case 'return':
      return -row.quantity;
    case 'stock':
      return row.customerId === null ? row.quantity : -Math.abs(row.quantity);
    default:
      return 0;
  }
};

/** A month of one SKU: how far its movements take the shelf, and how far below its beginning they do on the way. */
type Month = { readonly month: string; change: number; deficit: number };

/** Goods that arrive before the first movement of a month. */
export type Receipt = { readonly month: string; readonly quantity: number };

/**
 * What a shop must have received so that its shelves were never empty below zero: the file tells of sales, not of
 * purchases. Fed with all invoices once, in order; answers per SKU what arrives at the start of which month.
 */
export class ShelfSurvey {
  readonly #months = new Map<string, Month[]>();

  add(invoice: Invoice): void {
    const month = businessMonth(invoice.at, fileTimeZone);
    for (const row of invoice.rows) {
      const change = shelfChange(row);
      if (change !== 0) this.#move(row.code, month, change);
    }
  }

  #move(sku: string, month: string, change: number): void {
    let months = this.#months.get(sku);
    if (!months) this.#months.set(sku, (months = []));
    let current = months.at(-1);
    // Months as they come: a file out of order has a month more than once, and each stretch gets its own receipt.
    if (current?.month !== month) months.push((current = { month, change: 0, deficit: 0 }));
    current.change += change;
    current.deficit = Math.max(current.deficit, -current.change);
  }

  plan(): ShelfPlan {
    return new Map([...this.#months].map(([sku, months]) => [sku, receipts(months)]));
  }
}

/** By SKU, one entry per stretch of movements within a month; `undefined` where nothing needs to arrive. */
export type ShelfPlan = ReadonlyMap<string, readonly (Receipt | undefined)[]>;

/**
 * Goods arrive when the shelf does not cover the month: then for this month and the next. The last month is followed by
 * one like it, so that the shop has goods to sell when history ends.
 */
const receipts = (months: readonly Month[]): readonly (Receipt | undefined)[] => {
  let onHand = 0;
  return months.map(({ month, change, deficit }, index) => {
    const next = months[index + 1];
    const wanted = next ? Math.max(deficit, next.deficit - change) : Math.max(deficit, deficit - change);
    const arrives = onHand < (next ? deficit : wanted) ? wanted - onHand : 0;
    onHand += arrives + change;
    return arrives > 0 ? { month, quantity: arrives } : undefined;
  });
};

/** Walks through the plan beside the invoices: tells what arrives before a movement. */
export class ShelfWalk {
  readonly #plan: ShelfPlan;
  readonly #at = new Map<string, { month: string; index: number }>();

  constructor(plan: ShelfPlan) {
    this.#plan = plan;
  }

  /** To be asked of every movement, in the order in which the survey met them. */
  before(sku: string, month: string): (Receipt & { readonly index: number }) | undefined {
    const at = this.#at.get(sku);
    if (at?.month === month) return undefined;
    const index = at ? at.index + 1 : 0;
    this.#at.set(sku, { month, index });
    const receipt = this.#plan.get(sku)?.[index];
    return receipt && { ...receipt, index };
  }
}
