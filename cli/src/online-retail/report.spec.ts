import { expect } from 'chai';
import { rowOutcomes } from './accounts.js';
import type { InvoicePlan } from './plan.js';
import { badRowsNamed, ReportBuilder, type ImportReport } from './report.js';
import { reportText } from './report-text.js';

const rest = {
  ...{ file: 'trade.csv', sha256: 'abc', currency: 'GBP' },
  events: { appended: 3, repeated: 2, position: '99' },
  seconds: { reading: 1, importing: 2.25, readModels: null },
};
const nothing: InvoicePlan = {
  ...{ products: [], order: undefined, returns: [], credit: undefined, adjustments: [], shelf: [], outcomes: [] },
};
const badRows = (count: number, problem = 'a price is a decimal such as 2.55') =>
  Array.from({ length: count }, (_, index) => ({ row: index + 2, problem, detail: '"x"' }));

const reportOf = (fill: (report: ReportBuilder) => void): ImportReport => {
  const report = new ReportBuilder();
  fill(report);
  return report.finish(rest);
};

describe('the report of an import', () => {
  it('counts each row under what became of it, the most frequent first, and adds up', () => {
    const { rows, invoices } = reportOf((report) => {
      report.add({ ...nothing, outcomes: ['order-charge', 'order-line'] });
      report.add({ ...nothing, outcomes: ['order-line'] });
      report.leaveOut([...badRows(1), ...badRows(2, 'an invoice has one customer')]);
      report.rowsRead(6);
    });
    expect(invoices).to.equal(2);
    expect(rows).to.deep.equal({
      read: 6,
      imported: [
        { outcome: 'order-line', meaning: rowOutcomes['order-line'], rows: 2 },
        { outcome: 'order-charge', meaning: rowOutcomes['order-charge'], rows: 1 },
      ],
      leftOut: [
        { problem: 'an invoice has one customer', rows: 2 },
        { problem: 'a price is a decimal such as 2.55', rows: 1 },
      ],
      addUp: true,
    });
  });

  it('says so where a row is not accounted for', () => {
    const report = reportOf((builder) => {
      builder.add({ ...nothing, outcomes: ['order-line'] });
      builder.rowsRead(2);
    });
    expect(report.rows.addUp).to.equal(false);
    expect(reportText(report)).to.contain('THESE DO NOT ADD UP');
  });

  it('names a thousand bad rows and counts all of them', () => {
    const report = reportOf((builder) => {
      builder.leaveOut(badRows(badRowsNamed + 5));
      builder.rowsRead(badRowsNamed + 5);
    });
    expect(report.badRows).to.have.length(1_000);
    expect(report.rows.leftOut[0]?.rows).to.equal(1_005);
    expect(report.rows.addUp).to.equal(true);
  });

  it('tells a person the first twenty of them, and where the others are', () => {
    const text = (count: number) =>
      reportText(
        reportOf((builder) => {
          builder.leaveOut(badRows(count));
        }),
      );
    expect(text(20))
      .to.contain('  row 21: a price is a decimal such as 2.55 "x"\n')
      .and.not.to.contain('more with --json');
    expect(text(21)).to.contain('... more with --json').and.not.to.contain('row 22');
  });

  it('tells a person what was appended, and what stood already', () => {
    expect(reportText(reportOf(() => undefined))).to.contain('3 events appended; 2 commands stood already');
  });
});
