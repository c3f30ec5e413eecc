import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { z } from 'zod';
import { logOf, storefold } from '../testing/command.js';
import { csvOf } from '../testing/file.js';
import { testFolder } from '../testing/folder.js';

const reportShape = z.looseObject({
  rows: z.object({
    read: z.int(),
    imported: z.array(z.object({ outcome: z.string(), meaning: z.string(), rows: z.int() })),
    leftOut: z.array(z.object({ problem: z.string(), rows: z.int() })),
    addUp: z.boolean(),
  }),
  badRows: z.array(z.object({ row: z.int(), problem: z.string(), detail: z.string() })),
  events: z.object({ appended: z.int(), repeated: z.int(), position: z.string() }),
});
const reportOf = (out: string) => reportShape.parse(JSON.parse(out));

/** One of each kind that the file knows, and one of each that is left out; some days later each, the first is row 2. */
const trade = csvOf(
  { invoice: '500001', quantity: '3' },
  { invoice: '500001', code: 'POST', description: 'POSTAGE', quantity: '1', price: '2.95' },
  { invoice: '500002', code: 'CUP', description: 'TEA CUP', customer: '', price: '0.125', quantity: '1' },
  { invoice: '500003', price: '0', customer: '', quantity: '-2', description: 'broken' },
  { invoice: '500004', price: '0', customer: '', quantity: '4', description: 'found' },
  { invoice: '500005', price: '0', quantity: '1', description: '' },
  { invoice: '500005', code: 'M', price: '0', quantity: '1' },
  { invoice: 'C500006', quantity: '-1' },
  { invoice: 'C500006', code: 'D', description: 'Discount', quantity: '-1', price: '0.50' },
  { invoice: 'C500007', quantity: '-5' },
  { invoice: 'C500008', code: 'CUP', customer: '', price: '0.125', quantity: '-1' },
  { invoice: 'C500009', code: 'POT', quantity: '-1', price: '20' },
  { invoice: 'A500010', code: 'B', description: 'Adjust bad debt', quantity: '1', price: '-11062.06', customer: '' },
  { invoice: '500011', date: '2010-02-30 10:00:00' },
  { invoice: '500011', quantity: 'two' },
  { invoice: '500011', price: '' },
  { invoice: '500011', price: '-4.50' },
  '500011,MUG,WHITE MUG,2,2010-01-05 10:00:00',
  { invoice: '500001', customer: '13001' },
);
const firstBad = 15;

describe('importing a file', function () {
  this.timeout(60_000);
  const folder = testFolder();
  const data = join(folder.path, 'var');
  after(() => {
    folder.remove();
  });
  const importFile = (name: string, content: string | Uint8Array, ...more: readonly string[]) =>
    storefold('import', 'online-retail', folder.file(name, content), '--data', data, ...more);

  it('starts nothing and writes nothing where a bad row is not to be left out', async () => {
    const { code, out, err } = await importFile('trade.csv', trade, '--strict');
    expect([code, out]).to.deep.equal([1, '']);
    expect(err).to.contain(
      `storefold: row ${firstBad.toString()}: a time is YYYY-MM-DD HH:MM:SS ("2010-02-30 10:00:00"); nothing was imported`,
    );
    expect(existsSync(data)).to.equal(false);
  });

  it('starts nothing and writes nothing where the file is cut short', async () => {
    // Random customers do not compress: there is enough of the file to cut.
    const many = csvOf(
      ...Array.from({ length: 3_000 }, (_, index) => ({
        customer: '',
        invoice: (index + 1).toString(),
        price: (index ** 2 % 977).toString(),
      })),
    );
    const zipped = gzipSync(many);
    const { code, err } = await importFile('half.csv.gz', zipped.subarray(0, zipped.length / 2));
    expect(code).to.equal(1);
    expect(err).to.match(/storefold: .*half\.csv\.gz is damaged or cut short/);
    expect(existsSync(data)).to.equal(false);
  });

  it('accounts for each row by what became of it, and ends with 1 as rows were left out', async () => {
    const { code, out } = await importFile('trade.csv', trade, '--json');
    const report = reportOf(out);
    expect(code).to.equal(1);
    expect(report.rows).to.include({ read: 19, addUp: true });
    expect(Object.fromEntries(report.rows.imported.map(({ outcome, rows }) => [outcome, rows]))).to.deep.equal({
      'order-line': 2,
      'order-charge': 1,
      'stock-written-off': 1,
      'stock-found': 1,
      'stock-given-free': 1,
      'void-charge': 1,
      'return-to-order': 1,
      'charge-credited': 1,
      'return-split': 1,
      'return-guest-credit': 1,
      'return-customer-credit': 1,
      'account-adjusted': 1,
    });
    expect(report.badRows.map(({ row, detail }) => [row, detail])).to.deep.equal([
      [15, '"2010-02-30 10:00:00"'],
      [16, '"two"'],
      [17, '""'],
      [18, '"500011 MUG 2 x -4.50"'],
      [19, '5 columns'],
      [20, '13001, before 13000'],
    ]);
    expect(report).to.deep.include({
      ...{ invoices: 10, products: 3, orders: 2, returns: 2, refunds: 2, credits: 4, adjustments: 1, currency: 'GBP' },
      ...{ linesMinor: 1362, chargesMinor: 295, refundedMinor: 1350, adjustedMinor: -1106206 },
      // Three mugs at 4.50, a discount of 50, a cup at 12, a pot at 20.00.
      creditedMinor: 1350 + 50 + 12 + 2000,
    });
  });

  it('appends nothing when it is done a second time, remembered or not', async () => {
    const remembered = reportOf((await importFile('trade.csv', trade, '--json')).out);
    expect(remembered.events.appended).to.equal(0);
    rmSync(join(data, 'imports'), { recursive: true });
    const { out } = await importFile('trade.csv', trade, '--json', '--no-wait');
    const again = reportOf(out);
    expect(again.events.appended).to.equal(0);
    expect(again.events.repeated).to.be.greaterThan(20);
    expect(again.rows).to.deep.equal(remembered.rows);
  });

  it('tells a person the same, on standard output', async () => {
    const { code, out, err } = await importFile('trade.csv', trade, '--no-wait');
    expect(code).to.equal(1);
    expect(out).to.contain('19 rows read').and.to.contain('(these add up to the rows read)');
    expect(out).to.contain('  row 16: a quantity is a whole number').and.to.contain('0 events appended');
    expect(err).to.contain('importing, rows:');
  });

  it('refuses another file with the same invoice numbers, says what to do, and changes nothing', async () => {
    const other = csvOf({ invoice: '400000' }, { invoice: '500001', quantity: '9' });
    const { code, out, err } = await importFile('other.csv', other);
    expect([code, out]).to.deep.equal([1, '']);
    expect(err).to.match(
      /storefold: the shop holds order 500001 already, with 1 lines where the file has 1; .*Import into an empty shop: storefold start --empty --data FOLDER\n$/,
    );
  });

  it('leaves in the log what the report says, and nothing of what was refused', async () => {
    const events = await logOf(data);
    const count = (type: string) => events.filter((event) => event.type === type).length;
    expect(
      ['OrderPlaced', 'PaymentReceived', 'ItemsReturned', 'PaymentRefunded', 'CreditIssued', 'AccountAdjusted'].map(
        count,
      ),
    ).to.deep.equal([2, 2, 2, 2, 4, 1]);
    expect(events.map(({ stream }) => stream))
      .to.include('order-500001')
      .and.not.to.include('order-400000');
  });
});
