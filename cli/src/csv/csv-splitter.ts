/** One record of a CSV file. `row` counts as a spreadsheet does: the header is row 1. */
export type CsvRecord = { readonly row: number; readonly fields: readonly string[] };
/** A place in the file that is no record, and why. */
export type CsvFault = { readonly row: number; readonly fault: string };
export type CsvEntry = CsvRecord | CsvFault;

/** A quoted field may span lines, but one that spans more than these was never closed. */
const MOST_LINES = 20;
const MOST_CHARACTERS = 64 * 1024;

type Split = readonly string[] | 'open' | { readonly fault: string };

/** Splits one line by RFC 4180; `open` when it ends within quotes. A quote inside an unquoted field is an inch mark. */
const splitQuoted = (line: string): Split => {
  const fields: string[] = [];
  for (let at = 0; ;) {
    if (line[at] !== '"') {
      const comma = line.indexOf(',', at);
      if (comma < 0) return [...fields, line.slice(at)];
      fields.push(line.slice(at, comma));
      at = comma + 1;
      continue;
    }
    let field = '';
    let from = at + 1;
    for (;;) {
      const quote = line.indexOf('"', from);
      if (quote < 0) return 'open';
      field += line.slice(from, quote);
      if (line[quote + 1] !== '"') {
        at = quote + 1;
        break;
      }
      field += '"';
      from = quote + 2;
    }
    fields.push(field);
    if (at >= line.length) return fields;
    if (line[at] !== ',') return { fault: 'text stands after a closing quote' };
    at++;
  }
};

/**
 * Splits CSV text into records as it comes in, in pieces of any size. Never throws: what cannot be read is a fault with
 * its row, and reading goes on at the next line.
 */
export class CsvSplitter {
  #rest = '';
  #row = 0;
  /** Lines of a record whose quotes are open. */
  #open: string[] = [];
  #begun = false;

  /** Takes the next piece of text and answers the records that it completes. */
  push(text: string): readonly CsvEntry[] {
    const entries: CsvEntry[] = [];
    const whole = this.#rest + text;
    let from = 0;
    if (!this.#begun && whole.length > 0) {
      this.#begun = true;
      if (whole.startsWith('\uFEFF')) from = 1;
    }
    for (;;) {
      const end = whole.indexOf('\n', from);
      if (end < 0) break;
      this.#line(whole.slice(from, whole[end - 1] === '\r' ? end - 1 : end), entries);
      from = end + 1;
    }
    this.#rest = whole.slice(from);
    // A file of another kind may have no line ends at all: it must not fill the memory.
    if (this.#rest.length > 4 * MOST_CHARACTERS) {
      entries.push({ row: ++this.#row, fault: 'a line has no end' });
      this.#rest = '';
    }
    return entries;
  }

  /** The file has ended: answers what its last line completes. */
  end(): readonly CsvEntry[] {
    const entries: CsvEntry[] = [];
    // A file may end within the two signs of a line end.
    if (this.#rest !== '') this.#line(this.#rest.endsWith('\r') ? this.#rest.slice(0, -1) : this.#rest, entries);
    this.#rest = '';
    while (this.#open.length > 0) this.#giveUp(entries);
    return entries;
  }

  #line(line: string, entries: CsvEntry[]): void {
    if (this.#open.length > 0) {
      this.#open.push(line);
      this.#retry(entries);
      return;
    }
    if (line === '') {
      this.#row++;
      return;
    }
    if (!line.includes('"')) {
      entries.push({ row: ++this.#row, fields: line.split(',') });
      return;
    }
    this.#open.push(line);
    this.#retry(entries);
  }

  #retry(entries: CsvEntry[]): void {
    const text = this.#open.join('\n');
    const split = splitQuoted(text);
    if (split === 'open') {
      if (this.#open.length > MOST_LINES || text.length > MOST_CHARACTERS) this.#giveUp(entries);
      return;
    }
    // Lines that make no sense together: the next line's first quote was taken for this one's end.
    if ('fault' in split && this.#open.length > 1) {
      this.#giveUp(entries);
      return;
    }
    this.#open = [];
    entries.push('fault' in split ? { row: ++this.#row, ...split } : { row: ++this.#row, fields: split });
  }

  /** The quote of the first open line was never closed: only that line is lost. */
  #giveUp(entries: CsvEntry[]): void {
    const [, ...others] = this.#open;
    this.#open = [];
    entries.push({ row: ++this.#row, fault: 'a quote is opened and never closed' });
    for (const line of others) this.#line(line, entries);
  }
}
