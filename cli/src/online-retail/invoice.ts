import type { BadRow, Row } from './row.js';

/** A row in its place: invoice and place together name what the row makes. */
export type InvoiceRow = Readonly<Row>;

/** The rows of one invoice. One customer, one country, one time: those of its first row. */
export type Invoice = {
  readonly number: string;
  readonly at: string;
  readonly customerId: string | null;
  readonly country: string;
  readonly rows: readonly InvoiceRow[];
};

/** So many rows of other invoices may stand between two of one; in the file it is at most ten. */
const APART = 500;

type Open = { readonly invoice: Invoice & { readonly rows: InvoiceRow[] }; lastSeen: number };

/**
 * Gathers rows into invoices, in the order of their first rows. Rows of an invoice stand together but for a few, so an
 * invoice is complete when enough other rows have gone by; one that appears again after that is a mistake of the file.
 */
export class InvoiceGrouper {
  readonly #open = new Map<string, Open>();
  readonly #closed = new Set<string>();
  #seen = 0;

  /** @returns the problem, where the row does not fit its invoice */
  add(row: Row): BadRow | undefined {
    this.#seen++;
    const bad = (problem: string, detail: string): BadRow => ({ row: row.row, problem, detail });
    if (this.#closed.has(row.invoice)) return bad('the rows of an invoice stand too far apart', row.invoice);
    const open = this.#open.get(row.invoice);
    if (!open) {
      const { invoice: number, at, customerId, country } = row;
      row.place = 1;
      this.#open.set(number, { invoice: { number, at, customerId, country, rows: [row] }, lastSeen: this.#seen });
      return undefined;
    }
    const { invoice } = open;
    if (invoice.customerId !== row.customerId)
      return bad(
        'an invoice has one customer',
        `${row.customerId ?? 'no customer'}, before ${invoice.customerId ?? 'none'}`,
      );
    if (invoice.country !== row.country)
      return bad('an invoice has one country', `${row.country}, before ${invoice.country}`);
    open.lastSeen = this.#seen;
    row.place = invoice.rows.length + 1;
    invoice.rows.push(row);
    return undefined;
  }

  /** Takes out the invoices that are complete, oldest first; at the end of the file, all. */
  take(all = false): readonly Invoice[] {
    const complete: Invoice[] = [];
    for (const [number, { invoice, lastSeen }] of this.#open) {
      if (!all && this.#seen - lastSeen < APART) break;
      complete.push(invoice);
      this.#open.delete(number);
      this.#closed.add(number);
    }
    return complete;
  }
}
