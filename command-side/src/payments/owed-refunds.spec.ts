import { expect } from 'chai';
import type { ShopEvent } from '@storefold/contracts';
import * as events from '../testing/card-events.js';
import { given } from '../testing/given.js';
import type { OrderDue } from './order-due.js';
import { nextTry, triedAgainAt } from './owed-refunds.js';
import { paymentDecider, type PaymentCommand } from './payment-decider.js';
import { refundableMinor } from './payment-state.js';

const { orderId, parties, refundStarted, refundFailed, refunded } = events;
const due = {
  ...{ kind: 'order', currency: 'GBP', ...parties, dueMinor: 700, cancelled: false },
  returns: new Map([['back1', 300]]),
} satisfies OrderDue;
const paid = [events.started(), events.authorised(), events.captured()];
const ofReturn = { returnId: 'back1' };
/** A refund of £3 for a return that the bank did not take. */
const owing = [
  ...[...paid, refundStarted('r1', 300, ofReturn)],
  refundFailed('r1', 300, false, { ...ofReturn, owed: true }),
];
const again: PaymentCommand = { kind: 'try-refund-again', orderId, refundId: 'r1' };
const byHand: PaymentCommand = { kind: 'refund-by-hand', orderId, refundId: 'r1', byHandId: 'h1', reason: 'in cash' };
const secondTry = nextTry({ orderId, refundId: 'r1' });
const tried = refundStarted(secondTry, 300, { ...ofReturn, insteadOf: 'r1' });
const giveBack = (amountMinor: number, returnId?: string): PaymentCommand => ({
  ...{ kind: 'refund', orderId, refundId: 'r9', amountMinor, reason: 'cracked', due },
  ...(returnId === undefined ? {} : { returnId }),
});

describe('a refund that the bank did not take', () => {
  it('stays owed: nothing else is given back of its money, and nothing more for its return', () => {
    expect(refundableMinor(given(paymentDecider, ...owing).state)).to.equal(700);
    given(paymentDecider, ...owing)
      .when(giveBack(701))
      .refuses('refund-exceeds-received', { refundableMinor: 700 });
    given(paymentDecider, ...owing)
      .when(giveBack(700))
      .then(refundStarted('r9', 700));
    given(paymentDecider, ...owing)
      .when(giveBack(1, 'back1'))
      .refuses('refund-exceeds-return', { refundableMinor: 0 });
  });
  it('is tried again under a name of its own, for the same thing, once', () => {
    given(paymentDecider, ...owing)
      .when(again)
      .then(tried);
    given(paymentDecider, ...owing)
      .when(again)
      .and(again)
      .then();
    expect(given(paymentDecider, ...owing, tried).state).to.include({ refundingMinor: 300, refundedMinor: 0 });
    expect(refundableMinor(given(paymentDecider, ...owing, tried).state)).to.equal(700);
  });
  it('is owed again where the second try fails, and the third stands in for that', () => {
    const failedTwice = [...owing, tried, refundFailed(secondTry, 300, false, { ...ofReturn, owed: true })];
    const { state } = given(paymentDecider, ...failedTwice);
    expect(refundableMinor(state)).to.equal(700);
    expect(state.cards.refunds.get(secondTry)).to.include({ tries: 2, owed: true });
    expect(state.cards.refunds.get('r1')).to.include({ owed: false });
    given(paymentDecider, ...failedTwice)
      .when(again)
      .then();
    const third: PaymentCommand = { kind: 'try-refund-again', orderId, refundId: secondTry };
    const thirdId = nextTry({ orderId, refundId: secondTry });
    given(paymentDecider, ...failedTwice)
      .when(third)
      .then(refundStarted(thirdId, 300, { ...ofReturn, insteadOf: secondTry }));
  });
  it('counts as given back once it is, whichever try that was', () => {
    const { state } = given(paymentDecider, ...owing, tried, refunded(secondTry, 300, ofReturn));
    expect(state).to.include({ refundingMinor: 0, refundedMinor: 300 });
    expect(refundableMinor(state)).to.equal(700);
  });
  it('was counted as given back before the bank sent it back: that is taken back, and it is owed', () => {
    const sentBack = [
      ...[...paid, refundStarted('r1', 300, ofReturn), refunded('r1', 300, ofReturn)],
      refundFailed('r1', 300, true, { ...ofReturn, owed: true }),
    ];
    const { state } = given(paymentDecider, ...sentBack);
    expect(state).to.include({ refundedMinor: 0 });
    expect(refundableMinor(state)).to.equal(700);
    given(paymentDecider, ...sentBack)
      .when(again)
      .then(tried);
  });
  it('is given back by hand instead, once, and not tried again then', () => {
    const cash: ShopEvent = {
      type: 'PaymentRefunded',
      data: {
        ...{ paymentId: orderId, orderId, refundId: 'h1', insteadOf: 'r1', amountMinor: 300, currency: 'GBP' },
        ...{ ...ofReturn, reason: 'in cash', ...parties },
      },
    };
    given(paymentDecider, ...owing)
      .when(byHand)
      .then(cash);
    given(paymentDecider, ...owing, cash)
      .when(byHand)
      .then();
    given(paymentDecider, ...owing, cash)
      .when(again)
      .refuses('refund-not-owed', { status: 'failed' });
    const { state } = given(paymentDecider, ...owing, cash);
    expect(state).to.include({ refundedMinor: 300 });
    given(paymentDecider, ...owing, cash)
      .when(giveBack(700))
      .then(refundStarted('r9', 700));
    given(paymentDecider, ...owing, cash)
      .when(giveBack(701))
      .refuses('refund-exceeds-received');
  });
  it('is left to people where the payment was disputed', () => {
    const dispute: ShopEvent = {
      type: 'DisputeOpened',
      data: {
        ...{ paymentId: orderId, orderId, disputeId: 'du_1', intentId: 'pi_a1', amountMinor: 1_000, currency: 'GBP' },
        reason: 'fraudulent',
      },
    };
    given(paymentDecider, ...owing, dispute)
      .when(again)
      .refuses('payment-disputed');
  });
  it('is none where it stands, or was never begun', () => {
    given(paymentDecider, ...paid, refundStarted('r1', 300))
      .when(byHand)
      .refuses('refund-not-owed', { status: 'started' });
    given(paymentDecider, ...paid)
      .when(again)
      .refuses('refund-not-found', { refundId: 'r1' });
  });
  it('is tried again at longer and longer intervals, and after five more tries by nobody', () => {
    const failedAt = '2026-01-01T00:00:00.000Z';
    expect([1, 2, 3, 4, 5, 6].map((tries) => triedAgainAt(failedAt, { tries }))).to.deep.equal([
      '2026-01-01T01:00:00.000Z',
      '2026-01-01T06:00:00.000Z',
      '2026-01-02T00:00:00.000Z',
      '2026-01-04T00:00:00.000Z',
      '2026-01-08T00:00:00.000Z',
      undefined,
    ]);
  });
});
