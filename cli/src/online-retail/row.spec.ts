import { expect } from 'chai';
import fc from 'fast-check';
import { goodRow, isBad, rowText } from '../testing/rows.js';
import { readRow, type RowKind, type RowText } from './row.js';

describe('a row of the file', () => {
  const kinds: readonly (readonly [what: string, said: Partial<RowText>, kind: RowKind])[] = [
    ['goods sold', {}, 'line'],
    ['postage', { code: 'POST' }, 'charge'],
    ['a discount of an order', { code: 'D', quantity: '-1' }, 'charge'],
    ['goods that came back', { invoice: 'C500002', quantity: '-2' }, 'return'],
    ['postage given back', { invoice: 'C500002', code: 'POST', quantity: '-1' }, 'credit-charge'],
    ['a discount taken back', { invoice: 'C500002', code: 'D', quantity: '1' }, 'credit-charge'],
    ['a bad debt', { invoice: 'A500003', code: 'B', quantity: '1', price: '-11062.06' }, 'adjustment'],
    ['goods of no price', { price: '0.00', quantity: '-9' }, 'stock'],
    ['goods of no price on a credit note', { invoice: 'C500002', price: '0', quantity: '-9' }, 'stock'],
    ['goods of a price less than nothing at all', { price: '-0.00', quantity: '9' }, 'stock'],
    ['a charge of no price', { code: 'M', price: '0' }, 'void'],
  ];
  for (const [what, said, kind] of kinds)
    it(`is told by itself to be ${what}`, () => {
      expect(goodRow(said).kind).to.equal(kind);
    });

  it('is read whole', () => {
    expect(
      goodRow({ row: 7, price: '0012.250', quantity: '3', customer: '13085.0', date: '2010-07-01 10:05:00' }),
    ).to.deep.equal({
      ...{ row: 7, place: 0, kind: 'line', invoice: '500001', code: 'MUG', description: 'WHITE MUG', quantity: 3 },
      ...{ price: '12.25', amountMinor: 3675, customerId: '13085', country: 'United Kingdom' },
      at: '2010-07-01T09:05:00.000Z',
    });
  });

  it('is of a guest where it names no customer', () => {
    for (const customer of ['', 'nan', 'NaN']) expect(goodRow({ customer }).customerId, customer).to.equal(null);
  });

  it('has no description where the file says nan', () => {
    expect(goodRow({ description: 'NaN' }).description).to.equal('');
    expect(goodRow({ description: 'NAN BREAD TRAY' }).description).to.equal('NAN BREAD TRAY');
  });

  const amounts: readonly (readonly [quantity: string, price: string, amountMinor: number])[] = [
    ['3', '2.1', 630],
    ['-3', '2.1', -630],
    // Half a penny goes to the even one.
    ['1', '0.125', 12],
    ['1', '0.135', 14],
    ['10', '0.001', 1],
    ['1', '0.001', 0],
    ['1000000', '999999.99', 99_999_999_000_000],
  ];
  for (const [quantity, price, amountMinor] of amounts)
    it(`makes ${quantity} x ${price} into ${amountMinor.toString()} pence`, () => {
      const invoice = quantity.startsWith('-') ? 'C500002' : '500001';
      expect(goodRow({ invoice, quantity, price }).amountMinor).to.equal(amountMinor);
    });

  const complaints: readonly (readonly [field: keyof Omit<RowText, 'row'>, values: readonly string[], says: RegExp])[] =
    [
      ['invoice', ['', 'X500001', 'c500001', '50-1', '5'.repeat(21)], /^an invoice number is digits/],
      ['code', ['', 'A MUG', 'MUG/2', 'M'.repeat(41)], /^a stock code is 1 to 40/],
      ['quantity', ['', '0', '-0', '1.5', '1e3', 'two', '1000001', '12345678'], /^a quantity is a whole number/],
      ['price', ['', '.5', '1,50', '1e3', '£2', '1.2345678', '--1', 'NaN'], /^a price is a decimal/],
      ['date', ['', '2010-01-05', '05/01/2010 10:00', '2010-02-30 10:00:00', '2010-01-05 24:00:00'], /^a time is YYYY/],
      ['customer', ['a b', '-1', 'x'.repeat(101)], /^a customer is letters and digits/],
      ['country', ['', 'x'.repeat(61)], /^a country has 1 to 60/],
      ['description', ['CAF\uFFFD'], /^the text is not UTF-8/],
    ];
  for (const [field, values, says] of complaints)
    it(`is left out for its ${field} where that is ${values.map((value) => JSON.stringify(value.slice(0, 20))).join(', ')}`, () => {
      for (const value of values) {
        const read = readRow(rowText({ row: 9, [field]: value }));
        if (!isBad(read)) throw new Error(`${JSON.stringify(value)} was taken`);
        expect(read.row).to.equal(9);
        expect(read.problem, value).to.match(says);
        expect(read.detail, value).to.contain(value.slice(0, 20));
        expect(read.detail.length, value).to.be.at.most(65);
      }
    });

  const nonsense: readonly (readonly [what: string, said: Partial<RowText>, says: RegExp])[] = [
    ['a price below zero on a plain invoice', { price: '-4.50' }, /price below zero stands on adjustments/],
    ['goods that a credit note gives out', { invoice: 'C500002' }, /gives goods out/],
    ['goods that come back at a price on a plain invoice', { quantity: '-2' }, /without a credit note/],
    ['more money than can be held exactly', { quantity: '1000000', price: '99999999999' }, /beyond what can be held/],
    ['the same in parts of a penny', { quantity: '1000000', price: '99999999999.999' }, /beyond what can be held/],
  ];
  for (const [what, said, says] of nonsense)
    it(`is left out where it is ${what}, and what stood there is shown`, () => {
      const read = readRow(rowText(said));
      if (!isBad(read)) throw new Error('it was taken');
      expect(read.problem).to.match(says);
      expect(read.detail).to.contain(` MUG ${said.quantity ?? '2'} x ${said.price ?? '4.50'}`);
    });

  it('is never an exception, and gives the same answer twice', () => {
    const anyText = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.string({ unit: fc.constantFrom(...Array.from('0123456789.-CAe: ')), maxLength: 20 }),
    );
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('invoice', 'code', 'quantity', 'price', 'date', 'customer', 'country'), anyText),
        (said) => {
          const first = readRow(rowText(said));
          expect(readRow(rowText(said))).to.deep.equal(first);
          if (!isBad(first)) expect(Number.isSafeInteger(first.amountMinor)).to.equal(true);
        },
      ),
    );
  });
});
