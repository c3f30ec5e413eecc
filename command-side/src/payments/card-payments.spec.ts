import { expect } from 'chai';
import type { ShopEvent } from '@storefold/contracts';
import {
  actionRequired,
  authorised,
  captured,
  declined,
  expired,
  intentSeen,
  orderId,
  parties,
  refunded,
  refundFailed,
  refundSeen,
  refundStarted,
  started,
  voided,
} from '../testing/card-events.js';
import { given } from '../testing/given.js';
import type { IntentSeen } from './card-sightings.js';
import type { OrderDue } from './order-due.js';
import { paymentDecider, type PaymentCommand } from './payment-decider.js';
import { refundableMinor, stillDueMinor } from './payment-state.js';

const due = {
  ...{ kind: 'order', currency: 'GBP', ...parties, dueMinor: 1_000, cancelled: false },
  returns: new Map([['back1', 300]]),
} satisfies OrderDue;

const card = (attemptId = 'a1', of: OrderDue = due): PaymentCommand => ({
  ...{ kind: 'start-card', orderId, attemptId, paymentMethodId: `pm_${attemptId}`, due: of },
  startedAt: '2026-11-26T12:00:00.000Z',
});
const see = (status: IntentSeen['status'], more: Partial<IntentSeen> = {}): PaymentCommand => ({
  kind: 'intent-seen',
  intent: intentSeen(status, more),
});
const giveBack = (refundId: string, amountMinor: number, returnId?: string, of: OrderDue = due): PaymentCommand => ({
  ...{ kind: 'refund', orderId, refundId, amountMinor, reason: 'cracked', due: of },
  ...(returnId === undefined ? {} : { returnId }),
});
const byHand: ShopEvent = {
  type: 'PaymentReceived',
  data: {
    ...{ paymentId: orderId, orderId, receiptId: 'p1', method: 'cash', amountMinor: 400, currency: 'GBP', ...parties },
  },
};

describe('paying an order by card', () => {
  it('is said before the gateway is asked, for all that is due, and once', () => {
    given(paymentDecider).when(card()).then(started());
    given(paymentDecider, started()).when(card()).then();
    given(paymentDecider, byHand).when(card()).then(started('a1', 600));
  });
  it('is refused where nothing is due, or no such order', () => {
    given(paymentDecider, started(), authorised(), captured()).when(card('a2')).refuses('nothing-due');
    given(paymentDecider)
      .when(card('a1', { kind: 'no-order' }))
      .refuses('order-not-found');
    given(paymentDecider)
      .when(card('a1', { ...due, cancelled: true }))
      .refuses('order-cancelled');
  });
  it('asks one card at a time', () => {
    for (const so of [[], [actionRequired()], [authorised()]])
      given(paymentDecider, started(), ...so)
        .when(card('a2'))
        .refuses('payment-under-way');
    for (const so of [[declined()], [authorised(), voided()], [authorised(), expired()]])
      given(paymentDecider, started(), ...so)
        .when(card('a2'))
        .then(started('a2'));
  });
  it('is given up where the gateway would not begin, and only then', () => {
    const giveUp: PaymentCommand = { kind: 'give-up-card', orderId, attemptId: 'a1', code: 'amount_too_small' };
    given(paymentDecider, started())
      .when(giveUp)
      .then({
        type: 'PaymentDeclined',
        data: { paymentId: orderId, orderId, attemptId: 'a1', code: 'amount_too_small' },
      });
    given(paymentDecider, started(), authorised()).when(giveUp).then();
    given(paymentDecider).when(giveUp).refuses('payment-not-found');
  });
  it('counts what is promised as paid', () => {
    const { state } = given(paymentDecider, started(), authorised());
    expect(stillDueMinor(due, state)).to.equal(0);
    given(paymentDecider, started(), authorised())
      .when({
        ...{ kind: 'process', orderId, receiptId: 'p1', method: 'cash', amountMinor: 1, currency: 'GBP', due },
      })
      .refuses('payment-exceeds-due', { dueMinor: 0 });
  });
});

describe('what the gateway says of a card', () => {
  it('is recorded, step by step', () => {
    given(paymentDecider, started())
      .when(see('action-required', { url: 'https://bank.example/approve' }))
      .then(actionRequired());
    given(paymentDecider, started(), actionRequired()).when(see('authorised')).then(authorised());
    given(paymentDecider, started(), authorised()).when(see('captured')).then(captured());
    given(paymentDecider, started(), authorised()).when(see('cancelled')).then(voided());
    given(paymentDecider, started(), authorised())
      .when(see('cancelled', { hasExpired: true }))
      .then(expired());
  });
  it('is recorded whole where steps were missed', () => {
    given(paymentDecider, started()).when(see('captured')).then(authorised(), captured());
    given(paymentDecider, started()).when(see('cancelled')).then(voided());
  });
  it('says why a card was declined', () => {
    given(paymentDecider, started())
      .when(see('declined', { code: 'card_declined', declineCode: 'insufficient_funds' }))
      .then(declined('a1', { declineCode: 'insufficient_funds' }));
  });
  it('says nothing new when it is old', () => {
    for (const status of ['unfinished', 'action-required', 'declined', 'authorised', 'captured'] as const)
      given(paymentDecider, started(), authorised(), captured()).when(see(status)).then();
    for (const status of ['unfinished', 'action-required', 'authorised', 'cancelled'] as const)
      given(paymentDecider, started(), authorised(), voided()).when(see(status)).then();
    given(paymentDecider, started(), authorised(), expired())
      .when(see('cancelled', { hasExpired: true }))
      .then();
  });
  it('may come after it was given up: money that is promised is never overlooked', () => {
    given(paymentDecider, started(), declined()).when(see('authorised')).then(authorised());
  });
  it('is refused where it is about another sum, another currency or no payment of ours', () => {
    given(paymentDecider, started())
      .when(see('authorised', { amountMinor: 999 }))
      .refuses('payment-differs', { amountMinor: 1_000, seenMinor: 999 });
    given(paymentDecider, started())
      .when(see('authorised', { currency: 'EUR' }))
      .refuses('payment-differs', { currency: 'GBP', seenCurrency: 'EUR' });
    given(paymentDecider).when(see('authorised')).refuses('payment-not-found');
  });
  it('of a dispute is told once, opened and closed', () => {
    const dispute = (status: 'open' | 'won' | 'lost'): PaymentCommand => ({
      kind: 'dispute-seen',
      dispute: {
        ...{ disputeId: 'du_1', orderId, intentId: 'pi_a1', status, amountMinor: 1_000, currency: 'GBP' },
        reason: 'fraudulent',
      },
    });
    const types = (command: PaymentCommand, ...history: readonly ShopEvent[]) =>
      given(paymentDecider, ...history)
        .when(command)
        .events()
        .map(({ type }) => type);
    expect(types(dispute('open'))).to.deep.equal(['DisputeOpened']);
    const opened = given(paymentDecider).when(dispute('open')).events();
    expect(types(dispute('open'), ...opened)).to.deep.equal([]);
    expect(types(dispute('lost'), ...opened)).to.deep.equal(['DisputeClosed']);
    expect(types(dispute('won'))).to.deep.equal(['DisputeOpened', 'DisputeClosed']);
    const closed = given(paymentDecider, ...opened)
      .when(dispute('lost'))
      .events();
    expect(types(dispute('open'), ...opened, ...closed)).to.deep.equal([]);
  });
});

describe('giving back what a card paid', () => {
  const paid = [started(), authorised(), captured()];
  it('goes back to the card, and is said before the gateway is asked', () => {
    given(paymentDecider, ...paid)
      .when(giveBack('r1', 300))
      .then(refundStarted('r1', 300));
    given(paymentDecider, ...paid, refundStarted('r1', 300))
      .when(giveBack('r1', 300))
      .then();
    given(paymentDecider, ...paid)
      .when(giveBack('r1', 300, 'back1'))
      .then(refundStarted('r1', 300, { returnId: 'back1' }));
    given(paymentDecider, ...paid)
      .when(giveBack('r1', 1_000, undefined, { ...due, cancelled: true }))
      .then(refundStarted('r1', 1_000, { ofCancelled: true }));
  });
  it('counts what is on its way', () => {
    given(paymentDecider, ...paid, refundStarted('r1', 300))
      .when(giveBack('r2', 701))
      .refuses('refund-exceeds-received', { refundableMinor: 700 });
    given(paymentDecider, ...paid, refundStarted('r1', 300, { returnId: 'back1' }))
      .when(giveBack('r2', 1, 'back1'))
      .refuses('refund-exceeds-return', { refundableMinor: 0 });
  });
  it('is done when the gateway says so, and undone when the bank sends it back', () => {
    const seen = (status: 'pending' | 'done' | 'failed'): PaymentCommand => ({
      kind: 'refund-seen',
      refund: refundSeen('r1', status),
    });
    const begun = [...paid, refundStarted('r1', 300, { returnId: 'back1' })];
    given(paymentDecider, ...begun)
      .when(seen('pending'))
      .then();
    given(paymentDecider, ...begun)
      .when(seen('done'))
      .then(refunded('r1', 300, { returnId: 'back1' }));
    given(paymentDecider, ...begun)
      .when(seen('failed'))
      .then(refundFailed('r1', 300, false, { returnId: 'back1', owed: true }));
    const done = [...begun, refunded('r1', 300, { returnId: 'back1' })];
    given(paymentDecider, ...done)
      .when(seen('done'))
      .then();
    given(paymentDecider, ...done)
      .when(seen('failed'))
      .then(refundFailed('r1', 300, true, { returnId: 'back1', owed: true }));
    // As logs from before failed refunds were tried again have it: nothing is owed, and a clerk gives it back anew.
    const failed = given(paymentDecider, ...done, refundFailed('r1', 300, true, { returnId: 'back1' }));
    expect(refundableMinor(failed.state)).to.equal(1_000);
    failed.when(seen('failed')).then();
    failed.when(giveBack('r2', 300, 'back1')).then(refundStarted('r2', 300, { returnId: 'back1' }));
    given(paymentDecider, ...paid)
      .when(seen('done'))
      .refuses('payment-not-found');
  });
  it('gives back by hand what came by hand, and never more than one way has', () => {
    const both = [byHand, started('a1', 600), authorised('a1', 600), captured('a1', 600)];
    given(paymentDecider, ...both)
      .when(giveBack('r1', 600))
      .then(refundStarted('r1', 600));
    given(paymentDecider, ...both)
      .when(giveBack('r1', 601))
      .refuses('refund-exceeds-received', { refundableMinor: 600 });
    given(paymentDecider, ...both, refundStarted('r1', 600), refunded('r1', 600))
      .when(giveBack('r2', 400))
      .then({
        type: 'PaymentRefunded',
        data: {
          ...{ paymentId: orderId, orderId, refundId: 'r2', amountMinor: 400, currency: 'GBP' },
          ...{ reason: 'cracked', ...parties },
        },
      });
  });
});
