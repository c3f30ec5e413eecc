import {
  divideHalfEven,
  payableMinorOf,
  type DeliveryMethod,
  type DiscountTerms,
  type TaxRule,
} from '@storefold/contracts';
import { expect } from 'chai';
import fc from 'fast-check';
import { priceOrder, type Basket, type GoodsLine } from './price-order.js';

const line = (lineId: string, quantity: number, unitPriceMinor: number, taxCategory?: string): GoodsLine => ({
  ...{ lineId, sku: `SKU-${lineId}`, title: 'A thing', quantity, unitPriceMinor, taxCategory },
});
const post: DeliveryMethod = {
  ...{ code: 'post', name: 'By post', priceMinor: 500, currency: 'GBP', countries: [], taxCategory: 'standard' },
};
const off = (terms: DiscountTerms['off'], code = 'CODE') => ({ code, terms: { off: terms, currency: 'GBP' } });
const tenth = off({ kind: 'percentage', basisPoints: 1_000 });
const uk: TaxRule = {
  ...{ country: 'United Kingdom', pricesIncludeTax: true },
  rates: [
    { category: 'standard', rateBp: 2_000 },
    { category: 'books', rateBp: 0 },
  ],
};
const usa: TaxRule = { country: 'USA', pricesIncludeTax: false, rates: [{ category: 'standard', rateBp: 825 }] };
const total = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0);

describe('the price of an order', () => {
  it('is that of its lines where the shop has no terms, and says nothing more', () => {
    expect(priceOrder({ lines: [line('1', 2, 450)], discounts: [] })).to.deep.equal({
      lines: [{ lineId: '1', sku: 'SKU-1', title: 'A thing', quantity: 2, unitPriceMinor: 450, amountMinor: 900 }],
      ...{ charges: [], linesMinor: 900, totalMinor: 900 },
    });
  });
  it('has delivery, free from a sum of goods after discounts', () => {
    const freeFrom = { ...post, freeFromMinor: 1_000 };
    const priced = (unit: number, discounts: Basket['discounts']) =>
      priceOrder({ lines: [line('1', 1, unit)], delivery: freeFrom, discounts });
    expect(priced(999, []).totalMinor).to.equal(1_499);
    expect(priced(1_000, []).totalMinor).to.equal(1_000);
    // 1,100 less a tenth is 990.
    expect(priced(1_100, [tenth]).totalMinor).to.equal(1_490);
    expect(priced(1_000, []).charges).to.deep.equal([
      { code: 'DELIVERY', description: 'By post', quantity: 1, amountMinor: 0 },
    ]);
  });
  it('shares a discount over the lines', () => {
    const { lines, charges, totalMinor } = priceOrder({
      ...{ lines: [line('1', 1, 333), line('2', 1, 333), line('3', 1, 334)], discounts: [tenth] },
    });
    expect(lines.map(({ discountMinor, payableMinor }) => [discountMinor, payableMinor])).to.deep.equal([
      [33, 300],
      [33, 300],
      [34, 300],
    ]);
    expect(charges).to.deep.equal([{ code: 'DISCOUNT', description: 'CODE', quantity: 1, amountMinor: -100 }]);
    expect(totalMinor).to.equal(900);
  });
  it('takes percentages of the full price first, then sums, and never more than the goods', () => {
    const fiver = off({ kind: 'fixed', amountMinor: 500 }, 'FIVER');
    const { charges } = priceOrder({ lines: [line('1', 1, 1_000)], discounts: [fiver, tenth, tenth] });
    expect(charges.map(({ description, amountMinor }) => [description, amountMinor])).to.deep.equal([
      ['CODE', -100],
      ['CODE', -100],
      ['FIVER', -500],
    ]);
    const all = priceOrder({ lines: [line('1', 1, 300)], delivery: post, discounts: [fiver] });
    expect([all.totalMinor, all.lines[0]?.payableMinor]).to.deep.equal([500, 0]);
  });
  it('gives free delivery once, however many codes say so', () => {
    const free = off({ kind: 'free-delivery' }, 'POSTFREE');
    const priced = priceOrder({ lines: [line('1', 1, 300)], delivery: post, discounts: [free, free] });
    expect(priced.charges.map(({ amountMinor }) => amountMinor)).to.deep.equal([500, -500, 0]);
    expect(priced.totalMinor).to.equal(300);
  });
  it('tells the tax that is in the prices, at the rate of each category', () => {
    const { lines, charges, tax, totalMinor } = priceOrder({
      ...{ lines: [line('1', 1, 1_200), line('2', 1, 800, 'books')], delivery: post, discounts: [], tax: uk },
    });
    expect(lines.map(({ taxMinor, taxRateBp, payableMinor }) => [taxMinor, taxRateBp, payableMinor])).to.deep.equal([
      [200, 2_000, undefined],
      [0, 0, undefined],
    ]);
    // 1,200 and 500 have 1,700 / 6 in them, to the penny: 283, of which 83 are the delivery's.
    expect(charges).to.deep.equal([
      { code: 'DELIVERY', description: 'By post', quantity: 1, amountMinor: 500, taxMinor: 83, taxRateBp: 2_000 },
    ]);
    expect([tax, totalMinor]).to.deep.equal([{ taxMinor: 283, pricesIncludeTax: true }, 2_500]);
  });
  it('adds the tax where prices are without, after discounts', () => {
    const priced = priceOrder({
      ...{ lines: [line('1', 3, 1_000), line('2', 1, 500, 'food')], discounts: [tenth], tax: usa },
    });
    // 2,700 at 8.25 % are 222.75.
    expect(priced.charges.at(-1)).to.deep.equal({ code: 'TAX', description: 'Tax', quantity: 1, amountMinor: 223 });
    expect(priced.lines.map(payableMinorOf)).to.deep.equal([2_923, 450]);
    expect(priced.totalMinor).to.equal(3_373);
  });

  const basket: fc.Arbitrary<Basket> = fc.record({
    lines: fc.array(
      fc
        .record({
          quantity: fc.integer({ min: 1, max: 500 }),
          unit: fc.nat(20_000),
          category: fc.constantFrom(undefined, 'books', 'unheard-of'),
        })
        .map(({ quantity, unit, category }) => line('1', quantity, unit, category)),
      { minLength: 1, maxLength: 12 },
    ),
    delivery: fc.constantFrom(undefined, post, { ...post, freeFromMinor: 5_000 }, { ...post, taxCategory: 'books' }),
    discounts: fc.array(
      fc.oneof(
        fc.integer({ min: 1, max: 10_000 }).map((basisPoints) => off({ kind: 'percentage', basisPoints })),
        fc.integer({ min: 1, max: 50_000 }).map((amountMinor) => off({ kind: 'fixed', amountMinor })),
        fc.constant(off({ kind: 'free-delivery' })),
      ),
      { maxLength: 4 },
    ),
    tax: fc.constantFrom(undefined, uk, usa),
  });
  it('conserves every penny, whatever the basket: lines + delivery + tax - discounts = total = all that is paid', () => {
    fc.assert(
      fc.property(basket, (given) => {
        const { lines, charges, linesMinor, totalMinor, tax } = priceOrder(given);
        const charged = (code: string) =>
          total(charges.flatMap((charge) => (charge.code === code ? [charge.amountMinor] : [])));
        expect(linesMinor).to.equal(total(lines.map(({ amountMinor }) => amountMinor)));
        expect(totalMinor).to.equal(linesMinor + charged('DELIVERY') + charged('TAX') + charged('DISCOUNT'));
        expect(totalMinor).to.be.at.least(0);
        const delivery = charges.find(({ code }) => code === 'DELIVERY');
        const goodsOff = total(lines.map(({ discountMinor = 0 }) => discountMinor));
        const deliveryOff = -charged('DISCOUNT') - goodsOff;
        const deliveryTax = tax?.pricesIncludeTax === false ? (delivery?.taxMinor ?? 0) : 0;
        const deliveryPaid = (delivery?.amountMinor ?? 0) - deliveryOff + deliveryTax;
        expect(deliveryPaid).to.be.at.least(0);
        expect(total(lines.map(payableMinorOf)) + deliveryPaid).to.equal(totalMinor);
        const taxes = [...lines, ...(delivery ? [delivery] : [])];
        expect(total(taxes.map(({ taxMinor = 0 }) => taxMinor))).to.equal(tax?.taxMinor ?? 0);
        for (const { payableMinor = 0, taxMinor = 0, discountMinor = 0, amountMinor } of lines) {
          expect(Math.min(payableMinor, taxMinor, discountMinor)).to.be.at.least(0);
          expect(discountMinor).to.be.at.most(amountMinor);
        }
      }),
      { numRuns: 3_000 },
    );
  });
  it('rounds tax once for each rate, half to even, over all that is taxed at it', () => {
    fc.assert(
      fc.property(basket, (given) => {
        const { lines, charges, tax } = priceOrder(given);
        if (!tax || given.discounts.some(({ terms }) => terms.off.kind === 'free-delivery')) return;
        const delivery = charges.filter(({ code }) => code === 'DELIVERY');
        const taxed = [
          ...lines.map((each) => ({ ...each, net: each.amountMinor - (each.discountMinor ?? 0) })),
          ...delivery.map((each) => ({ ...each, net: each.amountMinor })),
        ];
        for (const rate of new Set(taxed.map(({ taxRateBp }) => taxRateBp ?? 0))) {
          const group = taxed.filter(({ taxRateBp }) => taxRateBp === rate);
          const net = BigInt(total(group.map((each) => each.net)));
          const divisor = tax.pricesIncludeTax ? 10_000 + rate : 10_000;
          const due = Number(divideHalfEven(net * BigInt(rate), BigInt(divisor)));
          expect(total(group.map(({ taxMinor = 0 }) => taxMinor))).to.equal(due);
        }
      }),
    );
  });
});
