import { inflateSync } from 'node:zlib';

/** What is written on each page of a PDF of ours, one piece of text after the other: streams are deflated, texts are hexadecimal. */
export const textsOf = (pdf: Buffer): readonly string[] => {
  const pages: string[] = [];
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 1)) {
    if (pdf.subarray(at - 3, at).toString() === 'end') continue;
    const end = pdf.indexOf('\nendstream', at);
    const drawn = inflateSync(pdf.subarray(at + 'stream\n'.length, end)).toString('latin1');
    const texts = [...drawn.matchAll(/\[([^\]]*)\] TJ/g)].map(([, parts = '']) =>
      [...parts.matchAll(/<([0-9a-f]*)>/g)].map(([, hex = '']) => Buffer.from(hex, 'hex').toString('latin1')).join(''),
    );
    pages.push(texts.join('\n'));
  }
  return pages;
};
