import { businessMonth } from '@storefold/contracts';
import { expect } from 'chai';
import fc from 'fast-check';
import { goodRow, invoicesOf } from '../testing/rows.js';
import type { Invoice } from './invoice.js';
import type { RowText } from './row.js';
import { fileTimeZone, shelfChange, ShelfSurvey, ShelfWalk, type ShelfPlan } from './shelf-plan.js';

const planOf = (invoices: readonly Invoice[]): ShelfPlan => {
  const survey = new ShelfSurvey();
  for (const invoice of invoices) survey.add(invoice);
  return survey.plan();
};
/** What arrives of mugs, as `month quantity`. */
const arrivals = (...rows: readonly Partial<RowText>[]) =>
  (planOf(invoicesOf(...rows)).get('MUG') ?? []).map(
    (receipt) => receipt && `${receipt.month} ${receipt.quantity.toString()}`,
  );
const move = (invoice: string, day: string, quantity: number): Partial<RowText> => ({
  invoice: quantity > 0 ? invoice : `C${invoice}`,
  date: `${day} 10:00:00`,
  quantity: quantity.toString(),
});

describe('what a row does to the shelf', () => {
  const changes: readonly (readonly [what: string, said: Partial<RowText>, change: number])[] = [
    ['goods sold are taken', { quantity: '3' }, -3],
    ['goods that come back are put', { invoice: 'C500002', quantity: '-3' }, 3],
    ['goods of no price follow their sign', { price: '0', customer: '', quantity: '-3' }, -3],
    ['goods that were found are put', { price: '0', customer: '', quantity: '3' }, 3],
    ['goods given to a customer are taken', { price: '0', quantity: '3' }, -3],
    ['goods given to a customer are taken, whatever their sign', { price: '0', quantity: '-3' }, -3],
    ['postage does nothing', { code: 'POST' }, 0],
    ['postage given back does nothing', { invoice: 'C500002', code: 'POST', quantity: '-1' }, 0],
    ['an adjustment does nothing', { invoice: 'A500002', price: '-3' }, 0],
  ];
  for (const [what, said, change] of changes)
    it(what, () => {
      expect(shelfChange(goodRow(said))).to.equal(change);
    });
});

describe('what must have arrived', () => {
  it('covers a month and the next, and the last is followed by one like it', () => {
    expect(arrivals(move('1', '2010-01-05', 2), move('2', '2010-02-05', 3), move('3', '2010-03-05', 4))).to.deep.equal([
      '2010-01 5',
      undefined,
      '2010-03 8',
    ]);
  });

  it('covers the lowest point of a month, not only its end', () => {
    const rows = [move('1', '2010-01-05', 6), move('2', '2010-01-06', -5), move('3', '2010-02-05', 1)];
    expect(arrivals(...rows)[0]).to.equal('2010-01 6');
  });

  it('is nothing where goods came back first', () => {
    expect(arrivals(move('1', '2010-01-05', -9), move('2', '2010-02-05', 2))).to.deep.equal([undefined, undefined]);
  });

  it('goes by the months of London', () => {
    // Half past midnight on the first of August there is still July in UTC.
    const rows = [{ ...move('1', '2011-08-01', 2), date: '2011-08-01 00:30:00' }, move('2', '2011-09-01', 1)];
    expect(arrivals(...rows)[0]).to.equal('2011-08 3');
  });

  it('keeps a shelf from falling below nothing, whatever the file says and in whatever order', () => {
    const anyRow = fc.record({
      month: fc.integer({ min: 1, max: 5 }),
      quantity: fc.integer({ min: -9, max: 9 }).filter((quantity) => quantity !== 0),
      code: fc.constantFrom('MUG', 'CUP'),
      price: fc.constantFrom('4.50', '0'),
      customer: fc.constantFrom('13000', ''),
    });
    fc.assert(
      fc.property(fc.array(anyRow, { minLength: 1, maxLength: 40 }), (rows) => {
        const invoices = invoicesOf(
          ...rows.map(({ month, quantity, ...more }, index) => ({
            ...move((index + 1).toString(), `2010-0${month.toString()}-05`, quantity),
            ...more,
          })),
        );
        const plan = planOf(invoices);
        const walk = new ShelfWalk(plan);
        const onHand = new Map<string, number>();
        let arrived = 0;
        for (const { at, rows: moves } of invoices)
          for (const row of moves) {
            const before = onHand.get(row.code) ?? 0;
            const receipt = walk.before(row.code, businessMonth(at, fileTimeZone));
            if (receipt) arrived++;
            const after = before + (receipt?.quantity ?? 0) + shelfChange(row);
            expect(receipt?.quantity ?? 1).to.be.greaterThan(0);
            expect(after).to.be.at.least(0);
            onHand.set(row.code, after);
          }
        // The walk hands out each receipt once, and forgets none.
        expect(arrived).to.equal([...plan.values()].flat().filter((receipt) => receipt !== undefined).length);
      }),
      { numRuns: 200 },
    );
  });
});
