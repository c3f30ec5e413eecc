import type { RowText } from '../online-retail/row.js';
import { rowText } from './rows.js';

const header = 'invoice,stock_code,description,quantity,invoice_date,unit_price,customer_id,country';

/** A row as the file writes it. */
export const line = (said: Partial<RowText> = {}): string => {
  const { invoice, code, description, quantity, date, price, customer, country } = rowText(said);
  return [invoice, code, `"${description.replaceAll('"', '""')}"`, quantity, date, price, customer, country].join(',');
};

/** A whole file of such rows; a string is a line as it stands. The first is row 2. */
export const csvOf = (...rows: readonly (Partial<RowText> | string)[]): string =>
  `${[header, ...rows.map((row) => (typeof row === 'string' ? row : line(row)))].join('\n')}\n`;
