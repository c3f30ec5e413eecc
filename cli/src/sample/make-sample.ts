import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Invoice, InvoiceRow } from '../online-retail/invoice.js';
import { readInvoices } from '../online-retail/read-invoices.js';
import { chooseProducts } from './choose-products.js';

/**
 * Makes the sample that ships with the shop from the full data set:
 *
 *   node cli/dist/sample/make-sample.js online-retail-ii.csv.gz cli/sample/online-retail-sample.csv.gz
 *
 * Three months of trade in three hundred products that people bought together: every order and credit note of that time
 * that has any of these, with its rows of these, and with its charges. Deterministic.
 */
const PRODUCTS = 300;
const FROM = '2011-09-01';
const BEFORE = '2011-12-01';

const [, , source, target] = process.argv;
if (source === undefined || target === undefined) {
  console.error('usage: node make-sample.js <full file> <sample file>');
  process.exit(2);
}

const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/London',
  dateStyle: 'short',
  timeStyle: 'medium',
});
const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const line = (row: InvoiceRow): string =>
  [
    row.invoice,
    row.code,
    row.description,
    row.quantity.toString(),
    clock.format(new Date(row.at)),
    row.price,
    row.customerId ?? '',
    row.country,
  ]
    .map(quoted)
    .join(',');

const period: Invoice[] = [];
const { stretches } = await readInvoices(source);
for await (const { invoices } of stretches) period.push(...invoices.filter(({ at }) => at >= FROM && at < BEFORE));

const chosen = chooseProducts(period, PRODUCTS);
const isCharge = ({ kind }: InvoiceRow): boolean => kind === 'charge' || kind === 'credit-charge';
const rows = period
  .filter((invoice) => invoice.rows.some(({ code }) => chosen.has(code)))
  .flatMap((invoice) => invoice.rows.filter((row) => chosen.has(row.code) || isCharge(row)));
const header = 'invoice,stock_code,description,quantity,invoice_date,unit_price,customer_id,country';
writeFileSync(target, gzipSync(`${[header, ...rows.map(line)].join('\n')}\n`, { level: 9 }));
console.log(`${chosen.size.toString()} products, ${rows.length.toString()} rows`);
