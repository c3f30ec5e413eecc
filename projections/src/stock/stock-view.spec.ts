import { expect } from 'chai';
import type { ShopEvent, StockDocument } from '@storefold/contracts';
import { foldView } from '../engine/view.js';
import { orderPlaced } from '../testing/events.js';
import { History, historyOf } from '../testing/history.js';
import {
  stockAdjusted,
  stockCounted,
  stockReceived,
  stockReleased,
  stockReserved,
  stockReturned,
  stockShipped,
} from '../testing/stock-events.js';
import { stockView } from './stock-view.js';

/** A shelf on which nothing happened; rows say what differs. */
const nothing = {
  onHand: 0,
  reserved: 0,
  available: 0,
  reservations: {},
  received: 0,
  shipped: 0,
  returned: 0,
  adjusted: 0,
};

type Row = readonly [what: string, events: readonly ShopEvent[], then: Partial<StockDocument>];

const rows: readonly Row[] = [
  ['pieces come in', [stockReceived('MUG', 10)], { onHand: 10, available: 10, received: 10 }],
  [
    'a count finds two missing',
    [stockReceived('MUG', 10), stockCounted('MUG', 8, -2)],
    { onHand: 8, available: 8, received: 10, adjusted: -2 },
  ],
  [
    'a count finds one more',
    [stockReceived('MUG', 10), stockCounted('MUG', 11, 1)],
    { onHand: 11, available: 11, received: 10, adjusted: 1 },
  ],
  [
    'one breaks',
    [stockReceived('MUG', 10), stockAdjusted('MUG', -1)],
    { onHand: 9, available: 9, received: 10, adjusted: -1 },
  ],
  [
    'two orders hold pieces',
    [stockReceived('MUG', 10), stockReserved('MUG', 'a', 3), stockReserved('MUG', 'b', 2)],
    { onHand: 10, reserved: 5, available: 5, received: 10, reservations: { a: 3, b: 2 } },
  ],
  [
    'one order holds twice',
    [stockReserved('MUG', 'a', 3), stockReserved('MUG', 'a', 2)],
    { reserved: 5, available: -5, reservations: { a: 5 } },
  ],
  [
    'an order lets go of some',
    [stockReserved('MUG', 'a', 3), stockReleased('MUG', 'a', 1)],
    { reserved: 2, available: -2, reservations: { a: 2 } },
  ],
  [
    'an order lets go of all: its reservation is gone',
    [stockReserved('MUG', 'a', 3), stockReserved('MUG', 'b', 1), stockReleased('MUG', 'a', 3)],
    { reserved: 1, available: -1, reservations: { b: 1 } },
  ],
  [
    'held pieces leave',
    [stockReceived('MUG', 10), stockReserved('MUG', 'a', 3), stockShipped('MUG', 'a', 2, 2)],
    { onHand: 8, reserved: 1, available: 7, received: 10, shipped: 2, reservations: { a: 1 } },
  ],
  [
    'pieces leave of which only some were held',
    [stockReceived('MUG', 10), stockReserved('MUG', 'a', 1), stockShipped('MUG', 'a', 4, 1)],
    { onHand: 6, available: 6, received: 10, shipped: 4, reservations: {} },
  ],
  [
    'pieces leave that nobody held, below nothing: history is not judged',
    [stockReserved('MUG', 'b', 1), stockShipped('MUG', 'a', 4, 0)],
    { onHand: -4, reserved: 1, available: -5, shipped: 4, reservations: { b: 1 } },
  ],
  [
    'the time of an order is over: what it held is free, what it waited for never lay there',
    [
      stockReceived('MUG', 5),
      stockReserved('MUG', 'a', 3),
      { type: 'ReservationExpired', data: { sku: 'MUG', orderId: 'a', quantity: 3, waiting: false } },
      { type: 'ReservationExpired', data: { sku: 'MUG', orderId: 'b', quantity: 9, waiting: true } },
    ],
    { onHand: 5, available: 5, received: 5 },
  ],
  [
    'pieces cannot be sold',
    [
      stockReceived('MUG', 5),
      { type: 'StockWrittenOff', data: { sku: 'MUG', movementId: 'w1', quantity: 2, reason: 'cracked' } },
    ],
    { onHand: 3, available: 3, received: 5, adjusted: -2 },
  ],
  ['pieces come back', [stockReturned('MUG', 2)], { onHand: 2, available: 2, returned: 2 }],
];

describe('the stock', () => {
  for (const [what, events, then] of rows)
    it(`where ${what}`, () => {
      expect(foldView(stockView, 'MUG', historyOf(...events))).to.deep.equal({
        ...nothing,
        ...then,
        ...{ sku: 'MUG', events: events.length, changedAt: '2011-03-07T10:00:00.000Z' },
      });
    });

  it('says when it last changed', () => {
    const changedAt = '2011-03-08T10:00:00.000Z';
    const { events } = new History()
      .happens(stockReceived('MUG', 1))
      .when({ occurredAt: changedAt })
      .happens(stockReceived('MUG', 1));
    expect(foldView(stockView, 'MUG', events)?.changedAt).to.equal(changedAt);
  });

  it('keeps each product apart, and does not move by an order alone', () => {
    const events = historyOf(stockReceived('MUG', 1), stockReceived('CUP', 2), orderPlaced('o1', [['MUG', 1, 450]]));
    expect(events.flatMap(stockView.keys)).to.deep.equal(['MUG', 'CUP']);
  });
});
