import { expect } from 'chai';
import { InventoryHandlers } from '../inventory/inventory-handlers.js';
import type { ReturnCommand } from '../orders/order-decider.js';
import { OrderHandlers } from '../orders/order-handlers.js';
import { CardPayments } from '../payments/card-payments.js';
import { PaymentHandlers } from '../payments/payment-handlers.js';
import { createStreamRuntime } from '../streams/stream-runtime.js';
import { contextOf, silent } from '../testing/contexts.js';
import { MemoryStore } from '../testing/memory-store.js';
import { cards, interleavedGateway, SimulatedBank } from '../testing/simulated-bank.js';
import { Timers } from '../timers/timers.js';
import { CardKeeping } from './card-keeping.js';
import { CheckoutSweep } from './checkout-sweep.js';
import { dueTimers } from './due-timers.js';
import { StockKeeping } from './stock-keeping.js';
import { stockKeepingTypes } from './stock-keeping-policy.js';

const START = Date.parse('2026-11-26T12:00:00.000Z');
const HOUR = 3_600_000;

/** An order of two mugs that was paid by card and sent; the bank refuses the first refunds that it is asked for. */
class Scene {
  readonly store = new MemoryStore();
  readonly bank = new SimulatedBank();
  now = START;
  /** So many refunds more are not taken. */
  refusals = 0;
  /** How often the bank was asked to give money back. */
  asked = 0;
  readonly #handled = new Set<string>();
  readonly #clock = () => new Date(this.now).toISOString();
  readonly #parts = this.#process();
  readonly orders = this.#parts.orders;
  readonly payments = this.#parts.payments;

  #process() {
    const runtime = createStreamRuntime({ store: this.store, logger: silent, retryPace: 0 });
    const [inventory, orders, payments, timers] = [
      ...[
        new InventoryHandlers(runtime),
        new OrderHandlers(runtime),
        new PaymentHandlers(runtime),
        new Timers(runtime),
      ],
    ] as const;
    const gateway = interleavedGateway(this.bank, (_, work) => Promise.resolve(work()));
    const money = new CardPayments(
      payments,
      {
        ...gateway,
        refund: (request, mayStand) => {
          this.asked++;
          if (this.refusals-- <= 0) return gateway.refund(request, mayStand);
          const { refundId, orderId } = request;
          return Promise.resolve({ gatewayRefundId: 'none', refundId, orderId, status: 'failed', code: 'card_closed' });
        },
      },
      this.#clock,
      (orderId) => orderId,
    );
    const keeping = new StockKeeping(
      inventory,
      orders,
      this.#clock,
      new CardKeeping(money, payments, orders, this.#clock, timers),
    );
    return { inventory, orders, payments, timers, keeping };
  }

  context(name: string) {
    return contextOf(name, { occurredAt: this.#clock() });
  }

  /** Delivers what happened until nothing more follows, but for events of one type. */
  async follow(butFor?: string): Promise<void> {
    for (;;) {
      const events = [...this.store.streams.values()].flat();
      const followed: readonly string[] = stockKeepingTypes;
      const next = events.find(
        ({ type, eventId }) => type !== butFor && followed.includes(type) && !this.#handled.has(eventId),
      );
      if (!next) return;
      this.#handled.add(next.eventId);
      await this.#parts.keeping.handle(next);
      // Delivered twice, it is done once.
      await this.#process().keeping.handle(next);
    }
  }

  /** Time passes, minute after minute as the sweep sees it; each sweep knows nothing but the log. */
  async pass(hours: number): Promise<void> {
    this.now += hours * HOUR;
    const { timers, keeping } = this.#process();
    const prices = { apply: () => Promise.reject(new Error('no price was to change')) };
    const carts = { look: () => Promise.reject(new Error('no cart was to be looked at')) };
    const sweep = new CheckoutSweep(
      timers,
      dueTimers({ checkouts: keeping, prices, carts, clock: this.#clock }),
      this.#clock,
    );
    await sweep.pass();
    await this.follow();
  }

  async open(): Promise<void> {
    const { inventory, orders } = this.#parts;
    await inventory.defineProduct(
      { sku: 'MUG', title: 'A mug', priceMinor: 100, currency: 'GBP' },
      this.context('define'),
    );
    await inventory.updateStock(
      { kind: 'receive', sku: 'MUG', movementId: 'm1', quantity: 5 },
      this.context('receive'),
    );
    await orders.placeOrder(
      {
        ...{ orderId: 'o1', orderNumber: 'o1', customerId: null, country: 'France', currency: 'GBP', charges: [] },
        lines: [{ lineId: '1', sku: 'MUG', title: 'A mug', quantity: 3, unitPriceMinor: 100, amountMinor: 300 }],
        payment: { kind: 'card', paymentMethodId: cards.good },
        confirmBy: new Date(START + HOUR).toISOString(),
      },
      this.context('place'),
    );
    await this.follow();
    await orders.shipItems(
      { orderId: 'o1', shipmentId: 's1', lines: [{ lineId: '1', quantity: 2 }] },
      this.context('ship'),
    );
    await this.follow();
  }

  /** A mug comes back by the long way. */
  async sendBack(returnId = 'r1', writtenOff = 0): Promise<void> {
    const of = { orderId: 'o1', returnId };
    const lines = [{ lineId: '1', quantity: 1 }];
    const steps: readonly ReturnCommand[] = [
      { kind: 'request-return', ...of, reason: 'faulty', lines },
      { kind: 'approve-return', ...of },
      { kind: 'receive-return', ...of, receiptId: `c-${returnId}`, lines },
      {
        kind: 'inspect-return',
        ...{ ...of, inspectionId: `i-${returnId}` },
        lines: [{ lineId: '1', sellable: 1 - writtenOff, writtenOff, writeOffReason: 'used' }],
      },
    ];
    for (const step of steps) {
      const outcome = await this.orders.handleReturn(step, this.context(`${step.kind}-${returnId}`));
      expect(outcome.kind, step.kind).to.equal('accepted');
    }
    await this.follow();
  }

  givenBack(): number {
    return this.bank.of('o1').reduce((sum, { intentId }) => sum + this.bank.givenBackMinor(intentId), 0);
  }
}

describe('money that a bank does not take back', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = new Scene();
    await scene.open();
  });
  const refundsIn = () => scene.store.types('payment-o1').filter((type) => type.includes('Refund'));

  it('is what was found in a parcel, paid back once when the bank takes it, and the piece is on its shelf', async () => {
    await scene.sendBack();
    expect([scene.givenBack(), scene.asked]).to.deep.equal([100, 1]);
    expect(refundsIn()).to.deep.equal(['RefundStarted', 'PaymentRefunded']);
    expect(scene.store.types('stock-MUG').at(-1)).to.equal('StockReturned');
    await scene.sendBack('r2', 1);
    expect(scene.givenBack()).to.equal(200);
    expect(scene.store.types('stock-MUG').slice(-2)).to.deep.equal(['StockReturned', 'StockWrittenOff']);
  });
  it('of a return is tried again when its time has come, and given back once', async () => {
    scene.refusals = 2;
    await scene.sendBack();
    expect([scene.givenBack(), scene.asked]).to.deep.equal([0, 1]);
    await scene.pass(0.5);
    expect(scene.asked, 'not before an hour').to.equal(1);
    await scene.pass(0.6);
    expect([scene.givenBack(), scene.asked]).to.deep.equal([0, 2]);
    await scene.pass(7);
    expect([scene.givenBack(), scene.asked]).to.deep.equal([100, 3]);
    for (let day = 0; day < 14; day++) await scene.pass(24);
    expect([scene.givenBack(), scene.asked]).to.deep.equal([100, 3]);
    expect(refundsIn().filter((type) => type === 'PaymentRefunded')).to.have.length(1);
  });
  it('of lines that were cancelled is tried again, too', async () => {
    scene.refusals = 1;
    await scene.orders.cancelLines(
      { orderId: 'o1', cancellationId: 'c1', reason: 'no', lines: [{ lineId: '1', quantity: 1 }] },
      scene.context('take out'),
    );
    await scene.follow();
    expect(scene.givenBack()).to.equal(0);
    await scene.pass(1.1);
    expect([scene.givenBack(), scene.asked]).to.deep.equal([100, 2]);
  });
  const kindness = () =>
    scene.payments.refundPayment(
      { orderId: 'o1', refundId: 'f1', amountMinor: 50, reason: 'kindness' },
      scene.context('kindness'),
    );
  it('of a refund by a clerk is tried again, too', async () => {
    scene.refusals = 1;
    await kindness();
    await scene.follow();
    expect(scene.givenBack()).to.equal(0);
    await scene.pass(1.1);
    expect([scene.givenBack(), scene.asked]).to.deep.equal([50, 2]);
  });
  it('is tried again also where nobody looked for days', async () => {
    await scene.pass(0.01);
    scene.refusals = 1;
    await kindness();
    await scene.follow();
    await scene.pass(50);
    expect([scene.givenBack(), scene.asked]).to.deep.equal([50, 2]);
  });
  it('is tried again at once where the process heard of it when its time was over', async () => {
    scene.refusals = 1;
    await kindness();
    await scene.follow('RefundFailed');
    expect([scene.givenBack(), scene.asked]).to.deep.equal([0, 1]);
    scene.now += 50 * HOUR;
    await scene.follow();
    expect([scene.givenBack(), scene.asked]).to.deep.equal([50, 2]);
  });
  it('is not tried again once a clerk gave it back by hand', async () => {
    scene.refusals = 1;
    await scene.sendBack();
    const account = (await scene.payments.payment('o1')).state;
    const [owed] = [...account.cards.refunds.values()];
    await scene.payments.refundOwed(
      { kind: 'refund-by-hand', orderId: 'o1', refundId: owed?.refundId ?? '', byHandId: 'h1', reason: 'cash' },
      scene.context('by hand'),
    );
    await scene.pass(2);
    expect([scene.givenBack(), scene.asked]).to.deep.equal([0, 1]);
    expect((await scene.payments.payment('o1')).state).to.include({ refundedMinor: 100, refundingMinor: 0 });
  });
  it('is left to people after five more tries, and stays owed', async () => {
    scene.refusals = 100;
    await scene.sendBack();
    for (let day = 0; day < 40; day++) await scene.pass(12);
    expect([scene.givenBack(), scene.asked]).to.deep.equal([0, 6]);
    const { state } = await scene.payments.payment('o1');
    expect([...state.cards.refunds.values()].filter(({ owed }) => owed)).to.have.length(1);
    expect(state).to.include({ refundedMinor: 0, refundingMinor: 0 });
  });
});
