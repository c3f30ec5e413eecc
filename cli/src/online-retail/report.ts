import { rowOutcomes, type RowOutcome } from './accounts.js';
import type { InvoicePlan } from './plan.js';
import type { BadRow } from './row.js';

/** How many bad rows are named one by one; all are counted. */
export const badRowsNamed = 1_000;

/** Accounts for every row of the file: what became of it, or why it was left out. */
export type ImportReport = {
  readonly file: string;
  readonly sha256: string;
  readonly rows: {
    readonly read: number;
    readonly imported: readonly { readonly outcome: RowOutcome; readonly meaning: string; readonly rows: number }[];
    readonly leftOut: readonly { readonly problem: string; readonly rows: number }[];
    /** Whether the counts above add up to the rows read. */
    readonly addUp: boolean;
  };
  readonly badRows: readonly BadRow[];
  readonly invoices: number;
  readonly products: number;
  readonly orders: number;
  readonly returns: number;
  readonly refunds: number;
  readonly credits: number;
  readonly adjustments: number;
  readonly currency: string;
  /** In minor units. */
  readonly linesMinor: number;
  readonly chargesMinor: number;
  readonly refundedMinor: number;
  readonly creditedMinor: number;
  readonly adjustedMinor: number;
  readonly events: {
    /** Appended by this run. */
    readonly appended: number;
    /** Commands that an earlier run had carried out. */
    readonly repeated: number;
    /** Commit position of the last. */
    readonly position: string;
  };
  readonly seconds: { readonly reading: number; readonly importing: number; readonly readModels: number | null };
};

type Sums = {
  [
    Name in
      | 'invoices'
      | 'products'
      | 'orders'
      | 'returns'
      | 'refunds'
      | 'credits'
      | 'adjustments'
      | 'linesMinor'
      | 'chargesMinor'
      | 'refundedMinor'
      | 'creditedMinor'
      | 'adjustedMinor'
  ]: number;
};

const sum = (of: readonly { readonly amountMinor: number }[]): number =>
  of.reduce((total, { amountMinor }) => total + amountMinor, 0);

/** Gathers the report while the plans go by. */
export class ReportBuilder {
  readonly #outcomes = new Map<RowOutcome, number>();
  readonly #problems = new Map<string, number>();
  readonly #bad: BadRow[] = [];
  readonly sums: Sums = {
    ...{ invoices: 0, products: 0, orders: 0, returns: 0, refunds: 0, credits: 0, adjustments: 0 },
    ...{ linesMinor: 0, chargesMinor: 0, refundedMinor: 0, creditedMinor: 0, adjustedMinor: 0 },
  };
  #read = 0;

  add({ products, order, returns, credit, adjustments, outcomes }: InvoicePlan): void {
    const { sums } = this;
    for (const outcome of outcomes) this.#outcomes.set(outcome, (this.#outcomes.get(outcome) ?? 0) + 1);
    sums.invoices++;
    sums.products += products.length;
    if (order) {
      sums.orders++;
      sums.linesMinor += sum(order.place.command.lines);
      sums.chargesMinor += sum(order.place.command.charges);
    }
    for (const { refund } of returns) {
      sums.returns++;
      if (!refund) continue;
      sums.refunds++;
      sums.refundedMinor += refund.command.amountMinor;
    }
    if (credit) {
      sums.credits++;
      sums.creditedMinor += sum(credit.command.lines) + sum(credit.command.charges);
    }
    for (const { command } of adjustments) {
      sums.adjustments++;
      sums.adjustedMinor += command.amountMinor;
    }
  }

  leaveOut(bad: readonly BadRow[]): void {
    for (const row of bad) {
      this.#problems.set(row.problem, (this.#problems.get(row.problem) ?? 0) + 1);
      if (this.#bad.length < badRowsNamed) this.#bad.push(row);
    }
  }

  rowsRead(rows: number): void {
    this.#read = rows;
  }

  finish(rest: Pick<ImportReport, 'file' | 'sha256' | 'currency' | 'events' | 'seconds'>): ImportReport {
    const imported = [...this.#outcomes]
      .map(([outcome, rows]) => ({ outcome, meaning: rowOutcomes[outcome], rows }))
      .sort((a, b) => b.rows - a.rows);
    const leftOut = [...this.#problems].map(([problem, rows]) => ({ problem, rows })).sort((a, b) => b.rows - a.rows);
    const counted = [...imported, ...leftOut].reduce((total, { rows }) => total + rows, 0);
    return {
      file: rest.file,
      sha256: rest.sha256,
      rows: { read: this.#read, imported, leftOut, addUp: counted === this.#read },
      badRows: this.#bad,
      ...this.sums,
      currency: rest.currency,
      events: rest.events,
      seconds: rest.seconds,
    };
  }
}
