import { expect } from 'chai';
import * as fc from 'fast-check';
import { drawPicture } from './draw-picture.js';
import { shapes } from './shapes/catalogue.js';
import { wordsFor } from './shape-words.js';
import { faultIn } from './testing/well-formed.js';

const mug = { sku: '21071', title: 'VINTAGE BILLBOARD DRINK ME MUG' };

describe('a product picture', () => {
  it('is the same for the same product, whenever it is drawn', () => {
    expect(drawPicture(mug)).to.equal(drawPicture({ ...mug }));
  });

  it('differs between two products of the same title: no two are quite alike', () => {
    expect(drawPicture(mug)).to.not.equal(drawPicture({ ...mug, sku: '21072' }));
  });

  it('is a square SVG that needs nothing from elsewhere', () => {
    const svg = drawPicture(mug);
    expect(svg).to.match(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 400 400"/);
    expect(svg.replace('http://www.w3.org/2000/svg', '')).to.not.match(
      /https?:|href="[^#]|url\((?!#)|@import|<script|<image/,
    );
  });

  it('has the title as its name, with what XML would misread escaped', () => {
    const svg = drawPicture({ sku: 'x', title: `TEA & "CAKE" <b>SIGN</b> I'M` });
    expect(svg).to.contain('<title>TEA &amp; &quot;CAKE&quot; &lt;b&gt;SIGN&lt;/b&gt; I&#39;M</title>');
    expect(svg).to.not.contain('<b>');
  });

  it('is well-formed and below 8 kB for each kind of goods that we can draw', () => {
    const faults = Object.keys(shapes).flatMap((shape) => {
      const title = `ASSORTED SPACEBOY ${wordsFor(shape)} SET OF 3`;
      const svg = drawPicture({ sku: shape, title });
      const fault =
        faultIn(svg) ?? (Buffer.byteLength(svg) > 8_192 ? `${String(Buffer.byteLength(svg))} bytes` : undefined);
      return fault === undefined ? [] : [`${title}: ${fault}`];
    });
    expect(faults).to.deep.equal([]);
  });

  it('is well-formed whatever anybody types as a title', () => {
    const title = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.string({
        unit: fc.constantFrom('<', '&', '"', "'", ']', '\u0000', '\ud800', 'SIGN ', 'MUG ', ' 3', 'é', '😀'),
      }),
    );
    fc.assert(
      fc.property(title, fc.string(), (words, sku) => {
        expect(faultIn(drawPicture({ sku, title: words }))).to.equal(undefined);
      }),
      { numRuns: 150 },
    );
  });

  it('shows as many as a set has, up to three', () => {
    const pieces = (title: string): number => drawPicture({ sku: '1', title }).match(/id="one"|"#one"/g)?.length ?? 0;
    expect(pieces('RED MUG')).to.equal(1);
    expect(pieces('SET OF 2 RED MUGS')).to.equal(2);
    expect(pieces('SET/12 RED MUGS')).to.equal(3);
  });

  it('wraps what it cannot read, even nothing at all', () => {
    const ribbon = '#d9555c';
    expect(drawPicture({ sku: '1', title: 'QQ' })).to.contain(ribbon);
    expect(drawPicture({ sku: '1', title: '' }))
      .to.contain('<title></title>')
      .and.to.contain(ribbon);
    expect(drawPicture(mug)).to.not.contain(ribbon);
  });
});
