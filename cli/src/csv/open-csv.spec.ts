import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { testFolder } from '../testing/folder.js';
import { openCsv, UnreadableFile } from './open-csv.js';

const text = 'invoice,country\n1,France\n2,"Eire, or ""Ireland"""\n3,Åland 👜\n';
const records = [
  ['invoice', 'country'],
  ['1', 'France'],
  ['2', 'Eire, or "Ireland"'],
  ['3', 'Åland 👜'],
];

describe('opening a CSV file', () => {
  const folder = testFolder();
  after(() => {
    folder.remove();
  });

  const read = async (path: string) => {
    const { entries, digest } = await openCsv(path);
    const fields = [];
    for await (const some of entries) for (const entry of some) fields.push('fields' in entry ? entry.fields : entry);
    return { fields, digest: digest() };
  };
  const complaint = async (path: string): Promise<string> => {
    try {
      await read(path);
    } catch (error) {
      expect(error).to.be.instanceOf(UnreadableFile);
      return error instanceof Error ? error.message : '';
    }
    throw new Error('it was read');
  };

  it('reads plain text, and gzip by what it holds and not by its name', async () => {
    for (const [name, content] of [
      ['plain.csv', Buffer.from(text)],
      ['zipped.csv.gz', gzipSync(text)],
      ['zipped-without-saying-so.csv', gzipSync(text)],
    ] as const) {
      const { fields, digest } = await read(folder.file(name, content));
      expect(fields, name).to.deep.equal(records);
      expect(digest, name).to.equal(createHash('sha256').update(content).digest('hex'));
    }
  });

  it('leaves out a byte order mark', async () => {
    expect((await read(folder.file('mark.csv', `\uFEFF${text}`))).fields).to.deep.equal(records);
  });

  it('reads letters of several bytes where one reading ends within a letter', async () => {
    const many = `${'ä'.repeat(50)},b\n`.repeat(10_000);
    const { fields } = await read(folder.file('letters.csv', `x${many}`));
    expect(fields).to.have.length(10_000);
    expect(fields.at(-1)).to.deep.equal(['ä'.repeat(50), 'b']);
    expect(JSON.stringify(fields)).not.to.contain('\uFFFD');
  });

  it('says of a gzip file cut anywhere that it is damaged', async () => {
    const whole = gzipSync(text.repeat(50));
    for (const length of [12, Math.floor(whole.length / 2), whole.length - 1])
      expect(await complaint(folder.file('cut.csv.gz', whole.subarray(0, length)))).to.match(/is damaged or cut short/);
  });

  it('says of a gzip file whose middle was changed that it is damaged', async () => {
    const changed = gzipSync(Buffer.from(Array.from({ length: 20_000 }, (_, index) => (index * index) % 251)));
    changed.writeUInt32LE((changed.readUInt32LE(changed.length - 8) + 1) % 2 ** 32, changed.length - 8);
    expect(await complaint(folder.file('changed.gz', changed))).to.match(/is damaged or cut short/);
  });

  const others: readonly (readonly [what: string, name: string, content: string | Buffer, says: RegExp])[] = [
    ['an empty file', 'empty.csv', '', /is empty; expected a CSV file with a header line/],
    ['text that is named .gz', 'plain.csv.gz', text, /is named \.gz but is not gzip/],
    ['a spreadsheet', 'sheet.xlsx', Buffer.from('PK\u0003\u0004rest'), /save it as CSV/],
    ['text in UTF-16', 'wide.csv', Buffer.from(`\uFEFF${text}`, 'utf16le'), /is not text/],
  ];
  for (const [what, name, content, says] of others)
    it(`refuses ${what} and says what it should be`, async () => {
      expect(await complaint(folder.file(name, content))).to.match(says);
    });

  it('refuses a file that is not there, and a folder', async () => {
    expect(await complaint(join(folder.path, 'none.csv'))).to.match(/none\.csv cannot be read: there is no such file$/);
    mkdirSync(join(folder.path, 'folder.csv'));
    expect(await complaint(join(folder.path, 'folder.csv'))).to.match(/it is a folder; name a \.csv/);
  });
});
