import PDFDocument from 'pdfkit';
import type { ShownInvoice } from './invoice-questions.js';
import { invoiceInWords, type InvoiceWords } from './invoice-words.js';
import { printable } from './printable.js';

/** In points: A4, with a margin of two centimetres. */
const page = { margin: 57, width: 595.28 - 2 * 57, bottom: 841.89 - 57 - 24 };
const ink = { dark: '#1c1c1c', soft: '#5c5c5c', rule: '#c8c8c8' };
const size = { title: 22, text: 9.5, small: 8 };
const GAP = 6;

/** Parts of the width that columns take, by how many there are. */
const shares: Readonly<Record<number, readonly number[]>> = {
  4: [0.55, 0.12, 0.13, 0.2],
  7: [0.34, 0.08, 0.12, 0.13, 0.12, 0.08, 0.13],
};
const fallback = (columns: number): readonly number[] => Array.from({ length: columns }, () => 1 / columns);

type Doc = PDFKit.PDFDocument;
const regular = (doc: Doc, points = size.text) => doc.font('Helvetica').fontSize(points).fillColor(ink.dark);
const bold = (doc: Doc, points = size.text) => doc.font('Helvetica-Bold').fontSize(points).fillColor(ink.dark);

/** Makes room: what does not fit begins a page. @returns whether it did */
const room = (doc: Doc, height: number): boolean => {
  if (doc.y + height <= page.bottom) return false;
  doc.addPage();
  return true;
};

/** A block of lines at a place. @returns where it ends */
const block = (doc: Doc, lines: readonly string[], x: number, y: number, width: number, align: 'left' | 'right') => {
  regular(doc);
  doc.y = y;
  for (const line of lines) doc.text(printable(line), x, doc.y, { width, align });
  return doc.y;
};

const drawHead = (doc: Doc, words: InvoiceWords): void => {
  const half = page.width / 2 - GAP;
  bold(doc, size.title).text(words.title, page.margin, page.margin, { width: half });
  const sellerEnds = block(doc, words.seller, page.margin + half + 2 * GAP, page.margin, half, 'right');
  const top = Math.max(sellerEnds, page.margin + 60) + 18;
  bold(doc, size.small).fillColor(ink.soft).text('To', page.margin, top);
  const buyerEnds = block(doc, words.buyer, page.margin, doc.y + 2, half, 'left');
  doc.y = top;
  for (const [name, value] of words.facts) {
    const { y } = doc;
    regular(doc)
      .fillColor(ink.soft)
      .text(name, page.margin + half + 2 * GAP, y, { width: 70 });
    regular(doc).text(printable(value), page.margin + half + 2 * GAP + 74, y, { width: half - 74 });
  }
  doc.y = Math.max(doc.y, buyerEnds) + 22;
};

const rule = (doc: Doc): void => {
  doc
    .moveTo(page.margin, doc.y)
    .lineTo(page.margin + page.width, doc.y)
    .lineWidth(0.5)
    .stroke(ink.rule);
  doc.y += 4;
};

/** The first column is a text, the others are figures. */
const drawRow = (doc: Doc, cells: readonly string[], widths: readonly number[], isHead: boolean): void => {
  const texts = cells.map(printable);
  const style = () => (isHead ? bold(doc, size.small).fillColor(ink.soft) : regular(doc));
  style();
  const height = Math.max(...texts.map((text, at) => doc.heightOfString(text, { width: (widths[at] ?? 0) - GAP })));
  const { y } = doc;
  let x = page.margin;
  for (const [at, text] of texts.entries()) {
    const width = widths[at] ?? 0;
    doc.text(text, at === 0 ? x : x + GAP, y, { width: width - GAP, align: at === 0 ? 'left' : 'right' });
    x += width;
  }
  doc.y = y + height + 4;
};

const drawTable = (doc: Doc, columns: readonly string[], rows: readonly (readonly string[])[], total: number): void => {
  const widths = (shares[columns.length] ?? fallback(columns.length)).map((share) => share * total);
  const head = () => {
    drawRow(doc, columns, widths, true);
    rule(doc);
  };
  room(doc, 40);
  head();
  for (const row of rows) {
    regular(doc);
    const height = doc.heightOfString(printable(row[0] ?? ''), { width: (widths[0] ?? 0) - GAP });
    if (room(doc, height + 8)) head();
    drawRow(doc, row, widths, false);
  }
  rule(doc);
};

const drawTotals = (doc: Doc, { totals }: InvoiceWords): void => {
  room(doc, totals.length * 16 + 8);
  for (const [at, [name, value]] of totals.entries()) {
    const { y } = doc;
    const style = at === totals.length - 1 ? bold : regular;
    style(doc).text(name, page.margin + page.width * 0.5, y, { width: page.width * 0.25 });
    style(doc).text(printable(value), page.margin + page.width * 0.75, y, { width: page.width * 0.25, align: 'right' });
    doc.y = y + 16;
  }
  doc.y += 8;
};

const drawFeet = (doc: Doc, foot: string): void => {
  const { start, count } = doc.bufferedPageRange();
  for (let at = start; at < start + count; at++) {
    doc.switchToPage(at);
    // It stands in the margin, where a text would begin a page of its own.
    doc.page.margins.bottom = 0;
    const text = `${foot} · page ${(at - start + 1).toString()} of ${count.toString()}`;
    regular(doc, size.small).fillColor(ink.soft);
    doc.text(text, page.margin, page.bottom + 10, { width: page.width, align: 'center', lineBreak: false });
  }
};

/** What a document holds beside its pages: nothing of the moment at which it is drawn. */
const infoOf = ({ issuedAt, seller, number }: ShownInvoice, { title }: InvoiceWords) => ({
  ...{ Title: `${title} ${number}`, Author: seller.name, Creator: 'Storefold', Producer: 'Storefold' },
  ...{ CreationDate: new Date(issuedAt), ModDate: new Date(issuedAt) },
});

/** Draws an invoice or a credit note as PDF, A4. Pure: the same document is the same bytes, whenever it is drawn. */
export const renderInvoice = (invoice: ShownInvoice): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const words = invoiceInWords(invoice);
    const doc = new PDFDocument({
      ...{ size: 'A4', margin: page.margin, bufferPages: true, lang: 'en-GB', displayTitle: true },
      info: infoOf(invoice, words),
    });
    const chunks: Buffer[] = [];
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => {
      resolve(Buffer.concat(chunks));
    });
    doc.on('error', reject);
    drawHead(doc, words);
    drawTable(doc, words.columns, words.rows, page.width);
    doc.y += 8;
    drawTotals(doc, words);
    if (words.taxes.length > 0) drawTable(doc, ['Rate of tax', 'Net', 'Tax', 'Gross'], words.taxes, page.width);
    for (const note of words.notes) {
      room(doc, 20);
      regular(doc, size.small)
        .fillColor(ink.soft)
        .text(printable(note), page.margin, doc.y + 8, { width: page.width });
    }
    drawFeet(doc, `${words.title} ${invoice.number}`);
    doc.end();
  });
