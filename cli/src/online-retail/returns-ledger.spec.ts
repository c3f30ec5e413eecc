import { expect } from 'chai';
import fc from 'fast-check';
import { invoicesOf } from '../testing/rows.js';
import type { RowText } from './row.js';
import { ReturnsLedger, ReturnsSurvey, type Matched } from './returns-ledger.js';

/** Reads a file twice as the import does: each order paid in full, unless said otherwise. Answers what each return matched. */
const matchAll = (
  rows: readonly Partial<RowText>[],
  paid: Readonly<Record<string, number>> = {},
): readonly Matched[] => {
  const invoices = invoicesOf(...rows);
  const survey = new ReturnsSurvey();
  for (const invoice of invoices) survey.add(invoice);
  const ledger = new ReturnsLedger(survey.wanted());
  return invoices.flatMap((invoice) => {
    const worth = invoice.rows.reduce((sum, { kind, amountMinor }) => sum + (kind === 'line' ? amountMinor : 0), 0);
    ledger.sold(invoice, paid[invoice.number] ?? worth);
    return invoice.rows.filter(({ kind }) => kind === 'return').map((row) => ledger.match(invoice, row));
  });
};
const sold = (invoice: string, quantity: number, more: Partial<RowText> = {}): Partial<RowText> => ({
  ...{ invoice, quantity: quantity.toString() },
  ...more,
});
const back = (invoice: string, quantity: number, more: Partial<RowText> = {}): Partial<RowText> =>
  sold(`C${invoice}`, -quantity, more);
const part = (orderId: string, quantity: number, amountMinor: number, lineId = '1') => ({
  orderId,
  lineId,
  quantity,
  amountMinor,
});

describe('goods that come back', () => {
  it('go back to the order that they were bought with', () => {
    expect(matchAll([sold('1', 3), back('2', 2)])).to.deep.equal([{ parts: [part('1', 2, 900)], rest: undefined }]);
  });

  it('go back to the latest order that has enough, not to the latest of all', () => {
    const rows = [sold('1', 9), sold('2', 5), sold('3', 1), back('4', 4)];
    expect(matchAll(rows)).to.deep.equal([{ parts: [part('2', 4, 1800)], rest: undefined }]);
  });

  it('go back to several orders, latest first, where none has enough', () => {
    const rows = [sold('1', 2), sold('2', 3), back('3', 4)];
    expect(matchAll(rows)).to.deep.equal([{ parts: [part('2', 3, 1350), part('1', 1, 450)], rest: undefined }]);
  });

  it('leave a rest where more comes back than was bought', () => {
    expect(matchAll([sold('1', 2), back('2', 5)])).to.deep.equal([
      { parts: [part('1', 2, 900)], rest: { quantity: 3, amountMinor: 1350 } },
    ]);
  });

  it('are not taken back twice', () => {
    const rows = [sold('1', 3), back('2', 2), back('3', 2)];
    expect(matchAll(rows)[1]).to.deep.equal({ parts: [part('1', 1, 450)], rest: { quantity: 1, amountMinor: 450 } });
  });

  it('find the right one of two lines of an order', () => {
    const rows = [sold('1', 1, { code: 'CUP' }), sold('1', 2), back('2', 2)];
    expect(matchAll(rows)[0]?.parts).to.deep.equal([part('1', 2, 900, '2')]);
  });

  const strangers: readonly (readonly [what: string, rows: readonly Partial<RowText>[]])[] = [
    ['that were bought at another price', [sold('1', 2, { price: '4.00' }), back('2', 2)]],
    ['that another customer bought', [sold('1', 2, { customer: '13001' }), back('2', 2)]],
    ['that a guest brings', [sold('1', 2, { customer: '' }), back('2', 2, { customer: '' })]],
    ['that were bought from another country', [sold('1', 2, { country: 'France' }), back('2', 2)]],
    ['that are other goods', [sold('1', 2, { code: 'CUP' }), back('2', 2)]],
    ['that are bought only later', [back('2', 2), sold('3', 2)]],
  ];
  for (const [what, rows] of strangers)
    it(`belong to no order we know: those ${what}`, () => {
      expect(matchAll(rows)).to.deep.equal([{ parts: [], rest: { quantity: 2, amountMinor: 900 } }]);
    });

  it('take the price by its worth and not by its letters', () => {
    expect(matchAll([sold('1', 2, { price: '4.50' }), back('2', 1, { price: '4.5' })])[0]?.rest).to.equal(undefined);
  });

  it('bring no more money than was paid for the order', () => {
    const rows = [sold('1', 2), back('2', 1), back('3', 1)];
    expect(matchAll(rows, { 1: 500 })).to.deep.equal([
      { parts: [part('1', 1, 450)], rest: undefined },
      { parts: [], rest: { quantity: 1, amountMinor: 450 } },
    ]);
  });

  it('share out pennies so that the parts make the whole', () => {
    // Three at 0.333 are 1.00 when bought and when they come back; one and two of them are 0.33 and 0.67.
    const price = '0.333';
    const rows = [sold('1', 1, { price }), sold('2', 2, { price }), back('3', 3, { price })];
    const [{ parts, rest } = { parts: [], rest: undefined }] = matchAll(rows);
    const amounts = [...parts, ...(rest ? [rest] : [])].map(({ amountMinor }) => amountMinor);
    expect(amounts.reduce((sum, amount) => sum + amount, 0)).to.equal(100);
  });

  it('are never more, in pieces or in money, than was sold; and nothing of a return is lost', () => {
    const anyRow = fc.record({
      returned: fc.boolean(),
      quantity: fc.integer({ min: 1, max: 6 }),
      code: fc.constantFrom('MUG', 'CUP'),
      price: fc.constantFrom('4.50', '0.333'),
      customer: fc.constantFrom('13000', '13001', ''),
    });
    fc.assert(
      fc.property(
        fc.array(anyRow, { minLength: 1, maxLength: 25 }),
        fc.integer({ min: 0, max: 1000 }),
        (rows, paidForFirst) => {
          const said = rows.map(({ returned, quantity, ...more }, index) =>
            (returned ? back : sold)((index + 1).toString(), quantity, more),
          );
          const matched = matchAll(said, { 1: paidForFirst });
          const returns = invoicesOf(...said).flatMap(({ rows: [row] }) => (row?.kind === 'return' ? [row] : []));
          const taken = new Map<string, number>();
          const money = new Map<string, number>();
          for (const [index, { parts, rest }] of matched.entries()) {
            const all = [...parts, ...(rest ? [rest] : [])];
            expect(all.reduce((sum, { quantity }) => sum + quantity, 0)).to.equal(-(returns[index]?.quantity ?? NaN));
            expect(all.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).to.equal(
              0 - (returns[index]?.amountMinor ?? NaN),
            );
            for (const { orderId, quantity, amountMinor } of parts) {
              taken.set(orderId, (taken.get(orderId) ?? 0) + quantity);
              money.set(orderId, (money.get(orderId) ?? 0) + amountMinor);
            }
          }
          for (const {
            number,
            rows: [row],
          } of invoicesOf(...said)) {
            if (row?.kind !== 'line') continue;
            expect(taken.get(number) ?? 0).to.be.at.most(row.quantity);
            expect(money.get(number) ?? 0).to.be.at.most(
              number === '1' ? Math.min(paidForFirst, row.amountMinor) : row.amountMinor,
            );
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
