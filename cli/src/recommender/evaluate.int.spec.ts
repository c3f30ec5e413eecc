import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { storefold } from '../testing/command.js';
import { testFolder } from '../testing/folder.js';
import { visits } from '../testing/visits.js';

describe('storefold recommender evaluate', function () {
  this.timeout(60_000);
  const folder = testFolder();
  after(() => {
    folder.remove();
  });

  it('measures a file, names bad rows, and writes a page', async () => {
    const rows = ['user,item,time', 'u1,,5', ...visits(), 'u1,g1-1,never'];
    const file = folder.file('visits.csv.gz', gzipSync(`${rows.join('\n')}\n`));
    const page = join(folder.path, 'report.html');
    const { code, out, err } = await storefold(
      'recommender',
      'evaluate',
      '--file',
      file,
      '--seeds',
      '1',
      '--html',
      page,
    );
    expect(code, err).to.equal(0);
    expect(out).to.match(/1600 of 1602 rows, 40 users, 40 items/);
    expect(out)
      .to.match(/row 2 left out: the item is empty/)
      .and.to.match(/row 1603 left out: the time "never"/);
    for (const method of ['storefold', 'personal frequency', 'EASE^R, decayed']) expect(out).to.include(method);
    expect(readFileSync(page, 'utf8')).to.match(/<svg role="img".*storefold/s);
  });

  it('stops at the first bad row where that is wanted', async () => {
    const file = folder.file('bad.csv', 'user,item,time\nu1,i1,5\nu1,,6\n');
    const { code, err } = await storefold('recommender', 'evaluate', '--file', file, '--strict');
    expect(code).to.equal(1);
    expect(err).to.match(/bad\.csv, row 3: the item is empty/);
  });

  it('says what is wrong with a file that is another, missing or too short', async () => {
    const wrong = [
      [folder.file('other.csv', 'a,b\n1,2\n'), /no column user, item/],
      [join(folder.path, 'none.csv'), /there is no such file/],
      [folder.file('short.csv', 'user,item\nu,i\n'), /too short to test on/],
    ] as const;
    for (const [file, says] of wrong) {
      const { code, err } = await storefold('recommender', 'evaluate', '--file', file);
      expect([code, says.test(err)], err).to.deep.equal([1, true]);
    }
  });
});
