import { expect } from 'chai';
import type { ShopEvent } from '@storefold/contracts';
import { evolveOrder, noOrder, type PlacedOrder } from '../orders/order-state.js';
import { evolvePayment, unpaid } from '../payments/payment-state.js';
import {
  actionRequired,
  authorised,
  captured,
  declined,
  expired,
  parties,
  refunded,
  refundStarted,
  started,
  voided,
} from '../testing/card-events.js';
import { assuranceOf, refundOfLines, settlementOf } from './card-policy.js';

const line = { lineId: '1', sku: 'MUG', title: 'A mug', quantity: 2, unitPriceMinor: 500, amountMinor: 1_000 };
const order = {
  ...{ orderId: 'o1', orderNumber: 'S-1', ...parties, lines: [line], charges: [] },
  ...{ linesMinor: 1_000, chargesMinor: 0, totalMinor: 1_000, currency: 'GBP' },
  payment: { kind: 'card', paymentMethodId: 'pm_a1' },
} satisfies PlacedOrder;
const account = (...events: readonly ShopEvent[]) => events.reduce(evolvePayment, unpaid);
const became = (...events: readonly ShopEvent[]) =>
  [{ type: 'OrderPlaced' as const, data: order }, ...events].reduce(evolveOrder, noOrder);
const confirmed: ShopEvent = { type: 'OrderConfirmed', data: { orderId: 'o1' } };
const cancelled: ShopEvent = { type: 'OrderCancelled', data: { ...order, reason: 'no' } };
const shipped: ShopEvent = {
  type: 'ItemsShipped',
  data: { orderId: 'o1', shipmentId: 's1', lines: [{ lineId: '1', sku: 'MUG', quantity: 2 }], complete: true },
};
const stepsOf = (events: readonly ShopEvent[], ...paid: readonly ShopEvent[]) =>
  settlementOf(became(...events), account(...paid)).map((step) =>
    step.kind === 'finish-refund'
      ? `finish ${step.refund.refundId}`
      : step.kind === 'refund-lines'
        ? `refund-lines ${step.cancellationId} ${step.amountMinor.toString()}`
        : `${step.kind} ${step.attempt.attemptId}`,
  );
const refundOf = (more: {
  readonly refundId: string;
  readonly cancellationId: string;
  readonly amountMinor: number;
}): ShopEvent => ({
  type: 'PaymentRefunded',
  data: { ...{ paymentId: 'o1', orderId: 'o1', currency: 'GBP', reason: 'lines cancelled', ...parties }, ...more },
});
const linesCancelled = (cancellationId: string, amountMinor: number): ShopEvent => ({
  type: 'OrderLinesCancelled',
  data: {
    ...{ orderId: 'o1', cancellationId, reason: 'no', ...parties, currency: 'GBP', amountMinor },
    lines: [{ lineId: '1', sku: 'MUG', quantity: 1, amountMinor }],
  },
});

describe('the money of an order of which lines were cancelled', () => {
  const partly: ShopEvent = {
    type: 'ItemsShipped',
    data: { orderId: 'o1', shipmentId: 's1', lines: [{ lineId: '1', sku: 'MUG', quantity: 1 }], complete: false },
  };
  it('is taken for what is left, where it was only promised', () => {
    const steps = settlementOf(became(confirmed, linesCancelled('c1', 500), partly), account(started(), authorised()));
    expect(steps).to.have.length(1);
    expect(steps[0]).to.include({ kind: 'capture', amountMinor: 500 });
  });
  it('stays promised while nothing is shipped', () => {
    expect(stepsOf([confirmed, linesCancelled('c1', 500)], started(), authorised())).to.deep.equal([]);
  });
  it('is given back where it had been taken, once per cancellation', () => {
    const events = [confirmed, partly, linesCancelled('c1', 300), linesCancelled('c2', 200)];
    expect(stepsOf(events, started(), authorised(), captured())).to.deep.equal([
      ...['refund-lines c1 300', 'refund-lines c2 200'],
    ]);
    const [first] = stepsOf(
      events,
      ...[started(), authorised(), captured()],
      refundOf({ refundId: refundOfLines('o1', 'c1'), cancellationId: 'c1', amountMinor: 300 }),
    );
    expect(first).to.equal('refund-lines c2 200');
  });
  it('is not given back where less was taken for it', () => {
    const events = [confirmed, linesCancelled('c1', 500), partly];
    expect(stepsOf(events, started(), authorised(), captured('a1', 500))).to.deep.equal([]);
  });
});

describe('the money of an order that is held', () => {
  it('is asked for, from the card that its shopper named', () => {
    expect(assuranceOf(order, account())).to.deep.equal({ kind: 'start', paymentMethodId: 'pm_a1' });
  });
  it('is sure when it is promised or here', () => {
    for (const events of [
      [started(), authorised()],
      [started(), authorised(), captured()],
    ])
      expect(assuranceOf(order, account(...events)).kind).to.equal('assured');
  });
  it('is asked for again where no answer is known', () => {
    expect(assuranceOf(order, account(started()))).to.include({ kind: 'resume' });
  });
  it('waits for its shopper, who has to approve it or to give another card', () => {
    expect(assuranceOf(order, account(started(), actionRequired())).kind).to.equal('wait');
    expect(assuranceOf(order, account(started(), declined())).kind).to.equal('wait');
    expect(assuranceOf(order, account(started(), authorised(), voided())).kind).to.equal('wait');
  });
  it('is not sure when it is promised in part', () => {
    expect(assuranceOf(order, account(started('a1', 999), authorised('a1', 999))).kind).to.equal('wait');
  });
  it('is nobody’s business where the order is paid some other day', () => {
    const { payment: _, ...unpaidOrder } = order;
    expect(assuranceOf(unpaidOrder, account())).to.deep.equal({ kind: 'assured' });
  });
});

describe('the money of an order whose fate is decided', () => {
  it('is let go of when it was cancelled, whatever may still come of it', () => {
    expect(stepsOf([cancelled], started(), authorised())).to.deep.equal(['release a1']);
    expect(stepsOf([cancelled], started(), actionRequired())).to.deep.equal(['release a1']);
    expect(stepsOf([cancelled], started())).to.deep.equal(['release a1']);
    expect(stepsOf([cancelled], started(), declined())).to.deep.equal([]);
    expect(stepsOf([cancelled], started(), authorised(), voided())).to.deep.equal([]);
  });
  it('is given back when it was taken and the order cancelled, less what was given back', () => {
    const [step] = settlementOf(
      became(cancelled),
      account(started(), authorised(), captured(), refundStarted('r1', 300)),
    );
    expect(step?.kind).to.equal('finish-refund');
    const steps = settlementOf(
      became(cancelled),
      account(started(), authorised(), captured(), refundStarted('r1', 300), refunded('r1', 300)),
    );
    expect(steps).to.have.length(1);
    expect(steps[0]).to.include({ kind: 'refund', amountMinor: 700 });
  });
  it('is taken when the first of it ships, once', () => {
    expect(stepsOf([confirmed], started(), authorised())).to.deep.equal([]);
    expect(stepsOf([confirmed, shipped], started(), authorised())).to.deep.equal(['capture a1']);
    expect(stepsOf([confirmed, shipped], started(), authorised(), captured())).to.deep.equal([]);
    expect(stepsOf([confirmed, shipped], started(), authorised(), expired())).to.deep.equal([]);
  });
  it('is kept from one card only', () => {
    const two = [started('a1'), declined('a1'), started('a2'), authorised('a2'), authorised('a1')];
    expect(stepsOf([confirmed], ...two)).to.deep.equal(['release a2']);
    expect(stepsOf([confirmed, shipped], ...two)).to.deep.equal(['capture a1', 'release a2']);
    expect(stepsOf([confirmed], ...two, captured('a1'))).to.deep.equal(['release a2']);
  });
  it('is left to the checkout while the order waits', () => {
    expect(stepsOf([], started(), authorised())).to.deep.equal([]);
  });
});
