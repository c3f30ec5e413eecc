import { expect } from 'chai';
import type { PaymentStatus, ShopEvent } from '@storefold/contracts';
import { foldView } from '../engine/view.js';
import {
  itemsReturned,
  orderCancelled,
  orderConfirmed,
  orderPlaced,
  paymentReceived,
  paymentRefunded,
} from '../testing/events.js';
import { History, historyOf } from '../testing/history.js';
import { paymentsView } from './payments-view.js';

/** 13.94 is due. */
const placed = orderPlaced('o1', [['MUG', 2, 697]]);
const cancelled = orderCancelled(placed);
const received = (amountMinor: number, receiptId = 'r1') => paymentReceived('o1', receiptId, amountMinor);
const returned = (pieces: number) => itemsReturned('o1', [['1', 'MUG', pieces]], [pieces * 697]);
const refunded = (amountMinor: number, refundId = 'b1') => paymentRefunded('o1', refundId, amountMinor);

type Sums = readonly [due: number, received: number, refunded: number];
const rows: readonly (readonly [what: string, events: readonly ShopEvent[], status: PaymentStatus, sums: Sums])[] = [
  ['nothing came', [placed], 'due', [1_394, 0, 0]],
  ['a penny is missing', [placed, received(1_393)], 'partly-paid', [1_394, 1_393, 0]],
  ['the last penny came', [placed, received(1_393), received(1, 'r2')], 'paid', [1_394, 1_394, 0]],
  ['too much came', [placed, received(2_000)], 'paid', [1_394, 2_000, 0]],
  ['some went back', [placed, received(1_394), refunded(450)], 'partly-refunded', [1_394, 1_394, 450]],
  ['all went back', [placed, received(1_394), refunded(450), refunded(944, 'b2')], 'refunded', [1_394, 1_394, 1_394]],
  ['it was cancelled unpaid', [placed, cancelled], 'cancelled', [1_394, 0, 0]],
  ['it was cancelled after part was paid', [placed, received(500), cancelled], 'partly-paid', [1_394, 500, 0]],
  [
    'it was cancelled, paid, and all went back',
    [placed, received(500), cancelled, refunded(500)],
    'refunded',
    [1_394, 500, 500],
  ],
  ['the order is not known yet', [received(1_394)], 'paid', [0, 1_394, 0]],
  ['the order becomes known after the money', [received(500), placed], 'partly-paid', [1_394, 500, 0]],
  ['half came back unpaid', [placed, returned(1)], 'due', [697, 0, 0]],
  ['half came back, and the rest was paid', [placed, returned(1), received(697)], 'paid', [697, 697, 0]],
  ['half came back after part was paid', [placed, received(696), returned(1)], 'partly-paid', [697, 696, 0]],
  ['half came back after all was paid', [placed, received(1_394), returned(1)], 'paid', [697, 1_394, 0]],
  [
    'half came back, and its worth went back',
    [placed, received(1_394), returned(1), refunded(697)],
    'partly-refunded',
    [697, 1_394, 697],
  ],
  [
    'all came back, and all went back',
    [placed, received(1_394), returned(2), refunded(1_394)],
    'refunded',
    [0, 1_394, 1_394],
  ],
  ['all came back unpaid', [placed, returned(2)], 'paid', [0, 0, 0]],
  ['nothing is due', [orderPlaced('o1', [])], 'paid', [0, 0, 0]],
];

describe('the payments', () => {
  for (const [what, events, status, [dueMinor, receivedMinor, refundedMinor]] of rows)
    it(`is ${status} where ${what}`, () => {
      expect(foldView(paymentsView, 'o1', historyOf(...events))).to.include({
        ...{ orderId: 'o1', status, currency: 'GBP', dueMinor, receivedMinor, refundedMinor, events: events.length },
      });
    });

  it('lists receipts and refunds by time, whatever the order in which they were recorded', () => {
    const recorded = (...receipts: readonly (readonly [id: string, at: string])[]) => {
      const history = new History().happens(placed);
      for (const [id, occurredAt] of receipts) history.when({ occurredAt }).happens(received(1, id), refunded(1, id));
      return foldView(paymentsView, 'o1', history.events);
    };
    const early = ['b', '2011-03-08T00:00:00.000Z'] as const;
    const late = ['a', '2011-03-09T00:00:00.000Z'] as const;
    const lateToo = ['c', '2011-03-09T00:00:00.000Z'] as const;
    const document = recorded(lateToo, late, early);
    expect(document).to.deep.equal(recorded(early, late, lateToo));
    expect(document?.receipts).to.deep.equal([
      { receiptId: 'b', method: 'cash', amountMinor: 1, at: early[1] },
      { receiptId: 'a', method: 'cash', amountMinor: 1, at: late[1] },
      { receiptId: 'c', method: 'cash', amountMinor: 1, at: lateToo[1] },
    ]);
    expect(document?.refunds.map(({ refundId, reason }) => [refundId, reason])).to.deep.equal([
      ['b', 'cracked'],
      ['a', 'cracked'],
      ['c', 'cracked'],
    ]);
  });

  it('is not touched by what moves no money', () => {
    expect(historyOf(orderConfirmed('o1')).flatMap(paymentsView.keys)).to.deep.equal([]);
  });
});
