import { expect } from 'chai';
import { shopEvents } from './shop-events.js';
import { faultOfText } from './text.js';

describe('a text', () => {
  it('is refused when half of a character is missing', () => {
    for (const half of ['\ud800 x', 'x \udc00', '\udc00\ud800'])
      expect(faultOfText(half)).to.equal('is not well-formed Unicode');
  });
  it('is refused with characters that control a terminal, not with tabs and line breaks', () => {
    for (const control of ['a\u0000b', '\u001b[31m', 'a\u007f', '\u0085']) {
      expect(faultOfText(control)).to.equal('has control characters');
    }
    expect(faultOfText('one\ttwo\r\nthree')).to.equal(undefined);
  });
  it('may be in any script', () => {
    for (const good of ['', 'EIRE', 'Åland', '日本', '👩‍🚀', '\ufffd']) expect(faultOfText(good)).to.equal(undefined);
  });
  it('that was recorded with half a character is read as every store can keep it', () => {
    const product = { sku: 'MUG', title: 'A \ud800 mug', priceMinor: 1, currency: 'GBP', category: '\udc00' };
    expect(shopEvents.read('ProductDefined', 1, product).data).to.deep.include({
      title: 'A \ufffd mug',
      category: '\ufffd',
    });
    const issued = {
      ...{ creditId: 'C1', customerId: null, country: ' \ud800 x ', currency: 'GBP', lines: [], charges: [] },
      ...{ totalMinor: 1, reason: 'x\ud800' },
    };
    expect(shopEvents.read('CreditIssued', 1, issued).data).to.deep.include({ country: '\ufffd x', reason: 'x\ufffd' });
  });
});
