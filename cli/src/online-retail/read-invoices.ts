import { openCsv, UnreadableFile } from '../csv/open-csv.js';
import { columnReader, type ColumnReader } from './columns.js';
import { InvoiceGrouper, type Invoice } from './invoice.js';
import { readRow, type BadRow } from './row.js';

/** What a stretch of the file holds. */
export type Stretch = {
  readonly invoices: readonly Invoice[];
  readonly bad: readonly BadRow[];
  /** Rows read so far, good or bad, without the header. */
  readonly rowsRead: number;
};

/** The file, read from its beginning; each reading gives the same. */
export type InvoiceFile = { readonly stretches: AsyncGenerator<Stretch>; readonly digest: () => string };

/**
 * Reads the data set as invoices.
 *
 * @throws UnreadableFile when the file is not one of this kind
 */
export const readInvoices = async (path: string): Promise<InvoiceFile> => {
  const { entries, digest } = await openCsv(path);
  return { stretches: gather(path, entries), digest };
};

async function* gather(path: string, entries: Awaited<ReturnType<typeof openCsv>>['entries']): AsyncGenerator<Stretch> {
  const grouper = new InvoiceGrouper();
  let columns: ColumnReader | undefined;
  let rowsRead = 0;
  for await (const some of entries) {
    const bad: BadRow[] = [];
    for (const entry of some) {
      if (!columns) {
        if ('fault' in entry) throw new UnreadableFile(`${path} is not a CSV file: ${entry.fault}`);
        columns = columnReader(entry.fields, path);
        continue;
      }
      rowsRead++;
      if ('fault' in entry) {
        bad.push({ row: entry.row, problem: entry.fault, detail: '' });
        continue;
      }
      const text = columns(entry.row, entry.fields);
      if ('fault' in text) {
        bad.push({ row: entry.row, problem: text.fault, detail: `${entry.fields.length.toString()} columns` });
        continue;
      }
      const row = readRow(text);
      const problem = 'problem' in row ? row : grouper.add(row);
      if (problem) bad.push(problem);
    }
    yield { invoices: grouper.take(), bad, rowsRead };
  }
  if (!columns) throw new UnreadableFile(`${path} has no header line`);
  yield { invoices: grouper.take(true), bad: [], rowsRead };
}
