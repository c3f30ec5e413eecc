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
import {
  actionRequired,
  authorised,
  captured,
  cardDeclined,
  cardStarted,
  disputeClosed,
  disputeOpened,
  expired,
  refundFailed,
  refundStarted,
  voided,
} from '../testing/card-events.js';
import { History, historyOf } from '../testing/history.js';
import { returnInspected } from '../testing/return-events.js';
import { paymentsView } from './payments-view.js';

/** 13.94 is due. */
const placed = orderPlaced('o1', [['MUG', 2, 697]]);
const cancelled = orderCancelled(placed);
const received = (amountMinor: number, receiptId = 'r1') => paymentReceived('o1', receiptId, amountMinor);
const returned = (pieces: number) => itemsReturned('o1', [['1', 'MUG', pieces]], [pieces * 697]);
const refunded = (amountMinor: number, refundId = 'b1') => paymentRefunded('o1', refundId, amountMinor);

/** A card for all of it. */
const started = (attemptId = 'a1') => cardStarted('o1', attemptId, 1_394);
const promised = [placed, started(), authorised('o1', 'a1', 1_394)];
const taken = [...promised, captured('o1', 'a1', 1_394)];

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
  ['a card is being asked', [placed, started()], 'due', [1_394, 0, 0]],
  ['its owner has to approve it', [placed, started(), actionRequired('o1', 'a1')], 'action-required', [1_394, 0, 0]],
  ['a card was declined', [placed, started(), cardDeclined('o1', 'a1')], 'declined', [1_394, 0, 0]],
  [
    'another card was promised after one was declined',
    [placed, started(), cardDeclined('o1', 'a1'), started('a2'), authorised('o1', 'a2', 1_394)],
    'authorised',
    [1_394, 0, 0],
  ],
  ['a card promised it', promised, 'authorised', [1_394, 0, 0]],
  ['the card was known before the order', [...promised.slice(1), placed], 'authorised', [1_394, 0, 0]],
  ['the promise ran out', [...promised, expired('o1', 'a1')], 'due', [1_394, 0, 0]],
  ['the promise was let go of', [...promised, cancelled, voided('o1', 'a1')], 'cancelled', [1_394, 0, 0]],
  ['it was taken', taken, 'paid', [1_394, 1_394, 0]],
  ['a refund is on its way', [...taken, refundStarted('o1', 'b1', 450)], 'paid', [1_394, 1_394, 0]],
  [
    'a refund of a card came',
    [...taken, refundStarted('o1', 'b1', 450), refunded(450)],
    'partly-refunded',
    [1_394, 1_394, 450],
  ],
  [
    'a refund of a card came and was sent back',
    [...taken, refundStarted('o1', 'b1', 450), refunded(450), refundFailed('o1', 'b1', 450, true)],
    'paid',
    [1_394, 1_394, 0],
  ],
  [
    'a return that was asked for was looked at',
    [placed, returnInspected('o1', 'back1', [['1', 'MUG', 2]], [[2, 900]], { deliveryMinor: 94 })],
    'due',
    [400, 0, 0],
  ],
  [
    'a refund was not taken',
    [...taken, refundStarted('o1', 'b1', 450), refundFailed('o1', 'b1', 450, false)],
    'paid',
    [1_394, 1_394, 0],
  ],
  ['the bank took it back', [...taken, disputeOpened('o1')], 'disputed', [1_394, 1_394, 0]],
  ['a dispute was won', [...taken, disputeOpened('o1'), disputeClosed('o1', 'won')], 'paid', [1_394, 1_394, 0]],
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

  it('shows each card as it stands, and what cards promise', () => {
    const document = foldView(
      paymentsView,
      'o1',
      historyOf(placed, started(), cardDeclined('o1', 'a1'), started('a2'), actionRequired('o1', 'a2')),
    );
    expect(
      document?.cards.map(({ attemptId, status, code, declineCode, url }) => [
        attemptId,
        status,
        code,
        declineCode,
        url,
      ]),
    ).to.deep.equal([
      ['a1', 'declined', 'card_declined', 'insufficient_funds', null],
      ['a2', 'action-required', null, null, 'https://bank.example/approve'],
    ]);
    const after = foldView(paymentsView, 'o1', historyOf(...promised));
    expect(after?.authorisedMinor).to.equal(1_394);
    expect(after?.cards[0]).to.include({ status: 'authorised', intentId: 'pi_a1', url: null });
    expect(after?.cards[0]?.expiresAt).to.equal('2011-03-14T10:00:00.000Z');
    const over = foldView(paymentsView, 'o1', historyOf(...taken));
    expect([over?.authorisedMinor, over?.receipts[0]?.method]).to.deep.equal([0, 'card']);
  });

  it('tells of a refund for which return it is', () => {
    const forReturn = paymentRefunded('o1', 'b1', 450, { returnId: 'back1' });
    const document = foldView(paymentsView, 'o1', historyOf(placed, received(1_394), forReturn, refunded(1, 'b2')));
    expect(document?.refunds.map(({ returnId }) => returnId)).to.deep.equal(['back1', undefined]);
  });
  it('owes what a bank did not take, until another refund stands in for it', () => {
    const failed = refundFailed('o1', 'b1', 450, false);
    if (failed.type !== 'RefundFailed') throw new Error('no refund failed');
    const owed: ShopEvent = { ...failed, data: { ...failed.data, owed: true } };
    const begun = [...taken, refundStarted('o1', 'b1', 450)];
    const owedOf = (...events: readonly ShopEvent[]) => {
      const document = foldView(paymentsView, 'o1', historyOf(...events));
      return [document?.owedMinor, document?.refundedMinor, document?.refunds.map((each) => each.owed ?? false)];
    };
    expect(owedOf(...begun, failed), 'a log from before says nothing of it').to.deep.equal([0, 0, [false]]);
    expect(owedOf(...begun, owed)).to.deep.equal([450, 0, [true]]);
    const again = refundStarted('o1', 'b2', 450);
    if (again.type !== 'RefundStarted') throw new Error('no refund began');
    const tried: ShopEvent = { ...again, data: { ...again.data, insteadOf: 'b1' } };
    expect(owedOf(...begun, owed, tried)).to.deep.equal([0, 0, [false, false]]);
    expect(owedOf(...begun, owed, paymentRefunded('o1', 'b2', 450, { insteadOf: 'b1' }))).to.deep.equal([
      ...[0, 450, [false, false]],
    ]);
  });

  it('is not touched by what moves no money', () => {
    expect(historyOf(orderConfirmed('o1')).flatMap(paymentsView.keys)).to.deep.equal([]);
  });
});
