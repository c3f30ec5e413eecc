import { GoodsSurvey, type Goods } from './goods-survey.js';
import type { Invoice } from './invoice.js';
import { ReturnsSurvey } from './returns-ledger.js';
import type { BadRow } from './row.js';
import { ShelfSurvey, type ShelfPlan } from './shelf-plan.js';
import { readInvoices } from './read-invoices.js';

/** What has to be known of the whole file before its first invoice can be imported. */
export type Survey = {
  readonly sha256: string;
  readonly rows: number;
  readonly invoices: number;
  readonly goods: ReadonlyMap<string, Goods>;
  readonly shelf: ShelfPlan;
  readonly returnsWanted: ReadonlySet<string>;
  readonly firstBad: BadRow | undefined;
  /** Some orders spread over the file, by which a shop that holds others of the same numbers is recognised. */
  readonly probes: readonly Invoice[];
};

/** How many probes at most. */
const PROBES = 128;

/** Keeps some of many, spread evenly, not knowing how many there will be. */
class Sampler {
  #kept: Invoice[] = [];
  #every = 1;
  #seen = 0;

  add(invoice: Invoice): void {
    if (this.#seen++ % this.#every !== 0) return;
    this.#kept.push(invoice);
    if (this.#kept.length < 2 * PROBES) return;
    this.#kept = this.#kept.filter((_, index) => index % 2 === 0);
    this.#every *= 2;
  }

  kept(): readonly Invoice[] {
    return this.#kept;
  }
}

/**
 * Reads the whole file once and changes nothing.
 *
 * @param onRows told how many rows were read so far
 * @throws UnreadableFile when the file is not one of this kind, or is damaged anywhere
 */
export const surveyFile = async (path: string, onRows: (rows: number) => void = () => undefined): Promise<Survey> => {
  const file = await readInvoices(path);
  const [goods, shelf, returns, probes] = [new GoodsSurvey(), new ShelfSurvey(), new ReturnsSurvey(), new Sampler()];
  let rows = 0;
  let count = 0;
  let firstBad: BadRow | undefined;
  for await (const { invoices, bad, rowsRead } of file.stretches) {
    for (const invoice of invoices) {
      goods.add(invoice);
      shelf.add(invoice);
      returns.add(invoice);
      if (invoice.rows.some(({ kind }) => kind === 'line' || kind === 'charge')) probes.add(invoice);
    }
    count += invoices.length;
    firstBad ??= bad[0];
    rows = rowsRead;
    onRows(rows);
  }
  return {
    sha256: file.digest(),
    ...{ rows, firstBad, invoices: count },
    goods: goods.goods(),
    shelf: shelf.plan(),
    returnsWanted: returns.wanted(),
    probes: probes.kept(),
  };
};
