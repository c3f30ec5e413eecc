import { expect } from 'chai';
import fc from 'fast-check';
import { LineSplitter } from './line-splitter.js';

const linesOf = (...chunks: readonly string[]): readonly string[] => {
  const lines: string[] = [];
  const splitter = new LineSplitter((line) => lines.push(line));
  for (const chunk of chunks) splitter.push(chunk);
  splitter.end();
  return lines;
};

describe('the output of a process', () => {
  it('is the same lines, wherever it is cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'ü', '\n'), maxLength: 20 }), fc.nat(20), (text, cut) => {
        const lines = text.split('\n');
        if (lines.at(-1) === '') lines.pop();
        expect(linesOf(text)).to.deep.equal(lines);
        expect(linesOf(text.slice(0, cut), text.slice(cut))).to.deep.equal(lines);
        expect(linesOf(...Array.from(text))).to.deep.equal(lines);
      }),
    );
  });

  it('is told as soon as a line is complete', () => {
    const lines: string[] = [];
    const splitter = new LineSplitter((line) => lines.push(line));
    splitter.push('ready\nand');
    expect(lines).to.deep.equal(['ready']);
  });

  it('is told in pieces where a line does not end', () => {
    const lines = linesOf(...Array.from({ length: 5 }, () => 'x'.repeat(40_000)));
    expect(lines.map(({ length }) => length)).to.deep.equal([80_000, 80_000, 40_000]);
  });
});
