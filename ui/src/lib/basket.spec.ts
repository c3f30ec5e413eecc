import { expect } from 'chai';
import fc from 'fast-check';
import { addToBasket, countItems, emptyBasket, readBasket, setQuantity, writeBasket } from './basket.js';

describe('a basket', () => {
  it('adds up what is put in twice', () => {
    const basket = addToBasket(addToBasket(emptyBasket, '22423', 1), '22423', 2);
    expect(basket.lines).to.deep.equal([{ sku: '22423', quantity: 3 }]);
  });

  it('loses a line of which none is wanted', () => {
    const basket = addToBasket(addToBasket(emptyBasket, '22423', 1), '85123A', 2);
    expect(setQuantity(basket, '22423', 0).lines).to.deep.equal([{ sku: '85123A', quantity: 2 }]);
    expect(setQuantity(basket, '22423', -4).lines).to.have.length(1);
  });

  it('takes neither more than 10,000 of a thing nor more than 100 things', () => {
    expect(countItems(addToBasket(emptyBasket, 'A', 1_000_000))).to.equal(10_000);
    const many = Array.from({ length: 150 }, (_, n) => `S${n.toString()}`).reduce(
      (basket, sku) => addToBasket(basket, sku, 1),
      emptyBasket,
    );
    expect(many.lines).to.have.length(100);
    expect(readBasket(writeBasket(many))).to.deep.equal(many);
  });

  it('comes back from its cookie as it went in', () => {
    const line = fc.record({
      sku: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/),
      quantity: fc.integer({ min: 1, max: 10_000 }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(line, { selector: ({ sku }) => sku, maxLength: 100 }), (lines) => {
        expect(readBasket(writeBasket({ lines }))).to.deep.equal({ lines });
      }),
    );
  });

  it('is empty where the cookie is none of ours, whatever it says', () => {
    for (const cookie of [undefined, '', 'x', '*3', '22423*', '22423*0', '22423*-1', '<b>*1', '../etc*1'])
      expect(readBasket(cookie).lines, cookie).to.deep.equal([]);
    fc.assert(
      fc.property(fc.string(), (cookie) => {
        for (const { quantity } of readBasket(cookie).lines) expect(quantity).to.be.within(1, 10_000);
      }),
    );
  });
});
