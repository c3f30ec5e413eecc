import { InvoiceGrouper, type Invoice } from '../online-retail/invoice.js';
import { readRow, type BadRow, type Row, type RowText } from '../online-retail/row.js';

/** A row of the file as text: two mugs at 4.50 for a customer, but for what is said. */
export const rowText = (said: Partial<RowText> = {}): RowText => ({
  row: 2,
  invoice: '500001',
  code: 'MUG',
  description: 'WHITE MUG',
  quantity: '2',
  date: '2010-01-05 10:00:00',
  price: '4.50',
  customer: '13000',
  country: 'United Kingdom',
  ...said,
});

export const isBad = (row: Row | BadRow): row is BadRow => 'problem' in row;

/** A row that must be good. */
export const goodRow = (said: Partial<RowText> = {}): Row => {
  const row = readRow(rowText(said));
  if (isBad(row)) throw new Error(`${row.problem} ${row.detail}`);
  return row;
};

/** Rows gathered into their invoices, as the file would give them. */
export const invoicesOf = (...rows: readonly Partial<RowText>[]): readonly Invoice[] => {
  const grouper = new InvoiceGrouper();
  for (const [index, row] of rows.entries()) {
    const problem = grouper.add(goodRow({ row: index + 2, ...row }));
    if (problem) throw new Error(problem.problem);
  }
  return grouper.take(true);
};

/** Rows of one invoice. */
export const invoiceOf = (...rows: readonly Partial<RowText>[]): Invoice => {
  const [invoice, ...others] = invoicesOf(...rows);
  if (!invoice || others.length > 0) throw new Error('expected the rows of one invoice');
  return invoice;
};
