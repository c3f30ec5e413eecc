import { expect } from 'chai';
import { cameOf, reasonInWords, returnable, returnInWords, unpaidOf } from './returns.js';
import type { Payment } from './types.js';

const line = (lineId: string, shipped: number, returned = 0) => ({
  ...{ lineId, sku: 'MUG', title: 'A mug', quantity: 3, amountMinor: 900, shipped, returned },
});
const asked = (status: string, lineId: string, quantity: number, received: number | null = null) => ({
  ...{ returnId: `${status}-${lineId}`, status, reason: 'faulty', words: null, declineWords: null, lessWords: null },
  ...{ requestedAt: 'then', amountMinor: null, deliveryMinor: 0 },
  lines: [{ lineId, sku: 'MUG', quantity, received, sellable: null, writtenOff: null, amountMinor: null }],
});
describe('what can be sent back', () => {
  it('is what was sent and is neither back nor on its way back', () => {
    const order = {
      lines: [line('1', 3), line('2', 3, 1), line('3', 0), line('4', 2), line('5', 2)],
      returns: [
        asked('requested', '1', 2),
        asked('declined', '2', 2),
        asked('received', '4', 2, 1),
        asked('approved', '5', 2),
      ],
    };
    expect(returnable(order).map(({ lineId, pieces }) => [lineId, pieces])).to.deep.equal([
      ['1', 1],
      ['2', 2],
      ['4', 1],
    ]);
  });
  it('came as it was said, and is awaited as it was announced until then', () => {
    expect(cameOf(asked('approved', '1', 2)).map(({ quantity }) => quantity)).to.deep.equal([2]);
    expect(cameOf(asked('received', '1', 2, 1)).map(({ quantity }) => quantity)).to.deep.equal([1]);
    expect(cameOf(asked('received', '1', 2, 0))).to.deep.equal([]);
  });
  it('is paid back by a person where no refund of it was begun, and never with more than is here', () => {
    const payment = (receivedMinor: number, refunds: Payment['refunds'] = [], refundedMinor = 0): Payment => ({
      ...{ status: 'paid', dueMinor: 0, receivedMinor, refundedMinor, owedMinor: 0, refunds },
      ...{ authorisedMinor: 0, outstandingMinor: 0, cards: [] },
    });
    const inspected = { returnId: 'r1', amountMinor: 300 };
    const refund = (amountMinor: number, more: Partial<Payment['refunds'][number]> = {}) => ({
      ...{ refundId: 'f1', returnId: 'r1', amountMinor, ...more },
    });
    expect(unpaidOf(inspected, payment(900))).to.equal(300);
    expect(unpaidOf(inspected, payment(900, [refund(100)], 100))).to.equal(200);
    expect(unpaidOf(inspected, payment(900, [refund(300, { status: 'started' })]))).to.equal(0);
    expect(unpaidOf(inspected, payment(900, [refund(300, { status: 'failed', owed: true })]))).to.equal(0);
    expect(unpaidOf(inspected, payment(900, [refund(300, { returnId: 'other' })], 300))).to.equal(300);
    expect(unpaidOf(inspected, payment(200))).to.equal(200);
    expect(unpaidOf({ returnId: 'r1', amountMinor: null }, payment(900))).to.equal(0);
    expect(unpaidOf(inspected, null)).to.equal(0);
  });
  it('is told in words, also where there are none yet', () => {
    expect([reasonInWords('faulty'), reasonInWords('new')]).to.deep.equal(['It does not work', 'new']);
    expect([returnInWords('approved'), returnInWords('new')]).to.deep.equal(['You can send it back', 'new']);
  });
});
