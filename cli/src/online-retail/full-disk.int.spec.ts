import { join } from 'node:path';
import { expect } from 'chai';
import { begin, logOf, program, storefold } from '../testing/command.js';
import { csvOf } from '../testing/file.js';
import { testFolder } from '../testing/folder.js';

/** No process of this import can make a file larger than this: to the stores it is a full disk. */
const KILOBYTES = 300;
const ROWS = 700;

describe('importing onto a disk that fills up', function () {
  this.timeout(120_000);
  const folder = testFolder();
  const data = join(folder.path, 'var');
  const file = folder.file(
    'trade.csv',
    csvOf(
      ...Array.from({ length: ROWS }, (_, index) => ({
        invoice: (500_001 + Math.floor(index / 3)).toString(),
        code: `SKU${(index % 50).toString()}`,
      })),
    ),
  );
  const args = ['import', 'online-retail', file, '--data', data];
  before(function () {
    if (process.platform === 'win32') this.skip();
  });
  after(() => {
    folder.remove();
  });

  it('stops with one sentence that says what to look at, and not with a thousand lines', async () => {
    const limited = `ulimit -f ${KILOBYTES.toString()} && exec "$@"`;
    const { code, out, err } = await begin('/bin/bash', [
      ...['-c', limited, 'limited', process.execPath, program, ...args],
      ...['--no-wait', '--patience', '0'],
    ]).ended;
    expect([code, out]).to.deep.equal([1, '']);
    const lines = err.trimEnd().split('\n');
    expect(lines.at(-1)).to.match(
      /^storefold: the event store takes nothing any more .*disk full\? .*storefold doctor.* the same command goes on/,
    );
    expect(lines.length).to.be.lessThan(40);
  });

  it('goes on with the same command when there is room again, to the result of one clean run', async () => {
    const { code, out, err } = await storefold(...args, '--json');
    expect(code, err).to.equal(0);
    const invoices = Math.ceil(ROWS / 3);
    expect(JSON.parse(out)).to.deep.include({ invoices, orders: invoices, linesMinor: ROWS * 900 });
    const events = await logOf(data);
    const count = (type: string) => events.filter((event) => event.type === type).length;
    expect(['OrderPlaced', 'ItemsShipped', 'PaymentReceived', 'StockShipped'].map(count)).to.deep.equal([
      ...[invoices, invoices, invoices],
      ROWS,
    ]);
  });
});
