import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { storefold } from '../testing/command.js';
import { testFolder } from '../testing/folder.js';

describe('storefold at the terminal', function () {
  this.timeout(60_000);

  const wrong: readonly (readonly [args: readonly string[], says: RegExp])[] = [
    [[], /Usage: storefold/],
    [['strat'], /unknown command 'strat'.*start/s],
    [['import'], /Usage: storefold import/],
    [['import', 'online-retail'], /missing required argument 'file'/],
    [['import', 'online-retail', 'a.csv', '--fast'], /unknown option '--fast'/],
    [['start', '--port', 'eighty'], /expected a port from 0 \(any free one\) to 65535/],
    [['start', '--internal-ports', '80'], /expected "auto" or the first of ten ports, from 1024/],
    [['doctor', 'now'], /too many arguments/],
    [['recommender', 'evaluate'], /required option '--file <path>' not specified/],
    [['recommender', 'evaluate', '--file', 'a.csv', '--seeds', '0'], /expected a whole number from 1 to 100/],
  ];
  it('answers wrong usage with exit code 2 and the way to help', async () => {
    await Promise.all(
      wrong.map(async ([args, says]) => {
        const { code, out, err } = await storefold(...args);
        expect([code, out], args.join(' ')).to.deep.equal([2, '']);
        expect(err)
          .to.match(says)
          .and.to.match(/--help/);
      }),
    );
  });

  it('explains each command with --help', async () => {
    const commands: readonly (readonly [args: readonly string[], says: RegExp])[] = [
      [[], /start.*import.*doctor.*staff/s],
      [['start'], /--port.*--host.*--internal-ports.*--data.*--empty.*--json/s],
      [['import'], /online-retail/],
      [['import', 'online-retail'], /--data.*--strict.*--no-wait.*--json/s],
      [['doctor'], /--data.*--json/s],
      [['staff'], /reset-password/],
      [['staff', 'reset-password'], /--data.*--json/s],
      [['recommender'], /evaluate.*train.*show/s],
    ];
    await Promise.all(
      commands.map(async ([args, says]) => {
        const { code, out, err } = await storefold(...args, '--help');
        expect([code, err], args.join(' ')).to.deep.equal([0, '']);
        expect(out).to.match(says);
      }),
    );
  });

  it('says its version', async () => {
    expect(await storefold('--version'))
      .to.include({ code: 0, err: '' })
      .and.have.property('out')
      .that.matches(/^\d+\.\d+\.\d+\n$/);
  });

  it('does not make a folder where nothing is to be done', async () => {
    const folder = testFolder();
    try {
      const data = join(folder.path, 'var');
      const cases: readonly (readonly [args: readonly string[], says: RegExp])[] = [
        [
          ['import', 'online-retail', join(folder.path, 'none.csv')],
          /^storefold: .*none\.csv cannot be read: there is no such file\n$/,
        ],
        [
          ['staff', 'reset-password', 'ann'],
          /^storefold: no shop runs on .*; start it first with: storefold start --data/,
        ],
      ];
      for (const [args, says] of cases) {
        const [{ code, out, err }, asJson] = await Promise.all([
          storefold(...args, '--data', data),
          storefold(...args, '--data', data, '--json'),
        ]);
        expect([code, out]).to.deep.equal([1, '']);
        expect(err).to.match(says);
        expect(asJson.code).to.equal(1);
        expect(JSON.parse(asJson.err)).to.have.property('level', 'error');
      }
      expect(existsSync(data)).to.equal(false);
    } finally {
      folder.remove();
    }
  });
});
