import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { wholeFile } from '../running/paths.js';
import { temporaryFolder } from '../running/shop.js';
import { importCleanly, importUnderKills, type CleanImport } from './check-import.js';
import { sliceTrade } from './slice-trade.js';

const INVOICES = 5_000;
const KILLS = 10;

const dataSet = (): string | undefined => {
  try {
    return wholeFile(undefined);
  } catch {
    return undefined;
  }
};

describe(`importing the first ${INVOICES.toLocaleString('en-GB')} invoices of a real shop`, function () {
  this.timeout(600_000);
  const folder = temporaryFolder();
  const file = join(folder.path, 'slice.csv');
  let rows = 0;
  let clean: CleanImport;

  before(async function () {
    const whole = dataSet();
    if (whole === undefined) {
      console.log('      the data set is not beside the repository: skipped');
      this.skip();
    }
    rows = await sliceTrade(whole, INVOICES, file);
    expect(existsSync(file)).to.equal(true);
    clean = await importCleanly(file, () => undefined);
  });

  after(() => {
    folder.remove();
  });

  it('accounts for each row', () => {
    expect(clean.report.rows.read).to.equal(rows);
    expect(clean.sums.rows).to.equal(rows);
    expect(clean.report.rows.addUp).to.equal(true);
    expect(clean.report.rows.imported.reduce((sum, { rows: some }) => sum + some, 0)).to.equal(rows);
    expect(clean.report.invoices).to.equal(INVOICES);
  });

  it('gives sales by month, country, product and customer as the file itself says, to the penny', () => {
    expect(clean.sums.differences).to.deep.equal([]);
    expect(clean.sums.compared).to.be.greaterThan(10_000);
  });

  it('gives the same read models when it is killed ten times on the way', async () => {
    const killed = await importUnderKills(file, KILLS, clean, () => undefined, Math.random);
    expect(killed.differences).to.deep.equal([]);
    expect(killed.kills).to.equal(KILLS);
    // What the file tells of; of variants, carts, visits, mails and codes it knows nothing.
    const told = [
      ...['products', 'stock', 'availability', 'orders', 'orderTimelines', 'payments', 'customerValue', 'basketPairs'],
      ...[
        'salesByDay',
        'salesByHour',
        'salesByCountry',
        'salesByProduct',
        'salesByCustomer',
        'salesByChannel',
        'funnel',
      ],
      ...['traces', 'logHours'],
    ];
    for (const name of told) expect(clean.dump.get(name), name).not.to.have.length(0);
  });
});
