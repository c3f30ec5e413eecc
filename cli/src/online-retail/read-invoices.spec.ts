import { expect } from 'chai';
import { csvOf } from '../testing/file.js';
import { testFolder } from '../testing/folder.js';
import { readInvoices } from './read-invoices.js';

describe('the file as invoices', () => {
  const folder = testFolder();
  after(() => {
    folder.remove();
  });

  const read = async (content: string) => {
    const { stretches } = await readInvoices(folder.file('trade.csv', content));
    const invoices = [];
    const bad = [];
    let rows = 0;
    for await (const stretch of stretches) {
      invoices.push(...stretch.invoices);
      bad.push(...stretch.bad);
      rows = stretch.rowsRead;
    }
    return { invoices, bad, rows };
  };

  it('gathers the rows of an invoice, also where a few of another stand between them', async () => {
    const { invoices, bad, rows } = await read(
      csvOf({ invoice: '2' }, { invoice: '1', code: 'CUP' }, { invoice: '2', code: 'POT' }, { invoice: '1' }),
    );
    expect(bad).to.deep.equal([]);
    expect(rows).to.equal(4);
    expect(
      invoices.map(({ number, rows: own }) => [number, own.map(({ row, place, code }) => [row, place, code])]),
    ).to.deep.equal([
      [
        '2',
        [
          [2, 1, 'MUG'],
          [4, 2, 'POT'],
        ],
      ],
      [
        '1',
        [
          [3, 1, 'CUP'],
          [5, 2, 'MUG'],
        ],
      ],
    ]);
  });

  it('gives an invoice the time of its first row', async () => {
    const { invoices } = await read(csvOf({}, { date: '2010-01-05 10:07:00' }));
    expect(invoices.map(({ at, rows }) => [at, rows.length])).to.deep.equal([['2010-01-05T10:00:00.000Z', 2]]);
  });

  it('leaves out bad rows, each with its row number, and keeps all others', async () => {
    const { invoices, bad, rows } = await read(
      csvOf(
        {},
        'only,three,fields',
        { quantity: 'x' },
        '',
        '"open,1',
        { invoice: '7' },
        '"x"y',
        { customer: '13001' },
        {
          country: 'France',
        },
      ),
    );
    expect(bad.map(({ row, problem, detail }) => `${row.toString()}: ${problem} (${detail})`)).to.deep.equal([
      '3: the row has another number of columns than the header (3 columns)',
      '4: a quantity is a whole number from 1 to 1,000,000, or below zero for what comes back ("x")',
      '6: a quote is opened and never closed ()',
      '8: text stands after a closing quote ()',
      '9: an invoice has one customer (13001, before 13000)',
      '10: an invoice has one country (France, before United Kingdom)',
    ]);
    expect(invoices.map(({ number, rows: own }) => [number, own.length])).to.deep.equal([
      ['500001', 1],
      ['7', 1],
    ]);
    // The empty line is none.
    expect(rows).to.equal(8);
  });

  it('takes the rows of an invoice far apart for a mistake, wherever the file is cut for reading', async () => {
    const others = Array.from({ length: 40_000 }, (_, index) => ({ invoice: (600_000 + index).toString() }));
    const { invoices, bad } = await read(csvOf({}, ...others, {}));
    expect(invoices).to.have.length(40_001);
    expect(bad).to.deep.equal([
      { row: 40_003, problem: 'the rows of an invoice stand too far apart', detail: '500001' },
    ]);
  });

  it('refuses a file that has no header, another one, or none that can be read', async () => {
    for (const [content, says] of [
      ['\n\n', /has no header line/],
      ['500001,MUG\n', /has no column invoice, stockcode, description, quantity/],
      ['"a"b,c\n', /is not a CSV file: text stands after a closing quote/],
    ] as const) {
      const failure = await read(content).then(
        () => 'it was read',
        (error: unknown) => String(error),
      );
      expect(failure).to.match(says);
    }
  });

  it('has no invoices where there is only a header', async () => {
    expect(await read(csvOf())).to.deep.equal({ invoices: [], bad: [], rows: 0 });
  });
});
