import { expect } from 'chai';
import fc from 'fast-check';
import type { ShopEvent } from '@storefold/contracts';
import { given } from '../testing/given.js';
import type { OrderDue } from './order-due.js';
import { orderDue } from './order-due.js';
import { paymentDecider, type PaymentCommand } from './payment-decider.js';
import { stillDueMinor } from './payment-state.js';

const orderId = 'o1';
const parties = { customerId: null, country: 'France' };
const returns = new Map([
  ['back1', 300],
  ['back2', 50],
]);
const due = {
  ...{ kind: 'order', currency: 'GBP', ...parties, dueMinor: 1_000, cancelled: false, returns },
} satisfies OrderDue;
const pay = (
  receiptId: string,
  amountMinor: number,
  more: Partial<PaymentCommand & { kind: 'process' }> = {},
): PaymentCommand => ({
  ...{ kind: 'process', orderId, receiptId, method: 'cash', amountMinor, currency: 'GBP', due },
  ...more,
});
const received = (receiptId: string, amountMinor: number): ShopEvent => ({
  type: 'PaymentReceived',
  data: { paymentId: orderId, orderId, receiptId, method: 'cash', amountMinor, currency: 'GBP', ...parties },
});
const giveBack = (refundId: string, amountMinor: number, returnId?: string, of: OrderDue = due): PaymentCommand => ({
  ...{ kind: 'refund', orderId, refundId, amountMinor, reason: 'cracked', due: of },
  ...(returnId === undefined ? {} : { returnId }),
});
const refunded = (
  refundId: string,
  amountMinor: number,
  more: { readonly returnId?: string; readonly ofCancelled?: true } = {},
): ShopEvent => ({
  type: 'PaymentRefunded',
  data: { paymentId: orderId, orderId, refundId, amountMinor, currency: 'GBP', reason: 'cracked', ...parties, ...more },
});

describe('the account of an order', () => {
  it('takes what is due, in parts too', () => {
    given(paymentDecider).when(pay('p1', 400)).then(received('p1', 400));
    given(paymentDecider, received('p1', 400)).when(pay('p2', 600)).then(received('p2', 600));
  });
  it('takes a payment once', () => {
    given(paymentDecider, received('p1', 400)).when(pay('p1', 400)).then();
  });
  it('recognises a repeat although the order was cancelled since', () => {
    given(paymentDecider, received('p1', 400))
      .when(pay('p1', 400, { due: { ...due, cancelled: true } }))
      .then();
  });
  it('takes no more than is due', () => {
    given(paymentDecider, received('p1', 400)).when(pay('p2', 601)).refuses('payment-exceeds-due', { dueMinor: 600 });
    given(paymentDecider).when(pay('p1', 1_001)).refuses('payment-exceeds-due', { dueMinor: 1_000 });
  });
  it('takes nothing for an order that is not there, or is cancelled', () => {
    given(paymentDecider)
      .when(pay('p1', 1, { due: { kind: 'no-order' } }))
      .refuses('order-not-found');
    given(paymentDecider)
      .when(pay('p1', 1, { due: { ...due, cancelled: true } }))
      .refuses('order-cancelled');
  });
  it('takes no other currency', () => {
    given(paymentDecider)
      .when(pay('p1', 1, { currency: 'EUR' }))
      .refuses('currency-differs', { expected: 'GBP' });
  });
  it('gives back what it took, and once', () => {
    given(paymentDecider, received('p1', 400)).when(giveBack('r1', 400)).then(refunded('r1', 400));
    given(paymentDecider, received('p1', 400), refunded('r1', 400)).when(giveBack('r1', 400)).then();
  });
  it('says which return a refund is for', () => {
    given(paymentDecider, received('p1', 400))
      .when(giveBack('r1', 100, 'back1'))
      .then(refunded('r1', 100, { returnId: 'back1' }));
    given(paymentDecider, received('p1', 400))
      .when(giveBack('r1', 100, 'back3'))
      .refuses('return-not-found', { returnId: 'back3' });
  });
  it('gives back for a return what that was worth, in parts too, and no more', () => {
    const account = given(paymentDecider, received('p1', 1_000), refunded('r1', 200, { returnId: 'back1' }));
    account.when(giveBack('r2', 101, 'back1')).refuses('refund-exceeds-return', { refundableMinor: 100 });
    account.when(giveBack('r2', 100, 'back1')).then(refunded('r2', 100, { returnId: 'back1' }));
    account
      .when(giveBack('r2', 100, 'back1'))
      .and(giveBack('r3', 1, 'back1'))
      .refuses('refund-exceeds-return');
    account.when(giveBack('r2', 51, 'back2')).refuses('refund-exceeds-return', { refundableMinor: 50 });
    account.when(giveBack('r2', 50, 'back2')).then(refunded('r2', 50, { returnId: 'back2' }));
    account.when(giveBack('r2', 800)).then(refunded('r2', 800));
  });
  it('has nothing left for a return that got more than its worth, when nobody checked', () => {
    given(paymentDecider, received('p1', 1_000), refunded('r1', 301, { returnId: 'back1' }))
      .when(giveBack('r2', 1, 'back1'))
      .refuses('refund-exceeds-return', { refundableMinor: 0 });
  });
  it('gives back for a return no more than was paid', () => {
    given(paymentDecider, received('p1', 200))
      .when(giveBack('r1', 201, 'back1'))
      .refuses('refund-exceeds-received', { refundableMinor: 200 });
  });
  it('says that what it gives back is of a cancelled order', () => {
    given(paymentDecider, received('p1', 400))
      .when(giveBack('r1', 400, undefined, { ...due, cancelled: true }))
      .then(refunded('r1', 400, { ofCancelled: true }));
  });
  it('gives back no more than it holds', () => {
    given(paymentDecider, received('p1', 400), refunded('r1', 150))
      .when(giveBack('r2', 251))
      .refuses('refund-exceeds-received', { refundableMinor: 250 });
    given(paymentDecider).when(giveBack('r1', 1)).refuses('payment-not-found');
  });

  it('conserves money: received is refunded and kept, to the penny', () => {
    const amount = fc.integer({ min: 1, max: 700 });
    const id = fc.stringMatching(/^[a-h]$/);
    const command: fc.Arbitrary<PaymentCommand> = fc.oneof(
      fc.tuple(id, amount).map(([receiptId, amountMinor]) => pay(receiptId, amountMinor)),
      fc.tuple(id, amount).map(([refundId, amountMinor]) => giveBack(refundId, amountMinor)),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
        let state = paymentDecider.initial;
        let kept = 0;
        for (const each of commands) {
          const decision = paymentDecider.decide(each, state);
          if (!('events' in decision)) continue;
          for (const event of decision.events) {
            state = paymentDecider.evolve(state, event);
            if (event.type === 'PaymentReceived') kept += event.data.amountMinor;
            if (event.type === 'PaymentRefunded') kept -= event.data.amountMinor;
          }
          expect(paymentDecider.decide(each, state)).to.deep.equal({ events: [] });
          if (state.kind === 'unpaid') continue;
          expect(state.receivedMinor - state.refundedMinor).to.equal(kept);
          expect(kept).to.be.at.least(0);
          expect(state.receivedMinor).to.be.at.most(1_000);
        }
      }),
    );
  });
});

describe('what is due for an order', () => {
  const sums = { linesMinor: 1_000, chargesMinor: 0, totalMinor: 1_000, currency: 'GBP' };
  const placed: ShopEvent = {
    type: 'OrderPlaced',
    data: { orderId, orderNumber: 'S-1', ...parties, ...sums, lines: [], charges: [] },
  };
  const fold = (...events: readonly ShopEvent[]) =>
    events.reduce((state, event) => orderDue.evolve(state, event), orderDue.initial);
  const unpaid = paymentDecider.initial;

  it('is its total, less what came back', () => {
    const returned = {
      type: 'ItemsReturned' as const,
      data: { orderId, returnId: 'r1', reason: 'cracked', ...parties, currency: 'GBP', lines: [], amountMinor: 300 },
    };
    expect(stillDueMinor(fold(placed), unpaid)).to.equal(1_000);
    expect(stillDueMinor(fold(placed, returned), unpaid)).to.equal(700);
    const twice = fold(placed, returned, { ...returned, data: { ...returned.data, returnId: 'r2', amountMinor: 20 } });
    expect(twice.kind === 'order' && [...twice.returns]).to.deep.equal([
      ['r1', 300],
      ['r2', 20],
    ]);
    const paid = paymentDecider.evolve(unpaid, received('p1', 1_000));
    expect(stillDueMinor(fold(placed, returned), paid)).to.equal(0);
  });
  it('is nothing for one that was cancelled, or is not there', () => {
    const cancelled: ShopEvent = {
      type: 'OrderCancelled',
      data: { orderId, reason: 'no', ...parties, ...sums, lines: [] },
    };
    expect(stillDueMinor(fold(placed, cancelled), unpaid)).to.equal(0);
    expect(stillDueMinor(fold(), unpaid)).to.equal(0);
  });
});
