import { expect } from 'chai';
import fc from 'fast-check';
import { CsvSplitter, type CsvEntry } from './csv-splitter.js';

const split = (...pieces: readonly string[]): readonly CsvEntry[] => {
  const splitter = new CsvSplitter();
  return [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.end()];
};
const fields = (...pieces: readonly string[]) =>
  split(...pieces).map((entry) => ('fields' in entry ? entry.fields : entry.fault));

/** The plainest reader there can be: one character after another. Knows well-formed text only. */
const naive = (text: string): readonly (readonly string[])[] => {
  const records: string[][] = [];
  let record: string[] = [];
  let field = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (quoted && character === '"' && text[at + 1] === '"') field += text.charAt(++at);
    else if (character === '"') quoted = !quoted;
    else if (!quoted && character === ',') {
      record.push(field);
      field = '';
    } else if (!quoted && character === '\n') {
      records.push([...record, field]);
      record = [];
      field = '';
    } else field += character;
  }
  return records;
};

const anyField = fc.string({ unit: fc.constantFrom('a', 'ß', ' ', ',', '"', '\n', '👜'), maxLength: 6 });
const anyRecord = fc.array(anyField, { minLength: 2, maxLength: 4 });
const quote = (field: string): string => `"${field.replaceAll('"', '""')}"`;
const written = (records: readonly (readonly string[])[], lineEnd: string): string =>
  records.map((record) => `${record.map(quote).join(',')}${lineEnd}`).join('');

describe('a CSV file in pieces', () => {
  const rules: readonly (readonly [rule: string, text: string, records: readonly unknown[]])[] = [
    [
      'reads plain fields, and empty ones',
      'a,,c\n,,\n',
      [
        ['a', '', 'c'],
        ['', '', ''],
      ],
    ],
    ['takes commas within quotes as text', '"a,b",c\n', [['a,b', 'c']]],
    ['takes a doubled quote as one', '"3"" MUG",""""\n', [['3" MUG', '"']]],
    ['takes a quote within an unquoted field as an inch mark', 'TRAY 12" ROUND,1\n', [['TRAY 12" ROUND', '1']]],
    [
      'reads a line break within quotes',
      '"a\nb",c\nd,e\n',
      [
        ['a\nb', 'c'],
        ['d', 'e'],
      ],
    ],
    [
      'reads line ends of Windows, within quotes as a line break',
      '"a\r\nb",c\r\nd,e\r\n',
      [
        ['a\nb', 'c'],
        ['d', 'e'],
      ],
    ],
    [
      'reads a last line without its end',
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'reads a last line with half of its end',
      'a,b\r\n"c","d"\r',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'passes over empty lines',
      'a,b\n\n\r\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['reads nothing in nothing', '', []],
    ['leaves out a byte order mark', '\uFEFFa,b\n', [['a', 'b']]],
    ['keeps such a mark elsewhere', 'a,\uFEFFb\n', [['a', '\uFEFFb']]],
    [
      'refuses text after a closing quote, that row alone',
      '"a"b,c\nd,e\n',
      ['text stands after a closing quote', ['d', 'e']],
    ],
    [
      'refuses a quote never closed, that row alone',
      'a,b\n"c,d\ne,f\n',
      [['a', 'b'], 'a quote is opened and never closed', ['e', 'f']],
    ],
  ];
  for (const [rule, text, records] of rules)
    it(rule, () => {
      expect(fields(text)).to.deep.equal(records);
    });

  it('loses one row where a quote is never closed, also where later rows have quotes of their own', () => {
    expect(split('h,h\n"open,1\na,"b"\n"c",d\n')).to.deep.equal([
      { row: 1, fields: ['h', 'h'] },
      { row: 2, fault: 'a quote is opened and never closed' },
      { row: 3, fields: ['a', 'b'] },
      { row: 4, fields: ['c', 'd'] },
    ]);
  });

  it('gives up a quote that stays open over twenty lines, and reads all that follows', () => {
    const others = Array.from({ length: 60 }, (_, index) => `line,${index.toString()}`);
    const entries = fields(`"open,1\n${others.join('\n')}\n`);
    expect(entries[0]).to.equal('a quote is opened and never closed');
    expect(entries.slice(1)).to.deep.equal(others.map((line) => line.split(',')));
  });

  it('counts rows as a spreadsheet does: a record of many lines is one, an empty line is one', () => {
    expect(split('h,h\n"a\nb",c\n\nd,e\n"x"y,z\nf,g\n').map(({ row }) => row)).to.deep.equal([1, 2, 4, 5, 6]);
  });

  it('does not keep a line that never ends', () => {
    const piece = 'x'.repeat(100_000);
    const splitter = new CsvSplitter();
    const entries = Array.from({ length: 9 }, () => splitter.push(piece)).flat();
    expect(entries).to.have.length(3);
    expect(entries[0]).to.deep.equal({ row: 1, fault: 'a line has no end' });
  });

  it('reads the same as one character after another, cut at each place', () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 4 }), fc.constantFrom('\n', '\r\n'), (records, lineEnd) => {
        const text = written(records, lineEnd);
        const expected = naive(text.replaceAll('\r\n', '\n'));
        expect(expected).to.deep.equal(records);
        for (let cut = 0; cut <= text.length; cut++)
          expect(fields(text.slice(0, cut), text.slice(cut))).to.deep.equal(expected);
        expect(fields(...Array.from(text))).to.deep.equal(expected);
      }),
      { numRuns: 150 },
    );
  });

  it('never throws, and answers the same however a broken text is cut', () => {
    const anyText = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r'), maxLength: 30 });
    fc.assert(
      fc.property(anyText, (text) => {
        const whole = split(text);
        for (let cut = 0; cut <= text.length; cut++)
          expect(split(text.slice(0, cut), text.slice(cut))).to.deep.equal(whole);
      }),
      { numRuns: 300 },
    );
  });
});
