import { UnreadableFile } from '../csv/open-csv.js';
import type { RowText } from './row.js';

/** The columns of the data set, and the names under which editions of it carry them (compared without case and signs). */
const names = {
  invoice: ['invoice', 'invoiceno'],
  code: ['stockcode'],
  description: ['description'],
  quantity: ['quantity'],
  date: ['invoicedate'],
  price: ['unitprice', 'price'],
  customer: ['customerid'],
  country: ['country'],
} as const;
type Column = keyof typeof names;
const columns = Object.keys(names).filter((name): name is Column => name in names);

/** Finds a file's columns by its header and reads records by them. */
export type ColumnReader = (row: number, fields: readonly string[]) => RowText | { readonly fault: string };

/**
 * @param header the fields of the first record
 * @throws UnreadableFile naming every column that is missing
 */
export const columnReader = (header: readonly string[], path: string): ColumnReader => {
  const plain = header.map((name) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, ''));
  const places = new Map(
    columns.map((column) => [column, plain.findIndex((name) => names[column].some((known) => known === name))]),
  );
  const missing = columns.filter((column) => places.get(column) === -1).map((column) => names[column][0]);
  if (missing.length > 0)
    throw new UnreadableFile(
      `${path} has no column ${missing.join(', ')}; its first line must name invoice, stock_code, description, quantity, invoice_date, unit_price, customer_id, country`,
    );
  const place = (column: Column): number => places.get(column) ?? 0;
  const at = {
    invoice: place('invoice'),
    code: place('code'),
    description: place('description'),
    quantity: place('quantity'),
    date: place('date'),
    price: place('price'),
    customer: place('customer'),
    country: place('country'),
  };
  return (row, fields) => {
    if (fields.length !== header.length) return { fault: 'the row has another number of columns than the header' };
    const text = (index: number): string => (fields[index] ?? '').trim();
    return {
      row,
      invoice: text(at.invoice),
      code: text(at.code),
      description: text(at.description),
      quantity: text(at.quantity),
      date: text(at.date),
      price: text(at.price),
      customer: text(at.customer),
      country: text(at.country),
    };
  };
};
