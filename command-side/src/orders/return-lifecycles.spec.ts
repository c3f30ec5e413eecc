import { expect } from 'chai';
import fc from 'fast-check';
import { payableMinorOf, type ShopEvent } from '@storefold/contracts';
import { orderDue } from '../payments/order-due.js';
import { owedMinor } from '../payments/card-state.js';
import { paymentDecider, type PaymentCommand } from '../payments/payment-decider.js';
import { refundableMinor } from '../payments/payment-state.js';
import * as story from '../testing/return-story.js';
import { orderDecider, type OrderCommand } from './order-decider.js';
import { cancellationsOf, progressOf, type OrderState } from './order-state.js';
import { askedBack, requestsOf } from './return-state.js';

/** So many lives of an order; `RETURN_LIFECYCLES` asks for more. */
const LIVES = Number(process.env['RETURN_LIFECYCLES'] ?? 10_000);
const { orderId, lines, totalMinor } = story;

/** What somebody does next, with some chance in it; what that comes to follows from how things stand. */
const intent = fc.record({
  what: fc.constantFrom(
    ...([
      'ship',
      'ask',
      'ask',
      'approve',
      'approve',
      'decline',
      'withdraw',
      'receive',
      'receive',
      'inspect',
      'inspect',
    ] as const),
    ...(['desk', 'take-out', 'refund-return', 'refund-lines', 'refund', 'bank', 'bank', 'again', 'by-hand'] as const),
  ),
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  line: fc.constantFrom('1', '2'),
  pieces: fc.integer({ min: 1, max: 3 }),
  chance: fc.integer({ min: 0, max: 999 }),
});
type Intent = typeof intent extends fc.Arbitrary<infer Each> ? Each : never;

/** The returns of an order that are in a state, and the pieces that they are about. */
const returnsIn = (state: OrderState, ...statuses: readonly string[]) =>
  state.status === 'shipping' ? [...requestsOf(state)].filter(([, { status }]) => statuses.includes(status)) : [];

const picked = <Thing>(things: readonly Thing[], chance: number): Thing | undefined => things[chance % things.length];

const orderCommand = ({ what, id, line, pieces, chance }: Intent, state: OrderState): OrderCommand | undefined => {
  const some = [{ lineId: line, quantity: pieces }];
  if (what === 'ship') return { kind: 'ship', orderId, shipmentId: id, lines: some };
  if (what === 'ask') return story.ask(some, { returnId: id });
  if (what === 'desk') return { kind: 'return', orderId, returnId: `desk-${id}`, reason: 'came back', lines: some };
  if (what === 'take-out')
    return { kind: 'cancel-lines', orderId, cancellationId: `take-${id}`, reason: 'less', lines: some };
  if (what === 'approve' || what === 'decline' || what === 'withdraw')
    return { kind: `${what}-return`, orderId, returnId: id } as const;
  if (what === 'receive') {
    const [returnId, { pieces: announced }] = picked(returnsIn(state, 'approved'), chance) ?? [
      id,
      { pieces: new Map<string, number>() },
    ];
    const came = [...announced].map(([lineId, quantity]) => ({
      lineId,
      quantity: Math.max(1, quantity - (chance % 2)),
    }));
    return {
      kind: 'receive-return',
      orderId,
      returnId,
      receiptId: `c-${returnId}`,
      lines: came.length > 0 ? came : some,
    };
  }
  if (what !== 'inspect') return undefined;
  const [returnId, { pieces: came }] = picked(returnsIn(state, 'received'), chance) ?? [
    id,
    { pieces: new Map<string, number>() },
  ];
  const found = [...came].map(([lineId, quantity]) => {
    const sellable = chance % (quantity + 1);
    const less = chance % 3 === 0 ? { amountMinor: chance % 400 } : {};
    return { lineId, sellable, writtenOff: quantity - sellable, writeOffReason: 'used' as const, ...less };
  });
  return {
    ...{ kind: 'inspect-return', orderId, returnId, inspectionId: `i-${returnId}`, words: story.words },
    ...{ lines: found, withDelivery: chance % 5 === 0 },
  };
};

const paid: readonly ShopEvent[] = (() => {
  const about = { paymentId: orderId, orderId, attemptId: 'a1', amountMinor: totalMinor, ...story.parties };
  return [
    { type: 'CardPaymentStarted', data: { ...about, paymentMethodId: 'pm_1', startedAt: '2026-01-01T00:00:00.000Z' } },
    { type: 'PaymentAuthorised', data: { ...about, intentId: 'pi_1' } },
    { type: 'PaymentCaptured', data: { ...about, intentId: 'pi_1' } },
  ];
})();

class Life {
  order = [story.placed, story.confirmed].reduce(orderDecider.evolve, orderDecider.initial);
  due = [story.placed, story.confirmed].reduce(orderDue.evolve, orderDue.initial);
  account = paid.reduce(paymentDecider.evolve, paymentDecider.initial);
  readonly found = new Map<string, number>();
  readonly given = new Map<string, number>();
  deliveryMinor = 0;
  /** What the bank and the till have really given back. */
  backMinor = 0;

  does(next: Intent): void {
    const command = orderCommand(next, this.order);
    if (command) this.#order(command);
    else {
      const asked = this.#money(next);
      if (asked) this.#pay(asked);
    }
    this.#isWhole();
  }

  #order(command: OrderCommand): void {
    const decision = orderDecider.decide(command, this.order);
    if (!('events' in decision)) return;
    for (const event of decision.events) {
      this.order = orderDecider.evolve(this.order, event);
      this.due = orderDue.evolve(this.due, event);
      if (event.type === 'ReturnInspected') {
        this.deliveryMinor += event.data.deliveryMinor ?? 0;
        for (const line of event.data.lines) {
          expect(line.sellable + line.writtenOff).to.equal(line.quantity);
          this.#count(line.lineId, line.sellable + line.writtenOff, line.amountMinor);
        }
      }
      if (event.type === 'ItemsReturned')
        for (const { lineId, quantity, amountMinor } of event.data.lines) this.#count(lineId, quantity, amountMinor);
      if (event.type === 'OrderLinesCancelled')
        for (const { lineId, amountMinor } of event.data.lines) this.#count(lineId, 0, amountMinor);
    }
    expect(orderDecider.decide(command, this.order), 'a repeat').to.deep.equal({ events: [] });
  }

  #count(lineId: string, pieces: number, amountMinor: number): void {
    this.found.set(lineId, (this.found.get(lineId) ?? 0) + pieces);
    this.given.set(lineId, (this.given.get(lineId) ?? 0) + amountMinor);
  }

  #money({ what, id, chance }: Intent): PaymentCommand | undefined {
    const refunds = [...this.account.cards.refunds.values()];
    const refund = { kind: 'refund', orderId, reason: 'back', due: this.due, amountMinor: 1 + chance * 2 } as const;
    const inspected = picked(returnsIn(this.order, 'inspected'), chance);
    if (what === 'refund-return') {
      const [returnId, { amountMinor = 1 }] = inspected ?? [id, {}];
      return { ...refund, refundId: `r-${id}`, returnId, amountMinor: Math.max(1, amountMinor - (chance % 2) * 100) };
    }
    if (what === 'refund-lines') {
      const [cancellationId, worth] = picked([...cancellationsOf(this.order)], chance) ?? [id, 1];
      return { ...refund, refundId: `l-${id}`, cancellationId, amountMinor: Math.max(1, worth) };
    }
    if (what === 'refund') return { ...refund, refundId: `f-${id}` };
    const begun = picked(
      refunds.filter(({ status }) => status !== 'failed'),
      chance,
    );
    if (what === 'bank' && begun) {
      const status = chance % 3 === 0 ? ('failed' as const) : ('done' as const);
      const seen = { gatewayRefundId: 're_1', refundId: begun.refundId, orderId, status };
      return { kind: 'refund-seen', refund: seen };
    }
    const failed = picked(
      refunds.filter(({ status }) => status === 'failed'),
      chance,
    );
    if (what === 'again' && failed) return { kind: 'try-refund-again', orderId, refundId: failed.refundId };
    if (what === 'by-hand' && failed)
      return {
        ...{ kind: 'refund-by-hand', orderId, refundId: failed.refundId, reason: 'cash' },
        byHandId: `h-${failed.refundId}`,
      };
    return undefined;
  }

  #pay(command: PaymentCommand): void {
    const decision = paymentDecider.decide(command, this.account);
    if (!('events' in decision)) return;
    for (const event of decision.events) {
      this.account = paymentDecider.evolve(this.account, event);
      if (event.type === 'PaymentRefunded') this.backMinor += event.data.amountMinor;
      if (event.type === 'RefundFailed' && event.data.wasRefunded) this.backMinor -= event.data.amountMinor;
    }
    expect(paymentDecider.decide(command, this.account), 'a repeat').to.deep.equal({ events: [] });
  }

  #isWhole(): void {
    let givenMinor = this.deliveryMinor;
    for (const line of lines) {
      const { shipped, returned, cancelled } = progressOf(this.order, line.lineId);
      const onItsWay = this.order.status === 'shipping' ? askedBack(this.order, line.lineId) : 0;
      expect(shipped + cancelled, 'sent and never sent').to.be.at.most(line.quantity);
      expect(returned + onItsWay, 'back and on its way back').to.be.at.most(shipped);
      expect(this.found.get(line.lineId) ?? 0, 'every piece that is back was looked at').to.equal(returned);
      const given = this.given.get(line.lineId) ?? 0;
      expect(given, 'never more than was paid for the line').to.be.at.most(payableMinorOf(line));
      givenMinor += given;
    }
    expect(givenMinor).to.be.at.most(totalMinor);
    const { account } = this;
    if (account.kind === 'unpaid') throw new Error('it was paid');
    const held = owedMinor(account.cards) + account.refundingMinor;
    expect(account.refundedMinor, 'the books and what was really given back').to.equal(this.backMinor);
    expect(refundableMinor(account), 'never more than was paid').to.be.at.least(0);
    expect(refundableMinor(account) + held + this.backMinor, 'no penny is lost').to.equal(totalMinor);
    const worth = new Map([...(this.due.kind === 'order' ? this.due.returns : []), ...cancellationsOf(this.order)]);
    for (const [ofWhat, refundedMinor] of account.refundedOfReturns)
      expect(refundedMinor, 'never more than it was worth').to.be.at.most(worth.get(ofWhat) ?? 0);
  }
}

describe(`any of ${LIVES.toString()} lives of an order that is sent back`, function () {
  this.timeout(600_000);

  it('accounts for every piece and every penny, over all ways to give money back, and does nothing twice', () => {
    const all = ['inspected', 'delivery', 'owed', 'paid at the third try'];
    const reached = new Set<string>();
    const live = () => {
      fc.assert(
        fc.property(fc.array(intent, { maxLength: 60, size: 'max' }), (intents) => {
          const life = new Life();
          for (const next of intents) life.does(next);
          for (const [, { status }] of returnsIn(life.order, 'inspected')) reached.add(status);
          if (life.deliveryMinor > 0) reached.add('delivery');
          for (const { owed, tries, status } of life.account.cards.refunds.values()) {
            if (owed) reached.add('owed');
            if (tries > 2 && status === 'done') reached.add('paid at the third try');
          }
        }),
        { numRuns: LIVES },
      );
    };
    live();
    // What is rare is not in every ten thousand; a property that never got there would prove nothing of it.
    for (let more = 0; more < 5 && all.some((stage) => !reached.has(stage)); more++) live();
    expect([...reached]).to.have.members(all);
  });
});
