import { expect } from 'chai';
import { UnreadableFile } from '../csv/open-csv.js';
import { columnReader } from './columns.js';

const ours = [
  'invoice',
  'stock_code',
  'description',
  'quantity',
  'invoice_date',
  'unit_price',
  'customer_id',
  'country',
];
const fields = ['500001', 'MUG', 'WHITE MUG', '2', '2010-01-05 10:00:00', '4.50', '13000', 'France'];
const row = {
  ...{ row: 5, invoice: '500001', code: 'MUG', description: 'WHITE MUG', quantity: '2' },
  ...{ date: '2010-01-05 10:00:00', price: '4.50', customer: '13000', country: 'France' },
};

describe('the columns of the file', () => {
  const editions: readonly (readonly [what: string, header: readonly string[]])[] = [
    ['as our guide writes them', ours],
    [
      'as UCI writes them',
      ['Invoice', 'StockCode', 'Description', 'Quantity', 'InvoiceDate', 'Price', 'Customer ID', 'Country'],
    ],
    [
      'as the first edition has them',
      ['InvoiceNo', 'StockCode', 'Description', 'Quantity', 'InvoiceDate', 'UnitPrice', 'CustomerID', 'Country'],
    ],
  ];
  for (const [what, header] of editions)
    it(`are found ${what}`, () => {
      expect(columnReader(header, 'f.csv')(5, fields)).to.deep.equal(row);
    });

  it('may stand in another order, with others between them', () => {
    const header = ['note', ...ours.toReversed()];
    expect(columnReader(header, 'f.csv')(5, ['?', ...fields.toReversed()])).to.deep.equal(row);
  });

  it('are trimmed', () => {
    expect(
      columnReader(ours, 'f.csv')(
        5,
        fields.map((field) => ` ${field}\t`),
      ),
    ).to.deep.equal(row);
  });

  it('are all named where they are missing', () => {
    const header = ours.filter((name) => name !== 'quantity' && name !== 'unit_price');
    expect(() => columnReader(header, 'trade.csv')).to.throw(
      UnreadableFile,
      'trade.csv has no column quantity, unitprice; its first line must name invoice, stock_code',
    );
  });

  it('make a row bad that has fewer or more of them', () => {
    const read = columnReader(ours, 'f.csv');
    for (const some of [fields.slice(1), [...fields, '']])
      expect(read(5, some)).to.deep.equal({ fault: 'the row has another number of columns than the header' });
  });
});
